import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { agreement, type Agreement } from "../../bench/breaks/agree.ts";
import type { Case, GoldHole } from "../../bench/breaks/corpus.ts";

const folder = mkdtempSync(join(tmpdir(), "flywheel-agree-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
writeFileSync(join(folder, "shop.ts"), "open();\nprice(\n  kilo,\n);\nsort();\nclose();\n");

const hole = (at: string, kind: GoldHole["kind"], rest: Partial<GoldHole> = {}): GoldHole => ({
  kind,
  file: "shop.ts",
  at,
  why: "Nobody said.",
  ...rest,
});

const caseWith = (holes: readonly GoldHole[]): Case => ({
  base: { domain: "market", language: "typescript", folder },
  name: "optional-easy",
  folder,
  gold: "",
  about: "A price may be open.",
  kind: "optional",
  level: "easy",
  service: "shop",
  change: [],
  holes,
  decoys: [],
});

const check = (
  gold: readonly GoldHole[],
  second: readonly GoldHole[],
  told: Partial<Agreement>,
): void =>
  expect(agreement([caseWith(gold)], [{ case: "optional-easy", holes: second }])).toMatchObject(
    told,
  );

test("one decision seen by both, though they quote other lines of one expression", () => {
  check([hole("price(\n  kilo,", ["absent-value"])], [hole("kilo,\n)", ["absent-value"])], {
    cases: 1,
    alike: 1,
    goldFound: 1,
    secondFound: 1,
    otherKind: 0,
  });
});

test("one that the other left out, on either side", () => {
  check([hole("open()", ["absent-value"])], [], { alike: 0, gold: 1, goldFound: 0, second: 0 });
  check([], [hole("sort()", ["ordering"])], { alike: 0, gold: 0, second: 1, secondFound: 0 });
});

test("a place that both saw as something else is told apart", () => {
  check([hole("sort()", ["ordering"])], [hole("sort()", ["conversion"])], {
    alike: 1,
    goldFound: 1,
    otherKind: 1,
  });
});

test("what may be left out is nobody's fault, and finds what the other has", () => {
  check(
    [hole("open()", ["absent-value"], { may: true }), hole("close()", ["absent-value"])],
    [hole("open()", ["absent-value"]), hole("close()", ["absent-value"], { may: true })],
    { alike: 1, gold: 1, goldFound: 1, second: 1, secondFound: 1 },
  );
});

test("who says only what must be asked sees less, and who says what may be asked is told what nobody wants", () => {
  check(
    [hole("open()", ["absent-value"]), hole("sort()", ["ordering"])],
    [
      hole("open()", ["absent-value"]),
      hole("sort()", ["ordering"], { may: true }),
      hole("close()", ["absent-value"], { may: true }),
    ],
    { gold: 2, goldMust: 1, goldFound: 2, second: 1, secondFound: 1, listed: 3, listedFound: 2 },
  );
});

test("a case that was not read does not count", () => {
  expect(agreement([caseWith([hole("open()", ["absent-value"])])], [])).toMatchObject({
    cases: 0,
    gold: 0,
  });
});
