import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { keptFolder, writeFiles } from "../support/repository.ts";
import { calmMoods, RuledUniverse } from "../support/ruled-universe.ts";

const folder = keptFolder();

test("code of a rule that does not end is stopped in time for its questions to be asked", async () => {
  const universe = await RuledUniverse.make(folder);
  const universeFile = join(universe.root, "universe.lisp");
  const limited = "(delivery draft-branch)\n  (limits :minutes 0.6)";
  const text = readFileSync(universeFile, "utf8");
  writeFileSync(universeFile, text.replace("(delivery draft-branch)", limited));
  writeFiles(universe.root, calmMoods);
  writeFiles(universe.service("parcels"), { "behaviour.json": '{"vitest":"endless calm"}' });
  universe.commit("a rule whose code does not end");
  universe.ask("parcels");
  const document = await universe.cascade();
  const row = document.services.find((one) => one.name === "parcels");
  expect([document.outcome, row?.outcome, row?.edits]).toEqual(["halted", "held", 0]);
  expect(row?.notes.join("\n")).toContain(
    "learned/calm-moods was tried and not kept: test is red with it (`vitest run` did not end within 18 s and was stopped.)",
  );
  expect(row?.notes.join("\n")).not.toContain("used up its minutes");
  expect(row?.holes.map((one) => one.kind)).toEqual(["required-value"]);
}, 120_000);
