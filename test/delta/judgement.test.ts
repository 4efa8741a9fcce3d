import { expect, test } from "vitest";
import { expiredBreaks, overrideDiagnostics, renderDiagnostic } from "#intent";
import { modelOf } from "../support/model-of.ts";

const around = (form: string): string => `(universe shop (services "services/*")\n  ${form})`;
const users = "(service users (language rust)\n  (entity User (id i32)))";

/** What is wrong with the rules of a universe, a line each: code, message and cure. */
const rules = (form: string): string[] =>
  overrideDiagnostics(modelOf(around(form), users).universe).map(
    ({ code, message, cure, severity }) => `${severity} ${code}: ${message}: ${cure ?? ""}`,
  );

test("a kind, a use or a language that there is not is an error with the nearest one", () => {
  const form = (what: string): string =>
    `(conflict-rule ${what} :source compatible :because "so it is")`;
  expect(rules(form("varint-added"))).toEqual([
    "error override-unknown: `varint-added` is no kind of change: did you mean variant-added?",
  ]);
  expect(rules(form("variant-added :use matchs"))).toEqual([
    "error override-unknown: `matchs` is no use: did you mean matches?",
  ]);
  expect(rules(form("variant-added :language pyton"))).toEqual([
    "error override-unknown: `pyton` is no language: did you mean python?",
  ]);
  expect(rules(form("variant-added :use matches :language python"))).toEqual([]);
  expect(rules(form("quite-else"))[0]).toMatch(/is no kind of change: the first of them are/);
});

test("a rule that says nothing, or too little of whom, is an error", () => {
  expect(rules('(conflict-rule rpc-added :because "so it is")')[0]).toMatch(
    /^error override-empty/,
  );
  expect(
    rules('(conflict-rule rpc-added :use calls :wire unknown :because "so it is")')[0],
  ).toMatch(/^error override-too-narrow/);
  expect(rules('(conflict-rule rpc-added :stored unknown :because "so it is")')).toEqual([]);
});

/** What a person reads of the breaks that are accepted no more on a day. */
function expired(today: string): string {
  const allow = '(allow-break users/User.id :until "2030-12-31" :because "ids grow")';
  const service = users.replace("(entity", '(allow-break User.id :until "2030-06-30")\n  (entity');
  const model = modelOf(around(allow), service);
  const text = (file: string): string =>
    `(lang intent 1.0)\n${file === "universe.lisp" ? around(allow) : service}`;
  return expiredBreaks(model, today)
    .map((one) => renderDiagnostic(one, text(one.file)))
    .join("\n\n");
}

test("an accepted break holds on its last day and is an error at its date on the next", () => {
  expect(expired("2030-06-30")).toBe("");
  expect(expired("2030-07-01")).toMatchInlineSnapshot(`
    "services/users/intent.lisp:3:31: error: the break of \`User.id\` was accepted until 2030-06-30, and today is 2030-07-01 [break-expired]
      |
    3 |   (allow-break User.id :until "2030-06-30")
      |                               ^^^^^^^^^^^^
      cure: take it out, or accept it for longer"
  `);
  expect(expired("2031-01-01").match(/break-expired/g)).toHaveLength(2);
});
