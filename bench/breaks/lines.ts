import { diffArrays } from "diff";

/** Lines `start` to `end` (from 0, end excluded) of a text that become other lines. */
export interface Hunk {
  readonly start: number;
  readonly end: number;
  readonly lines: readonly string[];
}

/** What two sides make of the same stretch of a text; a side that leaves it alone is absent. */
export interface Stretch {
  readonly start: number;
  readonly end: number;
  readonly ours?: readonly string[];
  readonly theirs?: readonly string[];
}

/** The changed lines between two texts; as many lines as before are told apart line by line. */
export function hunksBetween(before: string, after: string): Hunk[] {
  const hunks: { start: number; end: number; lines: string[] }[] = [];
  let at = 0;
  let open: { start: number; end: number; lines: string[] } | undefined;
  for (const part of diffArrays(before.split("\n"), after.split("\n"))) {
    if (!part.added && !part.removed) {
      if (open !== undefined) hunks.push(open);
      open = undefined;
      at += part.value.length;
      continue;
    }
    open ??= { start: at, end: at, lines: [] };
    if (part.added) open.lines.push(...part.value);
    else {
      at += part.value.length;
      open.end = at;
    }
  }
  if (open !== undefined) hunks.push(open);
  return hunks.flatMap(single);
}

const single = (hunk: Hunk): Hunk[] =>
  hunk.end - hunk.start !== hunk.lines.length
    ? [hunk]
    : hunk.lines.map((line, index) => ({
        start: hunk.start + index,
        end: hunk.start + index + 1,
        lines: [line],
      }));

const touches = (a: { start: number; end: number }, b: { start: number; end: number }): boolean =>
  a.start < b.end && b.start < a.end
    ? true
    : // Insertions at one place stand against each other, and against what is replaced right there.
      (a.start === a.end || b.start === b.end) && a.start <= b.end && b.start <= a.end;

/** Lays the changes of two sides over each other: stretches that overlap are one. Sorted, disjoint. */
export function stretches(
  before: string,
  ours: readonly Hunk[],
  theirs: readonly Hunk[],
): Stretch[] {
  const lines = before.split("\n");
  const all = [...ours, ...theirs].toSorted((a, b) => a.start - b.start || a.end - b.end);
  const groups: { start: number; end: number; hunks: Set<Hunk> }[] = [];
  for (const hunk of all) {
    const last = groups.at(-1);
    if (last !== undefined && touches(last, hunk)) {
      last.end = Math.max(last.end, hunk.end);
      last.hunks.add(hunk);
    } else groups.push({ start: hunk.start, end: hunk.end, hunks: new Set([hunk]) });
  }
  return groups.map(({ start, end, hunks }) => {
    const side = (own: readonly Hunk[]): readonly string[] | undefined => {
      const here = own.filter((hunk) => hunks.has(hunk));
      return here.length === 0 ? undefined : replaced(lines, { start, end }, here);
    };
    const [a, b] = [side(ours), side(theirs)];
    return {
      start,
      end,
      ...(a === undefined ? {} : { ours: a }),
      ...(b === undefined ? {} : { theirs: b }),
    };
  });
}

function replaced(
  lines: readonly string[],
  range: { readonly start: number; readonly end: number },
  hunks: readonly Hunk[],
): string[] {
  const result: string[] = [];
  let at = range.start;
  for (const hunk of hunks) {
    result.push(...lines.slice(at, hunk.start), ...hunk.lines);
    at = hunk.end;
  }
  return [...result, ...lines.slice(at, range.end)];
}

/** Puts a text together from what was chosen for each stretch; `undefined` leaves a stretch as it was. */
export function merged(
  before: string,
  parts: readonly { readonly stretch: Stretch; readonly lines: readonly string[] | undefined }[],
): string {
  const lines = before.split("\n");
  const hunks = parts.flatMap(({ stretch, lines: chosen }) =>
    chosen === undefined ? [] : [{ start: stretch.start, end: stretch.end, lines: chosen }],
  );
  return replaced(lines, { start: 0, end: lines.length }, hunks).join("\n");
}

/** Whether two stretches say the same but for layout. */
export const sameCode = (a: readonly string[], b: readonly string[]): boolean =>
  bare(a) === bare(b);

const bare = (lines: readonly string[]): string =>
  lines
    .join("\n")
    .replaceAll(/\s+/g, "")
    .replaceAll(/,(?=[)\]}])/g, "");
