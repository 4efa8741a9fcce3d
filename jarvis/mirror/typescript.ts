import { type SyntaxNode, wordsOf } from "#intent";
import type { FieldFact, MethodFact, Place, TypeFact } from "./facts.ts";
import { neutralType } from "./neutral.ts";
import {
  child,
  keepBinding,
  keepLiteral,
  lastName,
  named,
  ofType,
  spelt,
  walk,
  type Reader,
} from "./reader.ts";
import { readCodec } from "./typescript-codecs.ts";

/** Facts of a TypeScript file. */
export function readTypeScript(reader: Reader, root: SyntaxNode): void {
  walk(root, (node, parent) => {
    readNode(reader, node, parent);
    return true;
  });
  for (const join of reader.later) join();
}

function readNode(reader: Reader, node: SyntaxNode, parent: SyntaxNode | undefined): void {
  switch (node.type) {
    case "interface_declaration":
    case "class_declaration":
    case "type_alias_declaration":
      return declare(reader, node);
    case "import_statement":
      return imports(reader, node);
    case "export_statement":
      return offer(reader, node);
    case "call_expression":
      return call(reader, node);
    case "new_expression":
      return create(reader, node);
    case "variable_declarator":
      return variable(reader, node);
    case "satisfies_expression":
      return satisfied(reader, named(node)[0], named(node)[1]);
    case "arrow_function":
    case "function_declaration":
    case "function_expression":
    case "method_definition":
      return returned(reader, node);
    case "required_parameter":
    case "optional_parameter":
      return keepBinding(reader, node, nameOf(reader, node, "pattern"), annotation(reader, node));
    case "property_signature":
    case "public_field_definition":
      return keepBinding(
        reader,
        node,
        nameOf(reader, node, "name"),
        `${annotation(reader, node)} ${reader.textOf(child(node, "value"))}`,
      );
    case "pair":
      return keepBinding(
        reader,
        node,
        nameOf(reader, node, "key"),
        reader.textOf(child(node, "value")),
      );
    case "object":
      return unsaid(reader, node);
    case "string":
    case "template_string":
      if (parent?.type !== "import_statement" && parent?.type !== "literal_type")
        keepLiteral(reader, node, stringText(reader, node));
      return;
    default:
  }
}

const nameText = (reader: Reader, node: SyntaxNode): string => reader.textOf(child(node, "name"));
const nameOf = (reader: Reader, node: SyntaxNode, field: string): string =>
  lastName(reader.textOf(child(node, field)));
const annotation = (reader: Reader, node: SyntaxNode, field = "type"): string =>
  spelt(reader.textOf(child(node, field)).replace(/^:\s*/, ""));

const stringText = (reader: Reader, node: SyntaxNode): string =>
  node.children
    .filter((one) => one.type === "string_fragment" || one.type === "template_substitution")
    .map((one) => (one.type === "template_substitution" ? "{}" : reader.textOf(one)))
    .join("");

function offer(reader: Reader, node: SyntaxNode): void {
  const inner = child(node, "declaration");
  const clause = ofType(node, "export_clause");
  const declared =
    inner?.type === "lexical_declaration" ? named(inner) : inner === undefined ? [] : [inner];
  for (const one of [...declared, ...named(clause)]) {
    const name = child(one, "alias") ?? child(one, "name");
    if (name !== undefined) reader.facts.names.push(reader.textOf(name));
  }
}

function declare(reader: Reader, node: SyntaxNode): void {
  const name = child(node, "name");
  const body = child(node, "body");
  const heritage = node.children.find((one) => /heritage|extends_type_clause/.test(one.type));
  const clauses =
    heritage?.type === "class_heritage" ? named(heritage) : heritage ? [heritage] : [];
  const bases = clauses.flatMap((clause) =>
    named(clause).map((one) => lastName(reader.textOf(one).replace(/<[\s\S]*$/, ""))),
  );
  const methods = methodsOf(reader, body);
  const variants =
    node.type === "type_alias_declaration" ? variantsOf(reader, child(node, "value")) : [];
  reader.facts.types.push({
    kind: kindOf(node, methods, variants),
    scope: "",
    name: reader.textOf(name),
    fields: fieldsOf(reader, body),
    variants,
    methods,
    bases,
    at: reader.at(name ?? node),
  });
  if (node.type !== "class_declaration") return;
  const open = ofType(heritage, "extends_clause") !== undefined;
  for (const contract of bases)
    reader.facts.implementations.push({ contract, methods, open, at: reader.at(name ?? node) });
}

function kindOf(
  node: SyntaxNode,
  methods: readonly MethodFact[],
  variants: readonly unknown[],
): TypeFact["kind"] {
  if (node.type === "type_alias_declaration") return variants.length > 0 ? "enum" : "alias";
  return node.type === "interface_declaration" && methods.length > 0 ? "contract" : "record";
}

/** The texts of a union, such as `"free" | "pro" | wire.Unknown`. */
function variantsOf(
  reader: Reader,
  node: SyntaxNode | undefined,
): { readonly name: string; readonly at: Place }[] {
  if (node?.type === "union_type") return named(node).flatMap((one) => variantsOf(reader, one));
  const text = ofType(node, "string");
  return text === undefined ? [] : [{ name: stringText(reader, text), at: reader.at(text) }];
}

function fieldsOf(reader: Reader, body: SyntaxNode | undefined): FieldFact[] {
  return named(body)
    .filter((one) => one.type === "property_signature" || one.type === "public_field_definition")
    .filter((one) => child(one, "type") !== undefined && !nameText(reader, one).startsWith("#"))
    .map((one) => {
      const name = nameText(reader, one).replaceAll(/["']/g, "");
      const code = annotation(reader, one);
      const optional =
        one.children.some((part) => part.type === "?") || /\| undefined\b/.test(code);
      const type = neutralType("typescript", code);
      return {
        name,
        wire: name,
        type: optional && !type.startsWith("(optional ") ? `(optional ${type})` : type,
        code,
        optional,
        otherwise: "",
        at: reader.at(one),
      };
    });
}

const isMethod = (node: SyntaxNode): boolean =>
  node.type === "method_signature" || node.type === "method_definition";

function methodsOf(reader: Reader, body: SyntaxNode | undefined): MethodFact[] {
  return named(body).flatMap((one) => {
    if (isMethod(one)) return [methodOf(reader, one, one)];
    // `book = async (input) => …` in a class.
    const value = one.type === "public_field_definition" ? child(one, "value") : undefined;
    return value?.type === "arrow_function" ? [methodOf(reader, one, value)] : [];
  });
}

/** `owner` carries the name, `code` the parameters; they are two where a function is a property's value. */
const methodOf = (reader: Reader, owner: SyntaxNode, code: SyntaxNode): MethodFact => ({
  name: reader.textOf(child(owner, "name") ?? child(owner, "key") ?? owner).replaceAll(/["']/g, ""),
  parameters: named(child(code, "parameters")).map((one) => annotation(reader, one)),
  result: annotation(reader, code, "return_type"),
  at: reader.at(child(owner, "name") ?? child(owner, "key") ?? owner),
});

function imports(reader: Reader, node: SyntaxNode): void {
  const source = child(node, "source");
  const module = stringText(reader, source ?? node)
    .replace(/^.*\//, "")
    .replace(/\.[cm]?[jt]s$/, "");
  const clause = ofType(node, "import_clause");
  const space = ofType(clause, "namespace_import");
  if (space !== undefined)
    reader.facts.imports.push({
      module,
      name: "*",
      alias: lastName(reader.textOf(space)),
      at: reader.at(space),
    });
  for (const one of named(ofType(clause, "named_imports"))) {
    const name = reader.textOf(child(one, "name"));
    const alias = child(one, "alias");
    reader.facts.imports.push({
      module,
      name,
      alias: alias === undefined ? name : reader.textOf(alias),
      at: reader.at(one),
    });
  }
}

function call(reader: Reader, node: SyntaxNode): void {
  const target = child(node, "function");
  const name = lastName(reader.textOf(child(target, "property") ?? target));
  const receiver = lastName(reader.textOf(child(target, "object")));
  reader.facts.calls.push({ receiver, name, at: reader.at(node) });
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

function create(reader: Reader, node: SyntaxNode): void {
  const type = lastName(reader.textOf(child(node, "constructor")));
  reader.facts.calls.push({ receiver: type, name: "new", at: reader.at(node) });
  const [given] = named(child(node, "arguments"));
  if (given?.type === "object") build(reader, type, given);
}

function variable(reader: Reader, node: SyntaxNode): void {
  const type = annotation(reader, node);
  const value = child(node, "value");
  keepBinding(reader, node, nameOf(reader, node, "name"), `${type} ${reader.textOf(value)}`);
  if (value?.type === "object" && /^\w+$/.test(type)) {
    build(reader, type, value);
    implement(reader, type, value);
  }
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

function satisfied(
  reader: Reader,
  value: SyntaxNode | undefined,
  type: SyntaxNode | undefined,
): void {
  if (value?.type === "object") implement(reader, reader.textOf(type), value);
}

/** A function that says what it gives back: each object that it returns is one. */
function returned(reader: Reader, node: SyntaxNode): void {
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
function unsaid(reader: Reader, object: SyntaxNode): void {
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
