/** A text without white space: layout says nothing about whether somebody looked. */
export const flat = (text: string): string => text.replaceAll(/\s+/g, "");

/** A text on one line, for languages whose operators are words. */
export const oneLine = (text: string): string => text.replaceAll(/\s+/g, " ").trim();

/** Whether a text holds a term as a whole: `row` is no part of `rows`, and `rows` none of `self.rows`; `0..rows` holds it. */
export function containsTerm(text: string, term: string): boolean {
  const escaped = term.replaceAll(/[\\^$.*+?()[\]{}|]/g, "\\$&");
  const end = /[\w$]$/.test(term) ? "(?![\\w$])" : "";
  return new RegExp(`(?<![\\w$])(?<!(?<!\\.)\\.)${escaped}${end}`).test(text);
}

export const containsAny = (text: string, terms: readonly string[]): boolean =>
  terms.some((term) => containsTerm(text, term));

/** The names that stand in a text. */
export const namesIn = (text: string): readonly string[] => text.match(/[A-Za-z_$][\w$]*/g) ?? [];
