import ts from "typescript-services";

import { accumulatorOf, isAccumulator } from "./accumulators.ts";
import { tagNode, type Collector, type FlowNode } from "./graph.ts";
import { isPlainLiteral } from "./literals.ts";
import { nameAround } from "./places.ts";
import { isLeaf, tagsOf } from "./tags.ts";

/** The node of an expression: its tags, its variable without an annotation, or nothing. */
export function nodesOf(
  collector: Collector,
  expression: ts.Expression,
): readonly (FlowNode | undefined)[] {
  const type = collector.snapshot.checker.getTypeAtLocation(expression);
  const parts = type.isUnion() ? type.types : [type];
  const tags = [...new Set(parts.flatMap((part) => tagsOf(part)))];
  if (tags.length > 0) return tags.map(tagNode);
  if (isCounted(collector, expression)) {
    const sides = [expression.left, expression.right].map((side) => bare(side));
    // What is written out is of either kind.
    const nodes = sides
      .filter((side) => !isPlainLiteral(side))
      .flatMap((side) => nodesOf(collector, side));
    return nodes.length === 0 ? [undefined] : [...new Set(nodes)];
  }
  return parts.some((part) => isLeaf(part, collector.primitive))
    ? [implicitOf(collector, expression)]
    : [];
}

const counting: ReadonlySet<ts.SyntaxKind> = new Set([
  ts.SyntaxKind.PlusToken,
  ts.SyntaxKind.MinusToken,
  ts.SyntaxKind.AsteriskToken,
  ts.SyntaxKind.PercentToken,
]);

/** Whether an expression is of the kind of number that its parts are of. */
export const isCounted = (
  { isRecount }: Collector,
  node: ts.Expression,
): node is ts.BinaryExpression =>
  isRecount && ts.isBinaryExpression(node) && counting.has(node.operatorToken.kind);

const bare = (node: ts.Expression): ts.Expression =>
  ts.isParenthesizedExpression(node) ? bare(node.expression) : node;

/** A variable, parameter or property that has no annotation and starts with a plain value: its type follows that value. */
export function implicitOf(collector: Collector, expression: ts.Expression): FlowNode | undefined {
  // What a fold gives is what it gathers.
  const sum =
    collector.isRecount && ts.isCallExpression(expression) ? accumulatorOf(expression) : undefined;
  const name = ts.isPropertyAccessExpression(expression) ? expression.name : (sum ?? expression);
  if (!ts.isIdentifier(name) && !ts.isPrivateIdentifier(name)) return undefined;
  const { checker } = collector.snapshot;
  const symbol = ts.isShorthandPropertyAssignment(name.parent)
    ? checker.getShorthandAssignmentValueSymbol(name.parent)
    : checker.getSymbolAtLocation(name);
  return implicitNode(collector, symbol?.valueDeclaration);
}

/** The node of a declaration that has a start but no annotation, of the hand-written files only. */
export function implicitNode(
  collector: Collector,
  declaration: ts.Node | undefined,
): FlowNode | undefined {
  if (declaration === undefined) return undefined;
  const starts =
    ts.isVariableDeclaration(declaration) ||
    ts.isParameter(declaration) ||
    ts.isPropertyDeclaration(declaration)
      ? declaration.type === undefined &&
        (declaration.initializer !== undefined ||
          (collector.isRecount && ts.isParameter(declaration) && isAccumulator(declaration)))
      : ts.isPropertyAssignment(declaration);
  const file = collector.snapshot.pathOf(declaration.getSourceFile());
  if (!starts || !collector.handWritten.has(file)) return undefined;
  const node = `v:${file}:${declaration.getStart()}`;
  collector.names.set(node, nameAround(declaration));
  return node;
}
