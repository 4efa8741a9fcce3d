import type { SyntaxNode } from "#intent";
import type { FieldFact, MethodFact } from "./facts.ts";
import { neutralType } from "./neutral.ts";
import { keepCall, valueOf } from "./receivers.ts";
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

/** Facts of a Python file. */
export function readPython(reader: Reader, root: SyntaxNode): void {
  walk(root, (node, parent) => {
    readNode(reader, node, parent);
    return true;
  });
  for (const one of named(root)) offer(reader, one);
}

function readNode(reader: Reader, node: SyntaxNode, parent: SyntaxNode | undefined): void {
  switch (node.type) {
    case "class_definition":
      return declare(reader, node);
    case "import_from_statement":
      return imports(reader, node);
    case "call":
      return call(reader, node, parent);
    case "assignment":
      return assign(reader, node);
    case "typed_parameter":
    case "typed_default_parameter":
      return keepBinding(
        reader,
        node,
        reader.textOf(child(node, "name") ?? ofType(node, "identifier")),
        { type: spelt(reader.textOf(child(node, "type"))) },
      );
    case "parameters":
    case "lambda_parameters":
      return untyped(reader, node);
    case "keyword_argument":
    case "named_expression":
      return hold(reader, node, child(node, "name"), child(node, "value"));
    case "as_pattern":
      return hold(reader, node, named(child(node, "alias"))[0], named(node)[0]);
    case "string":
      // A string that stands by itself is a docstring.
      if (parent?.type !== "expression_statement")
        keepLiteral(reader, node, stringText(reader, node));
      return;
    default:
  }
}

const stringText = (reader: Reader, node: SyntaxNode): string =>
  node.children
    .filter((one) => one.type === "string_content" || one.type === "interpolation")
    .map((one) => (one.type === "interpolation" ? "{}" : reader.textOf(one)))
    .join("");

/** What a module offers: classes, functions and variables at its top. */
function offer(reader: Reader, node: SyntaxNode): void {
  const inner = node.type === "decorated_definition" ? child(node, "definition") : node;
  const assigned = inner?.type === "expression_statement" ? ofType(inner, "assignment") : undefined;
  const name = child(inner, "name") ?? child(assigned, "left");
  if (name?.type === "identifier") reader.facts.names.push(reader.textOf(name));
}

function declare(reader: Reader, node: SyntaxNode): void {
  const name = child(node, "name");
  const bases = named(child(node, "superclasses"))
    .filter((one) => one.type !== "keyword_argument")
    .map((one) => lastName(reader.textOf(one)));
  const body = child(node, "body");
  const methods = methodsOf(reader, body);
  const isEnum = bases.includes("OpenEnum");
  const assigned = named(body).flatMap((one) => {
    const inner = one.type === "expression_statement" ? ofType(one, "assignment") : undefined;
    return inner !== undefined && child(inner, "type") !== undefined ? [inner] : [];
  });
  reader.facts.types.push({
    kind: bases.includes("ABC") ? "contract" : isEnum ? "enum" : "record",
    scope: "",
    name: reader.textOf(name),
    fields: isEnum ? [] : assigned.map((one) => fieldOf(reader, one)),
    variants: isEnum
      ? assigned.map((one) => ({ name: reader.textOf(child(one, "left")), at: reader.at(one) }))
      : [],
    methods,
    bases,
    at: reader.at(name ?? node),
  });
  for (const contract of bases)
    reader.facts.implementations.push({
      contract,
      methods: [...methods, ...handedOn(reader, body)],
      open: bases.length > 1,
      at: reader.at(name ?? node),
    });
}

/** Names of a class that may hold a function which was made elsewhere: `welcome = welcomed(POSTBOX)`. */
const handedOn = (reader: Reader, body: SyntaxNode | undefined): MethodFact[] =>
  named(body).flatMap((one) => {
    const assigned = one.type === "expression_statement" ? ofType(one, "assignment") : undefined;
    const name = child(assigned, "left");
    if (name?.type !== "identifier") return [];
    return [{ name: reader.textOf(name), parameters: [], result: "", at: reader.at(name) }];
  });

/** What stands behind a type in `Annotated` and changes nothing of it: bounds and secrets. */
const about =
  /, (?:_wire\.Field|_bounds\.\w+)(?:\((?:[^()"']|r?"(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*'|\((?:[^()"]|"[^"]*")*\))*\))?/g;

/** The key that a stamped field is written under, where it is not its name in code. */
const wireName = (code: string): string | undefined =>
  /_wire\.name\("([^"]*)"\)|_forms\.key\([^()]*writes="([^"]*)"/.exec(code)?.slice(1).find(Boolean);

function fieldOf(reader: Reader, node: SyntaxNode): FieldFact {
  const name = reader.textOf(child(node, "left"));
  const code = spelt(reader.textOf(child(node, "type")));
  const bare = code.replaceAll(/, (?:_wire\.name|_forms\.key)\([^()]*\)/g, "");
  keepBinding(reader, node, name, { type: code });
  return {
    name,
    wire: wireName(code) ?? name,
    type: neutralType("python", bare.replaceAll(about, "")),
    code: bare.replace(/^Annotated\[([^,]*)\]$/, "$1"),
    optional: /\bMaybe\[|\| None\b|\bOptional\[/.test(code),
    otherwise: spelt(reader.textOf(child(node, "right"))),
    at: reader.at(node),
  };
}

const notHandlers = /^@(?:staticmethod|classmethod|property|cached_property|functools\.)/;

function methodsOf(reader: Reader, body: SyntaxNode | undefined): MethodFact[] {
  return named(body).flatMap((one) => {
    const method = one.type === "decorated_definition" ? child(one, "definition") : one;
    if (method?.type !== "function_definition") return [];
    const said = named(one).filter((part) => part.type === "decorator");
    const hidden = said.some((part) => notHandlers.test(reader.textOf(part)));
    return [
      {
        name: reader.textOf(child(method, "name")),
        parameters: named(child(method, "parameters"))
          .filter((parameter) => !/^(?:self|cls)$/.test(reader.textOf(parameter)))
          .map((parameter) => spelt(reader.textOf(child(parameter, "type")))),
        result: spelt(reader.textOf(child(method, "return_type"))),
        ...(ofType(method, "async") === undefined ? { plain: true as const } : {}),
        ...(hidden ? { hidden: true as const } : {}),
        at: reader.at(child(method, "name") ?? method),
      },
    ];
  });
}

function imports(reader: Reader, node: SyntaxNode): void {
  const module = lastName(reader.textOf(child(node, "module_name")));
  for (const one of node.children.filter((part) => part.field === "name")) {
    const name = reader.textOf(child(one, "name") ?? one);
    const alias = child(one, "alias");
    reader.facts.imports.push({
      module,
      name,
      alias: alias === undefined ? name : reader.textOf(alias),
      at: reader.at(one),
    });
  }
}

function call(reader: Reader, node: SyntaxNode, parent: SyntaxNode | undefined): void {
  const target = child(node, "function");
  const name = lastName(reader.textOf(child(target, "attribute") ?? target));
  keepCall(reader, node, child(target, "object"), name);
  const given = named(child(node, "arguments"));
  if (parent?.type === "decorator" || name === "add_api_route" || name === "add_route")
    route(reader, name, given);
  const keywords = given.filter((one) => one.type === "keyword_argument");
  if (/^[A-Z]/.test(name) && keywords.length > 0)
    reader.facts.built.push({
      type: name,
      fields: keywords.map((one) => ({
        name: reader.textOf(child(one, "name")),
        at: reader.at(one),
      })),
      open: given.some((one) => one.type === "dictionary_splat") || keywords.length < given.length,
      at: reader.at(target ?? node),
    });
}

/** `@routes.post("/x")`, `routes.add_api_route("/x", …, methods=["POST"])` of FastAPI. */
function route(reader: Reader, name: string, given: readonly SyntaxNode[]): void {
  const [path] = given;
  const text = path?.type === "string" ? stringText(reader, path) : "";
  if (path === undefined || !text.startsWith("/")) return;
  const methods = given.find((one) => reader.textOf(child(one, "name")) === "methods");
  const method = /[A-Z]+/.exec(reader.textOf(child(methods, "value")))?.[0] ?? name;
  reader.facts.routes.push({ method: method.toLowerCase(), path: text, at: reader.at(path) });
}

/** `self.users = UsersClient.from_env()`, `users: UsersClient = …`. */
const assign = (reader: Reader, node: SyntaxNode): void =>
  hold(reader, node, child(node, "left"), child(node, "right"));

function hold(
  reader: Reader,
  node: SyntaxNode,
  name: SyntaxNode | undefined,
  value: SyntaxNode | undefined,
): void {
  const type = spelt(reader.textOf(child(node, "type")));
  keepBinding(reader, node, lastName(reader.textOf(name)), { type, ...valueOf(reader, value) });
}

/** Parameters that do not say what they are. */
function untyped(reader: Reader, node: SyntaxNode): void {
  for (const one of named(node))
    if (one.type === "identifier") keepBinding(reader, one, reader.textOf(one), { type: "" });
}
