import type { Declarations } from "../declarations.ts";
import { plainType, type Retype } from "../retypes.ts";
import { walk, type Node } from "../tree.ts";

const leafTypes = new Set([
  "primitive_type",
  "type_identifier",
  "scoped_type_identifier",
  "generic_type",
]);

/**
 * The slots inside a declared type that still spell the old type: `HashMap<i32, i32>` has two, and an alias stands for
 * the slots of what it names.
 */
export function leavesOf(
  type: Node,
  retype: Retype,
  declarations: Declarations,
  depth = 0,
): Node[] {
  const leaves: Node[] = [];
  for (const node of walk(type)) {
    if (!leafTypes.has(node.type)) continue;
    if (
      plainType(node.text) === retype.from &&
      (node.parent === undefined || plainType(node.parent.text) !== retype.from)
    )
      leaves.push(node);
    else if (node.type === "type_identifier" && depth < 4) {
      for (const alias of declarations.aliases.get(node.text) ?? [])
        leaves.push(...leavesOf(alias, retype, declarations, depth + 1));
    }
  }
  return leaves;
}

/** A name for a slot that stays the same while everything around it moves. */
export const slotId = (leaf: Pick<Node, "file" | "start">): string => `${leaf.file}:${leaf.start}`;
