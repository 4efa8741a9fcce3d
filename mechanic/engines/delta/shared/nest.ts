import { applyEdits, type RepairEdit } from "#intent";

/**
 * Folds edits that lie inside another one into it: a conversion around `user.score` and the rename of `score` are one
 * replacement. Only an edit that keeps the text it replaces can take others in, and one that takes the text away leaves
 * nothing for them to do; what else overlaps is left to clash.
 */
export function foldNested(
  texts: ReadonlyMap<string, string>,
  edits: readonly RepairEdit[],
): readonly RepairEdit[] {
  const folded = new Set<RepairEdit>();
  const results = edits.map((outer) => {
    const inner = edits.filter((edit) => edit !== outer && isInside(edit, outer));
    const original = (texts.get(outer.file) ?? "").slice(outer.start, outer.end);
    if (original !== "" && outer.text === "") for (const edit of inner) folded.add(edit);
    if (
      inner.length === 0 ||
      original === "" ||
      outer.text === "" ||
      !outer.text.includes(original)
    )
      return outer;
    const moved = inner.map((edit) => ({
      file: edit.file,
      text: edit.text,
      start: edit.start - outer.start,
      end: edit.end - outer.start,
    }));
    const text = applyEdits(original, moved);
    if (text === undefined) return outer;
    for (const edit of inner) folded.add(edit);
    const because = [outer.because, ...inner.map((edit) => edit.because)].join(" ");
    return Object.assign({}, outer, { text: outer.text.replace(original, () => text), because });
  });
  return results.filter((_, index) => {
    const edit = edits[index];
    return edit === undefined || !folded.has(edit);
  });
}

/** An insertion at the edge of a replacement stands beside it, not inside. */
const isInside = (edit: RepairEdit, outer: RepairEdit): boolean => {
  if (edit.file !== outer.file || edit.start < outer.start || outer.end < edit.end) return false;
  if (edit.start === edit.end) return outer.start < edit.start && edit.end < outer.end;
  return edit.end - edit.start < outer.end - outer.start;
};
