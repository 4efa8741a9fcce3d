import ts from "typescript-services";

import type { Change, RepairRequest } from "#intent";

import type { EditList, HoleList } from "../shared/index.ts";
import { isAskedAt, isAskedOf } from "./asked.ts";
import { askedPlace } from "./asked-place.ts";
import { isCondition } from "./conditions.ts";
import { guiltyOf } from "./guilty.ts";
import { isMoreThanName } from "./former-names.ts";
import { retypedFiles } from "./retyped-files.ts";
import { happened } from "./happened.ts";
import { sameNode } from "./places.ts";
import type { Snapshot } from "./workspace.ts";

/**
 * What is asked as a condition answers by what it is: no, 0 and the empty text are false, and everything else is true. A
 * value that could be false and became what is always true, or true in other cases, still compiles in every condition. So
 * does a number that is made of a yes or no. Both snapshots hold the old sources.
 */
export function askTruths(
  request: RepairRequest,
  before: Snapshot,
  stamped: Snapshot,
  edits: EditList,
  holes: HoleList,
): void {
  const { changes, files } = retypedFiles(request, before, stamped);
  for (const { file, text, tree, now } of files) {
    const visit = (node: ts.Node): void => {
      const same = ts.isExpression(node) && isAsked(node) ? sameNode(now, node) : undefined;
      if (same !== undefined && isOther(truthOf(before, node), truthOf(stamped, same)))
        ask(node, guiltyOf(changes, node));
      ts.forEachChild(node, visit);
    };
    const ask = (node: ts.Node, change: Change | undefined): void => {
      const span = { start: node.getStart(), end: node.getEnd() };
      const around = ts.findAncestor(node, ts.isStatement) ?? node;
      if (change === undefined || edits.covers(file, span.start, span.end, isMoreThanName)) return;
      if (isAskedAt(holes, file, text, span)) return;
      if (isAskedOf(holes, file, text, around, node.getText())) return;
      holes.add({
        kind: "silent-miss",
        ...askedPlace(request, file, node, change),
        question: `${happened(change)}: \`${node.getText()}\` is asked for being true here, which it tells otherwise now. What is meant?`,
      });
    };
    visit(tree);
  }
}

/** Whether an expression is taken for a yes or no, also where it is counted. */
const isAsked = (node: ts.Expression): boolean =>
  isCondition(node) ||
  (ts.isCallExpression(node.parent) &&
    node.parent.arguments[0] === node &&
    node.parent.expression.getText() === "Number");

/** What makes a value false: being no, 0, empty, or absent; nothing of these where it is always true. */
interface Truth {
  readonly isKnown: boolean;
  readonly kinds: ReadonlySet<"no" | "zero" | "empty" | "absent">;
}

function truthOf({ checker }: Snapshot, node: ts.Node): Truth {
  const type = checker.getTypeAtLocation(node);
  const kinds = new Set<"no" | "zero" | "empty" | "absent">();
  let isKnown = true;
  for (const part of type.isUnion() ? type.types : [type]) {
    const { flags } = part;
    if ((flags & (ts.TypeFlags.Any | ts.TypeFlags.Unknown | ts.TypeFlags.Never)) !== 0)
      isKnown = false;
    else if ((flags & ts.TypeFlags.BooleanLike) !== 0) kinds.add("no");
    else if ((flags & (ts.TypeFlags.NumberLike | ts.TypeFlags.BigIntLike)) !== 0) kinds.add("zero");
    else if (part.isStringLiteral()) {
      if (part.value === "") kinds.add("empty");
    } else if ((flags & ts.TypeFlags.StringLike) !== 0) kinds.add("empty");
    else if ((flags & (ts.TypeFlags.Undefined | ts.TypeFlags.Null)) !== 0) kinds.add("absent");
  }
  return { isKnown, kinds };
}

/** Whether what was false for its own sake is false in no or other cases now; what only may be absent still may be. */
function isOther(was: Truth, is: Truth): boolean {
  if (!was.isKnown || !is.isKnown) return false;
  const isPresence = was.kinds.has("absent") && is.kinds.has("absent");
  return [...was.kinds].some((kind) => {
    if (is.kinds.has(kind) || kind === "absent") return false;
    return kind === "no" || (!isPresence && (kind === "zero" || is.kinds.size === 0));
  });
}
