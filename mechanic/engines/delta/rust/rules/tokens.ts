/**
 * Bodies of macros that parse as no expression are flat tokens to the parser; these few questions are answered from the
 * text, with strings, characters and brackets respected.
 */
const token = /"(?:[^"\\]|\\[\s\S])*"|'(?:[^'\\]|\\[^'])'|\/\/[^\n]*|[([{]|[)\]}]|,|\w+/g;

interface Range {
  readonly start: number;
  readonly end: number;
}

/** The arguments of a macro whose bracket opens at or behind `from`, split at the commas that stand in no inner bracket. */
export function macroParts(text: string, from: number): Range[] {
  const found: Range[] = [];
  let depth = 0;
  let start = from;
  for (const match of text.slice(from).matchAll(token)) {
    const [word] = match;
    const at = from + match.index;
    if (/^[([{]$/.test(word)) {
      depth++;
      if (depth === 1) start = at + 1;
    } else if (/^[)\]}]$/.test(word)) {
      depth--;
      if (depth > 0) continue;
      if (text.slice(start, at).trim() !== "") found.push({ start, end: at });
      return found;
    } else if (word === "," && depth === 1) {
      found.push({ start, end: at });
      start = at + 1;
    }
  }
  return found;
}

/** Where `word` stands in a range, in no inner bracket; undefined where it does not. */
export function wordAt(text: string, range: Range, word: string): number | undefined {
  let depth = 0;
  for (const match of text.slice(range.start, range.end).matchAll(token)) {
    if (/^[([{]$/.test(match[0])) depth++;
    else if (/^[)\]}]$/.test(match[0])) depth--;
    else if (match[0] === word && depth === 0) return range.start + match.index;
  }
  return undefined;
}

/** Whether a literal is compared by `==` or `!=`, as far as its neighbours tell. */
export function isCompared(text: string, literal: Range): boolean {
  const [before, behind] = [text.slice(0, literal.start), text.slice(literal.end)];
  return /[=!]=\s*$/.test(before) || /^\s*[=!]=/.test(behind);
}
