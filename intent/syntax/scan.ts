import { Builder } from "./builder.ts";
import {
  endsAtom,
  endsPlainAtom,
  stopsComment,
  stopsString,
  unitClass,
  unitClasses,
} from "./characters.ts";
import { Faults } from "./faults.ts";
import { readNumber } from "./numbers.ts";
import { type Guess, lineEnd, looksLikeSibling, plainReading } from "./recover.ts";
import { escapeProblems } from "./strings.ts";
import { kindNumber, type Nodes } from "./tree.ts";

/** Forms inside forms that are read; SAFETY: deeper ones are for crashing programs. */
export const depthMax = 64;

/** What one pass over a text found. */
export interface Reading {
  readonly nodes: Nodes;
  /** How many closing parentheses were missing at the end of the text. */
  readonly missing: number;
  /** Where the string starts that the text ended in. */
  readonly openString: number | undefined;
  /** Whether there is anything but printable ASCII, tabs and line feeds, so that characters need a closer look. */
  readonly unusual: boolean;
}

class Scanner {
  readonly #builder = new Builder();
  #faults: Faults;
  #text: string;
  #guess = plainReading;
  #missing = 0;
  #openString: number | undefined;
  #deepToTheEnd = false;
  #deepPrefixEnd = -1;
  #unusual = false;

  constructor(faults: Faults) {
    this.#faults = faults;
    this.#text = faults.source.text;
  }

  run(faults: Faults, guess: Guess): Reading {
    this.#faults = faults;
    this.#text = faults.source.text;
    this.#guess = guess;
    this.#missing = 0;
    this.#openString = undefined;
    this.#deepToTheEnd = false;
    this.#deepPrefixEnd = -1;
    this.#unusual = false;
    this.#builder.reset(this.#text.length);
    this.#pass();
    this.#closeAtEnd();
    const reading = {
      nodes: this.#builder.finish(),
      missing: this.#missing,
      openString: this.#openString,
      unusual: this.#unusual,
    };
    // What was read belongs to its tree now, and must not stay alive for the scanner's sake.
    this.#text = "";
    this.#faults = nobody;
    return reading;
  }

  #pass(): void {
    const text = this.#text;
    const length = text.length;
    const builder = this.#builder;
    let at = 0;
    while (at < length) {
      switch (unitClasses[text.charCodeAt(at)]) {
        case unitClass.space:
          do at++;
          while (at < length && text.charCodeAt(at) === 0x20);
          break;
        case unitClass.open:
          at = this.#open(at);
          break;
        case unitClass.close:
          if (builder.open === 0 || builder.prefixed) this.#closeOddly(at);
          else builder.close(at + 1);
          at++;
          break;
        case unitClass.atom: {
          const start = at++;
          while (at < length && endsPlainAtom[text.charCodeAt(at)] === 0) at++;
          if (at < length && text.charCodeAt(at) > 0x7e) at = this.#atomEnd(at);
          builder.leaf(kindNumber.symbol, start, at);
          // Most names are followed by a space, which needs no turn of its own.
          if (at < length && text.charCodeAt(at) === 0x20) at++;
          break;
        }
        case unitClass.quote:
          at = this.#string(at);
          break;
        case unitClass.comment:
          at = this.#comment(at);
          break;
        default:
          at = this.#rare(at);
      }
    }
  }

  /** Tokens that are too rare for the main loop. Returns where to read on. */
  #rare(at: number): number {
    switch (unitClasses[this.#text.charCodeAt(at)]) {
      case unitClass.digit:
        return this.#number(at);
      case unitClass.sign:
        return unitClasses[this.#text.charCodeAt(at + 1)] === unitClass.digit
          ? this.#number(at)
          : this.#symbol(at);
      case unitClass.colon:
        return this.#keyword(at);
      case unitClass.strange:
        this.#unusual = true;
        return at + 1;
      case unitClass.foreign:
        return this.#symbol(at);
      case unitClass.hash:
        return this.#hash(at);
      case unitClass.prefix:
        return this.#prefix(at);
      default:
        this.#faults.add("unexpected-character", at, at + 1, { character: this.#text.charAt(at) });
        return at + 1;
    }
  }

  #open(at: number): number {
    const builder = this.#builder;
    while (this.#missing < this.#guess.missing && looksLikeSibling(this.#text, builder, at)) {
      this.#unclosed();
      builder.close(lastSolid(this.#text, at));
    }
    if (builder.depth >= depthMax) return this.#skipDeep(at);
    builder.begin(kindNumber.list, at);
    return at + 1;
  }

  /** A closing parenthesis where no form is open, or where a prefix still waits for its form. */
  #closeOddly(at: number): void {
    this.#dropPrefixes(at);
    if (this.#builder.open === 0) this.#faults.add("stray-closing-parenthesis", at, at + 1, {});
    else this.#builder.close(at + 1);
  }

  #comment(start: number): number {
    const text = this.#text;
    let at = start + 1;
    while (at < text.length && stopsComment[text.charCodeAt(at)] === 0) at++;
    if (at >= text.length || text.charCodeAt(at) === 0x0a) return at;
    this.#unusual = true;
    return lineEnd(text, at);
  }

  /** The end of the atom that goes on at `from`, whatever its characters. */
  #atomEnd(from: number): number {
    const text = this.#text;
    let at = from;
    for (; at < text.length; at++) {
      const unit = text.charCodeAt(at);
      if (endsAtom[unit] !== 0) break;
      if (unit > 0x7e) this.#unusual = true;
    }
    return at;
  }

  #symbol(start: number): number {
    const end = this.#atomEnd(start);
    this.#builder.leaf(kindNumber.symbol, start, end);
    return end;
  }

  #number(start: number): number {
    const end = this.#atomEnd(start + 1);
    if (isPlainNumber(this.#text, start, end)) {
      this.#builder.leaf(kindNumber.number, start, end);
      return end;
    }
    const reading = readNumber(this.#text.slice(start, end));
    if (reading.kind === "malformed")
      this.#faults.add("malformed-number", start, end, { text: this.#faults.quote(start, end) });
    if (reading.kind === "unknown-unit") this.#faults.unknownUnit(reading.unit, end);
    const quantity = reading.kind === "quantity" || reading.kind === "unknown-unit";
    this.#builder.leaf(quantity ? kindNumber.quantity : kindNumber.number, start, end);
    return end;
  }

  #keyword(start: number): number {
    const end = this.#atomEnd(start + 1);
    if (!isKeyword(this.#text, start, end)) {
      this.#faults.add("malformed-keyword", start, end, { text: this.#faults.quote(start, end) });
    }
    this.#builder.leaf(kindNumber.keyword, start, end);
    return end;
  }

  #string(start: number): number {
    const text = this.#text;
    let at = start + 1;
    let escapes = false;
    for (; at < text.length; at++) {
      const unit = text.charCodeAt(at);
      if (stopsString[unit] === 0) continue;
      if (unit === 0x22) break;
      if (unit === 0x5c) {
        escapes = true;
        at++;
      } else this.#unusual = true;
    }
    const closed = at < text.length && start !== this.#guess.cutString;
    const end = closed ? at + 1 : Math.max(start + 1, lastSolid(text, lineEnd(text, start)));
    if (!closed) this.#unterminated(start, end);
    if (escapes) this.#escapes(start, end);
    if (touches(text, start, end)) this.#faults.add("missing-space", start, end, {});
    this.#builder.leaf(kindNumber.string, start, end);
    return end;
  }

  #unterminated(start: number, end: number): void {
    if (start !== this.#guess.cutString) this.#openString = start;
    this.#faults.add("unterminated-string", start, end, {});
  }

  #escapes(start: number, end: number): void {
    for (const problem of escapeProblems(this.#text.slice(start, end))) {
      const from = start + problem.start;
      const to = start + problem.end;
      const escape = this.#faults.quote(from, to);
      if (problem.reason === undefined) this.#faults.add("bad-escape", from, to, { escape });
      else this.#faults.add("bad-code-point", from, to, { escape, reason: problem.reason });
    }
  }

  #hash(at: number): number {
    if (this.#text.charAt(at + 1) === ";") return this.#beginPrefix(kindNumber.discard, at, at + 2);
    this.#faults.add("unexpected-character", at, at + 1, { character: "#" });
    return at + 1;
  }

  #prefix(at: number): number {
    if (this.#text.charAt(at) === "`") return this.#beginPrefix(kindNumber.quasiquote, at, at + 1);
    const splice = this.#text.charAt(at + 1) === "@";
    return this.#beginPrefix(
      splice ? kindNumber.splice : kindNumber.unquote,
      at,
      splice ? at + 2 : at + 1,
    );
  }

  #beginPrefix(kind: number, at: number, end: number): number {
    if (this.#builder.depth < depthMax) {
      this.#builder.begin(kind, at);
      return end;
    }
    // A row of prefixes is one error.
    if (at !== this.#deepPrefixEnd) this.#faults.add("too-deep", at, end, { limit: depthMax });
    this.#deepPrefixEnd = end;
    return end;
  }

  /** Reports the prefixes that no form follows before `at`, and closes them. */
  #dropPrefixes(at: number): void {
    const builder = this.#builder;
    const end = lastSolid(this.#text, at);
    while (builder.open !== 0 && builder.openKind >= kindNumber.quasiquote) {
      const start = builder.openStart;
      const prefix = /^(?:#;|,@|.)/.exec(this.#text.slice(start, start + 2))?.[0] ?? "";
      const after = start + prefix.length;
      if (prefix === "#;") this.#faults.add("nothing-to-discard", start, after, {});
      else this.#faults.add("nothing-to-quote", start, after, { prefix });
      builder.closeAlone(end);
    }
  }

  /** Passes over a form that is nested too deeply, counting parentheses only. */
  #skipDeep(start: number): number {
    this.#faults.add("too-deep", start, start + 1, { limit: depthMax });
    const text = this.#text;
    let depth = 0;
    let at = start;
    while (at < text.length) {
      const unit = unitClasses[text.charCodeAt(at)];
      if (unit === unitClass.comment) at = lineEnd(text, at) - 1;
      else if (unit === unitClass.quote) at = stringEnd(text, at) - 1;
      else if (unit === unitClass.open) depth++;
      else if (unit === unitClass.close && --depth === 0) break;
      at++;
    }
    this.#deepToTheEnd = at >= text.length;
    return Math.min(at + 1, text.length);
  }

  #unclosed(): void {
    this.#missing++;
    const start = this.#builder.openStart;
    this.#faults.add("unclosed-form", start, start + 1, {});
  }

  /** Closes what is open at the end of the text. */
  #closeAtEnd(): void {
    const builder = this.#builder;
    const end = lastSolid(this.#text, this.#text.length);
    this.#dropPrefixes(end);
    while (builder.open !== 0) {
      // Of a text that is one long row of `(` one report is enough.
      if (!this.#deepToTheEnd || builder.depth === 1) this.#unclosed();
      builder.close(end);
      this.#dropPrefixes(end);
    }
  }
}

const isLetter = (unit: number): boolean => (unit | 0x20) >= 0x61 && (unit | 0x20) <= 0x7a;

/** Whether `[start, end)` is a row of digits without a leading zero: most numbers are, and need no closer look. */
function isPlainNumber(text: string, start: number, end: number): boolean {
  if (text.charCodeAt(start) === 0x30) return end === start + 1;
  for (let at = start; at < end; at++) {
    if (unitClasses[text.charCodeAt(at)] !== unitClass.digit) return false;
  }
  return true;
}

/** Whether `[start, end)` is a colon and a name. */
function isKeyword(text: string, start: number, end: number): boolean {
  if (!isLetter(text.charCodeAt(start + 1))) return false;
  for (let at = start + 2; at < end; at++) {
    const unit = text.charCodeAt(at);
    if (!isLetter(unit) && unitClasses[unit] !== unitClass.digit && unit !== 0x2d && unit !== 0x5f)
      return false;
  }
  return end > start + 1;
}

/** Whether a string literal and an atom or string next to it stand without a space between them. */
function touches(text: string, start: number, end: number): boolean {
  if (end < text.length && (endsAtom[text.charCodeAt(end)] === 0 || text.charCodeAt(end) === 0x22))
    return true;
  if (start === 0 || endsAtom[text.charCodeAt(start - 1)] !== 0) return false;
  return text.slice(Math.max(0, start - 2), start) !== ",@";
}

/** End of the string literal that starts at `start`, wrong escapes and all. */
function stringEnd(text: string, start: number): number {
  let at = start + 1;
  while (at < text.length && text.charAt(at) !== '"') at += text.charAt(at) === "\\" ? 2 : 1;
  return Math.min(at + 1, text.length);
}

/** The offset after the last character before `end` that is not white space. */
function lastSolid(text: string, end: number): number {
  let at = end;
  while (at > 0 && unitClasses[text.charCodeAt(at - 1)] === unitClass.space) at--;
  return at;
}

const nobody = new Faults({ path: "", text: "" });

/**
 * The one scanner: scanning is synchronous, so one at a time is enough. It lives on because V8 throws optimised code
 * away when the last object of its shape dies, which made thousands of small files five times slower.
 */
const scanner = new Scanner(nobody);

/** One pass over a text. `guess` says what an earlier pass learnt about missing quotes and parentheses. */
export const scan = (faults: Faults, guess: Guess): Reading => scanner.run(faults, guess);
