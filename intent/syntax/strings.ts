const simpleEscapes: ReadonlyMap<string, string> = new Map([
  ['"', '"'],
  ["\\", "\\"],
  ["n", "\n"],
  ["t", "\t"],
]);

const escapePattern = /\\(?:u\{([0-9A-Fa-f]{1,6})\}|([\s\S]))/g;

/** Characters that no string may hold, not even by escape: what is stamped from it must show what it does. */
const forbidden = /(?![\t\n])[\p{Cc}\p{Cs}\p{Bidi_Control}\u2028\u2029\ufeff]/u;

/** Why a code point may not be written, or `undefined` where it may. */
export function codePointProblem(codePoint: number): string | undefined {
  if (codePoint > 0x10ffff) return "past U+10FFFF";
  if (codePoint >= 0xd800 && codePoint <= 0xdfff) return "half of a character";
  if (forbidden.test(String.fromCodePoint(codePoint))) return "a control character";
  return undefined;
}

/**
 * The value of a string literal, given with its quotes (the closing one may be missing). Line ends are read as `\n`;
 * wrong escapes stay as they were written.
 */
export function decodeString(literal: string): string {
  const closed = literal.length > 1 && literal.endsWith('"');
  const body = literal.slice(1, closed ? -1 : undefined).replaceAll("\r\n", "\n");
  if (!body.includes("\\")) return body;
  return body.replaceAll(
    escapePattern,
    (whole, digits: string | undefined, letter: string | undefined) => {
      if (digits === undefined) return simpleEscapes.get(letter ?? "") ?? whole;
      const codePoint = Number.parseInt(digits, 16);
      return codePointProblem(codePoint) === undefined ? String.fromCodePoint(codePoint) : whole;
    },
  );
}

/** One wrong escape: where it stands in the literal, what it says, and why where it names a wrong code point. */
export interface EscapeProblem {
  readonly start: number;
  readonly end: number;
  readonly reason?: string;
}

/** All wrong escapes of a string literal, as offsets into it. */
export function escapeProblems(literal: string): EscapeProblem[] {
  const problems: EscapeProblem[] = [];
  for (const match of literal.matchAll(escapePattern)) {
    const [whole, digits, letter] = match;
    const start = match.index;
    const end = start + whole.length;
    if (digits !== undefined) {
      const reason = codePointProblem(Number.parseInt(digits, 16));
      if (reason !== undefined) problems.push({ start, end, reason });
    } else if (!simpleEscapes.has(letter ?? "")) {
      const braces =
        letter === "u" ? (/^\{[^}"\s]*\}?/.exec(literal.slice(end))?.[0].length ?? 0) : 0;
      problems.push({ start, end: end + braces });
    }
  }
  return problems;
}

/** A string literal that reads as `value`. Characters that may not stand in an intent become `\u{fffd}`. */
export function encodeString(value: string): string {
  const body = value
    .toWellFormed()
    .replaceAll(/["\\]/g, "\\$&")
    .replaceAll("\n", "\\n")
    .replaceAll("\t", "\\t")
    .replaceAll(new RegExp(forbidden.source, "gu"), "\u{fffd}");
  return `"${body}"`;
}
