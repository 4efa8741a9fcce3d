import type { Faults } from "./faults.ts";
import { isKeyword, isPlainNumber } from "./lookahead.ts";
import { readNumber } from "./numbers.ts";
import { escapeProblems } from "./strings.ts";
import { kindNumber } from "./tree.ts";

/** The kind of the atom `[start, end)` of `units` that starts like a number. What it is not is reported. */
export function checkNumber(faults: Faults, units: Uint8Array, start: number, end: number): number {
  if (isPlainNumber(units, start, end)) return kindNumber.number;
  const { text } = faults.source;
  const reading = readNumber(text.slice(start, end));
  if (reading.kind === "malformed") {
    faults.add("malformed-number", start, end, { text: faults.quote(start, end) });
  }
  if (reading.kind === "unknown-unit") faults.unknownUnit(reading.unit, end);
  const quantity = reading.kind === "quantity" || reading.kind === "unknown-unit";
  return quantity ? kindNumber.quantity : kindNumber.number;
}

/** Reports the atom `[start, end)` of `units`, which starts with a colon, where it is no keyword. */
export function checkKeyword(faults: Faults, units: Uint8Array, start: number, end: number): void {
  if (isKeyword(units, start, end)) return;
  faults.add("malformed-keyword", start, end, { text: faults.quote(start, end) });
}

/** Reports the wrong escapes of the string literal `[start, end)`; says whether there are any. */
export function checkEscapes(faults: Faults, start: number, end: number): boolean {
  const problems = escapeProblems(faults.source.text.slice(start, end));
  for (const problem of problems) {
    const from = start + problem.start;
    const to = start + problem.end;
    const escape = faults.quote(from, to);
    if (problem.reason === undefined) faults.add("bad-escape", from, to, { escape });
    else faults.add("bad-code-point", from, to, { escape, reason: problem.reason });
  }
  return problems.length > 0;
}

/** The prefix that starts at `at`, where one does: its kind and its end. */
export function prefixAt(text: string, at: number): { kind: number; end: number } | undefined {
  const character = text.charAt(at);
  const next = text.charAt(at + 1);
  if (character === "`") return { kind: kindNumber.quasiquote, end: at + 1 };
  if (character === "#")
    return next === ";" ? { kind: kindNumber.discard, end: at + 2 } : undefined;
  if (character !== ",") return undefined;
  return next === "@"
    ? { kind: kindNumber.splice, end: at + 2 }
    : { kind: kindNumber.unquote, end: at + 1 };
}
