import * as fc from "fast-check";

/** Patterns made of few characters, so that texts of the same few often match. */
export const patterns: fc.Arbitrary<string> = fc.letrec<{ pattern: string; item: string }>(
  (tie) => ({
    item: fc.oneof(
      { depthSize: "small" },
      fc.constantFrom(
        ..."a b - ^ $ . [ab] [^a] [^-b] [\\w-] \\d \\D \\s \\S \\w \\W \\b \\. \\n \\u{1f600} [a-\\u{1f600}]".split(
          " ",
        ),
      ),
      tie("pattern").map((inner) => `(?:${inner})`),
      tie("pattern").map((inner) => `(${inner})`),
      fc
        .tuple(tie("pattern"), fc.constantFrom("*", "+", "?", "{2}", "{0,2}", "{1,}?", "+?"))
        .map(([inner, count]) => `(?:${inner})${count}`),
    ),
    pattern: fc.oneof(
      fc.array(tie("item"), { maxLength: 4 }).map((items) => items.join("")),
      fc.tuple(tie("item"), tie("item")).map((options) => options.join("|")),
    ),
  }),
).pattern;
/** Texts of the same characters, and of some that languages treat differently. */
export const texts = fc
  .array(fc.constantFrom(..."ab-.1 _\n\r\u2028\u0085\ufeff😀ä"), { maxLength: 8 })
  .map((characters) => characters.join(""));
