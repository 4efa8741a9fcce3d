import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";

import { answerLines } from "../support/answers.ts";
import {
  caseNames,
  casesFolder,
  hasCargo,
  invariants,
  readCaseFile,
  runCase,
  workbench,
} from "./rust-case.ts";

const cargo = await hasCargo();
if (!cargo) console.warn("cargo is not installed: the repairs of Rust code are not tried.");

const bench = workbench();
afterAll(() => bench.remove());

/** The text that a file of a case is expected to have: its gold version, or unchanged. */
const gold = (name: string, file: string, base: string | undefined): string | undefined =>
  readCaseFile(name, file.replace(".rs", ".expected.rs"), base) ?? readCaseFile(name, file, base);

const placeOf = (text: string, line: number, column: number, length: number): string =>
  (text.split("\n")[line - 1] ?? "").slice(column - 1, column - 1 + length);

async function check(name: string): Promise<void> {
  const ran = await runCase(name, bench.folder);
  const { about, outcome } = ran;
  expect(invariants(ran)).toEqual([]);
  for (const [path, text] of ran.texts) {
    const file = path.split("/").at(-1)?.replace("api.rs", "tests.rs") ?? "";
    const expected = gold(name, file, about.base);
    if (expected !== undefined) expect(text, path).toBe(expected);
  }
  const found = outcome.holes.map((hole) => {
    const text = ran.request.sources.get(hole.file) ?? "";
    const wanted = (about.holes ?? []).find(
      (one) =>
        one.kind === hole.kind && placeOf(text, hole.line, hole.column, one.at.length) === one.at,
    );
    return { kind: hole.kind, at: wanted?.at ?? placeOf(text, hole.line, hole.column, 60) };
  });
  expect(found).toEqual(about.holes ?? []);
  const answers = answerLines(ran.request.sources, outcome.edits, outcome.holes);
  if (answers.length > 0)
    await expect([...answers, ""].join("\n")).toMatchFileSnapshot(
      join(casesFolder, name, "answers.txt"),
    );
  if (about.errorsAfterStamp !== undefined)
    expect(ran.first.diagnostics.filter((one) => one.severity === "error")).toHaveLength(
      about.errorsAfterStamp,
    );
  if (about.edits !== undefined) expect(outcome.edits).toHaveLength(about.edits);
  if (outcome.holes.length === 0) expect(ran.last.status).toBe("passed");
  expect(ran.again.edits, "a second run changes nothing").toEqual([]);
}

describe.skipIf(!cargo)("repairs of Rust code equal their gold patches", () => {
  for (const name of caseNames()) test(name, { timeout: 120_000 }, () => check(name));
});
