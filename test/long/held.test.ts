import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import type { CascadeDocument } from "#sentinel";
import { documents } from "../support/documents.ts";
import { git, keptFolder } from "../support/repository.ts";
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

test("what is certain waits as a patch; a repair by itself hides no run; a deleted test is missed", () => {
  const universe = new SmallUniverse(keptFolder());
  universe.rename("said");
  const intent = join(universe.repository("greetings"), "intent.lisp");
  const text = readFileSync(intent, "utf8");
  writeFileSync(intent, text.replace(/(\(said string :was text\))/, "$1\n    (mood string)"));

  const [held, first] = ask(universe, "sentinel", "cascade");
  expect([held, first.outcome]).toEqual([4, "halted"]);
  const row = greetingsOf(first);
  expect(row).toMatchObject({ edits: 0, holes: [{ kind: "required-value" }] });
  expect(row?.withheld?.edits).toBeGreaterThan(1);

  const said = universe.run(["sentinel", "resume"]);
  const [, scene = ""] = /named above in (\S+),/.exec(said.stdout) ?? [];
  expect(said.stdout).toContain(`${row?.withheld?.edits} certain edits, not made yet: `);

  const alone = universe.run(["mechanic", "repair", "greetings", "--json"]);
  expect(alone.exit).toBe(4);
  expect(JSON.parse(alone.stdout).withheld.length).toBe(row?.withheld?.edits);

  git(scene, "apply", row?.withheld?.patch ?? "");
  const file = join(scene, row?.holes[0]?.file ?? "");
  writeFileSync(file, readFileSync(file, "utf8").replace("{ id, said", '{ id, mood: "calm", said'));
  const tests = join(scene, "services/greetings/test/greeter.test.ts");
  const kept = readFileSync(tests, "utf8");
  writeFileSync(tests, 'import { test } from "node:test";\n\ntest("stands", () => {});\n');
  const [still, second] = ask(universe, "sentinel", "resume");
  expect([still, second.outcome, second.epoch]).toEqual([4, "halted", 1]);
  expect(greetingsOf(second)?.gates).toMatchObject({ check: "passed", test: "failed" });

  writeFileSync(tests, kept);
  const [done, third] = ask(universe, "sentinel", "resume");
  expect([done, third.outcome]).toEqual([0, "proposed"]);
}, 300_000);

test("green gates answer no question: an edit of its file does, or a word that the code is right", () => {
  const universe = new SmallUniverse(keptFolder(), "stand-ins");
  const intent = join(universe.repository("greetings"), "intent.lisp");
  const text = readFileSync(intent, "utf8");
  writeFileSync(
    intent,
    text.replace("(text string)", "(said string :was text)\n    (mood string)"),
  );
  const [held, first] = ask(universe, "sentinel", "cascade");
  expect([held, first.outcome]).toEqual([4, "halted"]);
  const [hole] = greetingsOf(first)?.holes ?? [];
  expect(hole).toMatchObject({ kind: "required-value" });

  const [still, second] = ask(universe, "sentinel", "resume");
  expect([still, second.outcome]).toEqual([4, "halted"]);
  expect(greetingsOf(second)).toMatchObject({
    gates: { check: "passed", lint: "passed", test: "passed" },
    holes: [hole],
  });

  // What is certain is no answer either.
  const said = universe.run(["sentinel", "resume"]);
  const [, scene = ""] = /named above in (\S+),/.exec(said.stdout) ?? [];
  git(scene, "apply", greetingsOf(first)?.withheld?.patch ?? "");
  const [patched, afterPatch] = ask(universe, "sentinel", "resume");
  expect([patched, greetingsOf(afterPatch)?.holes]).toEqual([4, [hole]]);

  const stranger = universe.run(["sentinel", "resume", "--accept", "nowhere.ts:1"]);
  expect([stranger.exit, stranger.stderr]).toEqual([
    2,
    expect.stringContaining(`it asks about ${hole?.file}:${hole?.line}`),
  ]);

  const place = `${hole?.file}:${hole?.line}`;
  const [done, third] = ask(universe, "sentinel", "resume", "--accept", place);
  expect([done, third.outcome]).toEqual([0, "proposed"]);
  expect(greetingsOf(third)?.notes).toEqual([`accepted as it stands: ${hole?.question}`]);
}, 300_000);
