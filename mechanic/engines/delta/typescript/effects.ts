import ts from "typescript-services";

import { functionOf } from "./looks.ts";
import type { Snapshot } from "./workspace.ts";

/** Methods of the language's own collections, and words for what is told to others: a call of one does something. */
const doing =
  /^(?:push|pop|shift|unshift|splice|sort|reverse|fill|set|add|delete|clear|next|return|throw|write|writeLine|append|remove|insert|send|emit|publish|log|info|warn|error|save|close|open|register|run|exec|forEach)$/;

const depthMax = 3;

/**
 * Whether evaluating an expression does more than give a value, so that it cannot go where its value is not wanted any
 * more: it waits, assigns, counts on, or calls what does. Functions that are only handed in are taken for pure.
 */
export function hasEffect(snapshot: Snapshot, node: ts.Node, depth = 0): boolean {
  if (
    ts.isAwaitExpression(node) ||
    ts.isYieldExpression(node) ||
    ts.isDeleteExpression(node) ||
    ts.isPostfixUnaryExpression(node)
  )
    return true;
  if (
    ts.isPrefixUnaryExpression(node) &&
    (node.operator === ts.SyntaxKind.PlusPlusToken ||
      node.operator === ts.SyntaxKind.MinusMinusToken)
  )
    return true;
  if (ts.isBinaryExpression(node) && assigns(node)) return true;
  if (ts.isCallExpression(node) && callDoes(snapshot, node, depth)) return true;
  return ts.forEachChild(node, (child) => hasEffect(snapshot, child, depth) || undefined) ?? false;
}

const assigns = ({ operatorToken }: ts.BinaryExpression): boolean =>
  operatorToken.kind >= ts.SyntaxKind.FirstAssignment &&
  operatorToken.kind <= ts.SyntaxKind.LastAssignment;

function callDoes(snapshot: Snapshot, call: ts.CallExpression, depth: number): boolean {
  const { expression } = call;
  if (ts.isPropertyAccessExpression(expression) && doing.test(expression.name.text)) return true;
  const type = snapshot.checker.getTypeAtLocation(call);
  if ((type.flags & (ts.TypeFlags.Void | ts.TypeFlags.Never)) !== 0) return true;
  if (type.symbol?.name === "Promise" || depth === depthMax) return true;
  const declared = snapshot.checker.getResolvedSignature(call)?.getDeclaration();
  const body =
    declared !== undefined && "body" in declared
      ? declared.body
      : functionOf(snapshot, ts.isIdentifier(expression) ? expression : undefined)?.body;
  return body !== undefined && changesOthers(snapshot, body, depth + 1);
}

/** Whether a body changes anything but its own variables. */
function changesOthers(snapshot: Snapshot, body: ts.Node, depth: number): boolean {
  const isOwn = (node: ts.Expression): boolean => {
    let at = node;
    while (ts.isPropertyAccessExpression(at) || ts.isElementAccessExpression(at))
      at = at.expression;
    const declared = ts.isIdentifier(at)
      ? snapshot.checker.getSymbolAtLocation(at)?.valueDeclaration
      : undefined;
    return (
      declared !== undefined &&
      !ts.isParameter(declared) &&
      body.pos <= declared.pos &&
      declared.end <= body.end
    );
  };
  const visit = (node: ts.Node): boolean => {
    const target = changedBy(node);
    if (target !== undefined) {
      if (!isOwn(target)) return true;
    } else if (ts.isCallExpression(node) && callDoes(snapshot, node, depth)) return true;
    else if (ts.isAwaitExpression(node) || ts.isYieldExpression(node)) return true;
    return ts.forEachChild(node, (child) => visit(child) || undefined) ?? false;
  };
  return visit(body);
}

/** What a node changes: the target of an assignment, of counting, or of a method of collections. */
function changedBy(node: ts.Node): ts.Expression | undefined {
  if (ts.isBinaryExpression(node) && assigns(node)) return node.left;
  if (ts.isPostfixUnaryExpression(node)) return node.operand;
  if (
    ts.isPrefixUnaryExpression(node) &&
    (node.operator === ts.SyntaxKind.PlusPlusToken ||
      node.operator === ts.SyntaxKind.MinusMinusToken)
  )
    return node.operand;
  return ts.isCallExpression(node) &&
    ts.isPropertyAccessExpression(node.expression) &&
    doing.test(node.expression.name.text)
    ? node.expression.expression
    : undefined;
}
