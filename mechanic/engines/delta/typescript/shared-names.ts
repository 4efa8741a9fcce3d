import ts from "typescript-services";

import type { Change, RepairRequest } from "#intent";

import type { EditList, HoleList } from "../shared/index.ts";
import { isAskedAt, isAskedOn } from "./asked.ts";
import { askedPlace } from "./asked-place.ts";
import { guiltyOf } from "./guilty.ts";
import { isMoreThanName } from "./former-names.ts";
import { retypedFiles } from "./retyped-files.ts";
import { happened } from "./happened.ts";
import { pairRewrites } from "./pair-uses.ts";
import { pairsInside } from "./pairs.ts";
import { sameNode } from "./places.ts";
import type { Snapshot } from "./workspace.ts";

/**
 * A text, a list and a map have members of the same names that do different things: `tags.includes("a")` looks for a
 * member of a list and for a part of a text, and going through a text gives its letters. Where a value became another of
 * these, what both of them have is asked about, because no compiler objects. Both snapshots hold the old sources.
 */
export function askSharedNames(
  request: RepairRequest,
  before: Snapshot,
  stamped: Snapshot,
  edits: EditList,
  holes: HoleList,
): void {
  const { changes, files } = retypedFiles(request, before, stamped);
  for (const { file, text, tree, now } of files) {
    const visit = (node: ts.Node): void => {
      const held = heldBy(node);
      const same = held === undefined ? undefined : sameNode(now, held);
      const change = guiltyOf(changes, held ?? node);
      if (held !== undefined && same !== undefined && change !== undefined) {
        const [was, is] = [formOf(before, held), formOf(stamped, same)];
        const span = { start: node.getStart(), end: node.getEnd() };
        const isKnown =
          isAskedAt(holes, file, text, span) ||
          isAskedOn(holes, file, text, span, change.symbol) ||
          edits.covers(file, held.getStart(), held.getEnd(), isMoreThanName) ||
          isRewritten(request, held, change);
        if (was !== undefined && is !== undefined && was !== is && !isKnown)
          holes.add({
            kind: "silent-miss",
            ...askedPlace(request, file, heldPlace(node, held), change),
            question: `${happened(change)}: \`${held.getText()}\` is a ${is} and was a ${was}, and what is done with it here means something else. What is meant?`,
          });
      }
      ts.forEachChild(node, visit);
    };
    visit(tree);
  }
}

/** The whole use where it is an expression, else what is gone through. */
const heldPlace = (node: ts.Node, held: ts.Expression): ts.Node =>
  ts.isPropertyAccessExpression(node) ? node : held;

const shared =
  /^(?:includes|indexOf|lastIndexOf|slice|at|concat|length|keys|values|entries|forEach)$/;

/** What is used in a way that several kinds of collections know. */
function heldBy(node: ts.Node): ts.Expression | undefined {
  if (ts.isPropertyAccessExpression(node))
    return shared.test(node.name.text) ? node.expression : undefined;
  return ts.isForOfStatement(node) || ts.isSpreadElement(node) ? node.expression : undefined;
}

/** Which kind of collection a value is; `undefined` for anything else. */
function formOf({ checker }: Snapshot, node: ts.Node): "text" | "list" | "map" | undefined {
  const type = checker.getTypeAtLocation(node).getNonNullableType();
  if ((type.flags & ts.TypeFlags.StringLike) !== 0) return "text";
  if (checker.isArrayType(type) || checker.isTupleType(type)) return "list";
  return /^(?:Readonly)?Map$/.test(type.symbol?.name ?? "") ? "map" : undefined;
}

/** Whether a map that is a list of its entries is gone through as one. */
function isRewritten(request: RepairRequest, held: ts.Node, change: Change): boolean {
  const names = pairsInside(request, change);
  return names !== undefined && ts.isExpression(held) && pairRewrites(held, names) !== undefined;
}
