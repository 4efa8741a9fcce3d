import { stripVTControlCharacters } from "node:util";
import * as fc from "fast-check";
import { expect, test } from "vitest";
import { type Diagnostic, renderDiagnostic } from "#intent";

/** Draws a diagnostic over the text between the marks `<<` and `>>`. */
function draw(marked: string, extra: Partial<Diagnostic> = {}): string {
  const start = marked.indexOf("<<");
  const end = marked.indexOf(">>") - 2;
  const text = marked.replace("<<", "").replace(">>", "");
  const diagnostic: Diagnostic = {
    code: "some-code",
    severity: "error",
    message: "something is wrong",
    file: "a/intent.lisp",
    span: { start, end },
    ...extra,
  };
  return renderDiagnostic(diagnostic, text, {
    textOf: (file) => (file === "b.lisp" ? "(one)\n(two)\n" : undefined),
  });
}

const check = (marked: string, lines: readonly string[], extra: Partial<Diagnostic> = {}): void =>
  expect(draw(marked, extra).split("\n")).toEqual(lines);

const title = (place: string): string =>
  `a/intent.lisp:${place}: error: something is wrong [some-code]`;

test("one line, with its cure", () =>
  check("(a\n  (<<b>> c))", [title("2:4"), "  |", "2 |   (b c))", "  |    ^", "  cure: write d"], {
    cure: "write d",
  }));

test("a place without width gets one caret", () =>
  check("ab<<>>", [title("1:3"), "  |", "1 | ab", "  |   ^"]));

test("several lines: the first and the last", () =>
  check("x\n(<<a\n  b\n  c>>)", [
    title("2:2"),
    "  |",
    "2 | (a",
    "  |  ^",
    "  …",
    "4 |   c)",
    "  |   ^",
  ]));

test("a span that ends with its line", () =>
  check("<<ab\n>>c", [title("1:1"), "  |", "1 | ab", "  | ^^"]));

test("tabs and wide letters keep the carets in place", () =>
  check("\t日本 <<é😀>>", [title("1:5"), "  |", "1 |     日本 é😀", "  |          ^^^"]));

test("what a terminal would obey is shown by its number", () =>
  check("\u001b[31m<<\u202e>>x", [
    title("1:6"),
    "  |",
    "1 | <U+001B>[31m<U+202E>x",
    "  |             ^^^^^^^^",
  ]));

test("line numbers of any width", () =>
  check(`${"\n".repeat(9)}a\n<<b>>`, [title("11:1"), "   |", "11 | b", "   | ^"]));

test("of a long line only the part that matters is shown", () => {
  const drawn = draw(`${"x".repeat(5000)}<<yy>>${"z".repeat(5000)}`);
  expect(drawn).toContain(`…${"x".repeat(60)}yyzz`);
  expect(drawn.length).toBeLessThan(400);
});

test("notes bring their own lines, from other files too", () =>
  check(
    "<<a>>",
    [
      title("1:1"),
      "  |",
      "1 | a",
      "  | ^",
      "  note: declared here",
      "    at b.lisp:2:2",
      "  |",
      "2 | (two)",
      "  |  ^^^",
      "  note: far away",
      "    in c.lisp",
      "  note: by the way",
    ],
    {
      notes: [
        { message: "declared here", file: "b.lisp", span: { start: 7, end: 10 } },
        { message: "far away", file: "c.lisp", span: { start: 0, end: 1 } },
        { message: "by the way" },
      ],
    },
  ));

test("colours come and go without changing the text", () => {
  const diagnostic: Diagnostic = {
    code: "c",
    severity: "warning",
    message: "m",
    file: "f",
    span: { start: 0, end: 1 },
    cure: "do",
  };
  const colored = renderDiagnostic(diagnostic, "a", { color: true });
  expect(colored).toContain("\u001b[33;1mwarning\u001b[0m");
  expect(stripVTControlCharacters(colored)).toBe(renderDiagnostic(diagnostic, "a"));
});

test("any text and any span can be drawn", () => {
  fc.assert(
    fc.property(
      fc.string({ unit: "binary" }),
      fc.integer({ min: -2, max: 20 }),
      fc.integer({ min: -2, max: 20 }),
      (text, start, end) => {
        const drawn = renderDiagnostic(
          { code: "c", severity: "info", message: text, file: "f", span: { start, end } },
          text,
        );
        expect(drawn).toContain("^");
        expect(drawn).not.toMatch(/(?!\n)[\p{Cc}\p{Cs}\p{Bidi_Control}]/u);
      },
    ),
    { numRuns: 1000 },
  );
});
