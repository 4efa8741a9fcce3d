import { lineStarts, positionAt, type Span } from "#intent";
import type { Position, Range } from "vscode-languageserver";

/** Offsets of one text as lines and columns from 0 (UTF-16), and back. */
export interface Positions {
  offset(position: Position): number;
  range(span: Span): Range;
}

const known = new WeakMap<object, Positions>();

/** The positions of a text; `owner` is an object that lives as long as the text does. */
export function positionsOf(owner: object, text: string): Positions {
  const made = known.get(owner);
  if (made !== undefined) return made;
  const starts = lineStarts(text);
  const position = (offset: number): Position => {
    const { line, column } = positionAt(starts, offset);
    return { line: line - 1, character: column - 1 };
  };
  const positions: Positions = {
    offset: ({ line, character }) =>
      Math.min((starts[line] ?? text.length) + character, starts[line + 1] ?? text.length),
    range: ({ start, end }) => ({ start: position(start), end: position(end) }),
  };
  known.set(owner, positions);
  return positions;
}
