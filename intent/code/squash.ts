import type { CodeNode } from "./node.ts";

/**
 * The node with each run of siblings of one shape taken as the first of them: code that says the same of each field of a
 * thing has then the same shape whatever the thing has for fields.
 */
export function squash(node: CodeNode): CodeNode {
  const children: CodeNode[] = [];
  let last: string | undefined;
  for (const child of node.children.map(squash)) {
    const shape = shapeOf(child);
    const repeated = shape === last && child.children.length > 0;
    if (!repeated) children.push(child);
    last = shape;
  }
  return { ...node, children };
}

/** Kinds alone, leaves without their text. */
const shapeOf = (node: CodeNode): string => `${node.kind}(${node.children.map(shapeOf).join(",")})`;
