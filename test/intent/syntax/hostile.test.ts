import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { formatText, renderDiagnostic } from "#intent";
import { exampleIntents, read } from "../../support/syntax.ts";

/** Reads a hostile text: the error has a place and can be shown, and a reader of it is not flooded. */
function checkHostile(text: string, ...codes: string[]): void {
  const { diagnostics } = read(text);
  expect(diagnostics.map(({ code }) => code)).toEqual(expect.arrayContaining(codes));
  expect(diagnostics.length).toBeLessThanOrEqual(101);
  for (const diagnostic of diagnostics.slice(0, 3)) {
    const shown = renderDiagnostic(diagnostic, text);
    expect(shown.length).toBeLessThan(2000);
    expect(shown).not.toMatch(/(?!\n)[\p{Cc}\p{Bidi_Control}]/u);
  }
}

describe("hostile texts end in an error with a place", () => {
  test("a million levels, open", () =>
    checkHostile("(".repeat(1_000_000), "too-deep", "unclosed-form"));
  test("half a million levels, closed", () =>
    checkHostile("(".repeat(500_000) + ")".repeat(500_000), "too-deep"));
  test("a million levels in a file that is too large", () =>
    checkHostile("(a ".repeat(1_000_000), "file-too-large"));
  test("a hundred megabytes", () => checkHostile("(a)\n".repeat(25_000_000), "file-too-large"));
  test("more bytes than characters", () =>
    checkHostile(`; ${"日".repeat(500_000)}`, "file-too-large"));
  test("exactly as large as allowed", () =>
    expect(read(" ".repeat(1024 * 1024)).diagnostics).toEqual([]));
  test("a million prefixes", () =>
    checkHostile("`".repeat(1_000_000), "too-deep", "nothing-to-quote"));
  test("a million discards", () =>
    checkHostile("#;".repeat(500_000), "too-deep", "nothing-to-discard"));
  test("a million closing parentheses", () =>
    checkHostile(")".repeat(1_000_000), "stray-closing-parenthesis", "too-many-errors"));
  test("a million quotes", () =>
    checkHostile('"'.repeat(999_999), "missing-space", "too-many-errors"));
  test("one long string that never ends", () =>
    checkHostile(`"${"a\\q".repeat(300_000)}`, "unterminated-string"));
  test("a long line of strings that run over lines", () =>
    checkHostile('"\n"a'.repeat(200_000), "missing-space", "too-many-errors"));
  test("a million unclosed forms below each other", () =>
    checkHostile("(\n".repeat(500_000), "unclosed-form"));
  test("a long line with one parenthesis missing", () =>
    checkHostile(`(${"(a)".repeat(300_000)}`, "unclosed-form"));
  test("hostile characters below the depth that is read", () =>
    checkHostile(`${"(".repeat(70)}\u202e${")".repeat(70)}`, "too-deep", "bidirectional-control"));
  test("hostile characters behind a backslash", () =>
    checkHostile('"\\\u202e"', "bad-escape", "bidirectional-control"));
  test("a number of a million digits", () =>
    expect(read("1".repeat(1_000_000)).diagnostics).toEqual([]));
  test("a name of a million letters that is no number", () =>
    checkHostile(`1${"x".repeat(1_000_000)}`, "unknown-unit"));
  test("marks of writing direction everywhere", () =>
    checkHostile("\u202e".repeat(300_000), "bidirectional-control", "too-many-errors"));
  test("the deepest tree that is allowed can be formatted", () => {
    const text = "(".repeat(64) + ")".repeat(64);
    const [formatted, diagnostics] = formatText("a.lisp", text);
    expect(diagnostics).toEqual([]);
    expect(formatted.replaceAll(/\s/g, "")).toBe(text);
  });
});

const seeds = [...exampleIntents.values()];
const pieces = [
  "(",
  ")",
  '"',
  "\\",
  "#;",
  ";",
  "\n",
  "\r",
  "`",
  ",@",
  "\u202e",
  "\ud800",
  ":",
  "0",
  "30d",
  "\\u{",
  "é",
  "\0",
  " ",
  "\t",
  "'",
  "[",
  "😀",
];

/** A real intent with some of its stretches deleted, doubled, moved, or replaced by something nasty. */
const mutated = fc
  .tuple(
    fc.constantFrom(...seeds),
    fc.array(
      fc.tuple(
        fc.nat(3000),
        fc.nat(40),
        fc.oneof(fc.constantFrom(...pieces), fc.string({ unit: "binary", maxLength: 4 })),
        fc.nat(3),
      ),
      { minLength: 1, maxLength: 8 },
    ),
  )
  .map(([seed, changes]) => {
    let text = seed;
    for (const [place, length, piece, how] of changes) {
      const at = place % (text.length + 1);
      const cut = text.slice(at, at + length);
      const middle = [piece, cut + cut, "", piece + cut][how] ?? piece;
      text = text.slice(0, at) + middle + text.slice(at + length);
    }
    return text;
  });

describe("fuzzing", () => {
  test("10,000 broken intents are read, with every invariant kept", { timeout: 60_000 }, () => {
    fc.assert(
      fc.property(mutated, (text) => {
        const { diagnostics } = read(text);
        const [formatted] = formatText("a.lisp", text);
        if (diagnostics.length > 0) expect(formatted).toBe(text);
        for (const diagnostic of diagnostics.slice(0, 2))
          expect(renderDiagnostic(diagnostic, text)).toContain(diagnostic.code);
      }),
      { numRuns: 10_000 },
    );
  });
});
