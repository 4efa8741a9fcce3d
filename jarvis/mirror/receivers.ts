import type { SyntaxNode } from "#intent";
import { isHolder } from "./holders.ts";
import { child, named, type Declared, type Reader } from "./reader.ts";

/** What a call is made on: its last name, and the type of a client or publisher that it says it is. */
interface Receiver {
  readonly name: string;
  readonly type: string;
}

/** Names that make a value of the type they are asked of. */
const makers = /^(?:new|create|connect|default|(?:from|with)(?:_?[A-Z_]\w*)?|of|at)$/i;

/** What gives its one argument back, as far as calls are concerned. */
const transparent = /^(?:Arc|Rc|Box)::(?:new|clone|from)$/;

/** Methods of Rust's wrappers that give back what they are asked of, or what it holds. */
const passing = new Set([
  ..."clone as_ref as_mut as_deref borrow borrow_mut deref to_owned unwrap expect".split(" "),
  ..."lock read write get_mut".split(" "),
]);

/** Nodes that stand around a value and do not change what it is. */
const around = new Set([
  "parenthesized_expression",
  "await_expression",
  "await",
  "try_expression",
  "reference_expression",
  "unary_expression",
  "non_null_expression",
  "type_cast_expression",
  "as_expression",
  "satisfies_expression",
]);

const nothingKnown: Receiver = { name: "", type: "" };

/**
 * What stands left of a call's dot: the last name of a path, through brackets, casts, `await` and what wrappers hand on
 * (`self.users.clone()`), or the client that is made on the spot. What a function gives back that was handed something
 * (`router(app)`) has no name.
 */
function receiverOf(reader: Reader, node: SyntaxNode | undefined): Receiver {
  let type = "";
  for (let at = node; at !== undefined;) {
    if (type === "") type = castTo(reader, at) || made(reader, at);
    const next = inner(reader, at);
    if (next === undefined) return { name: nameOf(reader, at), type };
    at = next;
  }
  return nothingKnown;
}

/** The type of client or publisher that an expression makes, and nothing else; else empty. */
function madeBy(reader: Reader, node: SyntaxNode | undefined): string {
  for (let at = node; at !== undefined; at = inner(reader, at)) {
    const type = castTo(reader, at) || made(reader, at);
    if (type !== "") return type;
  }
  return "";
}

/** What a value says of the name that gets it. */
export const valueOf = (
  reader: Reader,
  value: SyntaxNode | undefined,
): Pick<Declared, "made" | "same"> => ({
  made: madeBy(reader, value),
  same: receiverOf(reader, value).name,
});

/** Keeps a call of `name` on what stands left of its dot. */
export function keepCall(
  reader: Reader,
  node: SyntaxNode,
  left: SyntaxNode | undefined,
  name: string,
): void {
  const { name: receiver, type } = receiverOf(reader, left);
  const on = type === "" ? {} : { on: type };
  reader.facts.calls.push({ receiver, ...on, name, at: reader.at(node) });
}

/** `X.fromEnv()`, `X::from_env()`, `X(…)`, `new X(…)`: the type that is made, where it is a client or publisher. */
function made(reader: Reader, node: SyntaxNode): string {
  const target = bare(child(node, "constructor") ?? child(node, "function"));
  if (target === undefined) return "";
  const isType = node.type === "new_expression" || node.type === "call";
  const whole = last(reader, target);
  if (isType && isHolder(whole)) return whole;
  const maker = child(target, "property") ?? child(target, "name") ?? child(target, "attribute");
  if (maker === undefined || !makers.test(reader.textOf(maker))) return "";
  const owner = child(target, "object") ?? child(target, "path");
  const type = owner === undefined ? "" : last(reader, bare(owner) ?? owner);
  return isHolder(type) ? type : "";
}

/** `users as UsersClient`, `cast(UsersClient, users)`: what somebody says that it is. */
function castTo(reader: Reader, node: SyntaxNode): string {
  const said =
    node.type === "as_expression" || node.type === "satisfies_expression"
      ? named(node)[1]
      : isCast(reader, node)
        ? named(child(node, "arguments"))[0]
        : undefined;
  const type = reader.textOf(said).replaceAll(/["']/g, "");
  return isHolder(type) ? type : "";
}

const isCast = (reader: Reader, node: SyntaxNode): boolean =>
  node.type === "call" && last(reader, child(node, "function")) === "cast";

/** What an expression is only a wrapping of; `undefined` where it is something of its own. */
function inner(reader: Reader, node: SyntaxNode): SyntaxNode | undefined {
  if (around.has(node.type)) return child(node, "value") ?? named(node)[0];
  const target = bare(child(node, "function"));
  if (target === undefined) return undefined;
  const given = named(child(node, "arguments"));
  if (isCast(reader, node)) return given[1];
  if (transparent.test(reader.textOf(target))) return given[0];
  const isPassing = target.type === "field_expression" && passing.has(last(reader, target));
  return isPassing ? child(target, "value") : undefined;
}

/** Without type arguments. */
const bare = (node: SyntaxNode | undefined): SyntaxNode | undefined =>
  node?.type === "generic_function" ? (child(node, "function") ?? node) : node;

/** The last name of a path. */
function last(reader: Reader, node: SyntaxNode | undefined): string {
  const part =
    child(node, "property") ??
    child(node, "field") ??
    child(node, "name") ??
    child(node, "attribute");
  return reader.textOf(part ?? node).replace(/^#/, "");
}

/** What a value is called where it is used: a name, the end of a path, a function that was handed nothing. */
function nameOf(reader: Reader, node: SyntaxNode): string {
  const target = bare(child(node, "function"));
  if (target !== undefined)
    return named(child(node, "arguments")).length === 0 ? nameOf(reader, target) : "";
  const index = child(node, "index") ?? child(node, "subscript");
  if (index !== undefined || node.type === "index_expression")
    return /^["']([\w$]+)["']$/.exec(reader.textOf(index))?.[1] ?? "";
  const name = last(reader, node);
  return /^[A-Za-z_$][\w$]*$/.test(name) ? name : "";
}
