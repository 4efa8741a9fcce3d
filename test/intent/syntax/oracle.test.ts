import { createRequire } from "node:module";
import * as fc from "fast-check";
import { expect, test } from "vitest";
import { exampleIntents, type Meaning, meaningOf, read } from "../../support/syntax.ts";

/** The npm package reads one form; symbols come back as strings, strings as `String` objects. */
const parse: (text: string) => unknown = createRequire(import.meta.url)("s-expression");

/** The tree in the words of `s-expression`, which tells neither keywords nor numbers from symbols. */
function inItsWords(meaning: Meaning): unknown {
  const [kind, value] = meaning;
  if (typeof value === "string") return kind === "string" ? { string: value } : value;
  const parts = value.map(inItsWords);
  const quote = { quasiquote: "quasiquote", unquote: "unquote", splice: "unquote-splicing" }[kind];
  return quote === undefined ? parts : [quote, ...parts];
}

function itsMeaning(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(itsMeaning);
  return typeof value === "object" ? { string: String(value) } : value;
}

/** Checks that both readers see the same; the package wants one form, so the file becomes a list. */
function checkAgreement(text: string): void {
  const theirs: unknown = parse(`(${text}\n)`);
  expect(theirs).not.toBeInstanceOf(Error);
  expect(inItsWords(meaningOf(read(text).tree))).toEqual(itsMeaning(theirs));
}

/** Comments and `\u{…}` are ours alone, and it takes quotes inside a name for a part of it: the subset has neither. */
const name = fc.stringMatching(/^[a-zA-Z][a-zA-Z0-9./_-]{0,8}$/);
const literal = fc
  .array(
    fc.oneof(
      fc.stringMatching(/^[ -!#-[\]-~]{0,9}$/),
      fc.constantFrom('\\"', "\\\\", "\\n", "\\t", "é", "\n"),
    ),
    { maxLength: 4 },
  )
  .map((parts) => `"${parts.join("")}"`);
const space = fc.constantFrom(" ", "\n", "\t", "  \n ");
const { form } = fc.letrec<{ form: string }>((tie) => ({
  form: fc.oneof(
    { depthSize: "small" },
    {
      weight: 4,
      arbitrary: fc.oneof(
        name,
        literal,
        name.map((text) => `:${text}`),
        fc.constantFrom("1", "-2.5", "30d"),
      ),
    },
    {
      weight: 3,
      arbitrary: fc
        .array(fc.tuple(tie("form"), space), { maxLength: 6 })
        .map((items) => `(${items.flat().join("")})`),
    },
    {
      weight: 1,
      arbitrary: fc
        .tuple(fc.constantFrom("`", ",", ",@"), tie("form"))
        .map((parts) => parts.join("")),
    },
  ),
}));

test("random forms mean the same to s-expression", () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(form, space), { maxLength: 6 }), (forms) =>
      checkAgreement(forms.flat().join("")),
    ),
    { numRuns: 2000 },
  );
});

test("the example's intents mean the same to s-expression", () => {
  for (const text of exampleIntents.values()) checkAgreement(text.replaceAll(/;.*$/gm, ""));
});
