import ts from "typescript-services";

import { expectationPairs, expectedObjects, type ExpectationPair } from "./expectations.ts";
import { tagNode, type Aside, type Collector, type Evidence } from "./graph.ts";
import { isPlainLiteral } from "./literals.ts";
import { nodesOf } from "./nodes.ts";
import { paddedBy } from "./padding.ts";
import { relate, tagsInside } from "./relate.ts";
import { isLeaf, tagsOf } from "./tags.ts";

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
export function uses(collector: Collector, file: string, node: ts.Node): void {
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
  // A text is put together with `+`, whatever digits it has.
  const isJoin = operator === ts.SyntaxKind.PlusToken || operator === ts.SyntaxKind.PlusEqualsToken;
  if (collector.primitive === "string" && isJoin) return;
  if (collector.isRecount && !orders.has(operator)) counted(collector, file, node);
  // `a.id - b.id` in a comparator is an order, whatever it is spelt as.
  const sorted = operator === ts.SyntaxKind.MinusToken && insideComparator(collector, node);
  for (const side of [node.left, node.right])
    witness(collector, file, side, sorted ? "order" : (kind ?? "arithmetic"), node);
}

/** Both sides of what is counted are numbers of one kind; in an order both kinds may stand. */
function counted(collector: Collector, file: string, node: ts.BinaryExpression): void {
  const [left, right] = [node.left, node.right].map((side) =>
    isPlainLiteral(side) ? [] : nodesOf(collector, side),
  );
  for (const from of left ?? [])
    for (const to of right ?? [])
      if (from !== to)
        for (const [one, other] of [
          [from, to],
          [to, from],
        ])
          collector.flows.push({
            from: one,
            to: other,
            kind: "count",
            file,
            expression: node,
            direct: true,
            opaque: false,
          });
}

function insideComparator(collector: Collector, node: ts.Node): boolean {
  const around = ts.findAncestor(node, ts.isFunctionLike);
  if (around !== undefined && isComparator(collector, around)) return true;
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

/** Whether a function tells which of two alike things comes first. */
function isComparator({ snapshot }: Collector, node: ts.SignatureDeclaration): boolean {
  const { checker } = snapshot;
  const [first, second, more] = node.parameters;
  if (first === undefined || second === undefined || more !== undefined) return false;
  const signature = checker.getSignatureFromDeclaration(node);
  const isNumber =
    signature !== undefined &&
    (checker.getReturnTypeOfSignature(signature).flags & ts.TypeFlags.NumberLike) !== 0;
  return isNumber && checker.getTypeAtLocation(first) === checker.getTypeAtLocation(second);
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
  // A replacer may give anything a form.
  const isPlain = node.arguments[1] === undefined || node.arguments[1].getText() === "null";
  if (first !== undefined && callee === "JSON.stringify" && isPlain)
    stringified(collector, file, first, node);
  sortKeys(collector, file, node);
  const padded = paddedBy(node);
  if (padded !== undefined) aside(collector, file, padded, "padding", node);
  for (const pair of expectationPairs(collector.snapshot, node)) expected(collector, file, pair);
  for (const { literal, type } of expectedObjects(collector.snapshot, node))
    if ((type.flags & (ts.TypeFlags.Any | ts.TypeFlags.Unknown)) !== 0)
      byNames(collector, file, literal);
}

/** `by((order) => order.id)` makes an order of what the callback gives. */
function sortKeys(collector: Collector, file: string, node: ts.CallExpression): void {
  const { checker } = collector.snapshot;
  const [made] = checker.getTypeAtLocation(node).getCallSignatures();
  if (made === undefined || made.getParameters().length !== 2) return;
  if ((made.getReturnType().flags & ts.TypeFlags.NumberLike) === 0) return;
  for (const key of node.arguments)
    if (ts.isArrowFunction(key) && key.parameters.length === 1 && ts.isExpression(key.body))
      witness(collector, file, key.body, "order", key);
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

/** The same for what says nothing of the value itself. */
function aside(
  collector: Collector,
  file: string,
  expression: ts.Expression,
  kind: Aside["kind"],
  place: ts.Node,
): void {
  for (const node of nodesOf(collector, expression))
    if (node !== undefined) collector.asides.push({ node, kind, file, place });
}

/** Fewer members than this are no description of a type: `{ id: 7 }` may be anything. */
const tellingMin = 3;

/**
 * What a test expects of something without a type, such as an event that a fake has noted: an object that names all members
 * of one changed type and nothing else is taken for that type.
 */
function byNames(collector: Collector, file: string, literal: ts.ObjectLiteralExpression): void {
  const { checker } = collector.snapshot;
  const names = literal.properties.flatMap(({ name }) =>
    name === undefined ? [] : [name.getText()],
  );
  if (names.length < tellingMin || names.length !== literal.properties.length) return;
  for (const owner of collector.owners) {
    const members = owner.getProperties();
    if (members.length !== names.length) continue;
    if (!members.every(({ name }) => names.includes(name))) continue;
    for (const property of literal.properties) {
      const member = owner.getProperty(property.name?.getText() ?? "");
      if (member === undefined || !ts.isPropertyAssignment(property)) continue;
      const type = checker.getTypeOfSymbol(member);
      expected(collector, file, {
        literal: property.initializer,
        type,
        isOneOfSeveral: false,
      });
    }
  }
}

/** A big integer anywhere inside makes `JSON.stringify` throw. */
function stringified(
  collector: Collector,
  file: string,
  value: ts.Expression,
  place: ts.Node,
): void {
  const { checker } = collector.snapshot;
  for (const property of checker.getTypeAtLocation(value).getProperties()) {
    const type = checker.getTypeOfSymbolAtLocation(property, value);
    const own = new Set(tagsOf(type));
    for (const tag of tagsInside(checker, type, value)) {
      const kind = own.has(tag) ? "json" : "json-inside";
      collector.evidence.push({ node: tagNode(tag), kind, file, place });
    }
  }
}

/** `assert.equal(user.id, 7)`: the compiler lets both sides be anything, but they are one value. */
function expected(collector: Collector, file: string, pair: ExpectationPair): void {
  const { checker } = collector.snapshot;
  if (pair.isOneOfSeveral) {
    if (
      pair.actual !== undefined &&
      isLeaf(checker.getTypeAtLocation(pair.literal), collector.primitive)
    )
      aside(collector, file, pair.actual, "expected", pair.literal);
    return;
  }
  if (pair.actual !== undefined && isLeaf(pair.type, collector.primitive)) {
    compare(collector, file, pair.actual, pair.literal);
    return;
  }
  if (ts.isNewExpression(pair.literal)) return expectedCollection(collector, file, pair);
  const parts = pair.type.isUnion() ? pair.type.types : [pair.type];
  // A list of ids and other numbers does not say which of them this one is.
  if (parts.some((part) => isLeaf(part, collector.primitive) && tagsOf(part).length === 0)) return;
  const type = checker.getTypeAtLocation(pair.literal);
  if (!isLeaf(type, collector.primitive)) return;
  const [from] = nodesOf(collector, pair.literal);
  for (const tag of new Set(parts.flatMap((part) => tagsOf(part))))
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

/** `deepEqual(seen, new Set([7]))`: what the expected collection holds is compared with what the other one holds. */
function expectedCollection(collector: Collector, file: string, pair: ExpectationPair): void {
  const { checker } = collector.snapshot;
  const made = checker.getTypeAtLocation(pair.literal);
  relate(checker, collector.primitive, pair.literal, made, pair.type, ({ from, to }) => {
    for (const one of from)
      for (const other of to)
        collector.flows.push({
          from: tagNode(one),
          to: tagNode(other),
          kind: "compare",
          file,
          expression: pair.literal,
          direct: false,
          opaque: false,
        });
  });
}
