import * as fc from "fast-check";
import { expect, test } from "vitest";
import { matchesPattern, readPattern, samplePattern, spellPattern, type Pattern } from "#intent";
import { patterns, texts } from "../../support/random-pattern.ts";

/** The pattern as it is spelt for ECMAScript and for Rust; or why it is refused. */
function check(text: string, ...expected: readonly string[]): void {
  const read = readPattern(text);
  const found =
    "because" in read
      ? [read.because]
      : [spellPattern(read.pattern, "ecmascript"), spellPattern(read.pattern, "rust")];
  expect(found, text).toEqual(expected);
}

test.each([
  [String.raw`^\d+$`, String.raw`^\d+$`, "^[0-9]+$"],
  [
    String.raw`^[\w.-]+@\w+\.\w{2,}$`,
    String.raw`^[-\w.]+@\w+\.\w{2,}$`,
    String.raw`^[\-.0-9A-Z_a-z]+@[0-9A-Z_a-z]+\.[0-9A-Z_a-z]{2,}$`,
  ],
  [".", ".", String.raw`[^\n\r\u{2028}\u{2029}]`],
  [
    String.raw`\S`,
    String.raw`\S`,
    String.raw`[^\t-\r \u{a0}\u{1680}\u{2000}-\u{200a}\u{2028}\u{2029}\u{202f}\u{205f}\u{3000}\u{feff}]`,
  ],
  [
    String.raw`\bab?|(?:c)*?|(d){0,3}`,
    String.raw`\bab?|(?:c)*?|(d){0,3}`,
    String.raw`(?-u:\b)ab?|(?:c)*?|(d){0,3}`,
  ],
  [String.raw`[\^a][\[&&~\]][+-]`, String.raw`[\^a][&[\]~][-+]`, String.raw`[\^a][\&\[\]\~][+\-]`],
  [
    String.raw`\u{1f600}\u00e4\ud83d\ude00\x41\/`,
    String.raw`\u{1f600}ä\u{1f600}A/`,
    String.raw`\u{1f600}ä\u{1f600}A/`,
  ],
])("%s is spelt for both", (text, script, rust) => check(text, script, rust));

test.each([
  ["(?=a)", "groups that start with (? other than (?: differ between languages"],
  ["(?i:a)", "groups that start with (? other than (?: differ between languages"],
  [String.raw`(a)\1`, "it refers back to a group"],
  [
    String.raw`\p{L}`,
    String.raw`\p{…} follows the Unicode version of each language; list the characters`,
  ],
  [String.raw`a\B`, String.raw`\B differs between languages`],
  ["[^]", "a class of no or of all characters differs between languages"],
  [String.raw`\x00`, "it names a control character"],
  [String.raw`\ud83d`, "it names half of a character"],
  ["(?:a{100}){11}", "its repeats come to more than 1000 characters; :length bounds a text"],
  ["(", "Invalid regular expression: /(/u: Unterminated group"],
])("%s is refused", (text, because) => check(text, because));

test("what a pattern matches is what ECMAScript matches, before and after it is spelt", () => {
  fc.assert(
    fc.property(patterns, texts, (written, text) => {
      const read = readPattern(written);
      fc.pre("pattern" in read);
      const pattern: Pattern = read.pattern;
      const expected = new RegExp(written, "u").test(text);
      expect(matchesPattern(pattern, text)).toBe(expected);
      expect(new RegExp(spellPattern(pattern, "ecmascript"), "u").test(text)).toBe(expected);
    }),
    { numRuns: 2000 },
  );
});

test("a sample is matched by its pattern", () => {
  let found = 0;
  fc.assert(
    fc.property(patterns, (written) => {
      const read = readPattern(written);
      fc.pre("pattern" in read);
      const sample = samplePattern(read.pattern);
      if (sample === undefined) return;
      found++;
      expect(new RegExp(written, "u").test(sample)).toBe(true);
    }),
  );
  expect(found).toBeGreaterThan(20);
});
