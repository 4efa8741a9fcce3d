import type { Diagnostic } from "../base/diagnostic.ts";
import { didYouMean } from "../base/did-you-mean.ts";
import type { MessageExtras } from "../base/messages.ts";
import type { Source } from "../base/source.ts";
import { type ParametersOfSyntax, type SyntaxCode, syntaxProblem } from "./messages.ts";
import { units } from "./numbers.ts";

/** Errors that one file may report; a megabyte of `)` must not become a million diagnostics. */
export const errorsMax = 100;

/** Longest piece of the user's text that a message repeats, in UTF-16 units. */
const quoteMax = 40;

/** Units in words and in other spellings. */
const habits: ReadonlyMap<string, string> = new Map(
  Object.entries({
    ms: "milli millis milliseconds millisecond msec",
    s: "sec secs second seconds",
    m: "min mins minute minutes",
    h: "hr hrs hour hours",
    d: "day days",
    w: "week weeks",
    KB: "k kb kilobytes",
    MB: "mb megabytes",
    GB: "g gb gigabytes",
    TB: "t tb terabytes",
  }).flatMap(([unit, words]) => words.split(" ").map((word) => [word, unit] as const)),
);

/** Collects the errors of one file in any order and gives them back sorted, at most {@link errorsMax} of them. */
export class Faults {
  readonly source: Source;
  #found: Diagnostic[] = [];
  #overflow: Diagnostic | undefined;

  constructor(source: Source) {
    this.source = source;
  }

  /** Whether further errors are only counted, so that nothing need be known of them. */
  get full(): boolean {
    return this.#found.length >= errorsMax;
  }

  /** Adds one error at `[start, end)`. */
  add<Code extends SyntaxCode>(
    code: Code,
    start: number,
    end: number,
    parameters: ParametersOfSyntax<Code>,
    extras: MessageExtras = {},
  ): void {
    const span = { start, end };
    if (this.#found.length < errorsMax) {
      this.#found.push(syntaxProblem(code, this.source.path, span, parameters, extras));
    } else {
      this.#overflow ??= syntaxProblem("too-many-errors", this.source.path, span, {
        limit: errorsMax,
      });
    }
  }

  /** Reports a unit that ends at `end` and that nobody knows. */
  unknownUnit(unit: string, end: number): void {
    const start = end - unit.length;
    const all = [...units.duration, ...units.size];
    const meant = habits.get(unit.toLowerCase()) ?? didYouMean(unit, all);
    const fix = {
      title: `write ${meant ?? ""}`,
      edits: [{ file: this.source.path, start, end, text: meant ?? "" }],
    };
    const extras = meant === undefined ? {} : { cure: `did you mean \`${meant}\`?`, fix };
    this.add("unknown-unit", start, end, { unit: this.quote(start, end) }, extras);
  }

  /** A slice of the text on one line, short enough for a message. */
  quote(start: number, end: number): string {
    const cut = this.source.text
      .slice(start, Math.min(end, start + quoteMax))
      .replaceAll(/\s+/g, " ");
    return end - start > quoteMax ? `${cut}…`.toWellFormed() : cut;
  }

  /** What was found, by place. */
  sorted(): Diagnostic[] {
    const sorted = this.#found.toSorted(
      (a, b) => a.span.start - b.span.start || a.span.end - b.span.end,
    );
    return this.#overflow === undefined ? sorted : [...sorted, this.#overflow];
  }
}
