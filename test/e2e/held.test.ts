import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import type { CascadeDocument } from "#sentinel";
import { documents } from "../support/documents.ts";
import { keptFolder } from "../support/repository.ts";
import { SmallUniverse } from "../support/small-universe.ts";

/** Runs a command of the universe; gives its exit code and its document. */
function ask(universe: SmallUniverse, ...args: string[]): [number | null, CascadeDocument] {
  const ran = universe.run([...args, "--json"]);
  expect(ran.stdout, ran.stderr).not.toBe("");
  return [ran.exit, documents.cascade(ran.stdout)];
}

const greetingsOf = (document: CascadeDocument): CascadeDocument["services"][number] | undefined =>
  document.services.find((row) => row.name === "greetings");

test("a question stays asked until its scene is mended, and then the cascade goes on", () => {
  const universe = new SmallUniverse(keptFolder());
  const intent = join(universe.repository("greetings"), "intent.lisp");
  const text = readFileSync(intent, "utf8");
  writeFileSync(intent, text.replace("(text string)", "(text string)\n    (mood string)"));
  const untouched = universe.states();

  const [held, first] = ask(universe, "sentinel", "cascade");
  expect([held, first.outcome]).toEqual([4, "halted"]);
  const asked = greetingsOf(first);
  expect(asked?.holes).toMatchObject([{ kind: "required-value" }]);

  const [still, second] = ask(universe, "sentinel", "resume");
  expect([still, second.outcome]).toEqual([4, "halted"]);
  expect(greetingsOf(second)?.holes).toEqual(asked?.holes);
  expect(greetingsOf(second)?.files).toEqual(asked?.files);
  expect(universe.states()).toEqual(untouched);

  const said = universe.run(["sentinel", "resume"]);
  const [, scene = ""] = /named above in (\S+),/.exec(said.stdout) ?? [];
  const file = join(scene, asked?.holes[0]?.file ?? "");
  writeFileSync(file, readFileSync(file, "utf8").replace("{ id, text", '{ id, mood: "calm", text'));
  const [done, third] = ask(universe, "sentinel", "resume");
  expect([done, third.outcome]).toEqual([0, "proposed"]);
  expect(greetingsOf(third)).toMatchObject({ outcome: "repaired", engine: "person", holes: [] });
  expect(Object.values(universe.drafts()).flat().length).toBeGreaterThan(1);
}, 300_000);
