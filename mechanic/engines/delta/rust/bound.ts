import { valueName, type Change } from "#intent";

import { bindingOf } from "./bindings.ts";
import { lastName } from "./names.ts";
import { carried } from "./rules/always-there.ts";
import { receiverOf } from "./slots.ts";
import { fieldOf, parts, type Node } from "./tree.ts";

/**
 * The name that holds a changed value at a place, where it was bound to just that: `note` of `note.trim()` behind
 * `let note = visit.note;` or `let Visit { note, .. } = visit;`. What becomes of it is decided once, wherever it is used.
 */
export function heldAt(node: Node, change: Change): Node | undefined {
  const value = valueAt(node);
  const binding = value === undefined ? undefined : bindingOf(value);
  if (binding === undefined || binding.type !== undefined) return undefined;
  const field = valueName("rust", lastName(change.symbol));
  const { name, source, kind } = binding;
  const part = name.parent;
  if (part?.type === "field_pattern")
    return (fieldOf(part, "name") ?? name).text === field ? name : undefined;
  const plain = binding.pattern === name && /^(?:let|for)$/.test(kind);
  return plain && carried(source, [change]) !== undefined ? name : undefined;
}

/** The name at which an expression begins: `note` of `&note`, `note.as_str`, `note.trim().len()`. */
function valueAt(node: Node): Node | undefined {
  let at: Node | undefined = node.type === "field_identifier" ? node.parent : node;
  for (let depth = 0; at !== undefined && depth < 12; depth++) {
    if (/^(?:shorthand_field_)?identifier$/.test(at.type)) return at;
    if (at.type === "field_expression") at = fieldOf(at, "value");
    else if (at.type === "call_expression") at = receiverOf(at);
    else if (/^(?:reference|unary|parenthesized|try|index)_expression$/.test(at.type))
      at =
        at.type === "index_expression" || at.type === "try_expression"
          ? parts(at)[0]
          : parts(at).at(-1);
    else return undefined;
  }
  return undefined;
}
