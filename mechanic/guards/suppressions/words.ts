import { isComment, walk, type TreeNode } from "../tree.ts";
import type { Suppression } from "./types.ts";

/** Words by which people mark what is still to be done. */
export const unfinishedWords: ReadonlySet<string> = new Set(["TODO", "FIXME", "XXX"]);
const unfinished = /\b(?:TODO|FIXME|XXX)\b/g;

/**
 * Finds them where they are words and no names: in comments and in texts. A variant may be called `TODO`; a value that says
 * so was put there by somebody who did not know it.
 */
export function wordSuppressions(root: TreeNode): Suppression[] {
  const found: Suppression[] = [];
  for (const node of walk(root, (one) => !isWords(one))) {
    if (!isWords(node)) continue;
    for (const { 0: name, index } of node.text.matchAll(unfinished))
      found.push({ name, start: node.start + index });
  }
  return found;
}

const isWords = (node: TreeNode): boolean =>
  isComment(node) || (node.children.length === 0 && /string|char_literal/.test(node.type));
