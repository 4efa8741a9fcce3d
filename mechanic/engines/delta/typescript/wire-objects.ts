import ts from "typescript-services";

import type { RepairRequest } from "#intent";

import { expectedPairs } from "./expectations.ts";
import { propertyOf } from "./seen.ts";
import { shapeOf } from "./shape.ts";
import { answeredType, endpointOf, endpointsOf, type Endpoints } from "./wire-trace.ts";
import type { Snapshot } from "./workspace.ts";

/** An object that a test writes out as it stands on the wire, beside the stamped type that it is there. */
export interface WireObject {
  readonly literal: ts.ObjectLiteralExpression;
  readonly type: ts.Type;
  /** Whether the test sends it, or expects it as an answer. */
  readonly isSent: boolean;
}

/**
 * Objects that a test sends to its own service and those that it expects of an answer: no type says what they are, so the
 * compiler minds nothing that they lack or hold too much, but the path does.
 */
export function wireObjects(
  request: RepairRequest,
  snapshot: Snapshot,
  stamped: ReadonlyMap<string, string>,
): readonly (WireObject & { readonly file: string })[] {
  const endpoints = endpointsOf(snapshot, request.service, stamped.keys());
  return [...request.tests].flatMap((file) => {
    const found: (WireObject & { readonly file: string })[] = [];
    const visit = (node: ts.Node): void => {
      if (ts.isCallExpression(node) || ts.isNewExpression(node))
        for (const one of objectsAt(snapshot, endpoints, node)) found.push({ ...one, file });
      ts.forEachChild(node, visit);
    };
    const tree = snapshot.file(file);
    if (tree !== undefined) visit(tree);
    return found;
  });
}

function objectsAt(
  snapshot: Snapshot,
  endpoints: Endpoints,
  node: ts.CallExpression | ts.NewExpression,
): readonly WireObject[] {
  const found: WireObject[] = [];
  const walk = (value: ts.Expression, type: ts.Type): void => {
    if (ts.isObjectLiteralExpression(value)) found.push({ literal: value, type, isSent: true });
    for (const [part, of] of partsOf(snapshot, value, type)) walk(part, of);
  };
  const endpoint = endpointOf(snapshot, endpoints, node);
  for (const argument of endpoint === undefined ? [] : (node.arguments ?? [])) {
    const body = bodyOf(snapshot, argument);
    const held = body === undefined ? undefined : insideOf(body, endpoint?.inside);
    if (held !== undefined && endpoint !== undefined) walk(held, endpoint.input);
  }
  if (!ts.isCallExpression(node)) return found;
  const untyped = (actual: ts.Expression): ts.Type | undefined =>
    (snapshot.checker.getTypeAtLocation(actual).flags & anything) === 0
      ? undefined
      : answeredType(snapshot, endpoints, actual);
  for (const { literal, type } of expectedPairs(snapshot, node, untyped))
    if (ts.isObjectLiteralExpression(literal)) found.push({ literal, type, isSent: false });
  return found;
}

const anything = ts.TypeFlags.Any | ts.TypeFlags.Unknown;

/** Parts of a list or an object that is written out, with the types that they are wanted as. */
export function partsOf(
  { checker }: Snapshot,
  value: ts.Expression,
  type: ts.Type,
): readonly (readonly [ts.Expression, ts.Type])[] {
  const element = type.getNumberIndexType();
  if (ts.isArrayLiteralExpression(value) && element !== undefined)
    return value.elements.map((one) => [one, element]);
  if (!ts.isObjectLiteralExpression(value)) return [];
  return value.properties.flatMap((property) => {
    const name = property.name?.getText().replaceAll(/^["']|["']$/g, "") ?? "";
    const declared = propertyOf(checker, type, name);
    const given = valueOf(property);
    return declared === undefined || given === undefined
      ? []
      : [[given, checker.getTypeOfSymbol(declared)]];
  });
}

/** What a property of an object is given; of a shorthand one its name. */
export const valueOf = (property: ts.ObjectLiteralElementLike): ts.Expression | undefined =>
  ts.isPropertyAssignment(property)
    ? property.initializer
    : ts.isShorthandPropertyAssignment(property)
      ? property.name
      : undefined;

/** What an envelope holds; an object without one is put into it by whom it is given to. */
export const insideOf = (body: ts.Expression, inside: string | undefined): ts.Expression =>
  (inside === undefined ? undefined : partOf(body, inside)) ?? body;

/** The object, or the JSON text, that an argument of a request holds. */
export function bodyOf(snapshot: Snapshot, argument: ts.Expression): ts.Expression | undefined {
  const shape = shapeOf(snapshot, argument);
  if (ts.isStringLiteralLike(shape))
    return shape.text.trimStart().startsWith("{") ? shape : undefined;
  if (ts.isCallExpression(shape) && shape.expression.getText() === "JSON.stringify") {
    const [value] = shape.arguments;
    return value === undefined ? undefined : shapeOf(snapshot, value);
  }
  if (!ts.isObjectLiteralExpression(shape)) return undefined;
  const body = partOf(shape, "body");
  return body === undefined ? shape : bodyOf(snapshot, body);
}

/** What an object that is written out holds under a name. */
export function partOf(node: ts.Expression, name: string): ts.Expression | undefined {
  const property = ts.isObjectLiteralExpression(node)
    ? node.properties.find((one) => one.name?.getText() === name)
    : undefined;
  return property === undefined ? undefined : valueOf(property);
}
