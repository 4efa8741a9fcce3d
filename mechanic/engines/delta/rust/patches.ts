import type { Certainty, RepairEdit } from "#intent";

/**
 * How a candidate is written: with stand-in types that only the type checker sees, as it will be delivered, or (`asked`)
 * as it will be delivered beside stamped code that was changed to find places by their types.
 */
export type Mode = "probe" | "strict" | "asked" | "real";

export interface PatchEdit {
  readonly file: string;
  readonly start: number;
  readonly end: number;
  readonly text: string;
  /** Text while probing, where it differs. */
  readonly probe?: string;
  /** Text while a widened type is probed for casts. */
  readonly strict?: string;
  /** Edits that exist only while probing (in stamped files) are never delivered. */
  readonly probeOnly?: boolean;
}

/** Edits that belong together, with the reason for them. */
export interface Patch {
  readonly rule: string;
  readonly change: string;
  readonly certainty: Certainty;
  readonly because: string;
  readonly edits: readonly PatchEdit[];
}

/** What a patch does, to tell whether it was refused before. */
export const patchKey = (patch: Patch): string =>
  patch.edits.map((edit) => `${edit.file}:${edit.start}:${edit.end}:${edit.text}`).join("|");

interface Placed extends PatchEdit {
  readonly patch: Patch;
}

const keyOf = (edit: PatchEdit): string => `${edit.file}:${edit.start}:${edit.end}:${edit.text}`;
const insertion = (edit: PatchEdit): boolean => edit.start === edit.end;

/** Whether `patch` can join: it neither repeats nor overlaps what stands. Every rule is guarded against a second time here. */
export function fits(patches: readonly Patch[], patch: Patch): boolean {
  const standing = patches.flatMap((other) => other.edits);
  return patch.edits.every((edit) =>
    standing.every((other) => other.file !== edit.file || !clash(other, edit)),
  );
}

function clash(a: PatchEdit, b: PatchEdit): boolean {
  if (insertion(a) && insertion(b)) return keyOf(a) === keyOf(b);
  if (insertion(a)) return a.start > b.start && a.start < b.end;
  if (insertion(b)) return b.start > a.start && b.start < a.end;
  return a.start < b.end && b.start < a.end;
}

/** The edits of one file in order; insertions at one place are joined in the order in which they were found. */
function placed(patches: readonly Patch[], file: string, mode: Mode): Placed[] {
  const edits = patches.flatMap((patch) => patch.edits.map((edit) => ({ ...edit, patch })));
  const mine = edits.filter(
    (edit) => edit.file === file && (mode !== "real" || edit.probeOnly !== true),
  );
  const telling = mine.filter((edit) => !insertion(edit) || textOf(edit, mode) !== "");
  const sorted = telling.sort((a, b) => a.start - b.start || a.end - b.end);
  const joined: Placed[] = [];
  for (const edit of sorted) {
    const last = joined.at(-1);
    if (last === undefined || !insertion(last) || !insertion(edit) || last.start !== edit.start)
      joined.push(edit);
    else
      joined[joined.length - 1] = {
        ...last,
        text: last.text + edit.text,
        probe: textOf(last, "probe") + textOf(edit, "probe"),
        strict: textOf(last, "strict") + textOf(edit, "strict"),
      };
  }
  return joined;
}

const textOf = (edit: PatchEdit, mode: Mode): string =>
  mode === "real" || (mode === "asked" && edit.probeOnly !== true)
    ? edit.text
    : ((mode === "strict" ? edit.strict : undefined) ?? edit.probe ?? edit.text);

/** A text with patches applied, and the way back from its offsets. */
export interface Rendered {
  readonly text: string;
  /** Original span of a span in `text`; what was inserted maps to the place of insertion. */
  toOriginal(start: number, end: number): { readonly start: number; readonly end: number };
}

/** Applies the patches of one file. */
export function render(
  file: string,
  original: string,
  patches: readonly Patch[],
  mode: Mode,
): Rendered {
  const edits = placed(patches, file, mode);
  let text = "";
  let at = 0;
  const seams: { newStart: number; newEnd: number; start: number; end: number }[] = [];
  for (const edit of edits) {
    text += original.slice(at, edit.start);
    const newStart = text.length;
    text += textOf(edit, mode);
    seams.push({ newStart, newEnd: text.length, start: edit.start, end: edit.end });
    at = edit.end;
  }
  text += original.slice(at);
  const back = (offset: number, atEnd: boolean): number => {
    let shift = 0;
    for (const seam of seams) {
      if (offset < seam.newStart || (offset === seam.newStart && atEnd)) break;
      if (offset < seam.newEnd || (offset === seam.newEnd && atEnd))
        return atEnd ? seam.end : seam.start;
      shift = seam.end - seam.newEnd;
    }
    return offset + shift;
  };
  return {
    text,
    toOriginal: (start, end) => {
      const from = back(start, false);
      return { start: from, end: Math.max(from, back(end, true)) };
    },
  };
}

/**
 * The edits to deliver: sorted, disjoint, each with its reason. The parts of one patch on one line that nothing else
 * stands between become one edit, as a person would make it. `textOf` gives the original text of a file.
 */
export function delivered(
  patches: readonly Patch[],
  textOf: (file: string) => string,
): RepairEdit[] {
  const files = [
    ...new Set(patches.flatMap((patch) => patch.edits.map((edit) => edit.file))),
  ].sort();
  return files.flatMap((file) =>
    merged(placed(patches, file, "real"), textOf(file)).map(explained),
  );
}

const explained = ({ patch, file, start, end, text }: Placed): RepairEdit => ({
  file,
  start,
  end,
  text,
  change: patch.change,
  rule: patch.rule,
  certainty: patch.certainty,
  because: patch.because,
});

const mergedWidthMax = 80;

function merged(edits: readonly Placed[], original: string): Placed[] {
  const result: Placed[] = [];
  for (const edit of edits) {
    const last = result.at(-1);
    const between = last === undefined ? "" : original.slice(last.end, edit.start);
    const together =
      last !== undefined &&
      last.patch === edit.patch &&
      !between.includes("\n") &&
      edit.end - last.start <= mergedWidthMax;
    if (together)
      result[result.length - 1] = { ...last, end: edit.end, text: last.text + between + edit.text };
    else result.push(edit);
  }
  return result;
}
