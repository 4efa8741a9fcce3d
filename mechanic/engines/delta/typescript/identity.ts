import ts from "typescript-services";

import type { RepairRequest } from "#intent";

import type { HoleList } from "../shared/index.ts";
import { isAskedAt } from "./asked.ts";
import { askedPlace } from "./asked-place.ts";
import { guiltyOf } from "./guilty.ts";
import { happened } from "./happened.ts";
import { argumentsOf } from "./relate.ts";
import { sameNode } from "./places.ts";
import type { Snapshot } from "./workspace.ts";

/**
 * Texts and numbers are the same where they look the same; objects, moments above all, are the same only where they are one
 * thing. A value that became an object and is compared with `===`, looked up in a map or a set, or looked for in a list is
 * never found again, and no compiler objects where both sides became objects. Both snapshots hold the old sources.
 */
export function askIdentity(
  request: RepairRequest,
  before: Snapshot,
  stamped: Snapshot,
  holes: HoleList,
): void {
  const changes = request.changes.filter(({ kind }) => kind.endsWith("-retyped"));
  for (const [file, text] of changes.length === 0 ? [] : request.sources) {
    const [tree, now] = [before.file(file), stamped.file(file)];
    if (request.tests.has(file) || tree === undefined || now === undefined) continue;
    const became = (node: ts.Expression): boolean => {
      const same = sameNode(now, node);
      return (
        same !== undefined &&
        isPlain(before, node) &&
        !isPlain(stamped, same) &&
        isThing(stamped, same)
      );
    };
    const visit = (node: ts.Node): void => {
      const compared = comparedBy(node);
      const isKept = ts.isExpression(node) && keyed(node);
      const same = isKept ? sameNode(now, node) : undefined;
      const isAsked = isAskedAt(holes, file, text, { start: node.getStart(), end: node.getEnd() });
      const isLost =
        same !== undefined && isKept
          ? isKeyOf(before, node, isPlainType) && isKeyOf(stamped, same, isThingType)
          : compared.length > 0 && compared.every(became);
      if (isLost && !isAsked) {
        const change = guiltyOf(changes, node);
        if (change !== undefined)
          holes.add({
            kind: "silent-miss",
            ...askedPlace(request, file, node, change),
            question: `${happened(change)}, an object: \`${node.getText()}\` asks whether it is the same one, not whether it is alike. What is meant?`,
          });
        return;
      }
      ts.forEachChild(node, visit);
    };
    visit(tree);
  }
}

/** Whether a call or `new` makes something that is looked up by keys: a set, a map, groups. */
const keyed = (node: ts.Expression): boolean =>
  ts.isNewExpression(node)
    ? /^(?:Map|Set)$/.test(node.expression.getText()) && (node.arguments ?? []).length > 0
    : ts.isCallExpression(node) && node.expression.getText() === "Map.groupBy";

/** Whether the keys of a collection are of a kind. */
function isKeyOf(
  { checker }: Snapshot,
  node: ts.Node,
  isMeant: (key: ts.Type) => boolean,
): boolean {
  const [key] = argumentsOf(checker, checker.getTypeAtLocation(node));
  return key !== undefined && (key.isUnion() ? key.types : [key]).every(isMeant);
}

/** Values that a node finds by what they are: both sides of a comparison, a key, what is looked for. */
function comparedBy(node: ts.Node): readonly ts.Expression[] {
  if (ts.isBinaryExpression(node))
    return /^[!=]==?$/.test(node.operatorToken.getText()) ? [node.left, node.right] : [];
  if (!ts.isCallExpression(node) || !ts.isPropertyAccessExpression(node.expression)) return [];
  const [first] = node.arguments;
  const isLookup = /^(?:get|has|set|add|delete|includes|indexOf|lastIndexOf)$/.test(
    node.expression.name.text,
  );
  return isLookup && first !== undefined ? [first] : [];
}

const plain = ts.TypeFlags.StringLike | ts.TypeFlags.NumberLike | ts.TypeFlags.BigIntLike;
const nothing = ts.TypeFlags.Undefined | ts.TypeFlags.Null;

const partsOf = ({ checker }: Snapshot, node: ts.Node): readonly ts.Type[] => {
  const type = checker.getTypeAtLocation(node);
  return (type.isUnion() ? type.types : [type]).filter(({ flags }) => (flags & nothing) === 0);
};

const isPlainType = ({ flags }: ts.Type): boolean => (flags & plain) !== 0;
const isThingType = ({ flags }: ts.Type): boolean => (flags & ts.TypeFlags.Object) !== 0;

const isPlain = (snapshot: Snapshot, node: ts.Node): boolean => {
  const parts = partsOf(snapshot, node);
  return parts.length > 0 && parts.every(isPlainType);
};

const isThing = (snapshot: Snapshot, node: ts.Node): boolean =>
  partsOf(snapshot, node).some(isThingType);
