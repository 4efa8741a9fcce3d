import { matchesPattern } from "./match-pattern.ts";
import { digits, lineEnds, spaces, without, words, type Pattern, type Range } from "./pattern.ts";

/**
 * Whose regular expressions are spelt: ECMAScript's with the flag `u`, or those of Rust's `regex` crate, which pydantic
 * uses as well.
 */
export type Dialect = "ecmascript" | "rust";

/** A pattern as one dialect says it: the same texts match in both. */
export function spellPattern(pattern: Pattern, dialect: Dialect): string {
  switch (pattern.kind) {
    case "class":
      return spellClass(pattern.ranges, pattern.negated, dialect);
    case "start":
      return "^";
    case "end":
      return "$";
    case "boundary":
      return dialect === "rust" ? String.raw`(?-u:\b)` : String.raw`\b`;
    case "group":
      return `${pattern.captures ? "(" : "(?:"}${spellPattern(pattern.inner, dialect)})`;
    case "sequence":
      return pattern.items.map((item) => spellPattern(item, dialect)).join("");
    case "choice":
      return pattern.options.map((option) => spellPattern(option, dialect)).join("|");
    case "repeat":
      return spellPattern(pattern.inner, dialect) + countOf(pattern) + (pattern.lazy ? "?" : "");
  }
}

function countOf({ min, max }: Extract<Pattern, { kind: "repeat" }>): string {
  if (max === undefined) return min === 0 ? "*" : min === 1 ? "+" : `{${min},}`;
  if (min === 0 && max === 1) return "?";
  return min === max ? `{${min}}` : `{${min},${max}}`;
}

/** Classes that ECMAScript has a short name for; what others call so holds other characters. */
const short: readonly (readonly [ranges: readonly Range[], is: string, isNot: string])[] = [
  [digits, String.raw`\d`, String.raw`\D`],
  [words, String.raw`\w`, String.raw`\W`],
  [spaces, String.raw`\s`, String.raw`\S`],
  [lineEnds, String.raw`[\n\r\u2028\u2029]`, "."],
];

function spellClass(ranges: readonly Range[], negated: boolean, dialect: Dialect): string {
  const [[first, last] = [0, 0], ...others] = ranges;
  if (!negated && others.length === 0 && first === last) return outside(first);
  const known = dialect === "rust" ? undefined : short.find(([same]) => isSame(same, ranges));
  if (known !== undefined) return negated ? known[2] : known[1];
  const inside = dialect === "rust" ? insideRust(ranges) : insideScript(ranges, negated);
  return `[${negated ? "^" : ""}${inside}]`;
}

const insideRust = (ranges: readonly Range[]): string =>
  ranges.map((range) => spellRange(range, escapedInRust)).join("");

/** As a person writes it: the hyphen first, where it needs no escape, and `\w` where all of that is among them. */
function insideScript(all: readonly Range[], negated: boolean): string {
  const ranges = all.flatMap(withoutHyphen);
  const isWord = (range: Range): boolean => words.some((word) => isSame([range], [word]));
  const hasWords = ranges.filter(isWord).length === words.length;
  const rest = ranges.filter((range) => !hasWords || !isWord(range));
  const hasHyphen = all.some(
    ([first, last]) => last - first < 2 && (first === hyphenCode || last === hyphenCode),
  );
  const start = (hasHyphen ? "-" : "") + (hasWords ? String.raw`\w` : "");
  const text = rest.map((range) => spellRange(range, escapedInScript)).join("");
  // At the start, and there alone, it would turn the class round.
  return start + (start === "" && !negated && text.startsWith("^") ? `\\${text}` : text);
}

/** A range that is no wider than two, without the hyphen in it. */
const withoutHyphen = ([first, last]: Range): readonly Range[] =>
  last - first > 1
    ? [[first, last]]
    : [...new Set([first, last])]
        .filter((code) => code !== hyphenCode)
        .map((code): Range => [code, code]);
const hyphenCode = 45;

const isSame = (one: readonly Range[], other: readonly Range[]): boolean =>
  one.length === other.length &&
  one.every(([first, last], index) => first === other[index]?.[0] && last === other[index][1]);

function spellRange([first, last]: Range, spell: (code: number) => string): string {
  if (first === last) return spell(first);
  return `${spell(first)}${last === first + 1 ? "" : "-"}${spell(last)}`;
}

const named: ReadonlyMap<number, string> = new Map([
  [9, String.raw`\t`],
  [10, String.raw`\n`],
  [11, String.raw`\v`],
  [12, String.raw`\f`],
  [13, String.raw`\r`],
]);

/** A character that everybody sees as it is; all others are spelt by number. */
function plain(code: number): string {
  const character = String.fromCodePoint(code);
  const isSeen = (code >= 32 && code < 127) || /[\p{L}\p{N}]/u.test(character);
  return named.get(code) ?? (isSeen ? character : `\\u{${code.toString(16)}}`);
}

const outside = (code: number): string =>
  plain(code).replace(/^[\^$\\.*+?()[\]{}|]$/, String.raw`\$&`);

/** In a class of Rust's, two of `&`, `-` and `~` in a row are operators. */
const escapedInRust = (code: number): string =>
  plain(code).replace(/^[\^\\[\]&~-]$/, String.raw`\$&`);

/** Only what must be escaped is: oxlint takes the rest for a mistake. */
const escapedInScript = (code: number): string =>
  code === hyphenCode ? String.raw`\x2d` : plain(code).replace(/^[\\\]]$/, String.raw`\$&`);

/**
 * A short text that a pattern matches, for tests; `undefined` where none was found, as with a `\b` or `^` in the middle.
 */
export function samplePattern(pattern: Pattern): string | undefined {
  const text = shortest(pattern);
  return matchesPattern(pattern, text) ? text : undefined;
}

function shortest(pattern: Pattern): string {
  switch (pattern.kind) {
    case "class":
      return String.fromCodePoint(
        likely(pattern.negated ? without(pattern.ranges) : pattern.ranges),
      );
    case "group":
      return shortest(pattern.inner);
    case "sequence":
      return pattern.items.map(shortest).join("");
    case "choice":
      return pattern.options.slice(0, 1).map(shortest).join("");
    case "repeat":
      return shortest(pattern.inner).repeat(pattern.min);
    default:
      return "";
  }
}

/** A letter, else a digit, else what comes first. */
function likely(ranges: readonly Range[]): number {
  const wanted: readonly Range[] = [
    [97, 122],
    [65, 90],
    [48, 57],
    [33, 126],
  ];
  for (const [low, high] of wanted)
    for (const [first, last] of ranges)
      if (first <= high && last >= low) return Math.max(first, low);
  return ranges[0]?.[0] ?? 97;
}
