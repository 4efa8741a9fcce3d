import ts from "typescript-services";

import { expectationPairs, type ExpectationPair } from "./expectations.ts";
import { relate, type LeafPair } from "./relate.ts";
import { nameAround, nodeAt } from "./places.ts";
import { isLeaf, tagsOf, type Slot } from "./tags.ts";
import type { Snapshot } from "./workspace.ts";

/** A node of the flow: `t12` is a slot, `v:file:7` a variable or property without an annotation; `undefined` is any other value. */
export type FlowNode = string;

/** A value goes from one place to another, or is compared with it. `expression` is what the value is spelt as. */
export interface Flow {
  readonly from: FlowNode | undefined;
  readonly to: FlowNode | undefined;
  readonly kind: "flow" | "compare";
  readonly file: string;
  readonly expression: ts.Expression;
  /** Whether the expression is the value itself and not a structure around it. */
  readonly direct: boolean;
  readonly opaque: boolean;
}

/** A use that only makes sense for the old type: arithmetic, an order, a method or a predicate of numbers. */
export interface Evidence {
  readonly node: FlowNode;
  readonly kind: "arithmetic" | "order" | "method" | "predicate" | "index" | "parse" | "json";
  readonly file: string;
  readonly place: ts.Node;
}

export interface FlowGraph {
  readonly flows: readonly Flow[];
  readonly evidence: readonly Evidence[];
  /** What the variable, parameter or property around a node is called. */
  readonly names: ReadonlyMap<FlowNode, string>;
}

interface Collector {
  readonly snapshot: Snapshot;
  readonly primitive: string;
  readonly handWritten: ReadonlySet<string>;
  readonly flows: Flow[];
  readonly evidence: Evidence[];
  readonly names: Map<FlowNode, string>;
}

const tagNode = (tag: number): FlowNode => `t${tag}`;

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
      collector.flows.push({
        from,
        to,
        kind: "flow",
        file,
        expression,
        direct: pair.direct,
        opaque: pair.opaque,
      });
    }
  }
}

/** The node of an expression: its tags, its variable without an annotation, or nothing. */
function nodesOf(
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
function implicitOf(collector: Collector, expression: ts.Expression): FlowNode | undefined {
  const name = ts.isPropertyAccessExpression(expression) ? expression.name : expression;
  if (!ts.isIdentifier(name) && !ts.isPrivateIdentifier(name)) return undefined;
  const { checker } = collector.snapshot;
  const symbol = ts.isShorthandPropertyAssignment(name.parent)
    ? checker.getShorthandAssignmentValueSymbol(name.parent)
    : checker.getSymbolAtLocation(name);
  return implicitNode(collector, symbol?.valueDeclaration);
}

function implicitNode(
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

const comparisons = new Set([
  ts.SyntaxKind.EqualsEqualsEqualsToken,
  ts.SyntaxKind.ExclamationEqualsEqualsToken,
  ts.SyntaxKind.EqualsEqualsToken,
  ts.SyntaxKind.ExclamationEqualsToken,
]);
const orders = new Set([
  ts.SyntaxKind.LessThanToken,
  ts.SyntaxKind.LessThanEqualsToken,
  ts.SyntaxKind.GreaterThanToken,
  ts.SyntaxKind.GreaterThanEqualsToken,
]);
const arithmetic = new Set([
  ts.SyntaxKind.MinusToken,
  ts.SyntaxKind.AsteriskToken,
  ts.SyntaxKind.SlashToken,
  ts.SyntaxKind.PercentToken,
  ts.SyntaxKind.AsteriskAsteriskToken,
  ts.SyntaxKind.AmpersandToken,
  ts.SyntaxKind.BarToken,
  ts.SyntaxKind.CaretToken,
  ts.SyntaxKind.LessThanLessThanToken,
  ts.SyntaxKind.GreaterThanGreaterThanToken,
  ts.SyntaxKind.GreaterThanGreaterThanGreaterThanToken,
  ts.SyntaxKind.PlusEqualsToken,
  ts.SyntaxKind.MinusEqualsToken,
  ts.SyntaxKind.AsteriskEqualsToken,
  ts.SyntaxKind.SlashEqualsToken,
  ts.SyntaxKind.PercentEqualsToken,
]);

/** What else the code does with values: comparisons join two nodes, the rest is evidence of the old type. */
function uses(collector: Collector, file: string, node: ts.Node): void {
  if (ts.isBinaryExpression(node)) binary(collector, file, node);
  else if (
    ts.isPrefixUnaryExpression(node) &&
    node.operator !== ts.SyntaxKind.ExclamationToken &&
    !ts.isNumericLiteral(node.operand)
  )
    witness(collector, file, node.operand, "arithmetic", node);
  else if (ts.isPostfixUnaryExpression(node))
    witness(collector, file, node.operand, "arithmetic", node);
  else if (ts.isCaseClause(node))
    compare(collector, file, node.expression, node.parent.parent.expression);
  else if (ts.isElementAccessExpression(node)) element(collector, file, node);
  else if (ts.isTypeOfExpression(node))
    witness(collector, file, node.expression, "predicate", node);
  else if (ts.isCallExpression(node)) call(collector, file, node);
}

function binary(collector: Collector, file: string, node: ts.BinaryExpression): void {
  const operator = node.operatorToken.kind;
  if (comparisons.has(operator)) compare(collector, file, node.left, node.right);
  const kind = orders.has(operator) ? "order" : arithmetic.has(operator) ? "arithmetic" : undefined;
  const adds =
    operator === ts.SyntaxKind.PlusToken &&
    !isText(collector, node.left) &&
    !isText(collector, node.right);
  if (kind === undefined && !adds) return;
  // `a.id - b.id` in a comparator is an order, whatever it is spelt as.
  const sorted = operator === ts.SyntaxKind.MinusToken && insideComparator(node);
  for (const side of [node.left, node.right])
    witness(collector, file, side, sorted ? "order" : (kind ?? "arithmetic"), node);
}

function insideComparator(node: ts.Node): boolean {
  for (let at: ts.Node | undefined = node.parent; at !== undefined; at = at.parent) {
    if (ts.isCallExpression(at))
      return (
        ts.isPropertyAccessExpression(at.expression) &&
        /^(?:sort|toSorted)$/.test(at.expression.name.text)
      );
    if (ts.isStatement(at) && !ts.isReturnStatement(at) && !ts.isBlock(at)) return false;
  }
  return false;
}

const isText = (collector: Collector, node: ts.Expression): boolean => {
  const type = collector.snapshot.checker.getTypeAtLocation(node);
  return (type.flags & ts.TypeFlags.StringLike) !== 0 && collector.primitive !== "string";
};

function compare(
  collector: Collector,
  file: string,
  left: ts.Expression,
  right: ts.Expression,
): void {
  for (const from of nodesOf(collector, left)) {
    for (const to of nodesOf(collector, right)) {
      if (from === to) continue;
      collector.flows.push({
        from,
        to,
        kind: "compare",
        file,
        expression: left,
        direct: true,
        opaque: false,
      });
      collector.flows.push({
        from: to,
        to: from,
        kind: "compare",
        file,
        expression: right,
        direct: true,
        opaque: false,
      });
    }
  }
}

/** `record[id]` uses the record's key; `list[id]` uses a number as a place. */
function element(collector: Collector, file: string, node: ts.ElementAccessExpression): void {
  const { checker } = collector.snapshot;
  const owner = checker.getTypeAtLocation(node.expression);
  const keys = checker.getIndexInfosOfType(owner).flatMap((info) => tagsOf(info.keyType));
  for (const from of nodesOf(collector, node.argumentExpression)) {
    for (const key of keys)
      collector.flows.push({
        from,
        to: tagNode(key),
        kind: "flow",
        file,
        expression: node.argumentExpression,
        direct: true,
        opaque: false,
      });
  }
  if (keys.length === 0 && (checker.isArrayType(owner) || checker.isTupleType(owner)))
    witness(collector, file, node.argumentExpression, "index", node);
}

const numberMethods = new Set(["toFixed", "toPrecision", "toExponential"]);
const predicates = /^(?:Number\.(?:isInteger|isSafeInteger|isFinite|isNaN)|isNaN|isFinite)$/;

function call(collector: Collector, file: string, node: ts.CallExpression): void {
  const callee = node.expression.getText();
  const [first] = node.arguments;
  if (
    ts.isPropertyAccessExpression(node.expression) &&
    numberMethods.has(node.expression.name.text)
  )
    witness(collector, file, node.expression.expression, "method", node);
  if (first !== undefined && predicates.test(callee))
    witness(collector, file, first, "predicate", node);
  if (first !== undefined && callee === "Number") witness(collector, file, first, "parse", node);
  if (first !== undefined && callee === "JSON.stringify") stringified(collector, file, first, node);
  for (const pair of expectationPairs(collector.snapshot, node)) expected(collector, file, pair);
}

function witness(
  collector: Collector,
  file: string,
  expression: ts.Expression,
  kind: Evidence["kind"],
  place: ts.Node,
): void {
  for (const node of nodesOf(collector, expression))
    if (node !== undefined) collector.evidence.push({ node, kind, file, place });
}

/** A big integer anywhere inside makes `JSON.stringify` throw. */
function stringified(
  collector: Collector,
  file: string,
  value: ts.Expression,
  place: ts.Node,
): void {
  const { checker } = collector.snapshot;
  const type = checker.getTypeAtLocation(value);
  for (const property of type.getProperties()) {
    for (const tag of tagsOf(checker.getTypeOfSymbolAtLocation(property, value)))
      collector.evidence.push({ node: tagNode(tag), kind: "json", file, place });
  }
}

/** `assert.equal(user.id, 7)`: the compiler lets both sides be anything, but they are one value. */
function expected(collector: Collector, file: string, pair: ExpectationPair): void {
  const { checker } = collector.snapshot;
  if (pair.actual !== undefined && isLeaf(pair.type, collector.primitive)) {
    compare(collector, file, pair.actual, pair.literal);
    return;
  }
  const parts = pair.type.isUnion() ? pair.type.types : [pair.type];
  for (const tag of new Set(parts.flatMap((part) => tagsOf(part)))) {
    const types = checker.getTypeAtLocation(pair.literal);
    if (!isLeaf(types, collector.primitive)) continue;
    const [from] = nodesOf(collector, pair.literal);
    collector.flows.push({
      from,
      to: tagNode(tag),
      kind: "compare",
      file,
      expression: pair.literal,
      direct: true,
      opaque: false,
    });
  }
}
