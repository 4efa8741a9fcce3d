import type { SyntaxNode } from "#intent";

/** A syntax node that knows its parent and its text. */
export interface Node {
  readonly type: string;
  readonly named: boolean;
  readonly start: number;
  readonly end: number;
  readonly field: string | undefined;
  readonly text: string;
  readonly parent: Node | undefined;
  readonly children: readonly Node[];
}

interface Building extends Node {
  readonly children: Building[];
}

/** Links a parsed tree. Iterative, because code may nest deeper than our stack. */
export function linked(root: SyntaxNode, text: string): Node {
  const make = (from: SyntaxNode, parent: Node | undefined): Building => ({
    type: from.type,
    named: from.named,
    start: from.start,
    end: from.end,
    field: from.field,
    text: text.slice(from.start, from.end),
    parent,
    children: [],
  });
  const top = make(root, undefined);
  const open: (readonly [SyntaxNode, Building])[] = [[root, top]];
  for (let next = open.pop(); next !== undefined; next = open.pop())
    for (const child of next[0].children) {
      const node = make(child, next[1]);
      next[1].children.push(node);
      open.push([child, node]);
    }
  return top;
}

export const fieldOf = (node: Node, name: string): Node | undefined =>
  node.children.find((child) => child.field === name);

/** All nodes below and including `node`, in the order of the text. */
export function* walk(node: Node): Generator<Node> {
  const open: Node[] = [node];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    yield next;
    open.push(...next.children.toReversed());
  }
}

/** The named children without comments. */
export const parts = (node: Node): Node[] =>
  node.children.filter((child) => child.named && child.type !== "comment");

/** Whether a place is the whole of a `return` in a function that says it may give back `None`. */
export function mayReturnNone(node: Node): boolean {
  if (node.parent?.type !== "return_statement") return false;
  for (let at = node.parent.parent; at !== undefined; at = at.parent)
    if (at.type === "function_definition")
      return /\bNone\b|\bOptional\[/.test(fieldOf(at, "return_type")?.text ?? "");
  return false;
}
