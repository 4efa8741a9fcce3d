import type { Range, Span } from "./span.ts";

/** One text and where it came from. `path` is relative to the universe's root, with `/`. */
export interface Source {
  readonly path: string;
  readonly text: string;
}

/** Offsets at which the lines of a text start; the first is always 0. */
export function lineStarts(text: string): number[] {
  const starts = [0];
  for (let at = text.indexOf("\n"); at !== -1; at = text.indexOf("\n", at + 1)) starts.push(at + 1);
  return starts;
}

/** The 1-based line and column of `offset`, given the text's {@link lineStarts}. */
export function positionAt(
  starts: readonly number[],
  offset: number,
): { line: number; column: number } {
  let low = 0;
  let high = starts.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >>> 1;
    if ((starts[middle] ?? 0) <= offset) low = middle;
    else high = middle - 1;
  }
  return { line: low + 1, column: offset - (starts[low] ?? 0) + 1 };
}

/** The 1-based line and column of one offset, without a list of all lines: for the odd place in a text of any size. */
function countedPosition(text: string, offset: number): { line: number; column: number } {
  let line = 1;
  let start = 0;
  for (let at = text.indexOf("\n"); at !== -1 && at < offset; at = text.indexOf("\n", at + 1)) {
    line++;
    start = at + 1;
  }
  return { line, column: offset - start + 1 };
}

/** The {@link Range} of a span in `text`. Pass `starts` where many spans of one text are asked for. */
export function rangeOf(text: string, span: Span, starts?: readonly number[]): Range {
  const position = (offset: number): { line: number; column: number } =>
    starts === undefined ? countedPosition(text, offset) : positionAt(starts, offset);
  const from = position(span.start);
  const to = position(span.end);
  return { line: from.line, column: from.column, endLine: to.line, endColumn: to.column };
}
