import type { SyntaxNode } from "#intent";

import { textOf, walk } from "../tree.ts";
import { above, plainString } from "./indexed.ts";
import { isConstructed } from "./constructed.ts";
import type { Indexed, Retype, Tag } from "./types.ts";

/** Values of a type that a module writes out, where a value of another type could stand as well. */
export function writtenOut(
  module: Indexed,
  retype: Pick<Retype, "before" | "after">,
  keysOfMaps: ReadonlySet<string>,
): readonly Omit<Tag, "tag">[] {
  const found: Omit<Tag, "tag">[] = [];
  for (const node of walk(module.root)) {
    const whole = isConstructed(module, node, retype)
      ? node
      : wholeLiteral(module, node, retype.before);
    if (whole === undefined || !isValue(module, whole, keysOfMaps)) continue;
    const { start, end } = whole;
    found.push({ kind: "literal", file: module.file, start, end, node: whole, name: "" });
  }
  return found;
}

/** A literal with its sign. */
function wholeLiteral(module: Indexed, node: SyntaxNode, type: string): SyntaxNode | undefined {
  if (type === "str")
    return plainString(module.text, node) === undefined || isSaid(module, node) ? undefined : node;
  const isSpelt =
    (type === "int" && node.type === "integer") || (type === "float" && node.type === "float");
  if (!isSpelt) return undefined;
  const parent = module.parents.get(node);
  return parent?.type === "unary_operator" && textOf(module.text, parent).startsWith("-")
    ? parent
    : node;
}

/** A string that is no value of its own: a docstring, a part of a longer one, a name of something. */
function isSaid(module: Indexed, node: SyntaxNode): boolean {
  const parent = module.parents.get(node);
  return (
    parent === undefined ||
    ["expression_statement", "concatenated_string", "subscript"].includes(parent.type) ||
    (parent.type === "pair" && node.field === "key")
  );
}

function isValue(module: Indexed, node: SyntaxNode, keysOfMaps: ReadonlySet<string>): boolean {
  let at = node;
  for (const outer of above(module, node)) {
    if (/^(?:type|slice|format_specifier|generic_type|decorator)$/.test(outer.type))
      return outer.type === "decorator";
    // A place in a list or tuple has to stay a plain number, or pyright cannot tell which element it is.
    if (outer.type === "subscript" && at.field === "subscript")
      return keysOfMaps.has(placeOf(module.file, node));
    if (/_statement$|^(?:block|lambda|call|function_definition)$/.test(outer.type)) return true;
    at = outer;
  }
  return true;
}

/** Names a place among those of several files. */
export const placeOf = (file: string, { start, end }: { start: number; end: number }): string =>
  `${file}:${start}:${end}`;
