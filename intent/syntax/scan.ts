import type { Note } from "../base/diagnostic.ts";
import { Builder } from "./builder.ts";
import { endsAtom, stopsComment, stopsString, unitClass, unitClasses } from "./characters.ts";
import { Faults } from "./faults.ts";
import { bracketed, bracketedType, foreignMark } from "./foreign-marks.ts";
import { formEnd, lastSolid, lineEnd, touches } from "./lookahead.ts";
import { Units } from "./units.ts";
import { type Guess, looksLikeSibling, looksTooEarly, plainReading } from "./recover.ts";
import { depthMax, readPlain } from "./plain.ts";
import { checkEscapes, checkKeyword, checkNumber, prefixAt, touching } from "./tokens.ts";
import { kindNumber, type Nodes } from "./tree.ts";

/** What one pass over a text found. */
export interface Reading {
  readonly nodes: Nodes;
  /** How many closing parentheses were missing at the end of the text. */
  readonly missing: number;
  /** How many closing parentheses closed nothing. */
  readonly stray: number;
  /** Where the string starts that the text ended in. */
  readonly openString: number | undefined;
  /** Whether there is anything but printable ASCII, tabs and line feeds, so that characters need a closer look. */
  readonly unusual: boolean;
}

class Scanner {
  readonly #builder = new Builder();
  readonly #source = new Units();
  /** The text as the inner loops see it: one byte a UTF-16 unit, and what stops every loop behind the last. */
  #units = new Uint8Array(1);
  #faults: Faults;
  #text: string;
  #guess = plainReading;
  #missing = 0;
  #stray = 0;
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
    this.#stray = 0;
    this.#openString = undefined;
    this.#deepToTheEnd = false;
    this.#deepPrefixEnd = -1;
    this.#unusual = false;
    this.#units = this.#source.of(this.#text);
    this.#builder.reset(this.#text.length);
    this.#pass();
    this.#closeAtEnd();
    const reading = {
      nodes: this.#builder.finish(),
      missing: this.#missing,
      stray: this.#stray,
      openString: this.#openString,
      unusual: this.#unusual,
    };
    // What was read belongs to its tree now, and must not stay alive for the scanner's sake.
    this.#text = "";
    this.#faults = nobody;
    return reading;
  }

  #pass(): void {
    const units = this.#units;
    const { length } = this.#text;
    const builder = this.#builder;
    let at = 0;
    while (at < length) {
      if (!builder.prefixed && this.#settled(at)) at = readPlain(builder, units, length, at);
      if (at < length) at = this.#token(at);
    }
  }

  /** Whether the guess is used up before `at`: until then it may doubt what looks plain. */
  #settled(at: number): boolean {
    const { cutString, missing, stray } = this.#guess;
    return this.#missing >= missing && this.#stray >= stray && (cutString ?? -1) < at;
  }

  /** Reads the token at `at`, whatever it is. Returns where to read on. */
  #token(at: number): number {
    switch (unitClasses[this.#units[at] ?? 0]) {
      case unitClass.space:
        return this.#spaceEnd(at);
      case unitClass.open:
        return this.#open(at);
      case unitClass.close:
        return this.#close(at);
      case unitClass.atom:
        return this.#symbol(at);
      case unitClass.quote:
        return this.#string(at);
      case unitClass.comment:
        return this.#comment(at);
      case unitClass.digit:
        return this.#number(at);
      case unitClass.sign:
        return unitClasses[this.#units[at + 1] ?? 0] === unitClass.digit
          ? this.#number(at)
          : this.#symbol(at);
      case unitClass.colon:
        return this.#keyword(at);
      case unitClass.strange:
        this.#unusual = true;
        return at + 1;
      case unitClass.foreign:
      case unitClass.slash:
        return this.#foreign(at) ?? this.#symbol(at);
      case unitClass.hash:
      case unitClass.prefix:
        return this.#prefix(at);
      default:
        return this.#unexpected(at);
    }
  }

  #spaceEnd(start: number): number {
    const units = this.#units;
    let at = start + 1;
    while (units[at] === 0x20) at++;
    return at;
  }

  #open(at: number): number {
    const builder = this.#builder;
    while (this.#missing < this.#guess.missing && looksLikeSibling(this.#text, builder, at)) {
      this.#unclosed({
        message: "the layout says so: this form starts beside it",
        span: { start: at, end: at + 1 },
      });
      builder.close(lastSolid(this.#text, at));
    }
    if (builder.depth >= depthMax) return this.#skipDeep(at);
    builder.begin(kindNumber.list, at);
    return at + 1;
  }

  #close(at: number): number {
    if (this.#builder.prefixed) this.#dropPrefixes(at);
    const early = this.#stray < this.#guess.stray && looksTooEarly(this.#text, this.#builder, at);
    if (this.#builder.open === 0 || early) this.#strayClosing(at, early);
    else this.#builder.close(at + 1);
    return at + 1;
  }

  #strayClosing(at: number, early: boolean): void {
    this.#stray++;
    const start = this.#text.indexOf("(", at);
    const message = "the layout says so: this form stands inside of the one that it would close";
    const notes = early ? { notes: [{ message, span: { start, end: start + 1 } }] } : {};
    const edit = { file: this.#faults.source.path, start: at, end: at + 1, text: "" };
    const fix = { title: "delete the `)`", edits: [edit] };
    this.#faults.add("stray-closing-parenthesis", at, at + 1, {}, { ...notes, fix });
  }

  #comment(start: number): number {
    const units = this.#units;
    let at = start + 1;
    while (stopsComment[units[at] ?? 0] === 0) at++;
    if (units[at] === 0x0a) return at;
    this.#unusual = true;
    return lineEnd(this.#text, at);
  }

  /** The end of the atom that goes on at `from`, whatever its characters. */
  #atomEnd(from: number): number {
    const units = this.#units;
    let at = from;
    for (; ; at++) {
      const unit = units[at] ?? 0;
      if (endsAtom[unit] !== 0) return at;
      if (unit > 0x7e) this.#unusual = true;
    }
  }

  #symbol(start: number): number {
    const end = this.#atomEnd(start);
    this.#builder.leaf(kindNumber.symbol, start, end);
    return end;
  }

  #number(start: number): number {
    const end = this.#atomEnd(start + 1);
    this.#builder.leaf(checkNumber(this.#faults, this.#units, start, end), start, end);
    return end;
  }

  #keyword(start: number): number {
    const end = this.#atomEnd(start + 1);
    // A colon alone says nothing: what stands around it is read as if it were not there.
    if (!checkKeyword(this.#faults, this.#units, start, end) && end === start + 1) return end;
    this.#builder.leaf(kindNumber.keyword, start, end);
    return end;
  }

  #string(start: number): number {
    const text = this.#text;
    const units = this.#units;
    let at = start + 1;
    let escapes = false;
    for (; at < text.length; at++) {
      const unit = units[at] ?? 0;
      if (stopsString[unit] === 0) continue;
      if (unit === 0x22) break;
      if (unit === 0x5c) {
        escapes = true;
        at++;
      } else this.#unusual = true;
    }
    const closed = at < text.length && start !== this.#guess.cutString;
    const end = closed ? at + 1 : Math.max(start + 1, lastSolid(text, lineEnd(text, start)));
    if (!closed) this.#unterminated(start, end, at);
    // A wrong escape may hide any character.
    if (escapes && checkEscapes(this.#faults, start, end)) this.#unusual = true;
    if (touches(units, start, end)) touching(this.#faults, start, end);
    this.#builder.leaf(kindNumber.string, start, end);
    return end;
  }

  #unterminated(start: number, end: number, next: number): void {
    if (start !== this.#guess.cutString) this.#openString = start;
    const note = {
      message: "as it stands, it would go on to here",
      span: { start: next, end: next + 1 },
    };
    const edit = { file: this.#faults.source.path, start: end, end, text: '"' };
    const fix = { title: 'add the `"`', edits: [edit] };
    const notes = next < this.#text.length ? { notes: [note] } : {};
    this.#faults.add("unterminated-string", start, end, {}, { ...notes, fix });
  }

  #prefix(at: number): number {
    const prefix = prefixAt(this.#text, at);
    if (prefix === undefined) return this.#unexpected(at);
    const { kind, end } = prefix;
    if (this.#builder.depth < depthMax) {
      this.#builder.begin(kind, at);
      return end;
    }
    // A row of prefixes is one error.
    if (at !== this.#deepPrefixEnd) this.#faults.add("too-deep", at, end, { limit: depthMax });
    this.#deepPrefixEnd = end;
    return end;
  }

  /** What another language's comment, quote or brace stands for; `undefined` where it is none. */
  #foreign(at: number): number | undefined {
    const found = this.#faults.full ? undefined : foreignMark(this.#faults.source, at);
    if (found === undefined) return undefined;
    const { code, start, end, mark, readAs, ...extras } = found;
    this.#unusual = true;
    this.#faults.add(code, start, end, { mark }, extras);
    if (readAs === "string") this.#builder.leaf(kindNumber.string, start, end);
    return end;
  }

  #unexpected(at: number): number {
    const character = this.#text.charAt(at);
    if (character === "[") return this.#bracket(at);
    if (
      (character === "]" || character === "}") &&
      this.#builder.open !== 0 &&
      !this.#builder.prefixed
    )
      return this.#closingBracket(at, character);
    const after = this.#foreign(at);
    if (after !== undefined) return after;
    this.#faults.add("unexpected-character", at, at + 1, { character });
    return at + 1;
  }

  /** A bracket opens a list, as in many languages: what stands in it is most likely what belongs there. */
  #bracket(at: number): number {
    const { source } = this.#faults;
    const type = bracketedType(source, at);
    if (type !== undefined) {
      const { start, end, ...extras } = type;
      this.#faults.add("wrong-brackets", start, end, { mark: "[ ]" }, extras);
      return end;
    }
    if (this.#builder.depth >= depthMax) return this.#skipDeep(at);
    const better = this.#faults.full ? {} : bracketed(source, at);
    this.#faults.add("wrong-brackets", at, at + 1, { mark: "[ ]" }, better);
    this.#builder.begin(kindNumber.list, at);
    return at + 1;
  }

  #closingBracket(at: number, character: string): number {
    const opened = this.#text.charAt(this.#builder.openStart);
    if (character === "]" && opened === "[") {
      this.#builder.close(at + 1);
      return at + 1;
    }
    this.#faults.add("unexpected-character", at, at + 1, { character });
    return at + 1;
  }

  /** Reports the prefixes that no form follows before `at`, and closes them. */
  #dropPrefixes(at: number): void {
    const builder = this.#builder;
    const end = lastSolid(this.#text, at);
    while (builder.open !== 0 && builder.openKind >= kindNumber.quasiquote) {
      const start = builder.openStart;
      const after = prefixAt(this.#text, start)?.end ?? start;
      const prefix = this.#text.slice(start, after);
      const edit = { file: this.#faults.source.path, start, end: after, text: "" };
      const fix = { title: `delete ${prefix}`, edits: [edit] };
      if (prefix === "#;") this.#faults.add("nothing-to-discard", start, after, {}, { fix });
      else this.#faults.add("nothing-to-quote", start, after, { prefix }, { fix });
      builder.closeAlone(end);
    }
  }

  /** Passes over a form that is nested too deeply, without a look at what it holds. */
  #skipDeep(start: number): number {
    this.#faults.add("too-deep", start, start + 1, { limit: depthMax });
    this.#unusual = true;
    const end = formEnd(this.#text, start);
    this.#deepToTheEnd = end === undefined;
    return end ?? this.#text.length;
  }

  #unclosed(note?: Note): void {
    this.#missing++;
    const start = this.#builder.openStart;
    this.#faults.add(
      "unclosed-form",
      start,
      start + 1,
      {},
      note === undefined ? {} : { notes: [note] },
    );
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

const nobody = new Faults({ path: "", text: "" });

/**
 * The one scanner: scanning is synchronous, so one at a time is enough. It lives on because V8 throws optimised code
 * away when the last object of its shape dies, which made thousands of small files five times slower.
 */
const scanner = new Scanner(nobody);

/** One pass over a text. `guess` says what an earlier pass learnt about missing quotes and parentheses. */
export const scan = (faults: Faults, guess: Guess): Reading => scanner.run(faults, guess);
