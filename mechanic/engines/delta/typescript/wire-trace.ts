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

/** The endpoint whose path a call spells among its arguments, as `post("/rpc/book", …)` and `fetch(new Request(…))` do. */
export function endpointOf(endpoints: Endpoints, call: ts.Node): Endpoint | undefined {
  if (!ts.isCallExpression(call) && !ts.isNewExpression(call)) return undefined;
  for (const argument of call.arguments ?? []) {
    const text = ts.isStringLiteralLike(argument)
      ? argument.text
      : ts.isTemplateExpression(argument)
        ? (argument.templateSpans.at(-1)?.literal.text ?? "")
        : "";
    const [path] = /\/(?:rpc\/[\w-]+|events\/[\w-]+\/[\w-]+)$/.exec(text) ?? [];
    const endpoint = path === undefined ? endpointOf(endpoints, argument) : endpoints.get(path);
    if (endpoint !== undefined) return endpoint;
  }
  return undefined;
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

/** The endpoint whose answer an expression parses: `answer.json()`, `JSON.parse(await answer.text())`. */
function parsedAnswer(
  snapshot: Snapshot,
  endpoints: Endpoints,
  node: ts.Expression,
): Endpoint | undefined {
  if (!ts.isCallExpression(node) || !ts.isPropertyAccessExpression(node.expression))
    return undefined;
  if (node.expression.getText() === "JSON.parse") {
    const [text] = node.arguments;
    return text === undefined ? undefined : answerText(snapshot, endpoints, text);
  }
  return node.expression.name.text === "json"
    ? endpointOf(endpoints, shapeOf(snapshot, node.expression.expression))
    : undefined;
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
    ? endpointOf(endpoints, shapeOf(snapshot, shape.expression.expression))
    : undefined;
}
