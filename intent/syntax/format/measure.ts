import type { NodeId, Tree } from "../tree.ts";
import { commentsInPrefix, gapsOf, prefixedForm, prefixOf } from "./trivia.ts";

/** Width of what cannot stand on one line. */
export const broken = 1_000_000;

/** Forms inside forms inside forms may share a line; one level more is too much for the eye. */
const levelsOnOneLine = 3;

/** What a layout needs to know of every node, by its index. */
export interface Measures {
  /** Characters that a node takes on one line, or {@link broken}. */
  readonly widths: Int32Array;
}

/** Index among `items` of the docstring: a string behind a head and a name. -1 where there is none. */
export function docstringAt(tree: Tree, items: readonly NodeId[]): number {
  return items.findIndex((item, index) => index > 1 && tree.kind(item) === "string");
}

/** Whether a node is a list, behind however many prefixes. */
export function isListLike(tree: Tree, node: NodeId): boolean {
  let at = node;
  while (prefixOf(tree, at) !== "") at = prefixedForm(tree, at);
  return tree.kind(at) === "list";
}

/** Measures every node, children before parents. */
export function measure(tree: Tree): Measures {
  const widths = new Int32Array(tree.size);
  const levels = new Uint8Array(tree.size);
  for (let node = tree.size - 1; node > 0; node--) {
    const prefix = prefixOf(tree, node);
    if (prefix !== "") {
      measurePrefix(tree, node, prefix, widths, levels);
    } else if (tree.kind(node) === "list") {
      measureList(tree, node, widths, levels);
    } else {
      widths[node] = tree.textOf(node).includes("\n") ? broken : tree.end(node) - tree.start(node);
    }
  }
  return { widths };
}

function measurePrefix(
  tree: Tree,
  node: NodeId,
  prefix: string,
  widths: Int32Array,
  levels: Uint8Array,
): void {
  const parts = tree.written(node);
  let width = prefix.length + parts.length - 1;
  for (const part of parts) width += widths[part] ?? 0;
  widths[node] = commentsInPrefix(tree, node).length > 0 ? broken : Math.min(broken, width);
  levels[node] = levels[prefixedForm(tree, node)] ?? 0;
}

function measureList(tree: Tree, node: NodeId, widths: Int32Array, levels: Uint8Array): void {
  const items = tree.written(node);
  let width = 1 + Math.max(1, items.length);
  let level = 0;
  for (const item of items) {
    width += widths[item] ?? 0;
    level = Math.max(level, levels[item] ?? 0);
  }
  levels[node] = level + 1;
  const gaps = gapsOf(tree, items, tree.start(node) + 1, tree.end(node) - 1);
  const apart = gaps.some(
    (gap, index) => gap.comments.length > 0 || (gap.newline && index > 0 && index < items.length),
  );
  widths[node] = apart || level >= levelsOnOneLine ? broken : Math.min(broken, width);
}
