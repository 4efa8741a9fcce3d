import type { Declarations } from "./declarations.ts";
import { calleeName } from "./slots.ts";
import { fieldOf, parts, walk, type Node } from "./tree.ts";

/** Methods of the standard library and of common crates that change what they are called on, or the world. */
const changing =
  /^(?:push\w*|pop\w*|insert\w*|remove\w*|take|replace|swap\w*|drain|clear|retain|extend\w*|append|truncate|next\w*|entry|get_or_insert\w*|set\w*|store|fetch_\w+|lock|write\w*|read\w*|send\w*|recv\w*|spawn\w*|sort\w*|dedup\w*|for_each|advance\w*|record|register|publish|save|delete|create|update\w*|await|join|wait|flush|call|get_mut|iter_mut|values_mut|last_mut|first_mut)$/;
const acting = new Set([
  "await_expression",
  "assignment_expression",
  "compound_assignment_expr",
  "return_expression",
  "break_expression",
  "continue_expression",
  "macro_invocation",
  "unsafe_block",
]);
const speaking =
  /^(?:e?print(?:ln)?|panic|assert\w*|debug_assert\w*|write(?:ln)?|todo|bail|ensure|dbg)\s*!?$/;

/**
 * Whether leaving an expression out changes nothing but its value: it neither waits, assigns, speaks nor calls what may
 * change something. What hand-written functions do is told by their signatures: `&mut` and `async` act. That a value could
 * be refused (`?`) is no effect where nobody wants the value.
 */
export function isPure(expression: Node, declarations: Declarations): boolean {
  for (const node of walk(expression)) {
    if (acting.has(node.type)) return false;
    if (node.type === "reference_expression" && /^&\s*mut\b/.test(node.text)) return false;
    if (node.type !== "call_expression") continue;
    const callee = fieldOf(node, "function");
    const name = callee === undefined ? "" : calleeName(callee);
    if (speaking.test(name.trim())) return false;
    const known = declarations.functions.get(name) ?? [];
    if (known.some((one) => acts(one.node))) return false;
    if (callee?.type === "field_expression" && known.length === 0 && changing.test(name))
      return false;
  }
  return true;
}

function acts(item: Node): boolean {
  const list = fieldOf(item, "parameters");
  const modifiers = item.children.find((child) => child.type === "function_modifiers");
  return (
    /\basync\b/.test(modifiers?.text ?? "") ||
    (list === undefined ? [] : parts(list)).some((one) => /&\s*(?:'\w+\s+)?mut\b/.test(one.text)) ||
    /&\s*(?:'\w+\s+)?mut\s+self/.test(list?.text ?? "")
  );
}
