import ts from "typescript-services";

import { isPlainLiteral } from "./literals.ts";
import type { Snapshot } from "./workspace.ts";

/** A literal's place in a file. */
export interface LiteralPlace {
  readonly file: string;
  readonly start: number;
  readonly end: number;
}

/**
 * Literals inside lists and objects, in groups that hold the same thing: the first parts of all pairs of
 * `[[101, "a"], [102, "b"]]`, the `id` of every object of a list. Such a value has no declaration of its own that could
 * say what it is, so only where it flows decides. Literals that a type tells apart (`{ kind: 1 }`) are left out.
 */
export function literalGroups(
  snapshot: Snapshot,
  primitive: string,
  files: Iterable<string>,
): readonly (readonly LiteralPlace[])[] {
  const groups = new Map<string, LiteralPlace[]>();
  for (const file of files) {
    const tree = snapshot.file(file);
    if (tree === undefined) continue;
    const visit = (node: ts.Node): void => {
      if (ts.isExpression(node) && isGrouped(snapshot, primitive, node)) {
        const key = `${file}|${pathOf(node)}`;
        const place = { file, start: node.getStart(tree), end: node.getEnd() };
        groups.set(key, [...(groups.get(key) ?? []), place]);
      } else ts.forEachChild(node, visit);
    };
    visit(tree);
  }
  return [...groups.values()];
}

function isGrouped(snapshot: Snapshot, primitive: string, node: ts.Expression): boolean {
  const { parent } = node;
  const inside =
    ts.isArrayLiteralExpression(parent) ||
    (ts.isPropertyAssignment(parent) && parent.initializer === node);
  if (!inside || !isPlainLiteral(node)) return false;
  const bare = ts.isPrefixUnaryExpression(node) ? node.operand : node;
  const fits =
    primitive === "number"
      ? ts.isNumericLiteral(bare)
      : primitive === "bigint" && ts.isBigIntLiteral(bare);
  return fits && !isTold(snapshot.checker.getContextualType(node));
}

/** Whether a type tells values apart by themselves. */
function isTold(type: ts.Type | undefined): boolean {
  if (type === undefined) return false;
  const parts = type.isUnion() ? type.types : [type];
  return parts.some(
    (part) => (part.flags & (ts.TypeFlags.NumberLiteral | ts.TypeFlags.BigIntLiteral)) !== 0,
  );
}

/** Where a literal stands in the literal around it: two places with one path hold the same kind of thing. */
function pathOf(node: ts.Expression): string {
  const steps: string[] = [];
  let at: ts.Node = node;
  for (;;) {
    const { parent }: { parent: ts.Node } = at;
    if (ts.isArrayLiteralExpression(parent)) steps.unshift(step(parent, at));
    else if (ts.isPropertyAssignment(parent) && parent.initializer === at)
      steps.unshift(`.${parent.name.getText()}`);
    else if (!isTransparent(parent)) return [at.getStart(), ...steps].join("");
    at = parent;
  }
}

const isTransparent = (node: ts.Node): boolean =>
  ts.isObjectLiteralExpression(node) ||
  ts.isParenthesizedExpression(node) ||
  ts.isAsExpression(node) ||
  ts.isSatisfiesExpression(node);

/** Elements that are lists or objects themselves are alike; bare values may be the parts of a pair. */
function step(list: ts.ArrayLiteralExpression, element: ts.Node): string {
  const alike = list.elements.every(
    (one) =>
      ts.isArrayLiteralExpression(one) ||
      ts.isObjectLiteralExpression(one) ||
      ts.isSpreadElement(one),
  );
  return alike ? "[*]" : `[${list.elements.findIndex((one) => one === element)}]`;
}
