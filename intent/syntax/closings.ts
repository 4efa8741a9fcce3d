import type { Diagnostic } from "../base/diagnostic.ts";
import type { NodeId, Tree } from "./tree.ts";

/** The errors with a fix for each form that is never closed: its parenthesis behind the last thing that stands in it. */
export function withClosings(tree: Tree, found: Diagnostic[]): Diagnostic[] {
  if (!found.some(({ code }) => code === "unclosed-form")) return found;
  const unclosed = new Set(
    found.flatMap(({ code, span }) => (code === "unclosed-form" ? [span.start] : [])),
  );
  const nodes = new Map<number, NodeId>();
  for (let node = 1; node < tree.size; node++)
    if (unclosed.has(tree.start(node)) && !nodes.has(tree.start(node)))
      nodes.set(tree.start(node), node);
  return found.map((one) => {
    const node = one.code === "unclosed-form" ? nodes.get(one.span.start) : undefined;
    if (node === undefined) return one;
    const at = lastEnd(tree, node, unclosed);
    const edits = [{ file: tree.path, start: at, end: at, text: ")" }];
    return { ...one, fix: { title: "add the `)`", edits } };
  });
}

/** Where the last thing ends that stands in a form: a comment behind it is none. */
function lastEnd(tree: Tree, form: NodeId, unclosed: ReadonlySet<number>): number {
  for (let node = form; ;) {
    const last = tree.written(node).at(-1);
    if (last === undefined) return tree.start(node) + 1;
    if (!unclosed.has(tree.start(last))) return tree.end(last);
    node = last;
  }
}
