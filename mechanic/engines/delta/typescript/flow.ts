import ts from "typescript-services";

import type { RepairRequest } from "#intent";

import { constrained } from "./constraints.ts";
import { tagNode, type Collector, type FlowGraph, type FlowNode } from "./graph.ts";
import { putIn } from "./homes.ts";
import { implicitNode, implicitOf, isCounted, nodesOf } from "./nodes.ts";
import { nameAround, nodeAt } from "./places.ts";
import { intoFold } from "./folds.ts";
import { isRecount } from "./recount.ts";
import { relate, type LeafPair } from "./relate.ts";
import { shapeOf } from "./shape.ts";
import { isLeaf, tagsOf, type Slot } from "./tags.ts";
import { intoKeys } from "./keys.ts";
import type { Retype } from "./literals.ts";
import { uses } from "./uses.ts";
import { intoWire } from "./wire.ts";
import { endpointsOf } from "./wire-trace.ts";
import type { Snapshot } from "./workspace.ts";

/** Reads all flows between slots out of the hand-written files of a tagged snapshot. */
export function collectFlows(
  request: RepairRequest,
  snapshot: Snapshot,
  retype: Retype,
  slots: readonly Slot[],
): FlowGraph {
  const handWritten = new Set(request.sources.keys());
  const collector: Collector = {
    snapshot,
    primitive: retype.before,
    isRecount: isRecount(retype),
    handWritten,
    owners: ownersOf(snapshot, slots),
    wire: {
      endpoints: endpointsOf(snapshot, request.service, request.stampedBefore.keys()),
      isCode: retype.after === "string",
      values: [],
    },
    flows: [],
    evidence: [],
    asides: [],
    names: new Map(),
    literals: new Set(
      slots.filter((slot) => slot.literals !== undefined).map((slot) => tagNode(slot.tag)),
    ),
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
      intoFold(collector, file, node);
      if (ts.isClassDeclaration(node)) intoInterfaces(collector, file, node);
      intoDeclaration(collector, file, node);
      intoKeys(collector, file, node);
      intoConstraints(collector, file, node);
      if (ts.isCallExpression(node)) intoHome(collector, file, node);
      // A number of 64 bits is a text on the wire already, whatever becomes of it.
      if (request.tests.has(file) && retype.before === "number") intoWire(collector, file, node);
      uses(collector, file, node);
      ts.forEachChild(node, visit);
    };
    visit(tree);
  }
  return collector;
}

/** Stamped interfaces around changed slots. */
function ownersOf(snapshot: Snapshot, slots: readonly Slot[]): readonly ts.Type[] {
  const owners = slots.flatMap(({ file, start, end, change }) => {
    const tree = change === undefined ? undefined : snapshot.file(file);
    const node = tree === undefined ? undefined : nodeAt(tree, start, end);
    const owner = node === undefined ? undefined : ts.findAncestor(node, ts.isInterfaceDeclaration);
    return owner === undefined ? [] : [owner];
  });
  return [...new Set(owners)].map((owner) => snapshot.checker.getTypeAtLocation(owner));
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
const isName = (node: ts.Expression): boolean =>
  ts.isComputedPropertyName(node.parent) || ("name" in node.parent && node.parent.name === node);

function intoContext(collector: Collector, file: string, node: ts.Expression): void {
  const { checker } = collector.snapshot;
  if (transparent(node) || ts.isOmittedExpression(node) || isName(node)) return;
  const wanted = ts.isSpreadElement(node) ? undefined : checker.getContextualType(node);
  if (wanted === undefined) return;
  const parameter = implicitParameter(collector, node) ?? assignedImplicit(collector, node);
  const plain = checker.getTypeAtLocation(node);
  // Of two plain numbers the types say nothing, and where one of them goes matters to how wide it is.
  if (collector.isRecount && parameter !== undefined && plain === wanted)
    if (isLeaf(plain, collector.primitive))
      addPair(collector, file, node, { from: [], to: [], direct: true, opaque: false }, parameter);
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
    plain,
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

/** What is given for a type parameter has to meet its constraint, as a value has to fit where it goes. */
function intoConstraints(collector: Collector, file: string, node: ts.Node): void {
  const { checker } = collector.snapshot;
  for (const { named, given, wanted } of constrained(collector.snapshot, node))
    relate(checker, collector.primitive, node, given, wanted, ({ from, to, opaque }) => {
      if (to.length > 0)
        addPair(collector, file, named, { from, to, opaque, direct: false }, undefined);
    });
}

/** What goes into a collection of anything that was begun for one of a known type. */
function intoHome(collector: Collector, file: string, node: ts.CallExpression): void {
  const { checker } = collector.snapshot;
  for (const [given, wanted] of putIn(checker, node))
    relate(checker, collector.primitive, given, checker.getTypeAtLocation(given), wanted, (pair) =>
      addPair(collector, file, given, pair, undefined),
    );
}

function addPair(
  collector: Collector,
  file: string,
  expression: ts.Expression,
  pair: LeafPair,
  implicit: FlowNode | undefined,
): void {
  const part = pair.direct || pair.opaque ? undefined : partOf(collector, expression, pair.path);
  const value = part ?? writtenValue(collector, pair);
  if (value !== undefined && part === undefined)
    return addPair(
      collector,
      collector.snapshot.pathOf(value.getSourceFile()),
      value,
      {
        from: pair.from,
        to: pair.to,
        direct: true,
        opaque: false,
      },
      implicit,
    );
  const [spelt, direct] = part === undefined ? [expression, pair.direct] : [part, true];
  const source =
    pair.from.length > 0
      ? pair.from.map(tagNode)
      : [
          ...(direct && isCounted(collector, spelt)
            ? nodesOf(collector, spelt)
            : [
                direct
                  ? (implicitOf(collector, spelt) ?? implicitNode(collector, spelt.parent))
                  : undefined,
              ]),
        ];
  const target = pair.to.length > 0 ? pair.to.map(tagNode) : [pair.direct ? implicit : undefined];
  for (const from of source) {
    for (const to of target) {
      if (from === to || (from === undefined && to === undefined)) continue;
      const { opaque } = pair;
      collector.flows.push({ from, to, kind: "flow", file, expression: spelt, direct, opaque });
    }
  }
}

/** The value of a property that was written far from where the object arrives: in a callback, whose result is inferred. */
function writtenValue(
  { snapshot, handWritten }: Collector,
  { written, from, opaque, direct }: LeafPair,
): ts.Expression | undefined {
  if (written === undefined || direct || opaque || from.length > 0) return undefined;
  if (!handWritten.has(snapshot.pathOf(written.getSourceFile()))) return undefined;
  return ts.isPropertyAssignment(written) ? written.initializer : written.name;
}

/** The value of a property that an object was written with: of `event` in `const event = { id: next() }` it is `next()`. */
function partOf(
  collector: Collector,
  expression: ts.Expression,
  path: readonly string[] | undefined,
): ts.Expression | undefined {
  if (path === undefined || path.length === 0) return undefined;
  let at: ts.Expression | undefined = expression;
  for (const name of path) {
    const literal: ts.Expression = shapeOf(collector.snapshot, at);
    const property: ts.ObjectLiteralElementLike | undefined = ts.isObjectLiteralExpression(literal)
      ? literal.properties.findLast((one) => one.name?.getText() === name)
      : undefined;
    if (property === undefined) return undefined;
    if (ts.isPropertyAssignment(property)) at = property.initializer;
    else if (ts.isShorthandPropertyAssignment(property)) at = property.name;
    else return undefined;
  }
  const file = collector.snapshot.pathOf(at.getSourceFile());
  return file === collector.snapshot.pathOf(expression.getSourceFile()) ? at : undefined;
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
  const sources = isCounted(collector, initial)
    ? nodesOf(collector, initial)
    : [implicitOf(collector, initial)];
  for (const from of sources)
    collector.flows.push({
      from,
      to,
      kind: "flow",
      file,
      expression: initial,
      direct: true,
      opaque: false,
    });
}
