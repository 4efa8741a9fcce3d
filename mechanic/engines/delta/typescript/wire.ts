import ts from "typescript-services";

import { expectedPairs, type ExpectationPair } from "./expectations.ts";
import { tagNode, type Collector, type FlowNode } from "./graph.ts";
import { nodesOf } from "./nodes.ts";
import { propertyOf } from "./seen.ts";
import { shapeOf } from "./shape.ts";
import { isLeaf, tagsOf } from "./tags.ts";
import {
  answeredType,
  answerText,
  endpointOf,
  type Endpoint,
  type Endpoints,
} from "./wire-trace.ts";
import { bodyOf, insideOf, partsOf } from "./wire-objects.ts";
import { jsonNumbers } from "./wire-text.ts";

/** A value on the wire that a test writes out: a number in a body that is sent, or in what is expected of an answer. */
export interface WireValue {
  readonly file: string;
  /** Nodes of the slots that it is. */
  readonly nodes: readonly FlowNode[];
  readonly start: number;
  readonly end: number;
  /** The quote of the JSON text that it stands in; absent in code. */
  readonly quote?: string;
}

/**
 * Bodies that a test sends to its own service and what it expects of the answers have no type, but the path says which they
 * have: `post("/rpc/book", { performanceId: 102 })`. Reports the numbers in them that stand for tagged slots.
 */
export function wireValues(
  collector: Collector,
  endpoints: Endpoints,
  file: string,
  node: ts.Node,
  report: (value: WireValue, literal?: ts.Expression) => void,
): void {
  if (!ts.isCallExpression(node) && !ts.isNewExpression(node)) return;
  const spells = (node.arguments ?? []).some(
    (argument) => ts.isStringLiteralLike(argument) || ts.isTemplateExpression(argument),
  );
  const endpoint = spells ? endpointOf(collector.snapshot, endpoints, node) : undefined;
  if (endpoint !== undefined)
    for (const argument of node.arguments ?? []) sent(collector, endpoint, file, argument, report);
  if (!ts.isCallExpression(node)) return;
  answers(collector, endpoints, file, node, report);
  // A big integer is printed otherwise than it is sent.
  if (collector.wire.isCode) snapshot(collector, file, node, report);
}

type Report = (value: WireValue, literal?: ts.Expression) => void;

function sent(
  collector: Collector,
  { input, inside }: Endpoint,
  file: string,
  argument: ts.Expression,
  report: Report,
): void {
  const body = bodyOf(collector.snapshot, argument);
  if (body === undefined) return;
  if (ts.isStringLiteralLike(body)) {
    if (inside === undefined) text(collector, file, body, input, report);
    return;
  }
  const walk = (value: ts.Expression, type: ts.Type): void => {
    leaf(collector, file, value, type, report);
    for (const [part, of] of partsOf(collector.snapshot, value, type)) walk(part, of);
  };
  walk(insideOf(body, inside), input);
}

/** Where the value of a tagged type is spelt. */
function leaf(
  collector: Collector,
  file: string,
  value: ts.Expression,
  type: ts.Type,
  report: Report,
): void {
  const parts = type.isUnion() ? type.types : [type];
  const nodes = parts.flatMap((part) => tagsOf(part)).map(tagNode);
  if (
    nodes.length === 0 ||
    !isLeaf(collector.snapshot.checker.getTypeAtLocation(value), collector.primitive)
  )
    return;
  report({ file, nodes, start: value.getStart(), end: value.getEnd() }, value);
}

function answers(
  collector: Collector,
  endpoints: Endpoints,
  file: string,
  call: ts.CallExpression,
  report: Report,
): void {
  const { snapshot } = collector;
  const pairs = (
    typeOf: (actual: ts.Expression) => ts.Type | undefined,
  ): readonly ExpectationPair[] => expectedPairs(snapshot, call, typeOf);
  for (const { literal, type } of pairs((actual) => untyped(collector, endpoints, actual)))
    leaf(collector, file, literal, type, report);
  for (const { literal, type } of pairs((actual) => written(collector, endpoints, actual)))
    if (ts.isStringLiteralLike(literal)) text(collector, file, literal, type, report);
}

/** The text of an inline snapshot, which prints what a test looks at. */
function snapshot(
  collector: Collector,
  file: string,
  call: ts.CallExpression,
  report: Report,
): void {
  const callee = call.expression;
  const [literal] = call.arguments;
  if (!ts.isPropertyAccessExpression(callee) || callee.name.text !== "toMatchInlineSnapshot")
    return;
  const [actual] = ts.isCallExpression(callee.expression) ? callee.expression.arguments : [];
  if (actual === undefined || literal === undefined || !ts.isStringLiteralLike(literal)) return;
  text(collector, file, literal, collector.snapshot.checker.getTypeAtLocation(actual), report);
}

function untyped(
  { snapshot }: Collector,
  endpoints: Endpoints,
  actual: ts.Expression,
): ts.Type | undefined {
  const { flags } = snapshot.checker.getTypeAtLocation(actual);
  const isUntyped = (flags & (ts.TypeFlags.Any | ts.TypeFlags.Unknown)) !== 0;
  return isUntyped ? answeredType(snapshot, endpoints, actual) : undefined;
}

/** The type of what an expression writes as JSON: `JSON.stringify(user)`, the text of an answer. */
function written(
  { snapshot }: Collector,
  endpoints: Endpoints,
  actual: ts.Expression,
): ts.Type | undefined {
  const shape = shapeOf(snapshot, actual);
  const [value] =
    ts.isCallExpression(shape) && shape.expression.getText() === "JSON.stringify"
      ? shape.arguments
      : [];
  return value === undefined
    ? answerText(snapshot, endpoints, actual)?.output
    : snapshot.checker.getTypeAtLocation(value);
}

function text(
  collector: Collector,
  file: string,
  literal: ts.StringLiteralLike,
  type: ts.Type,
  report: Report,
): void {
  for (const { path, start, end, quote } of jsonNumbers(literal)) {
    const held = typeAt(collector.snapshot.checker, type, path);
    const parts = held === undefined ? [] : held.isUnion() ? held.types : [held];
    const nodes = parts.flatMap((part) => tagsOf(part)).map(tagNode);
    if (nodes.length > 0) report({ file, nodes, start, end, quote });
  }
}

function typeAt(
  checker: ts.TypeChecker,
  type: ts.Type,
  path: readonly (string | number)[],
): ts.Type | undefined {
  let at: ts.Type | undefined = type;
  for (const step of path) {
    if (at === undefined) return undefined;
    const property: ts.Symbol | undefined =
      typeof step === "number" ? undefined : propertyOf(checker, at, step);
    at =
      typeof step === "number"
        ? at.getNumberIndexType()
        : property && checker.getTypeOfSymbol(property);
  }
  return at;
}

/** Joins what a test writes on the wire to its slot: where the wire's form is the code's, it is a flow like any other. */
export function intoWire(collector: Collector, file: string, node: ts.Node): void {
  wireValues(collector, collector.wire.endpoints, file, node, (value, literal) => {
    if (literal === undefined || !collector.wire.isCode) {
      collector.wire.values.push(value);
      return;
    }
    for (const from of nodesOf(collector, literal))
      for (const to of value.nodes)
        if (from !== to)
          collector.flows.push({
            from,
            to,
            kind: "flow",
            file,
            expression: literal,
            direct: true,
            opaque: false,
          });
  });
}
