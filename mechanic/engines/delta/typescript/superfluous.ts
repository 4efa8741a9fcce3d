import ts from "typescript-services";

import type { RepairEdit } from "#intent";

import { nodeAt } from "./places.ts";
import type { Snapshot } from "./workspace.ts";

const makes: ReadonlyMap<string, ts.TypeFlags> = new Map([
  ["String", ts.TypeFlags.StringLike],
  ["BigInt", ts.TypeFlags.BigIntLike],
]);

/**
 * Conversions of what is of the new type anyway, once what is asked is answered: the type of `room` was inferred from
 * `room ?? 0`, and the 0 is asked about where it stands. `after` holds the texts with `made`, the edits with first candidates.
 */
export function superfluousConversions(
  after: Snapshot,
  made: readonly RepairEdit[],
): ReadonlySet<RepairEdit> {
  const found = new Set<RepairEdit>();
  for (const [file, own] of Map.groupBy(made, (edit) => edit.file)) {
    const tree = after.file(file);
    if (tree === undefined) continue;
    let shift = 0;
    for (const edit of own.toSorted((a, b) => a.start - b.start || a.end - b.end)) {
      const start = edit.start + shift;
      shift += edit.text.length - (edit.end - edit.start);
      if (edit.rule !== "convert-at-boundary") continue;
      const node = nodeAt(tree, start, start + edit.text.length);
      if (converts(after, ts.isPropertyAssignment(node) ? node.initializer : node)) found.add(edit);
    }
  }
  return found;
}

function converts({ checker }: Snapshot, node: ts.Node): boolean {
  if (!ts.isCallExpression(node)) return false;
  const flags = makes.get(node.expression.getText());
  const [given] = node.arguments;
  if (flags === undefined || given === undefined) return false;
  const type = checker.getTypeAtLocation(given);
  return (type.isUnion() ? type.types : [type]).every((part) => (part.flags & flags) !== 0);
}
