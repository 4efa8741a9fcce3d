/** Replaces `[start, end)` (UTF-16 offsets) of a file's text by `text`. */
export interface Edit {
  readonly file: string;
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** Edits of one file in order, or the pair that overlaps. Two insertions at one place overlap. */
export function sortEdits<E extends Edit>(
  edits: readonly E[],
): { sorted: E[] } | { clash: readonly [E, E] } {
  const sorted = [...edits].sort((a, b) => a.start - b.start || a.end - b.end);
  for (let index = 1; index < sorted.length; index++) {
    const before = sorted[index - 1];
    const after = sorted[index];
    if (before === undefined || after === undefined) continue;
    const sameInsertion =
      before.start === after.start && before.end === after.end && before.start === before.end;
    if (after.start < before.end || sameInsertion) return { clash: [before, after] };
  }
  return { sorted };
}

/**
 * The text with all edits applied, or `undefined` when they overlap or leave the text: edits apply together or not at
 * all (rustfix, rust-analyzer's `text_edit`).
 */
export function applyEdits(text: string, edits: readonly Edit[]): string | undefined {
  const result = sortEdits(edits);
  if ("clash" in result) return undefined;
  let output = "";
  let at = 0;
  for (const edit of result.sorted) {
    if (edit.start < at || edit.end < edit.start || edit.end > text.length) return undefined;
    output += text.slice(at, edit.start) + edit.text;
    at = edit.end;
  }
  return output + text.slice(at);
}
