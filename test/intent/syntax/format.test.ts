import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { formatText } from "#intent";
import { commentsOf, exampleIntents, meaningOf, read, validText } from "../../support/syntax.ts";

/** Formats a text without errors and checks what holds of every result: stable, same comments, same meaning. */
function format(text: string): string {
  const [formatted, diagnostics] = formatText("intent.lisp", text);
  expect(diagnostics).toEqual([]);
  expect(formatText("intent.lisp", formatted)[0]).toBe(formatted);
  expect(meaningOf(read(formatted).tree)).toEqual(meaningOf(read(text).tree));
  expect(commentsOf(formatted)).toEqual(commentsOf(text));
  expect(formatted).not.toMatch(/[ \t]\n|\n\n\n|\r/);
  return formatted;
}

const check = (text: string, expected: string): void => expect(format(text)).toBe(expected);

describe("layout", () => {
  test("the example's intents are laid out as the formatter would", () => {
    for (const [path, text] of exampleIntents) expect(format(text), path).toBe(text);
  });
  test("nothing stays nothing", () => check("  \n\n", ""));
  test("white space is normalised", () =>
    check("(lang   intent\t1.0)\n\n\n\n( a  b )", "(lang intent 1.0)\n\n(a b)\n"));
  test("a form of the file that holds forms is broken", () =>
    check(
      "(service a (language rust) (entity B (id uuid)))",
      "(service a\n  (language rust)\n  (entity B (id uuid)))\n",
    ));
  test("inner forms keep their line, or their lines", () =>
    check(
      "(service a\n(entity B (id uuid))\n(entity C\n(id uuid)))",
      "(service a\n  (entity B (id uuid))\n  (entity C\n    (id uuid)))\n",
    ));
  test("what passes 100 columns is broken", () =>
    check(
      "(service a (rpc find-many-things (in (first-word string) (second-word string)) (out (list Thing)) (errors nothing-found)))",
      "(service a\n  (rpc find-many-things\n    (in (first-word string) (second-word string))\n    (out (list Thing))\n    (errors nothing-found)))\n",
    ));
  test("long rows of names are filled", () => {
    const names = Array.from({ length: 20 }, (_, index) => `variant-${index}`).join(" ");
    const lines = format(`(service a (enum Plan ${names}))`).trimEnd().split("\n");
    expect(lines.length).toBe(4);
    for (const line of lines) expect(line.length).toBeLessThanOrEqual(100);
  });
  test("a docstring of a broken form has its own line", () =>
    check(
      '(entity User "A person." (id uuid :key))',
      '(entity User\n  "A person."\n  (id uuid :key))\n',
    ));
  test("an option keeps its value", () =>
    check("(a (b) :default\n() :key)", "(a\n  (b) :default\n  () :key)\n"));
  test("a template stands beside its pattern", () =>
    check(
      "(define-form (audited name . fields) `(entity ,name ,@fields))",
      "(define-form (audited name . fields)\n  `(entity ,name ,@fields))\n",
    ));
});

describe("comments", () => {
  test("closing parentheses come before a comment behind the last part", () =>
    check("(a\n  (b) ; c\n)", "(a\n  (b)) ; c\n"));
  test("a comment on a line of its own keeps it", () => check("(a\n; b\n)", "(a\n  ; b\n  )\n"));
  test("columns of comments move with their code", () =>
    check(
      "(a\n    (b)      ; one\n    (cc)     ; two\n             ; three\n    )",
      "(a\n  (b)      ; one\n  (cc)     ; two\n           ; three\n  )\n",
    ));
  test("discarded forms stay discarded", () =>
    check("(a #;  (b   c)\n#; ; why\n d e)", "(a\n  #;(b c)\n  ; why\n  #;d e)\n"));
  test("a comment right behind a parenthesis", () => check("(; x\na)", "( ; x\n  a)\n"));
  test("empty lines between forms, at most one", () =>
    check("(a)\n\n\n; b\n\n(c)\n(d)\n", "(a)\n\n; b\n\n(c)\n(d)\n"));
});

describe("texts that are left alone", () => {
  test("with an error a text comes back as it was", () => {
    const text = "(a  b\n\n\n(c";
    const [formatted, diagnostics] = formatText("intent.lisp", text);
    expect(formatted).toBe(text);
    expect(diagnostics.length).toBe(2);
  });
  test("strings are not touched", () => check('(a "x  ;  y\r\n  z")', '(a "x  ;  y\n  z")\n'));
});

describe("properties", () => {
  test("formatting is stable, and keeps comments and meaning", { timeout: 60_000 }, () => {
    fc.assert(
      fc.property(validText, (text) => {
        format(text);
      }),
      { numRuns: 4000 },
    );
  });
});
