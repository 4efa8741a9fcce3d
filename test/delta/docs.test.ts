import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { conflictRules, deltaKinds } from "#intent";
import { rulesTable } from "../support/rules-table.ts";

const page = readFileSync(new URL("../../docs/changes.md", import.meta.url), "utf8");

test("the page about changes shows the rules as they are", () => {
  const shown = /<!-- rules -->\n([^]*)\n<!-- \/rules -->/.exec(page)?.[1];
  expect(shown).toBe(rulesTable());
});

test("every kind has a row, and no row speaks of another", () => {
  expect(new Set(conflictRules().map(({ kind }) => kind))).toEqual(new Set(deltaKinds));
});
