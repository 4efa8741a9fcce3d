import { valueName, type Change } from "#intent";

import { bindingOf, type Binding } from "./bindings.ts";
import { lastName, type Renamed } from "./names.ts";
import { carried } from "./rules/always-there.ts";
import { calleeName, receiverOf } from "./slots.ts";
import { fieldOf, parts, walk, type Node } from "./tree.ts";

/**
 * The name that holds a changed value at a place, where it was bound to just that: `note` of `note.trim()` behind
 * `let note = visit.note;` or `let Visit { note, .. } = visit;`. What becomes of it is decided once, wherever it is used.
 * `spelt` is the text at the place, where that is part of a text to be laid out: `{note}`.
 */
export function heldAt(
  node: Node,
  change: Change,
  renames: readonly Renamed[],
  spelt = "",
): Node | undefined {
  const word = /^\{?([a-z_]\w*)/.exec(spelt)?.[1];
  const value =
    /^string_(?:literal|content)$/.test(node.type) && word !== undefined
      ? { ...node, type: "identifier", text: word }
      : valueAt(node);
  const binding = value === undefined ? undefined : bindingOf(value);
  if (binding === undefined || binding.type !== undefined) return undefined;
  const field = valueName("rust", lastName(change.symbol));
  const former = renames.find((one) => one.kind === "member" && one.to === field)?.from;
  const { name, source, kind } = binding;
  const part = name.parent;
  if (part?.type === "field_pattern")
    return [field, former].includes((fieldOf(part, "name") ?? name).text) ? name : undefined;
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

/** The changes whose very value stands at a place, as far as names are bound to it. `spelt` as for {@link heldAt}. */
export const heldChanges = (
  node: Node,
  changes: readonly Change[],
  renames: readonly Renamed[],
  spelt: string,
): Change[] =>
  changes.filter(
    (change) =>
      /^(?:field|parameter)-/.test(change.kind) &&
      heldAt(node, change, renames, spelt) !== undefined,
  );

/**
 * Where the changed field goes into what a local name stands for: an error about a list that was made of it some lines
 * above, or that is filled at one place, is asked about there. Undefined where the name is made of something else.
 */
export function madeFrom(node: Node, change: Change): Node | undefined {
  const binding = node.type === "identifier" ? bindingOf(node) : undefined;
  if (binding?.kind !== "let" || binding.source === undefined) return undefined;
  const field = valueName("rust", lastName(change.symbol));
  return (
    [...walk(binding.source)].find(
      (one) => one.type === "field_expression" && fieldOf(one, "field")?.text === field,
    ) ?? filledAt(binding)
  );
}

/** The one place where a collection that began empty is filled. */
function filledAt({ name, pattern, source }: Binding): Node | undefined {
  const empty = /(?:::new\(\)|::default\(\)|::with_capacity\([^()]*(?:\([^()]*\))?\)|^\[\])$/;
  const block = pattern.parent?.parent;
  if (source === undefined || !empty.test(source.text.trim()) || block === undefined)
    return undefined;
  const fills = [...walk(block)].filter((one) => {
    const receiver = one.type === "call_expression" ? receiverOf(one) : undefined;
    const callee = one.type === "call_expression" ? fieldOf(one, "function") : undefined;
    return (
      receiver?.type === "identifier" &&
      receiver.text === name.text &&
      callee !== undefined &&
      /^(?:push\w*|insert|entry|extend|append)$/.test(calleeName(callee))
    );
  });
  return fills.length === 1 ? fills[0] : undefined;
}
