import type ts from "typescript-services";

import type { Change, RepairRequest } from "#intent";

import type { Snapshot } from "./workspace.ts";

/** A file as the old stamps and as the new ones make it read. */
export interface TwoTrees {
  readonly file: string;
  readonly text: string;
  readonly tree: ts.SourceFile;
  readonly now: ts.SourceFile;
}

/** Changes by which values have another type, and the production files to look for them in: none where there is no such change. */
export function retypedFiles(
  request: RepairRequest,
  before: Snapshot,
  stamped: Snapshot,
): { readonly changes: readonly Change[]; readonly files: readonly TwoTrees[] } {
  const changes = request.changes.filter(({ kind }) => /-(?:retyped|output-changed)$/.test(kind));
  const files = [...(changes.length === 0 ? [] : request.sources)].flatMap(([file, text]) => {
    const [tree, now] = [before.file(file), stamped.file(file)];
    return request.tests.has(file) || tree === undefined || now === undefined
      ? []
      : [{ file, text, tree, now }];
  });
  return { changes, files };
}
