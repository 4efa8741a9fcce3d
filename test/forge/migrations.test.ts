import { beforeAll, expect, test } from "vitest";
import type { Templates } from "../../forge/template/templates.ts";
import { shippedTemplates } from "../support/stamp-python.ts";
import { describeSteps } from "../support/steps/cases.ts";
import { intentOf, type Store } from "../support/steps/intent.ts";
import { Stepped } from "../support/steps/stepped.ts";

// PostgreSQL takes its steps in test/long.
describeSteps("sqlite", 60);

let templates: Templates;
beforeAll(async () => void (templates = await shippedTemplates()));

const before = "(a string) (b (list string)) (c json) (d i32)";

test.each<readonly [what: string, after: string, codes: readonly string[]]>([
  ["nothing", before, []],
  ["a new field without a default", `${before} (e string)`, ["rows-without-value"]],
  ["one that may be absent", `${before} (e (optional string))`, []],
  ["one with a default", `${before} (e string :default "x")`, []],
  [
    "a new field that is unique",
    `${before} (e string :default "x" :unique)`,
    ["rows-without-value"],
  ],
  [
    "a text that is to be an entity",
    "(a Place) (b (list string)) (c json) (d i32)",
    ["rows-of-another-form"],
  ],
  [
    "a number that is to be a map",
    "(a string) (b (list string)) (c json) (d (map string i32))",
    ["rows-of-another-form"],
  ],
  ["JSON that is to be an entity", "(a string) (b (list string)) (c Place) (d i32)", []],
])("what rows that stand make of %s", (_, after, codes) => {
  for (const store of ["sqlite", "postgresql"] satisfies Store[]) {
    const stepped = new Stepped(templates);
    expect(stepped.stamp(intentOf(store, before)).diagnostics).toEqual([]);
    const stood = stepped.file;
    const { diagnostics } = stepped.stamp(intentOf(store, after));
    expect(diagnostics.map(({ code }) => code)).toEqual(codes);
    for (const { message, span } of diagnostics) {
      expect(message).toContain("`users`");
      expect(span.end).toBeGreaterThan(span.start);
    }
    // What is refused leaves the steps as they stood.
    if (codes.length > 0) expect(stepped.file).toBe(stood);
  }
});

test.each<readonly [what: string, file: (stood: string) => string, steps: number | string]>([
  ["as they stand", (stood) => stood, 0],
  ["between the marks of a merge", (stood) => `<<<<<<< HEAD\n${stood}`, "steps-unreadable"],
  ["with a word that is none", (stood) => stood.replace('"i32"', '"i33"'), "steps-unreadable"],
  ["with a table that is none", (stood) => stood.replace('"users"', "7"), "steps-unreadable"],
  // Nothing can be known of what an earlier Flywheel did.
  ["without tables", (stood) => stood.replace('"tables"', '"other"'), 1],
  ["of another database", (stood) => stood.replace('"sqlite"', '"postgresql"'), 1],
])("steps that are read %s", (_, file, expected) => {
  const stepped = new Stepped(templates);
  const intent = intentOf("sqlite", before);
  stepped.stamp(intent);
  const stood = stepped.file ?? "";
  stepped.file = file(stood);
  const { steps, diagnostics } = stepped.stamp(intent);
  if (typeof expected === "string") {
    expect(diagnostics.map(({ code }) => code)).toEqual([expected]);
    expect(diagnostics[0]?.message).toContain("services/s/src/generated.migrations.json");
    return;
  }
  expect(diagnostics).toEqual([]);
  expect(expected === 0 ? steps : stepped.file).toEqual(expected === 0 ? [] : stood);
});

test("a service that changes its language goes on from its steps", () => {
  const stepped = new Stepped(templates);
  const intent = intentOf("sqlite", before);
  expect(stepped.stamp(intent).steps).toHaveLength(1);
  const after = intent.replace("(language typescript)", "(language python)");
  expect(stepped.stamp(after).steps).toEqual([]);
});
