import { expect, onTestFinished, test } from "vitest";
import {
  askForMood,
  canaryKey,
  cascadeWith,
  done,
  edits,
  filesWith,
  honestEdit,
  looks,
  strategy,
} from "../support/asked-universe.ts";
import { inTurns, startMessagesServer, type Script } from "../support/messages-server.ts";
import { git, keptFolder } from "../support/repository.ts";
import { SmallUniverse } from "../support/small-universe.ts";

const universe = new SmallUniverse(keptFolder(), "stand-ins");

const honest = inTurns({ researcher: [looks, strategy], coder: [edits(honestEdit), done] });

/** A fresh universe that asks, and a model that answers so. */
async function serving(script: Script) {
  universe.restore();
  askForMood(universe);
  const server = await startMessagesServer(script);
  onTestFinished(() => server.close());
  return server;
}

test("a model fills the hole over HTTP, guards and gates pass, and the cascade is proposed", async () => {
  const server = await serving(honest);
  const { exit, document, row, stderr } = await cascadeWith(
    universe,
    server,
    "--engine",
    "anthropic",
  );
  expect([exit, document.outcome], stderr + row.notes.join("\n")).toEqual([0, "proposed"]);
  expect(row).toMatchObject({ outcome: "repaired", engine: "anthropic", holes: [], edits: 1 });
  expect([row.tokens, row.usd > 0]).toEqual([480, true]);
  expect(server.seen.map(({ role, round }) => `${role} ${round}`)).toEqual([
    "researcher 0",
    "researcher 1",
    "coder 0",
    "coder 1",
  ]);
  const [draft = ""] = universe.drafts()["greetings"] ?? [];
  expect(git(universe.repository("greetings"), "show", `${draft}:src/custom/greeter.ts`)).toContain(
    honestEdit.new,
  );
  expect(server.seen.map((one) => one.key)).toEqual(server.seen.map(() => canaryKey));
  expect(server.seen.filter((one) => one.body.includes(canaryKey))).toEqual([]);
  expect(filesWith(universe.state, canaryKey)).toEqual([]);
});
