import ts from "typescript-services";

import type { Deletions, Reason } from "./deletions.ts";
import { hasEffect } from "./effects.ts";
import type { Snapshot } from "./workspace.ts";

/** What follows from a condition that has one answer for ever. */
export interface Settling {
  readonly snapshot: Snapshot;
  readonly gone: Deletions;
  readonly reason: Reason;
  /** What has gone, so that what becomes unused can go, too. */
  readonly seeds: (readonly [ts.Node, Reason])[];
}

/**
 * Takes a condition out that is always true or always false, with the branch that is never taken. Whether that could be
 * done: where the answer itself is wanted (`return value === "lost"`), people have to say what is asked instead.
 */
export function settle(settling: Settling, node: ts.Expression, value: boolean): boolean {
  const { parent } = node;
  if (ts.isParenthesizedExpression(parent)) return settle(settling, parent, value);
  if (ts.isPrefixUnaryExpression(parent) && parent.operator === ts.SyntaxKind.ExclamationToken)
    return settle(settling, parent, !value);
  if (ts.isBinaryExpression(parent)) return operand(settling, parent, node, value);
  if (ts.isConditionalExpression(parent) && parent.condition === node)
    return branch(settling, parent, value);
  return ts.isIfStatement(parent) && parent.expression === node && !value
    ? statement(settling, parent)
    : false;
}

/** One side of `a || b` or `a && b`. */
function operand(
  settling: Settling,
  both: ts.BinaryExpression,
  node: ts.Expression,
  value: boolean,
): boolean {
  const kind = both.operatorToken.kind;
  const isOr = kind === ts.SyntaxKind.BarBarToken;
  if (!isOr && kind !== ts.SyntaxKind.AmpersandAmpersandToken) return false;
  const other = both.left === node ? both.right : both.left;
  // `false && x` and `true || x` are what they begin with.
  if (isOr === value) return !hasEffect(settling.snapshot, other) && settle(settling, both, value);
  const span =
    both.left === node
      ? { start: both.left.getStart(), end: both.right.getStart() }
      : { start: both.left.getEnd(), end: both.right.getEnd() };
  remove(settling, node, span);
  return true;
}

function branch(settling: Settling, node: ts.ConditionalExpression, value: boolean): boolean {
  const [kept, lost] = value ? [node.whenTrue, node.whenFalse] : [node.whenFalse, node.whenTrue];
  remove(settling, node.condition, { start: node.getStart(), end: kept.getStart() });
  settling.seeds.push([lost, settling.reason]);
  if (value) remove(settling, lost, { start: kept.getEnd(), end: node.getEnd() });
  return true;
}

/** An `if` that is never taken: the whole of it, or what stands in front of the next one behind `else`. */
function statement(settling: Settling, node: ts.IfStatement): boolean {
  const { parent, elseStatement } = node;
  if (ts.isIfStatement(parent) && parent.elseStatement === node) {
    const start = parent.thenStatement.getEnd();
    if (elseStatement === undefined) remove(settling, node, { start, end: node.getEnd() });
    else remove(settling, node, { start: node.getStart(), end: elseStatement.getStart() });
    return true;
  }
  const isListed =
    ts.isBlock(parent) || ts.isSourceFile(parent) || ts.isCaseOrDefaultClause(parent);
  if (elseStatement === undefined) {
    if (!isListed) return false;
    settling.gone.whole(node, settling.reason);
    settling.seeds.push([node, settling.reason]);
    return true;
  }
  if (!ts.isIfStatement(elseStatement)) return false;
  remove(settling, node, { start: node.getStart(), end: elseStatement.getStart() });
  return true;
}

function remove(
  { gone, reason, seeds }: Settling,
  node: ts.Node,
  span: { start: number; end: number },
): void {
  gone.stretch(node.getSourceFile(), span, reason);
  seeds.push([node, reason]);
}
