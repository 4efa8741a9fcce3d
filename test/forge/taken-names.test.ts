import { expect, test } from "vitest";
import { stamp, takenNames } from "#forge";
import { type Diagnostic, languages } from "#intent";
import { modelOf } from "../support/model-of.ts";
import { shippedTemplates } from "../support/stamp-python.ts";
import { sha256 } from "../support/stamp-rust.ts";

const templates = await shippedTemplates();

const ruled = "(rpc seat (in (n i32)) (out i32)) (rule early (before (rpc seat)) (in (n i32)))";
/** Services whose names their language has for something else, and what is said of each. */
const services = [
  ["rust", "a", "(rpc seat (out i32))", ["service a"]],
  ["rust", "desk", '(tool fn "Finds." (out i32)) (rpc none (out i32))', ["rpc none", "tool fn"]],
  [
    "rust",
    "desk",
    "(rpc seat (out i32)) (rule from (before (rpc seat))) (util u (out i32))",
    ["rule from", "util u"],
  ],
  ["typescript", "ruled", ruled, ["service ruled"]],
  [
    "python",
    "subject",
    "(util same (in (a i32)) (out i32) (example (in (a 1)) (out 1)))",
    ["the service `subject`"],
  ],
] as const;

const said = (diagnostics: readonly Diagnostic[]): string[] =>
  diagnostics.map(({ code, message, span }) => `${code} ${span.start} ${message}`).toSorted();

test.each(services)("%s, %s: %s", (language, name, forms, names) => {
  const model = modelOf(`(service ${name} (language ${language}) ${forms})`);
  const found = takenNames(model);
  expect(found.map(({ message }) => message.split(" and ")[0]).toSorted()).toEqual(names);
  expect(said(found)).toEqual(said(stamp(model, templates, { sha256 }).diagnostics));
  for (const other of languages.filter((one) => one !== language))
    expect(takenNames(modelOf(`(service ${name} (language ${other}) ${forms})`))).toEqual([]);
});
