import { applyEdits, sortEdits, type RepairEdit } from "#intent";

/** Collects edits of an engine. The same replacement asked for twice is one edit; the first explanation stays. */
export interface EditList {
  add(edit: RepairEdit): void;
  /** Whether some edit touches this place; where only some count, one of these. */
  covers(file: string, start: number, end: number, counts?: (edit: RepairEdit) => boolean): boolean;
  /** Sorted by file, then place. */
  all(): readonly RepairEdit[];
}

/** An empty list. */
export function createEdits(): EditList {
  const edits = new Map<string, RepairEdit>();
  return {
    add: (edit) => {
      const key = [edit.file, edit.start, edit.end, edit.text].join("\u0000");
      if (!edits.has(key)) edits.set(key, edit);
    },
    covers: (file, start, end, counts = () => true) =>
      [...edits.values()].some(
        (edit) => edit.file === file && edit.start < end && start < edit.end && counts(edit),
      ),
    all: () =>
      [...edits.values()].toSorted((a, b) =>
        a.file === b.file ? a.start - b.start || a.end - b.end : a.file < b.file ? -1 : 1,
      ),
  };
}

/** New texts of the files that edits touch, or the clash that makes them impossible together. */
export type Applied = { readonly texts: ReadonlyMap<string, string> } | { readonly clash: string };

/** Applies edits to texts by path: all or nothing. An edit of a file that is not among `texts` is a clash, too. */
export function applyAll(
  texts: ReadonlyMap<string, string>,
  edits: readonly RepairEdit[],
): Applied {
  const results = new Map<string, string>();
  for (const [file, own] of Map.groupBy(edits, (edit) => edit.file)) {
    const text = texts.get(file);
    if (text === undefined) return { clash: `${file} is not among the files that may be edited` };
    const sorted = sortEdits(own);
    if ("clash" in sorted)
      return {
        clash: `${file}: ${describe(sorted.clash[0])} and ${describe(sorted.clash[1])} overlap`,
      };
    const result = applyEdits(text, sorted.sorted);
    if (result === undefined) return { clash: `${file}: an edit leaves the text` };
    results.set(file, result);
  }
  return { texts: results };
}

const describe = (edit: RepairEdit): string => `${edit.rule} at ${edit.start}..${edit.end}`;

/** Where an offset of the edited text stood before; inside a replacement it is the start of what was replaced. */
export function originalOffset(edits: readonly RepairEdit[], offset: number): number {
  let shift = 0;
  for (const edit of edits.toSorted((a, b) => a.start - b.start)) {
    const start = edit.start + shift;
    if (offset < start) break;
    if (offset < start + edit.text.length) return edit.start;
    shift += edit.text.length - (edit.end - edit.start);
  }
  return offset - shift;
}
