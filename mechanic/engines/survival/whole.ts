import { applyEdits, type RepairEdit, type RepairRequest } from "#intent";

import { editsOf, type Site } from "./site.ts";

/**
 * The edits of sites as a reader wants them: where a fix has several pieces, one edit from the site's beginning to its end.
 * Fixes come in pieces so that one may lie inside of another; only there they stay in pieces.
 */
export function wholeEdits(request: RepairRequest, sites: readonly Site[]): readonly RepairEdit[] {
  const fixes = sites.map((site) => [site, editsOf(request, site)] as const);
  return fixes.flatMap(([site, own]) => {
    const others = fixes.flatMap(([one, edits]) => (one === site ? [] : edits));
    const whole = wholeOf(request, site, own);
    return whole === undefined || others.some((edit) => meets(edit, whole)) ? own : [whole];
  });
}

function wholeOf(
  request: RepairRequest,
  { span }: Site,
  own: readonly RepairEdit[],
): RepairEdit | undefined {
  const [first] = own;
  if (first === undefined || own.length === 1) return first;
  const start = Math.min(span.start, ...own.map((edit) => edit.start));
  const end = Math.max(span.end, ...own.map((edit) => edit.end));
  const moved = own.map((edit) => ({ ...edit, start: edit.start - start, end: edit.end - start }));
  const text = applyEdits((request.sources.get(first.file) ?? "").slice(start, end), moved);
  return text === undefined ? undefined : { ...first, start, end, text };
}

const meets = (edit: RepairEdit, whole: RepairEdit): boolean =>
  edit.file === whole.file && edit.start <= whole.end && whole.start <= edit.end;
