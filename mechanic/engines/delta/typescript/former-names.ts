import ts from "typescript-services";

import { applyEdits, type Edit, type RepairEdit, type RepairRequest } from "#intent";

import { isMember, type Renamed } from "./rename.ts";
import type { Stamped } from "./stamps.ts";
import type { Snapshot, Workspace } from "./workspace.ts";

/**
 * The old sources beside the new stamps, in which what is only renamed is spelt as before: an expression over a renamed
 * member has no type beside the stamps as they are, and what else became of it would go unseen. `stamped` where nothing is
 * renamed or nothing has changed but names.
 */
export function spelledAsBefore(
  { request, workspace, stamped }: Beside,
  renamed: readonly Renamed[],
  now: Stamped,
  newPath: (path: string) => string,
): Snapshot {
  const { changes, sources, stampedAfter } = request;
  const isMore = changes.some(({ kind }) => !kind.endsWith("-renamed"));
  const edits = isMore ? spellings(request, stamped, renamed, now, newPath) : [];
  if (edits.length === 0) return stamped;
  const texts = [...Map.groupBy(edits, ({ file }) => file)].map(([file, own]) => {
    const known = stampedAfter.get(file) ?? "";
    return [file, applyEdits(known, own) ?? known] as const;
  });
  return workspace.open(new Map([...sources, ...stampedAfter, ...texts]));
}

/** Whether an edit does more than spell a name as it is now: what a value means is asked about beside that. */
export const isMoreThanName = ({ rule }: RepairEdit): boolean => !rule.startsWith("rename-");

interface Beside {
  readonly request: RepairRequest;
  readonly workspace: Workspace;
  /** The old sources beside the new stamps. */
  readonly stamped: Snapshot;
}

/** The old names in the new stamps. */
function spellings(
  { stampedAfter }: RepairRequest,
  stamped: Snapshot,
  renamed: readonly Renamed[],
  now: Stamped,
  newPath: (path: string) => string,
): readonly Edit[] {
  const found = new Map<string, Edit>();
  for (const { before, oldName } of renamed) {
    const declared = now.names.get(newPath(before.path));
    const tree = declared === undefined ? undefined : stamped.file(declared.file);
    if (declared === undefined || tree === undefined) continue;
    const position = declared.name.getStart(tree) + (ts.isStringLiteral(declared.name) ? 1 : 0);
    const places =
      stamped.service.findRenameLocations(tree.fileName, position, false, false, {
        providePrefixAndSuffixTextForRename: isMember(declared.path),
      }) ?? [];
    for (const { fileName, textSpan, prefixText = "", suffixText = "" } of places) {
      const file = stamped.relative(fileName);
      const [start, end] = [textSpan.start, textSpan.start + textSpan.length];
      const text = `${prefixText}${oldName}${suffixText}`;
      if (stampedAfter.has(file)) found.set(`${file}:${start}`, { file, start, end, text });
    }
  }
  return [...found.values()];
}
