/**
 * Patterns of strings: the part of ECMAScript's regular expressions (flag `u`) that can be said in all three languages,
 * read into a tree and spelt for each. What would mean something else elsewhere is refused with the reason. A pattern
 * searches, as `pattern` of JSON Schema and OpenAPI does: `^` and `$` bind it to the ends of the whole text.
 */

/** First and last code point. */
export type Range = readonly [first: number, last: number];

/** One character of some ranges, which are in order and do not touch, or of none of them. */
export interface CharacterClass {
  readonly kind: "class";
  readonly ranges: readonly Range[];
  readonly negated: boolean;
}

export type Pattern =
  | CharacterClass
  | { readonly kind: "start" | "end" | "boundary" }
  | { readonly kind: "group"; readonly captures: boolean; readonly inner: Pattern }
  | { readonly kind: "sequence"; readonly items: readonly Pattern[] }
  | { readonly kind: "choice"; readonly options: readonly Pattern[] }
  | {
      readonly kind: "repeat";
      readonly inner: Pattern;
      readonly min: number;
      /** `undefined` for no end. */
      readonly max: number | undefined;
      readonly lazy: boolean;
    };

const control = "it names a control character";
const lengthMax = 1000;
/** Engines that take no longer than the text is long write counted repeats out. */
const sizeMax = 1000;

export const digits: readonly Range[] = [[48, 57]];
export const words: readonly Range[] = [
  [48, 57],
  [65, 90],
  [95, 95],
  [97, 122],
];
/** What ECMAScript calls white space; Unicode's own list, which others use, differs by two. */
export const spaces: readonly Range[] = [
  [9, 13],
  [32, 32],
  [0xa0, 0xa0],
  [0x1680, 0x1680],
  [0x2000, 0x200a],
  [0x2028, 0x2029],
  [0x202f, 0x202f],
  [0x205f, 0x205f],
  [0x3000, 0x3000],
  [0xfeff, 0xfeff],
];
export const lineEnds: readonly Range[] = [
  [10, 10],
  [13, 13],
  [0x2028, 0x2029],
];
const codePointMax = 0x10ffff;

const shorthands: ReadonlyMap<string, readonly Range[]> = new Map([
  ["d", digits],
  ["w", words],
  ["s", spaces],
]);
const controls: ReadonlyMap<string, number> = new Map([
  ["t", 9],
  ["n", 10],
  ["v", 11],
  ["f", 12],
  ["r", 13],
]);

/** Everything but some ranges, which are in order. */
export function without(ranges: readonly Range[]): Range[] {
  const rest: Range[] = [];
  let next = 0;
  for (const [first, last] of ranges) {
    if (first > next) rest.push([next, first - 1]);
    next = last + 1;
  }
  if (next <= codePointMax) rest.push([next, codePointMax]);
  return rest;
}

/** Reads what `new RegExp(text, "u")` has taken already, so that only meaning is in question, not syntax. */
class Reader {
  /** Why the pattern cannot mean one thing everywhere; the first reason that was found. */
  problem: string | undefined;
  readonly #text: readonly string[];
  #at = 0;

  constructor(text: string) {
    this.#text = [...text];
  }

  get #next(): string | undefined {
    return this.#text[this.#at];
  }

  #take(): string {
    return this.#text[this.#at++] ?? "";
  }

  #upTo(end: string): string {
    const start = this.#at;
    while (this.#at < this.#text.length && this.#next !== end) this.#at++;
    return this.#text.slice(start, this.#at++).join("");
  }

  #refuse(because: string): void {
    this.problem ??= because;
  }

  #skip(text: string): boolean {
    const found = this.#text.slice(this.#at, this.#at + text.length).join("") === text;
    if (found) this.#at += text.length;
    return found;
  }

  whole(): Pattern {
    const options = [this.#sequence()];
    while (this.#skip("|")) options.push(this.#sequence());
    const [only] = options;
    return only !== undefined && options.length === 1 ? only : { kind: "choice", options };
  }

  #sequence(): Pattern {
    const items: Pattern[] = [];
    while (this.#next !== undefined && this.#next !== "|" && this.#next !== ")")
      items.push(this.#repeated());
    return { kind: "sequence", items };
  }

  #repeated(): Pattern {
    const inner = this.#item();
    const counted = this.#count();
    if (counted === undefined) return inner;
    return { kind: "repeat", inner, ...counted, lazy: this.#skip("?") };
  }

  #count(): { readonly min: number; readonly max: number | undefined } | undefined {
    if (this.#skip("*")) return { min: 0, max: undefined };
    if (this.#skip("+")) return { min: 1, max: undefined };
    if (this.#skip("?")) return { min: 0, max: 1 };
    if (!this.#skip("{")) return undefined;
    const [min = "0", max] = this.#upTo("}").split(",");
    return {
      min: Number(min),
      max: max === undefined ? Number(min) : max === "" ? undefined : Number(max),
    };
  }

  #item(): Pattern {
    const one = this.#take();
    switch (one) {
      case "^":
        return { kind: "start" };
      case "$":
        return { kind: "end" };
      case ".":
        return { kind: "class", ranges: lineEnds, negated: true };
      case "(":
        return this.#group();
      case "[":
        return this.#class();
      case "\\": {
        if (this.#skip("b")) return { kind: "boundary" };
        if (this.#next === "B") this.#refuse("\\B differs between languages");
        return this.#escaped();
      }
      default:
        return this.#literal(one.codePointAt(0) ?? 0);
    }
  }

  #group(): Pattern {
    const captures = !this.#skip("?:");
    if (captures && this.#next === "?")
      this.#refuse("groups that start with (? other than (?: differ between languages");
    const inner = this.whole();
    this.#take();
    return { kind: "group", captures, inner };
  }

  #class(): Pattern {
    const negated = this.#skip("^");
    const ranges: Range[] = [];
    while (this.#next !== undefined && !this.#skip("]")) {
      const low = this.#member();
      // A hyphen between two characters makes a range; anywhere else it stands for itself.
      const [first] = low;
      const isOne = low.length === 1 && first !== undefined && first[0] === first[1];
      if (isOne && this.#next === "-" && this.#text[this.#at + 1] !== "]") {
        this.#take();
        const [high] = this.#member();
        ranges.push([first[0], high?.[1] ?? first[1]]);
      } else ranges.push(...low);
    }
    const merged = sorted(ranges);
    if (merged.length === 0 || without(merged).length === 0)
      this.#refuse("a class of no or of all characters differs between languages");
    return { kind: "class", ranges: merged, negated };
  }

  #member(): readonly Range[] {
    const one = this.#take();
    if (one !== "\\") return this.#point(one.codePointAt(0) ?? 0);
    if (this.#next === "b") this.#refuse(control);
    const escaped = this.#escaped();
    return escaped.negated ? without(escaped.ranges) : escaped.ranges;
  }

  #escaped(): CharacterClass {
    const one = this.#take();
    const shorthand = shorthands.get(one.toLowerCase());
    if (shorthand !== undefined)
      return { kind: "class", ranges: shorthand, negated: one !== one.toLowerCase() };
    if (one === "p" || one === "P")
      this.#refuse(`\\${one}{…} follows the Unicode version of each language; list the characters`);
    if (one === "k" || /[1-9]/.test(one)) this.#refuse("it refers back to a group");
    if (one === "0" || one === "c") this.#refuse(control);
    const spelt = controls.get(one);
    if (spelt !== undefined) return this.#literal(spelt);
    if (one === "x") return this.#literal(this.#hex(2));
    if (one === "u") return this.#literal(this.#unicode());
    return this.#literal(one.codePointAt(0) ?? 0);
  }

  #hex(count: number): number {
    return Number.parseInt(Array.from({ length: count }, () => this.#take()).join(""), 16);
  }

  #unicode(): number {
    if (this.#skip("{")) return Number.parseInt(this.#upTo("}"), 16);
    const high = this.#hex(4);
    const isHigh = high >= 0xd800 && high <= 0xdbff;
    if (!isHigh || !this.#skip("\\u")) return high;
    return (high - 0xd800) * 0x400 + (this.#hex(4) - 0xdc00) + 0x10000;
  }

  #point(code: number): readonly Range[] {
    if (code >= 0xd800 && code <= 0xdfff) this.#refuse("it names half of a character");
    if ((code < 32 && (code < 9 || code > 13)) || code === 127) this.#refuse(control);
    return [[code, code]];
  }

  #literal(code: number): CharacterClass {
    return { kind: "class", ranges: this.#point(code), negated: false };
  }
}

/** Ranges in order, those that touch made one. */
function sorted(ranges: readonly Range[]): Range[] {
  const merged: Range[] = [];
  for (const [first, last] of ranges.toSorted(([a], [b]) => a - b)) {
    const before = merged.at(-1);
    if (before !== undefined && first <= before[1] + 1)
      merged[merged.length - 1] = [before[0], Math.max(before[1], last)];
    else merged.push([first, last]);
  }
  return merged;
}

/** How many characters and classes a pattern has once its counted repeats are written out. */
function sizeOf(pattern: Pattern): number {
  const sum = (parts: readonly Pattern[]): number =>
    parts.reduce((total, part) => total + sizeOf(part), 0);
  switch (pattern.kind) {
    case "class":
      return 1;
    case "group":
      return sizeOf(pattern.inner);
    case "repeat":
      return sizeOf(pattern.inner) * Math.max(1, pattern.min, pattern.max ?? 1);
    case "sequence":
      return sum(pattern.items);
    case "choice":
      return sum(pattern.options);
    default:
      return 0;
  }
}

/** The pattern as a tree, or why it cannot mean one thing in all three languages. */
export function readPattern(
  text: string,
): { readonly pattern: Pattern } | { readonly because: string } {
  if (text.length > lengthMax) return { because: `it is longer than ${lengthMax} characters` };
  const syntax = syntaxProblem(text);
  if (syntax !== undefined) return { because: syntax };
  const reader = new Reader(text);
  const pattern = reader.whole();
  if (reader.problem !== undefined) return { because: reader.problem };
  return sizeOf(pattern) > sizeMax
    ? { because: `its repeats come to more than ${sizeMax} characters; :length bounds a text` }
    : { pattern };
}

/** The engine's own words say best where a pattern breaks. */
function syntaxProblem(text: string): string | undefined {
  try {
    return new RegExp(text, "u").unicode ? undefined : "it cannot be compiled";
  } catch (error) {
    return error instanceof SyntaxError ? error.message : "it cannot be compiled";
  }
}
