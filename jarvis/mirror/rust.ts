import { camelCase, type SyntaxNode } from "#intent";
import type { FieldFact, MethodFact, TypeFact } from "./facts.ts";
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

/** Facts of a Rust file. What is compiled for tests alone (`#[cfg(test)]`, `#[test]`) is left out. */
export function readRust(reader: Reader, root: SyntaxNode): void {
  const scopes = new Map<SyntaxNode, string>([[root, ""]]);
  walk(root, (node, parent) => {
    if (parent !== undefined && isForTests(reader, parent, node)) return false;
    const scope = (parent && scopes.get(parent)) ?? "";
    scopes.set(node, scope);
    if (node.type === "mod_item") scopes.set(node, enter(reader, node, scope));
    else readNode(reader, node, scope);
    return node.type !== "use_declaration";
  });
  for (const join of reader.later) join();
}

/** Attributes stand before what they speak of, as siblings. */
function attributesBefore(reader: Reader, parent: SyntaxNode, node: SyntaxNode): string {
  let said = "";
  for (let at = parent.children.indexOf(node) - 1; at >= 0; at--) {
    const before = parent.children[at];
    if (before === undefined || !/attribute_item|comment/.test(before.type)) break;
    if (before.type === "attribute_item") said += reader.textOf(before);
  }
  return said;
}

const testable = new Set(["mod_item", "function_item", "impl_item", "use_declaration"]);
const isForTests = (reader: Reader, parent: SyntaxNode, node: SyntaxNode): boolean =>
  testable.has(node.type) &&
  /cfg\(test\)|#\[(?:\w+::)?test\b/.test(attributesBefore(reader, parent, node));

function enter(reader: Reader, node: SyntaxNode, scope: string): string {
  const name = reader.textOf(child(node, "name"));
  if (child(node, "body") === undefined) reader.facts.modules.push(name);
  return scope === "" ? name : `${scope}::${name}`;
}

function readNode(reader: Reader, node: SyntaxNode, scope: string): void {
  switch (node.type) {
    case "struct_item":
    case "enum_item":
    case "trait_item":
    case "type_item":
      return declare(reader, node, scope);
    case "function_item":
      return void offer(reader, node, scope);
    case "impl_item":
      return implement(reader, node, scope);
    case "use_declaration":
      return imports(reader, child(node, "argument"), "");
    case "call_expression":
      return call(reader, node);
    case "struct_expression":
      return build(reader, node);
    case "parameter":
      return keepBinding(reader, node, lastName(reader.textOf(child(node, "pattern"))), {
        type: spelt(reader.textOf(child(node, "type"))),
      });
    case "let_declaration":
      return keepBinding(reader, node, lastName(reader.textOf(child(node, "pattern"))), {
        type: spelt(reader.textOf(child(node, "type"))),
        ...valueOf(reader, child(node, "value")),
      });
    case "token_tree":
      return callsInMacro(reader, node);
    case "string_content":
      return keepLiteral(reader, node, reader.textOf(node));
    default:
  }
}

function offer(reader: Reader, node: SyntaxNode, scope: string): string {
  const name = reader.textOf(child(node, "name"));
  reader.facts.names.push(scope === "" ? name : `${scope}::${name}`);
  return name;
}

function declare(reader: Reader, node: SyntaxNode, scope: string): void {
  const name = offer(reader, node, scope);
  const body = child(node, "body");
  const kinds: Readonly<Record<string, TypeFact["kind"]>> = {
    struct_item: "record",
    enum_item: "enum",
    trait_item: "contract",
  };
  reader.facts.types.push({
    kind: kinds[node.type] ?? "alias",
    scope,
    name,
    fields: body?.type === "field_declaration_list" ? fieldsOf(reader, body) : [],
    variants: named(body)
      .filter((one) => one.type === "enum_variant")
      .map((one) => ({ name: reader.textOf(child(one, "name")), at: reader.at(one) })),
    methods: methodsOf(reader, body),
    bases: [],
    at: reader.at(child(node, "name") ?? node),
  });
}

function fieldsOf(reader: Reader, body: SyntaxNode): FieldFact[] {
  return named(body)
    .filter((one) => one.type === "field_declaration")
    .map((one) => {
      const name = reader.textOf(child(one, "name"));
      const code = spelt(reader.textOf(child(one, "type")));
      const serde = attributesBefore(reader, body, one);
      keepBinding(reader, one, name, { type: code });
      return {
        name,
        wire: /rename = "([^"]*)"/.exec(serde)?.[1] ?? camelCase(name),
        type: neutralType("rust", code),
        code,
        optional: code.startsWith("Option<"),
        otherwise: spelt(serde.replace(/rename = "[^"]*",? ?/, "")),
        at: reader.at(one),
      };
    });
}

function methodsOf(reader: Reader, body: SyntaxNode | undefined): MethodFact[] {
  return named(body)
    .filter((one) => one.type === "function_item" || one.type === "function_signature_item")
    .map((one) => ({
      name: reader.textOf(child(one, "name")),
      parameters: named(child(one, "parameters"))
        .filter((parameter) => parameter.type === "parameter")
        .map((parameter) => spelt(reader.textOf(child(parameter, "type")))),
      result: resultOf(spelt(reader.textOf(child(one, "return_type")))),
      at: reader.at(child(one, "name") ?? one),
    }));
}

/** `async fn … -> T` and `fn … -> impl Future<Output = T> + Send` say the same. */
const resultOf = (code: string): string =>
  /^impl (?:[\w:]*::)?Future<Output = (.*)>(?: \+ .*)?$/.exec(code)?.[1] ?? code;

function implement(reader: Reader, node: SyntaxNode, scope: string): void {
  const methods = methodsOf(reader, child(node, "body"));
  const contract = child(node, "trait");
  const bare = (of: SyntaxNode | undefined): string =>
    lastName(reader.textOf(of).replace(/<[\s\S]*$/, ""));
  if (contract === undefined) {
    const name = bare(child(node, "type"));
    reader.later.push(() => joinMethods(reader, scope, name, methods));
  } else
    reader.facts.implementations.push({
      contract: bare(contract),
      methods,
      open: ofType(child(node, "body"), "macro_invocation") !== undefined,
      at: reader.at(contract),
    });
}

/** `impl Name { … }` adds to a type of the same file. */
function joinMethods(
  reader: Reader,
  scope: string,
  name: string,
  methods: readonly MethodFact[],
): void {
  const { types } = reader.facts;
  const index = types.findIndex((one) => one.scope === scope && one.name === name);
  const owner = types[index];
  if (owner !== undefined) types[index] = { ...owner, methods: [...owner.methods, ...methods] };
}

function imports(reader: Reader, node: SyntaxNode | undefined, module: string): void {
  if (node === undefined) return;
  const keep = (of: SyntaxNode, path: string, alias: string): void => {
    const parts = path.split("::").filter((part) => part !== "" && part !== "self");
    const name = parts.pop() ?? "";
    reader.facts.imports.push({
      module: parts.slice(-2).join("::"),
      name,
      alias,
      at: reader.at(of),
    });
  };
  const path = (of: SyntaxNode | undefined): string =>
    [module, reader.textOf(of)].filter((part) => part !== "").join("::");
  if (node.type === "use_list") for (const one of named(node)) imports(reader, one, module);
  else if (node.type === "scoped_use_list")
    imports(reader, child(node, "list"), path(child(node, "path")));
  else if (node.type === "use_as_clause")
    keep(node, path(child(node, "path")), reader.textOf(child(node, "alias")));
  else keep(node, path(node), lastName(reader.textOf(node)));
}

function call(reader: Reader, node: SyntaxNode): void {
  const target = child(node, "function");
  if (target === undefined) return;
  const bare = target.type === "generic_function" ? (child(target, "function") ?? target) : target;
  const name = lastName(reader.textOf(child(bare, "field") ?? child(bare, "name") ?? bare));
  keepCall(reader, node, child(bare, "value") ?? child(bare, "path"), name);
  if (name === "route" && bare.type === "field_expression") route(reader, node);
}

/** `.route("/rpc/get-user", post(handler))` of axum. */
function route(reader: Reader, node: SyntaxNode): void {
  const [path, handler] = named(child(node, "arguments"));
  if (path?.type !== "string_literal") return;
  reader.facts.routes.push({
    method: /^(?:\w+::)*(\w+)/.exec(reader.textOf(handler))?.[1] ?? "",
    path: reader.textOf(ofType(path, "string_content")),
    at: reader.at(path),
  });
}

/** Inside a macro there are only tokens: `a . b ( … )` is a call of `b` on `a`. */
function callsInMacro(reader: Reader, node: SyntaxNode): void {
  for (const [index, one] of node.children.entries()) {
    if (one.type !== "token_tree" || !reader.textOf(one).startsWith("(")) continue;
    const name = node.children[index - 1];
    const dot = reader.textOf(node.children[index - 2]);
    if (name?.type !== "identifier") continue;
    const receiver = dot === "." || dot === "::" ? reader.textOf(node.children[index - 3]) : "";
    reader.facts.calls.push({ receiver, name: reader.textOf(name), at: reader.at(name) });
  }
}

function build(reader: Reader, node: SyntaxNode): void {
  const body = child(node, "body");
  const given = named(body).filter((one) => /^(?:shorthand_)?field_initializer$/.test(one.type));
  reader.facts.built.push({
    type: lastName(reader.textOf(child(node, "name")).replace(/<[\s\S]*$/, "")),
    fields: given.map((one) => ({
      name: reader.textOf(child(one, "field") ?? one),
      at: reader.at(one),
    })),
    open: ofType(body, "base_field_initializer") !== undefined,
    at: reader.at(child(node, "name") ?? node),
  });
}
