import { endsAtom, unitClass, unitClasses } from "./characters.ts";

const isLetter = (unit: number): boolean => (unit | 0x20) >= 0x61 && (unit | 0x20) <= 0x7a;

const isDigit = (unit: number | undefined): boolean =>
  unit !== undefined && unit >= 0x30 && unit <= 0x39;

/**
 * Whether `[start, end)` is a row of digits without a leading zero, and may be another behind a point: most numbers are,
 * and need no closer look.
 */
export function isPlainNumber(units: Uint8Array, start: number, end: number): boolean {
  let at = start;
  if (units[at] === 0x30) at++;
  else while (isDigit(units[at])) at++;
  if (units[at] !== 0x2e || at === start) return at === end;
  const point = at++;
  while (isDigit(units[at])) at++;
  return at === end && at > point + 1;
}

/** Whether `[start, end)` is a colon and a name. */
export function isKeyword(units: Uint8Array, start: number, end: number): boolean {
  if (!isLetter(units[start + 1] ?? 0)) return false;
  for (let at = start + 2; at < end; at++) {
    const unit = units[at] ?? 0;
    if (!isLetter(unit) && unitClasses[unit] !== unitClass.digit && unit !== 0x2d && unit !== 0x5f)
      return false;
  }
  return end > start + 1;
}

/** Whether a string literal and an atom or string next to it stand without a space between them. */
export function touches(units: Uint8Array, start: number, end: number): boolean {
  // Behind the text there is a line end.
  const behind = units[end] ?? 0;
  if (endsAtom[behind] === 0 || behind === 0x22) return true;
  if (start === 0 || endsAtom[units[start - 1] ?? 0] !== 0) return false;
  // `,@` belongs to no atom.
  return start === 1 || units[start - 1] !== 0x40 || units[start - 2] !== 0x2c;
}

/** End of the string literal that starts at `start`, wrong escapes and all. */
function stringEnd(text: string, start: number): number {
  let at = start + 1;
  while (at < text.length && text.charAt(at) !== '"') at += text.charAt(at) === "\\" ? 2 : 1;
  return Math.min(at + 1, text.length);
}

/** The end of the form whose parenthesis opens at `start`, by counting parentheses; `undefined` where it has none. */
export function formEnd(text: string, start: number): number | undefined {
  let depth = 0;
  for (let at = start; at < text.length; at++) {
    const unit = unitClasses[text.charCodeAt(at)];
    if (unit === unitClass.comment) at = lineEnd(text, at) - 1;
    else if (unit === unitClass.quote) at = stringEnd(text, at) - 1;
    else if (unit === unitClass.open) depth++;
    else if (unit === unitClass.close && --depth === 0) return at + 1;
  }
  return undefined;
}

/** The end of the line that `at` stands in, without its line end. */
export function lineEnd(text: string, at: number): number {
  const end = text.indexOf("\n", at);
  if (end === -1) return text.length;
  return text.charAt(end - 1) === "\r" && end - 1 >= at ? end - 1 : end;
}

/** The offset after the last character before `end` that is not white space. */
export function lastSolid(text: string, end: number): number {
  let at = end;
  while (at > 0 && unitClasses[text.charCodeAt(at - 1)] === unitClass.space) at--;
  return at;
}
