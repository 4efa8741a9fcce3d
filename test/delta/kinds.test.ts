import { describe, expect, test } from "vitest";
import {
  conflictRules,
  deltaKinds,
  diffModels,
  languages,
  ruleFor,
  useKinds,
  useVerdict,
} from "#intent";
import { changeLine, reachLine } from "../support/changes.ts";
import { modelOf } from "../support/model-of.ts";
import { base, cases, type Case } from "./cases.ts";
import { patternBase, patternCases } from "./pattern-cases.ts";
import { universeBase, universeCases } from "./universe-cases.ts";

/** Applies the edits to the base and compares what the diff says, change by change, in any order. */
function check(start: string, { edits, expected }: Case): void {
  let text = start;
  for (const [from, to] of edits) {
    expect(text).toContain(from);
    text = text.replaceAll(from, to);
  }
  const [before, after] = [modelOf(start), modelOf(text)];
  const delta = diffModels(before, after);
  const lines = [...delta.changes.map(changeLine), reachLine(before, after, delta)];
  expect(lines.toSorted()).toEqual(expected);
}

describe("what the diff says of one edit", () => {
  for (const one of cases) test(one.name, () => check(base, one));
  for (const one of patternCases) test(one.name, () => check(patternBase, one));
  for (const one of universeCases) test(one.name, () => check(universeBase, one));

  test("every kind has a case", () => {
    const seen = new Set(
      [...cases, ...patternCases, ...universeCases].flatMap(({ expected }) =>
        expected.map((line) => line.slice(0, line.indexOf(" "))),
      ),
    );
    expect(deltaKinds.filter((kind) => !seen.has(kind))).toEqual([]);
  });
});

describe("the conflict rules", () => {
  test("every kind ends with a row without conditions, and only with that", () => {
    for (const kind of deltaKinds) {
      const rows = conflictRules().filter((rule) => rule.kind === kind);
      expect(
        rows.map(({ when }) => when.length === 0),
        kind,
      ).toEqual([...rows.slice(1).map(() => false), true]);
      expect(ruleFor(kind, [])).toBe(rows.at(-1));
    }
  });

  test("every row can be chosen: none stands behind one that always holds where it does", () => {
    for (const rule of conflictRules()) expect(ruleFor(rule.kind, rule.when).id).toBe(rule.id);
  });

  test("ids are unique, name the kind and the conditions, and every row gives its reason", () => {
    expect(new Set(conflictRules().map(({ id }) => id)).size).toBe(conflictRules().length);
    for (const { id, kind, when, because } of conflictRules()) {
      expect(id).toBe([kind, ...(when.length === 0 ? [] : [when.join("+")])].join("/"));
      expect(because).toMatch(/^[A-Z].{15,}\.$/);
    }
  });

  test("a row that breaks nobody's code does not say that source breaks, unless the language hides it", () => {
    for (const rule of conflictRules()) {
      if (rule.axes.source !== "breaks" || rule.when.includes("same-code-type")) continue;
      const verdicts = useKinds.flatMap((use) =>
        languages.map((language) => useVerdict(rule, use, language)),
      );
      expect(verdicts, rule.id).toContain("breaks");
    }
  });
});
