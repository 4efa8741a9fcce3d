import { diffLines } from "diff";

/** Replaces `[start, end)` of a text. */
export interface Piece {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** What makes `after` of `before`, as disjoint pieces of whole lines in order. */
export function differences(before: string, after: string): readonly Piece[] {
  if (before === after) return [];
  const pieces: { start: number; end: number; text: string }[] = [];
  let at = 0;
  let open: { start: number; end: number; text: string } | undefined;
  for (const part of diffLines(before, after)) {
    if (part.added || part.removed) {
      open ??= { start: at, end: at, text: "" };
      if (part.added) open.text += part.value;
      else open.end += part.value.length;
    } else {
      if (open !== undefined) pieces.push(open);
      open = undefined;
    }
    if (!part.added) at += part.value.length;
  }
  if (open !== undefined) pieces.push(open);
  return pieces.map((piece) => tightened(before, piece));
}

/** Without what both sides begin and end with: an edit should say what changed, not the line that it is on. */
function tightened(before: string, { start, end, text }: Piece): Piece {
  const old = before.slice(start, end);
  let head = 0;
  while (head < old.length && head < text.length && old[head] === text[head]) head++;
  let tail = 0;
  while (
    tail < old.length - head &&
    tail < text.length - head &&
    old[old.length - 1 - tail] === text[text.length - 1 - tail]
  )
    tail++;
  return { start: start + head, end: end - tail, text: text.slice(head, text.length - tail) };
}
