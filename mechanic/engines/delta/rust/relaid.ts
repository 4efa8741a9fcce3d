import { applyEdits, type RepairEdit } from "#intent";

import { differences } from "../../fill/difference.ts";

/** A stretch of the edited text, with the edits that made it. */
interface Stretch {
  readonly start: number;
  end: number;
  readonly edits: RepairEdit[];
}

/** An edit where it stands in the edited text, and how much longer that text is from there on. */
interface Laid extends Stretch {
  readonly shift: number;
}

/**
 * Edits of the original that give the formatted text where more than gaps moved: a name that is called otherwise now goes
 * to another place of a sorted list, and with it whatever stood between. Each difference becomes one edit with those that
 * it touches; one that touches none goes with the edit before it. Undefined where they do not give that very text.
 */
export function relaid(
  edits: readonly RepairEdit[],
  edited: string,
  formatted: string,
  original: string,
): RepairEdit[] | undefined {
  const own = laid(edits);
  const pieces = differences(edited, formatted);
  const result: RepairEdit[] = [];
  for (const { start, end, edits: made } of together([...own, ...pieces])) {
    const said = made[0] ?? result.at(-1) ?? edits[0];
    if (said === undefined) return undefined;
    const text = pieces
      .filter((one) => one.start >= start && one.end <= end)
      .toSorted((a, b) => b.start - a.start)
      .reduce(
        (now, one) => now.slice(0, one.start - start) + one.text + now.slice(one.end - start),
        edited.slice(start, end),
      );
    const before =
      own.findLast((one) => one.end <= start && !one.edits.some((edit) => made.includes(edit)))
        ?.shift ?? 0;
    const behind = own.findLast((one) => one.end <= end)?.shift ?? 0;
    result.push({ ...said, start: start - before, end: end - behind, text });
  }
  return applyEdits(original, result) === formatted ? result : undefined;
}

function laid(edits: readonly RepairEdit[]): Laid[] {
  let shift = 0;
  return edits
    .toSorted((a, b) => a.start - b.start || a.end - b.end)
    .map((edit) => {
      const start = edit.start + shift;
      shift += edit.text.length - (edit.end - edit.start);
      return { start, end: start + edit.text.length, shift, edits: [edit] };
    });
}

/** Stretches that overlap or touch are one; in order. */
function together(
  all: readonly {
    readonly start: number;
    readonly end: number;
    readonly edits?: readonly RepairEdit[];
  }[],
): Stretch[] {
  const groups: Stretch[] = [];
  for (const { start, end, edits = [] } of all.toSorted(
    (a, b) => a.start - b.start || a.end - b.end,
  )) {
    const last = groups.at(-1);
    if (last === undefined || start > last.end) groups.push({ start, end, edits: [...edits] });
    else {
      last.end = Math.max(last.end, end);
      last.edits.push(...edits);
    }
  }
  return groups;
}
