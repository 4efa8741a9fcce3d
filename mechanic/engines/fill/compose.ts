import type { RepairEdit } from "#intent";
import type { Piece } from "./difference.ts";

/** An earlier edit with its place in the text that the earlier edits made. */
interface Placed {
  readonly edit: RepairEdit;
  readonly from: number;
  readonly to: number;
}

function placed(edits: readonly RepairEdit[]): Placed[] {
  let shift = 0;
  return edits
    .toSorted((a, b) => a.start - b.start || a.end - b.end)
    .map((edit) => {
      const from = edit.start + shift;
      shift += edit.text.length - (edit.end - edit.start);
      return { edit, from, to: from + edit.text.length };
    });
}

/** A span of the middle text that holds a piece and every earlier edit that it touches. */
interface Group {
  from: number;
  to: number;
  readonly pieces: Piece[];
  readonly absorbed: Placed[];
}

/**
 * Composes edits of one file: `earlier` make `middle` of the original text, `pieces` make the last text of `middle`. Gives
 * edits of the original text: an earlier edit that no piece touches stays as it is, with its own rule and reason; what a
 * piece touches is one edit, explained by `explain`.
 */
export function composeEdits(
  middle: string,
  earlier: readonly RepairEdit[],
  pieces: readonly Piece[],
  explain: (place: { start: number; end: number; text: string }) => RepairEdit,
): readonly RepairEdit[] {
  const stands = placed(earlier);
  const groups: Group[] = [];
  for (const piece of pieces.toSorted((x, y) => x.start - y.start)) {
    const group = grown(stands, piece);
    const last = groups.at(-1);
    if (last !== undefined && group.from <= last.to) {
      last.to = Math.max(last.to, group.to);
      last.pieces.push(piece);
      last.absorbed.push(...group.absorbed.filter((one) => !last.absorbed.includes(one)));
    } else groups.push(group);
  }
  const absorbed = new Set(groups.flatMap((group) => group.absorbed));
  const kept = stands.filter((one) => !absorbed.has(one)).map((one) => one.edit);
  const made = groups.map((group) => explain(inOriginal(middle, stands, group)));
  return [...kept, ...made].toSorted((a, b) => a.start - b.start || a.end - b.end);
}

/** A piece with all that it touches, and what that touches: two edits of the original may not begin at one place. */
function grown(stands: readonly Placed[], piece: Piece): Group {
  const group: Group = { from: piece.start, to: piece.end, pieces: [piece], absorbed: [] };
  for (let more: readonly Placed[] = stands; more.length > 0;) {
    more = stands.filter(
      (one) => !group.absorbed.includes(one) && one.from <= group.to && group.from <= one.to,
    );
    group.absorbed.push(...more);
    group.from = Math.min(group.from, ...more.map((one) => one.from));
    group.to = Math.max(group.to, ...more.map((one) => one.to));
  }
  return group;
}

function inOriginal(middle: string, stands: readonly Placed[], group: Group): Piece {
  let text = "";
  let at = group.from;
  for (const piece of group.pieces) {
    text += middle.slice(at, piece.start) + piece.text;
    at = piece.end;
  }
  text += middle.slice(at, group.to);
  // Where the group begins and ends, no earlier edit lies across: the offsets move by whole edits.
  const back = (offset: number, isEnd: boolean): number =>
    stands.reduce(
      (moved, one) =>
        (isEnd ? one.to <= offset : one.to <= offset && !group.absorbed.includes(one))
          ? moved - one.edit.text.length + (one.edit.end - one.edit.start)
          : moved,
      offset,
    );
  return { start: back(group.from, false), end: back(group.to, true), text };
}
