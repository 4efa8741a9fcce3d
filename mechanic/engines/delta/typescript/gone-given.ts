import ts from "typescript-services";

import type { RepairRequest } from "#intent";

import type { EditList, HoleList } from "../shared/index.ts";
import { isAskedAt } from "./asked.ts";
import { askedPlace } from "./asked-place.ts";
import { sides } from "./expectations.ts";
import { happened } from "./happened.ts";
import type { Snapshot } from "./workspace.ts";

/**
 * A test that gives a value of what is gone right inside of an assertion (`equal(timeOf({ ...flat, slope: 10 }), 396)`)
 * expects what came of that value. Where production code used it, and is asked about, what is expected without it is a
 * question of its own; where it was only passed on, nothing came of it. `before` holds the old stamps.
 */
export function askGoneGiven(
  request: RepairRequest,
  before: Snapshot,
  edits: EditList,
  holes: HoleList,
): void {
  const open = new Set(
    holes
      .all()
      .flatMap(({ kind, file, delta }) =>
        kind === "removed-symbol" && !request.tests.has(file) ? [delta] : [],
      ),
  );
  for (const { file, start, rule, change: symbol } of open.size === 0 ? [] : edits.all()) {
    const change = request.changes.find((one) => one.symbol === symbol);
    if (rule !== "drop-gone" || !open.has(symbol) || change === undefined) continue;
    const tree = request.tests.has(file) ? before.file(file) : undefined;
    const call = tree === undefined ? undefined : assertionWith(tree, start);
    if (call === undefined) continue;
    const span = { start: call.getStart(), end: call.getEnd() };
    if (!isAskedAt(holes, file, request.sources.get(file) ?? "", span))
      holes.add({
        kind: "expected-value",
        ...askedPlace(request, file, call, change),
        question: `${happened(change)}, and the test gives it here: what is expected without it?`,
      });
  }
}

/** The assertion in whose looked-at side a place is. */
function assertionWith(tree: ts.SourceFile, start: number): ts.CallExpression | undefined {
  let found: ts.CallExpression | undefined;
  const visit = (node: ts.Node): void => {
    if (ts.isCallExpression(node)) {
      const actual = sides(node)?.actual;
      if (actual !== undefined && actual.pos <= start && start < actual.end) found = node;
    }
    ts.forEachChild(node, visit);
  };
  visit(tree);
  return found;
}
