import { expect, test } from "vitest";
import type { Told, Verdict } from "../../bench/breaks/judge.ts";
import { table, type Row } from "../../bench/breaks/table.ts";

const place: Told = { file: "shop.ts", line: 1, what: "price" };
const places = (count: number): Told[] => Array.from({ length: count }, () => place);

const holes = (
  gold: number,
  asked: number,
  missed: number,
  superfluous: number,
  otherKind = 0,
): Verdict["holes"] => ({
  gold,
  asked,
  missed: places(missed),
  superfluous: places(superfluous),
  otherKind: places(otherKind),
});

const row = (verdict: Partial<Verdict>): Row => ({
  id: "market/typescript/optional-easy",
  domain: "market",
  language: "typescript",
  kind: "optional",
  level: "easy",
  outcome: "repaired",
  ms: 2000,
  verdict: {
    edits: 4,
    exact: 4,
    wrong: [],
    missing: [],
    holes: holes(0, 0, 0, 0),
    placeholders: [],
    generated: [],
    decoys: [],
    green: true,
    fair: true,
    solved: true,
    production: true,
    ...verdict,
  },
});

/** The lines below the table of goals. */
const check = (rows: readonly Row[], lines: readonly string[]): void =>
  expect(table(rows).split("\n").slice(13)).toEqual(expect.arrayContaining([...lines]));

test("recall and precision are counted over all cases", () => {
  check(
    [row({ holes: holes(3, 4, 1, 1) }), row({ holes: holes(1, 1, 0, 0, 1), wrong: places(1) })],
    [
      "cases 2, solved 2; edits 8, of which like the gold 8",
      "wrong edits 1 of 8: 12.5% (≤ 0.5%); places left out 0",
      "holes: recall 75.0% of 4 (≥ 99%), precision 80.0% of 5 (≥ 95%), asked as something else 1",
    ],
  );
});

test("lists that several readers settled are counted beside the authors'", () => {
  const settled = holes(2, 4, 0, 2);
  check(
    [row({ holes: holes(3, 4, 1, 1), settled }), row({ holes: holes(1, 1, 0, 0) })],
    [
      "holes: recall 75.0% of 4 (≥ 99%), precision 80.0% of 5 (≥ 95%), asked as something else 0",
      "as several readers settled the lists of 1 cases: recall 100% of 2 (≥ 99%), precision 50.0% of 4 (≥ 95%), asked as something else 0",
    ],
  );
});
