import { tokenKinds, type Token } from "#intent";
import type { Positions } from "./positions.ts";

/** Tokens as LSP packs them: line and column relative to the one before, length, kind, nothing. */
export function packed(tokens: readonly Token[], positions: Positions): number[] {
  const data: number[] = [];
  let before = { line: 0, character: 0 };
  for (const { start, end, kind } of tokens) {
    const range = positions.range({ start, end });
    // A token of several lines is told by its first; editors colour the rest by their own grammar.
    if (range.start.line !== range.end.line) continue;
    const { line, character } = range.start;
    const column = line === before.line ? character - before.character : character;
    data.push(line - before.line, column, end - start, tokenKinds.indexOf(kind), 0);
    before = { line, character };
  }
  return data;
}
