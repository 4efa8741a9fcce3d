import { antiUnify } from "./anti-unify.ts";
import type { CodeNode } from "./node.ts";
import type { CodePattern } from "./pattern.ts";

/**
 * The node as a pattern in which neighbours of one kind are one: what they have in common. Code that says the same of
 * each field of a thing has then one shape, whatever the thing has for fields. Ids of holes mean nothing in it.
 */
export function squash(node: CodeNode): CodePattern {
  const children: CodePattern[] = [];
  for (const child of node.children.map(squash)) {
    const last = children.at(-1);
    const repeated =
      last?.form === "node" &&
      child.form === "node" &&
      last.kind === child.kind &&
      child.children.length > 0;
    if (repeated) children[children.length - 1] = antiUnify(last, child).pattern;
    else children.push(child);
  }
  return { form: "node", kind: node.kind, text: node.text, children };
}
