import { fieldOf, parts, walk, type Node } from "../../delta/rust/tree.ts";

/** The function or closure whose `return` a place would use; `undefined` in constants and statics. */
export function callableAround(node: Node): Node | undefined {
  for (let at = node.parent; at !== undefined; at = at.parent)
    if (["function_item", "closure_expression", "async_block"].includes(at.type)) return at;
  return undefined;
}

/** What a function says that it gives back; a closure without a type, like an async block, says nothing. */
export type Returns = "option" | "result" | "other";

const outcome = /^(?:\w+::)*(Option|Result)\b/;

/** Whether the callable around a place may end early with `?`. */
export function returnsOf(callable: Node | undefined): Returns {
  const declared = callable === undefined ? undefined : fieldOf(callable, "return_type")?.text;
  const name = outcome.exec(declared ?? "")?.[1];
  return name === "Option" ? "option" : name === "Result" ? "result" : "other";
}

/** A method call taken apart: `value.method(arguments)`. */
export interface MethodCall {
  readonly node: Node;
  readonly value: Node;
  readonly method: string;
  readonly arguments: readonly Node[];
}

/** The method call that a node is, if it is one. */
export function methodCall(node: Node): MethodCall | undefined {
  if (node.type !== "call_expression") return undefined;
  const callee = fieldOf(node, "function");
  const given = fieldOf(node, "arguments");
  if (callee?.type !== "field_expression" || given === undefined) return undefined;
  const [value, method] = [fieldOf(callee, "value"), fieldOf(callee, "field")];
  if (value === undefined || method === undefined) return undefined;
  return { node, value, method: method.text, arguments: parts(given) };
}

/** The ways in which a function already says that something is missing: `.ok_or(…)` and `.ok_or_else(…)`, by what they are called on. */
export function errorPaths(
  callable: Node,
): readonly { readonly on: string; readonly call: string }[] {
  const found: { on: string; call: string }[] = [];
  for (const node of walk(callable)) {
    const call = methodCall(node);
    if (call === undefined || !/^ok_or(?:_else)?$/.test(call.method)) continue;
    const args = call.arguments.map((one) => one.text).join(", ");
    found.push({ on: call.value.text, call: `.${call.method}(${args})?` });
  }
  return found;
}
