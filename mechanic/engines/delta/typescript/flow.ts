import ts from "typescript-services";

import { tagNode, type Collector, type FlowGraph, type FlowNode } from "./graph.ts";
import { isPlainLiteral } from "./literals.ts";
import { implicitNode, implicitOf } from "./nodes.ts";
import { nameAround, nodeAt } from "./places.ts";
import { relate, type LeafPair } from "./relate.ts";
import { isLeaf, tagsOf, type Slot } from "./tags.ts";
import { uses } from "./uses.ts";
import type { Snapshot } from "./workspace.ts";

/** Reads all flows between slots out of the hand-written files of a tagged snapshot. */
export function collectFlows(
  snapshot: Snapshot,
  primitive: string,
  handWritten: ReadonlySet<string>,
  slots: Iterable<Slot>,
): FlowGraph {
  const collector: Collector = {
    snapshot,
    primitive,
    handWritten,
    flows: [],
    evidence: [],
    names: new Map(),
  };
  for (const slot of slots) {
    const tree = snapshot.file(slot.file);
    if (tree === undefined) continue;
    collector.names.set(tagNode(slot.tag), nameAround(nodeAt(tree, slot.start, slot.end)));
  }
  for (const file of handWritten) {
    const tree = snapshot.file(file);
    if (tree === undefined) continue;
    const visit = (node: ts.Node): void => {
      if (ts.isExpression(node)) intoContext(collector, file, node);
      if (ts.isShorthandPropertyAssignment(node)) intoShorthand(collector, file, node);
      if (ts.isClassDeclaration(node)) intoInterfaces(collector, file, node);
      intoDeclaration(collector, file, node);
      uses(collector, file, node);
      ts.forEachChild(node, visit);
    };
    visit(tree);
  }
  return collector;
}

/** Expressions whose parts are looked at one by one: relating the whole as well would count each part twice. */
const transparent = (node: ts.Expression): boolean =>
  ts.isParenthesizedExpression(node) ||
  ts.isConditionalExpression(node) ||
  ts.isArrayLiteralExpression(node) ||
  ts.isAwaitExpression(node) ||
  (ts.isBinaryExpression(node) &&
    [
      ts.SyntaxKind.QuestionQuestionToken,
      ts.SyntaxKind.BarBarToken,
      ts.SyntaxKind.CommaToken,
    ].includes(node.operatorToken.kind));

/** Identifiers that only name something (`{ id: … }`, `user.id`) are no values. */
const isName = (node: ts.Expression): boolean => "name" in node.parent && node.parent.name === node;

function intoContext(collector: Collector, file: string, node: ts.Expression): void {
  const { checker } = collector.snapshot;
  if (transparent(node) || ts.isOmittedExpression(node) || isName(node)) return;
  const wanted = ts.isSpreadElement(node) ? undefined : checker.getContextualType(node);
  if (wanted === undefined) return;
  const parameter = implicitParameter(collector, node) ?? assignedImplicit(collector, node);
  const skip = ts.isObjectLiteralExpression(node)
    ? new Set(
        node.properties.flatMap((property) =>
          property.name !== undefined && ts.isIdentifier(property.name) ? [property.name.text] : [],
        ),
      )
    : new Set<string>();
  // A function's body is looked at by itself; only its annotated parameters say something here.
  relate(
    checker,
    collector.primitive,
    node,
    checker.getTypeAtLocation(node),
    wanted,
    (pair) => addPair(collector, file, node, pair, parameter),
    skip,
  );
}

function intoShorthand(
  collector: Collector,
  file: string,
  node: ts.ShorthandPropertyAssignment,
): void {
  const { checker } = collector.snapshot;
  const wanted = checker.getContextualType(node.parent)?.getNonNullableType();
  const property =
    wanted === undefined ? undefined : checker.getPropertyOfType(wanted, node.name.text);
  if (property === undefined) return;
  const value = checker.getShorthandAssignmentValueSymbol(node);
  const source =
    value === undefined
      ? checker.getTypeAtLocation(node.name)
      : checker.getTypeOfSymbolAtLocation(value, node.name);
  relate(
    checker,
    collector.primitive,
    node,
    source,
    checker.getTypeOfSymbolAtLocation(property, node),
    (pair) => addPair(collector, file, node.name, pair, undefined),
  );
}

/** A class against the interfaces that it implements: its methods' parameters receive what callers of the interface pass. */
function intoInterfaces(collector: Collector, file: string, node: ts.ClassDeclaration): void {
  const { checker } = collector.snapshot;
  for (const clause of node.heritageClauses ?? []) {
    if (clause.token !== ts.SyntaxKind.ImplementsKeyword) continue;
    for (const named of clause.types) {
      relate(
        checker,
        collector.primitive,
        node,
        checker.getTypeAtLocation(node),
        checker.getTypeFromTypeNode(named),
        (pair) => addPair(collector, file, named.expression, { ...pair, direct: false }, undefined),
      );
    }
  }
}

function addPair(
  collector: Collector,
  file: string,
  expression: ts.Expression,
  pair: LeafPair,
  implicit: FlowNode | undefined,
): void {
  const source =
    pair.from.length > 0
      ? pair.from.map(tagNode)
      : [pair.direct ? implicitOf(collector, expression) : undefined];
  const target = pair.to.length > 0 ? pair.to.map(tagNode) : [pair.direct ? implicit : undefined];
  for (const from of source) {
    for (const to of target) {
      if (from === to || (from === undefined && to === undefined)) continue;
      const { opaque } = pair;
      const flow = { from, to, kind: "flow", file, opaque } as const;
      const literals = from === undefined && !pair.direct ? literalsOfSet(expression) : [];
      for (const literal of literals)
        collector.flows.push({ ...flow, expression: literal, direct: true });
      if (literals.length === 0) collector.flows.push({ ...flow, expression, direct: pair.direct });
    }
  }
}

/** `new Set([7, 8])` holds nothing but these literals, so each of them is what flows. */
function literalsOfSet(expression: ts.Expression): readonly ts.Expression[] {
  const [list] =
    ts.isNewExpression(expression) && expression.expression.getText() === "Set"
      ? (expression.arguments ?? [])
      : [];
  const elements = list !== undefined && ts.isArrayLiteralExpression(list) ? list.elements : [];
  return elements.every((element) => isPlainLiteral(element)) ? elements : [];
}

function implicitParameter(collector: Collector, node: ts.Expression): FlowNode | undefined {
  const call = node.parent;
  if (!(ts.isCallExpression(call) || ts.isNewExpression(call))) return undefined;
  const index = call.arguments?.indexOf(node) ?? -1;
  const parameter =
    index < 0
      ? undefined
      : collector.snapshot.checker.getResolvedSignature(call)?.getParameters()[index];
  return implicitNode(collector, parameter?.valueDeclaration);
}

function assignedImplicit(collector: Collector, node: ts.Expression): FlowNode | undefined {
  const { parent } = node;
  const assigns =
    ts.isBinaryExpression(parent) &&
    parent.right === node &&
    parent.operatorToken.kind === ts.SyntaxKind.EqualsToken;
  return assigns ? implicitOf(collector, parent.left) : undefined;
}

/** What a declaration without an annotation starts with flows into it. */
function intoDeclaration(collector: Collector, file: string, node: ts.Node): void {
  const initial =
    ts.isVariableDeclaration(node) ||
    ts.isParameter(node) ||
    ts.isPropertyDeclaration(node) ||
    ts.isPropertyAssignment(node)
      ? node.initializer
      : undefined;
  if (initial === undefined) return;
  const type = collector.snapshot.checker.getTypeAtLocation(initial);
  if (!isLeaf(type, collector.primitive) || tagsOf(type).length > 0) return;
  const to = implicitNode(collector, node);
  if (to === undefined) return;
  collector.flows.push({
    from: implicitOf(collector, initial),
    to,
    kind: "flow",
    file,
    expression: initial,
    direct: true,
    opaque: false,
  });
}
