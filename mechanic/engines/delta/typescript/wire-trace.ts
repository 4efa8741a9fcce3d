import ts from "typescript-services";

import { camelCase, pascalCase, type Service } from "#intent";

import { shapeOf } from "./shape.ts";
import type { Snapshot } from "./workspace.ts";

/** What goes over the wire at one path of a service: the types of what is sent there and of what it answers. */
export interface Endpoint {
  readonly input: ts.Type;
  readonly output: ts.Type | undefined;
  /** The property of the body that holds the input: events come in an envelope. */
  readonly inside?: string;
}

/** Endpoints by path, such as `/rpc/get-user` and `/events/users/user-created`. */
export type Endpoints = ReadonlyMap<string, Endpoint>;

/** Reads the endpoints of a service off the interface in its stamp. */
export function endpointsOf(
  snapshot: Snapshot,
  service: Service,
  stamped: Iterable<string>,
): Endpoints {
  const found = new Map<string, Endpoint>();
  const own = [...stamped].find((path) => /(?:^|\/)generated\.ts$/.test(path));
  const tree = own === undefined ? undefined : snapshot.file(own);
  const declared = tree?.statements.find(
    (one): one is ts.InterfaceDeclaration =>
      ts.isInterfaceDeclaration(one) && one.name.text === pascalCase(service.name),
  );
  const add = (path: string, method: string, inside?: string): void => {
    const signature = declared?.members.find((member) => member.name?.getText() === method);
    const [parameter] =
      signature !== undefined && ts.isMethodSignature(signature) ? signature.parameters : [];
    if (signature === undefined || parameter === undefined || !ts.isMethodSignature(signature))
      return;
    const input = snapshot.checker.getTypeAtLocation(parameter);
    const output = answered(snapshot.checker, signature);
    found.set(path, { input, output, ...(inside === undefined ? {} : { inside }) });
  };
  for (const rpc of service.rpcs) add(`/rpc/${rpc.name}`, camelCase(rpc.name));
  for (const { service: from, event, handler } of service.listeners)
    add(`/events/${from}/${event}`, camelCase(handler), "data");
  return found;
}

/** What a method answers with where nothing goes wrong: declared errors are classes, values are not. */
function answered(checker: ts.TypeChecker, signature: ts.MethodSignature): ts.Type | undefined {
  const returned = checker.getSignatureFromDeclaration(signature)?.getReturnType();
  const value = returned === undefined ? undefined : checker.getAwaitedType(returned);
  if (value === undefined || !value.isUnion()) return value;
  const parts = value.types.filter((part) => !part.isClass());
  return parts.length === 1 ? parts[0] : value;
}

/**
 * The endpoint whose path a call spells among its arguments, as `post("/rpc/book", …)` and `fetch(new Request(…))` do, or
 * whose name it gives to a helper that makes the path of it: `post("book", …)`.
 */
export function endpointOf(
  snapshot: Snapshot,
  endpoints: Endpoints,
  call: ts.Node,
): Endpoint | undefined {
  if (!ts.isCallExpression(call) && !ts.isNewExpression(call)) return undefined;
  for (const [index, argument] of (call.arguments ?? []).entries()) {
    const text = ts.isStringLiteralLike(argument)
      ? argument.text
      : ts.isTemplateExpression(argument)
        ? (argument.templateSpans.at(-1)?.literal.text ?? "")
        : "";
    const [path] = /\/(?:rpc\/[\w-]+|events\/[\w-]+\/[\w-]+)$/.exec(text) ?? [];
    const endpoint =
      path !== undefined
        ? endpoints.get(path)
        : (namedBy(snapshot, endpoints, call, index, text) ??
          endpointOf(snapshot, endpoints, argument));
    if (endpoint !== undefined) return endpoint;
  }
  return undefined;
}

/** The endpoint that an argument names, where what the call reaches makes the rest of the path. */
function namedBy(
  snapshot: Snapshot,
  endpoints: Endpoints,
  call: ts.Node,
  index: number,
  name: string,
): Endpoint | undefined {
  if (!ts.isCallExpression(call) || name === "") return undefined;
  for (const [path, endpoint] of endpoints) {
    const before = path.slice(0, path.lastIndexOf("/") + 1);
    if (path === before + name && makesPath(snapshot, call, index, before)) return endpoint;
  }
  return undefined;
}

/** Whether the function that a call reaches puts one of its parameters behind the beginning of a path. */
function makesPath(
  snapshot: Snapshot,
  call: ts.CallExpression,
  index: number,
  start: string,
): boolean {
  const declared = functionOf(snapshot, call);
  const name = declared?.parameters[index]?.name;
  if (declared?.body === undefined || name === undefined || !ts.isIdentifier(name)) return false;
  const isPut = (at: ts.Node): boolean => {
    const isInTemplate =
      ts.isTemplateExpression(at) &&
      at.templateSpans.some(({ expression }, span) => {
        const before = span === 0 ? at.head.text : at.templateSpans[span - 1]?.literal.text;
        return before?.endsWith(start) === true && expression.getText() === name.text;
      });
    const isJoined =
      ts.isBinaryExpression(at) &&
      ts.isStringLiteralLike(at.left) &&
      at.left.text.endsWith(start) &&
      at.right.getText() === name.text;
    return (
      isInTemplate || isJoined || (ts.forEachChild(at, (one) => isPut(one) || undefined) ?? false)
    );
  };
  return isPut(declared.body);
}

/** The function with a body that a call reaches, where it is written out. */
function functionOf(
  { checker }: Snapshot,
  call: ts.CallExpression,
): ts.FunctionLikeDeclaration | undefined {
  const declared = checker.getResolvedSignature(call)?.declaration;
  return declared !== undefined && ts.isFunctionLike(declared) && "body" in declared
    ? declared
    : undefined;
}

/** The type of what an untyped expression holds: the parsed answer of a call, or a part of it. */
export function answeredType(
  snapshot: Snapshot,
  endpoints: Endpoints,
  expression: ts.Expression,
): ts.Type | undefined {
  const shape = shapeOf(snapshot, expression);
  if (ts.isPropertyAccessExpression(shape)) {
    const owner = answeredType(snapshot, endpoints, shape.expression);
    const property =
      owner === undefined ? undefined : snapshot.checker.getPropertyOfType(owner, shape.name.text);
    return property === undefined ? undefined : snapshot.checker.getTypeOfSymbol(property);
  }
  if (ts.isElementAccessExpression(shape))
    return answeredType(snapshot, endpoints, shape.expression)?.getNumberIndexType();
  return parsedAnswer(snapshot, endpoints, shape)?.output;
}

/**
 * The endpoint whose answer an expression parses: `answer.json()`, `JSON.parse(await answer.text())`, or a helper that was
 * given the path and answers with such.
 */
function parsedAnswer(
  snapshot: Snapshot,
  endpoints: Endpoints,
  node: ts.Expression,
): Endpoint | undefined {
  if (!ts.isCallExpression(node)) return undefined;
  const endpoint = endpointOf(snapshot, endpoints, node);
  if (endpoint !== undefined) return parsesAnswer(snapshot, node) ? endpoint : undefined;
  if (!ts.isPropertyAccessExpression(node.expression)) return undefined;
  if (node.expression.getText() === "JSON.parse") {
    const [text] = node.arguments;
    return text === undefined ? undefined : answerText(snapshot, endpoints, text);
  }
  return node.expression.name.text === "json"
    ? endpointOf(snapshot, endpoints, shapeOf(snapshot, node.expression.expression))
    : undefined;
}

/** Whether the helper that a call reaches answers with a parsed body: `return (await send(rpc, body)).json()`. */
function parsesAnswer(snapshot: Snapshot, call: ts.CallExpression): boolean {
  const body = functionOf(snapshot, call)?.body;
  if (body === undefined) return false;
  const last = ts.isBlock(body) ? body.statements.at(-1) : undefined;
  const result = ts.isExpression(body)
    ? body
    : last !== undefined && ts.isReturnStatement(last)
      ? last.expression
      : undefined;
  const shape = result === undefined ? undefined : shapeOf(snapshot, result);
  return (
    shape !== undefined &&
    ts.isCallExpression(shape) &&
    ts.isPropertyAccessExpression(shape.expression) &&
    (shape.expression.name.text === "json" || shape.expression.getText() === "JSON.parse")
  );
}

/** The endpoint whose answer an expression reads as text: `await answer.text()`. */
export function answerText(
  snapshot: Snapshot,
  endpoints: Endpoints,
  expression: ts.Expression,
): Endpoint | undefined {
  const shape = shapeOf(snapshot, expression);
  return ts.isCallExpression(shape) &&
    ts.isPropertyAccessExpression(shape.expression) &&
    shape.expression.name.text === "text"
    ? endpointOf(snapshot, endpoints, shapeOf(snapshot, shape.expression.expression))
    : undefined;
}
