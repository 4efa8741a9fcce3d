import ts from "typescript-services";

import { tagNode, type Collector, type FlowNode } from "./graph.ts";
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
  return parts.some((part) => isLeaf(part, collector.primitive))
    ? [implicitOf(collector, expression)]
    : [];
}

/** A variable, parameter or property that has no annotation and starts with a plain value: its type follows that value. */
export function implicitOf(collector: Collector, expression: ts.Expression): FlowNode | undefined {
  const name = ts.isPropertyAccessExpression(expression) ? expression.name : expression;
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
      ? declaration.type === undefined && declaration.initializer !== undefined
      : ts.isPropertyAssignment(declaration);
  const file = collector.snapshot.pathOf(declaration.getSourceFile());
  if (!starts || !collector.handWritten.has(file)) return undefined;
  const node = `v:${file}:${declaration.getStart()}`;
  collector.names.set(node, nameAround(declaration));
  return node;
}
