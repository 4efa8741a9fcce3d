import { type SyntaxNode, wordsOf } from "#intent";
import { child, keepBinding, lastName, named, ofType, walk, type Reader } from "./reader.ts";
import { keepCall, valueOf } from "./receivers.ts";
import { readCodec } from "./typescript-codecs.ts";
import {
  annotation,
  declare,
  isMethod,
  methodOf,
  nameOf,
  stringText,
} from "./typescript-shapes.ts";

/** A call: of a client, of a router, of stamped code. */
export function call(reader: Reader, node: SyntaxNode): void {
  const target = child(node, "function");
  const name = lastName(reader.textOf(child(target, "property") ?? target));
  const receiver = lastName(reader.textOf(child(target, "object")));
  keepCall(reader, node, child(target, "object"), name);
  const given = named(child(node, "arguments"));
  if (receiver === "wire" && (name === "handle" || name === "listen"))
    return stampedRoute(reader, name, given);
  route(reader, receiver, name, given);
  if (name === "router" && given[0]?.type === "object") implement(reader, "router", given[0]);
}

const verbs = new Set(["get", "post", "put", "delete", "patch", "all", "on"]);
const servers = /^(?:app|router|routes|server|hono|api)$/i;

/** `app.post("/x", (c) => …)` of Hono; a client's `http.post("/x", body)` is none. */
function route(reader: Reader, receiver: string, name: string, given: readonly SyntaxNode[]): void {
  const path = given.find(
    (one) => one.type === "string" && stringText(reader, one).startsWith("/"),
  );
  if (!verbs.has(name) || path === undefined || given.length < 2) return;
  const handled = given.some((one) => /^(?:arrow_function|function_expression)$/.test(one.type));
  if (!handled && !servers.test(receiver)) return;
  reader.facts.routes.push({ method: name, path: stringText(reader, path), at: reader.at(path) });
}

/** `wire.handle(app, getUserRpc, …)`, `wire.listen(app, orders.orderPlacedEvent, …)`: a service's own routes. */
function stampedRoute(reader: Reader, name: string, given: readonly SyntaxNode[]): void {
  const target = reader.textOf(given[1]);
  const kebab = wordsOf(lastName(target).replace(/(?:Rpc|Event)$/, "")).join("-");
  const space = target.includes(".") ? target.split(".")[0] : undefined;
  const from = reader.facts.imports.find((one) => one.name === "*" && one.alias === space);
  const owner = from?.module.replace(/^generated\./, "") ?? space ?? "";
  const path = name === "handle" ? `/rpc/${kebab}` : `/events/${owner}/${kebab}`;
  reader.facts.routes.push({ method: "post", path, at: reader.at(given[1] ?? given[0] ?? none) });
}

const none: SyntaxNode = {
  type: "",
  named: false,
  start: 0,
  end: 0,
  field: undefined,
  children: [],
};

/** `new X({…})`. */
export function create(reader: Reader, node: SyntaxNode): void {
  const type = lastName(reader.textOf(child(node, "constructor")));
  reader.facts.calls.push({ receiver: type, name: "new", at: reader.at(node) });
  const [given] = named(child(node, "arguments"));
  if (given?.type === "object") build(reader, type, given);
}

/** A variable: it may hold a client, a value of a stamped type, a contract or a codec. */
export function variable(reader: Reader, node: SyntaxNode): void {
  const type = annotation(reader, node);
  const value = child(node, "value");
  keepBinding(reader, node, nameOf(reader, node, "name"), { type, ...valueOf(reader, value) });
  if (value?.type === "object" && /^\w+$/.test(type)) {
    build(reader, type, value);
    implement(reader, type, value);
  }
  if (value?.type === "class") declare(reader, value, child(node, "name"));
  readCodec(reader, type, value);
}

function build(reader: Reader, type: string, object: SyntaxNode): void {
  reader.facts.built.push({
    type,
    fields: named(object).flatMap((one) => {
      const key = one.type === "pair" ? child(one, "key") : one;
      const plain =
        key?.type === "property_identifier" || key?.type === "shorthand_property_identifier";
      return plain ? [{ name: reader.textOf(key), at: reader.at(key) }] : [];
    }),
    open: named(object).some((one) => one.type === "spread_element"),
    at: reader.at(object),
  });
}

/** `{…} satisfies Contract`. */
export function satisfied(
  reader: Reader,
  value: SyntaxNode | undefined,
  type: SyntaxNode | undefined,
): void {
  if (value?.type === "object") implement(reader, reader.textOf(type), value);
}

/** A function that says what it gives back: each object that it returns is one. */
export function returned(reader: Reader, node: SyntaxNode): void {
  const type = annotation(reader, node, "return_type").replace(/^Promise<(\w+)>$/, "$1");
  const body = child(node, "body");
  if (!/^[A-Z]\w*$/.test(type) || body === undefined) return;
  if (body.type === "parenthesized_expression") {
    const object = ofType(body, "object");
    if (object !== undefined) implement(reader, type, object);
    return;
  }
  walk(body, (one) => {
    if (/function|arrow|method|class/.test(one.type)) return false;
    const object = one.type === "return_statement" ? ofType(one, "object") : undefined;
    if (object !== undefined) implement(reader, type, object);
    return object === undefined;
  });
}

/** An object with functions that does not say what it is: a handler may be among them. */
export function unsaid(reader: Reader, object: SyntaxNode): void {
  const isFunction = (one: SyntaxNode): boolean =>
    isMethod(one) || /function/.test(child(one, "value")?.type ?? "");
  if (named(object).some(isFunction)) implement(reader, "", object);
}

function implement(reader: Reader, contract: string, object: SyntaxNode): void {
  const methods = named(object).flatMap((one) => {
    if (isMethod(one)) return [methodOf(reader, one, one)];
    if (one.type === "shorthand_property_identifier") return [methodOf(reader, one, one)];
    return one.type === "pair" ? [methodOf(reader, one, child(one, "value") ?? one)] : [];
  });
  const open = named(object).some((one) => one.type === "spread_element");
  // Its opening brace stands for the whole of it, which may be long.
  const at = { ...reader.at(object), end: object.start + 1 };
  reader.facts.implementations.push({ contract, methods, open, at });
}
