import type { RepairEdit } from "#intent";

/** A stretch of the edited text that an edit wrote. */
interface Written {
  readonly edit: RepairEdit;
  /** Offsets in the edited text. */
  readonly start: number;
  readonly end: number;
}

/**
 * Edits of the source that do what `first` and then `second` (edits of the text that `first` gives) do. One of `second`
 * that touches what `first` wrote takes it in and is told as its own; all others stay as they are. All edits are of one
 * file; neither list may overlap in itself.
 */
export function composeEdits(
  first: readonly RepairEdit[],
  second: readonly RepairEdit[],
): RepairEdit[] {
  // From the last to the first: what is before an edit keeps its offsets.
  return second
    .toSorted((a, b) => b.start - a.start || b.end - a.end)
    .reduce<RepairEdit[]>((edits, one) => composeOne(edits, one), [...first]);
}

function composeOne(edits: readonly RepairEdit[], edit: RepairEdit): RepairEdit[] {
  const written = writtenBy(edits);
  const touched = written.filter((one) => one.start <= edit.end && one.end >= edit.start);
  const [head, tail] = [touched[0], touched.at(-1)];
  const inHead = head !== undefined && head.start <= edit.start;
  const inTail = tail !== undefined && tail.end >= edit.end;
  const before = inHead ? head.edit.text.slice(0, edit.start - head.start) : "";
  const after = inTail ? tail.edit.text.slice(edit.end - tail.start) : "";
  const merged: RepairEdit = {
    ...edit,
    start: inHead ? head.edit.start : sourceOffset(written, edit.start),
    end: inTail ? tail.edit.end : sourceOffset(written, edit.end),
    text: before + edit.text + after,
  };
  const rest = edits.filter((one) => !touched.some((piece) => piece.edit === one));
  return [...rest, merged].toSorted((a, b) => a.start - b.start || a.end - b.end);
}

function writtenBy(edits: readonly RepairEdit[]): Written[] {
  let shift = 0;
  return edits
    .toSorted((a, b) => a.start - b.start || a.end - b.end)
    .map((edit) => {
      const start = edit.start + shift;
      shift += edit.text.length - (edit.end - edit.start);
      return { edit, start, end: start + edit.text.length };
    });
}

/** Where an offset of the edited text, outside of what was written, stands in the source. */
function sourceOffset(written: readonly Written[], offset: number): number {
  const last = written.findLast((one) => one.end <= offset);
  return last === undefined ? offset : last.edit.end + (offset - last.end);
}
