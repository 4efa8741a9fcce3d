import type { Diagnostic } from "#intent";
import { describe, expect, test } from "vitest";
import { resolveImports } from "../../forge/print/imports.ts";
import { commaList, scope } from "../../forge/print/layout.ts";
import { render } from "../../forge/print/render.ts";
import { evaluateTemplate } from "../../forge/template/evaluate.ts";
import type { ValueRecord } from "../../forge/template/value.ts";

const layout = { width: 40, blankLinesMax: 1, openers: "{([", closers: "})]" };

/** Prints a template; further templates by pattern. Gives the text and the codes of what is wrong, with their places. */
function print(
  text: string,
  variables: ValueRecord = {},
  others: Readonly<Record<string, string>> = {},
): { text: string; problems: string[] } {
  const problems: string[] = [];
  const templates = new Map(
    Object.entries({ main: text, ...others }).map(([pattern, body]) => [
      `${pattern}/rust`,
      { text: body, file: `${pattern}.template` },
    ]),
  );
  const report = ({ code, file, span }: Diagnostic): void =>
    void problems.push(`${code} ${file}:${span.start}-${span.end}`);
  const doc = evaluateTemplate(
    { templates, language: "rust", functions: {}, indent: 4, report },
    "main",
    variables,
  );
  const importLayout = (list: readonly { from: string; name: string }[]) =>
    commaList(
      "use {",
      "};",
      list.map((one) => `${one.from}::${one.name}`),
      4,
    );
  return { text: render(resolveImports(scope(doc), importLayout), layout), problems };
}

const check = (
  template: string,
  variables: ValueRecord,
  expected: string,
  others?: Readonly<Record<string, string>>,
): void => expect(print(template, variables, others)).toEqual({ text: expected, problems: [] });

const fields = [
  { name: "id", type: "i32" },
  { name: "email", type: "String", doc: "Where we write to." },
];

describe("a template", () => {
  test("text stands as it is, control lines print nothing", () => {
    check(
      "struct A {\n    «(each field fields»\n    «(doc field)»\n    pub «(name field)»: «(type field)»,\n    «)»\n}\n",
      { fields: fields.map((one) => ({ doc: "", ...one })) },
      "struct A {\n    pub id: i32,\n    Where we write to.\n    pub email: String,\n}\n",
    );
  });

  test("a hole of several lines is indented like its own line", () => {
    check(
      "mod a {\n    «text»\n}\n",
      { text: "one\n    two\n\nthree" },
      "mod a {\n    one\n        two\n\n    three\n}\n",
    );
    check(
      "mod a {\n    «(stamp inner item)»\n}\n",
      { item: "x" },
      "mod a {\n    fn x {\n        y\n    }\n}\n",
      { inner: "fn «inner» {\n    y\n}\n" },
    );
  });

  test("choices and bindings", () => {
    const template =
      '«(each n names»«(if (equal? n "b") (then»B«) (else»«n»«))»«)»«(when none»never«)»«(let x "y"»-«x»«)»\n';
    check(template, { names: ["a", "b", "c"], none: false }, "aBc-y\n");
  });

  test("lists break one item a line, with the text that follows counted", () => {
    const template =
      'fn f«(comma "(" ")" (seq»a: «type»«) (each p params (seq»«p»: u8«)))» -> «type»;\n';
    check(template, { type: "A", params: ["x", "y"] }, "fn f(a: A, x: u8, y: u8) -> A;\n");
    check(
      template,
      { type: "Abcdefgh", params: ["x", "y"] },
      "fn f(\n    a: Abcdefgh,\n    x: u8,\n    y: u8,\n) -> Abcdefgh;\n",
    );
  });

  test("imports are distinct, sorted, and stay in their scope", () => {
    const template =
      '«(imports)»\n\n«(import "b" "B")» «(import "a" "A")» «(import "b" "B")»\nmod x {\n    «(scope»\n    «(imports)»\n    «(import "c" "C")»\n    «)»\n}\n';
    check(template, {}, "use {a::A, b::B};\n\nB A B\nmod x {\n    use {c::C};\n    C\n}\n");
  });

  test("blank lines collapse and vanish beside brackets", () => {
    check("a\n\n\n\nb {\n\n    c\n\n}\n\n\n", {}, "a\n\nb {\n    c\n}\n");
  });
});

describe("a broken template", () => {
  const broken = (template: string, ...problems: string[]): void =>
    expect(print(template, { x: { y: "z" } }).problems).toEqual(problems);
  test("says what is wrong and where", () => {
    broken(
      "a «b",
      "template-unclosed-hole main.template:2-3",
      "template-unknown-name main.template:3-4",
    );
    broken(
      "«(each y»",
      "template-unclosed-list main.template:1-2",
      "template-bad-argument main.template:1-9",
    );
    broken("«)»", "template-stray-parenthesis main.template:1-2");
    broken("a » b", "template-stray-hole-end main.template:2-3");
    broken("«nobody»", "template-unknown-name main.template:1-7");
    broken("«(name x)»", "template-unknown-member main.template:1-9");
    broken("«x»", "template-no-text main.template:1-2");
    broken("«(stamp other)»", "template-missing main.template:1-14");
    broken("«(stamp main)»", "template-too-deep main.template:1-13");
  });
});
