import type { Span } from "../base/span.ts";
import { decodeString } from "./strings.ts";

/** Kinds of nodes by their number. The order matters: from `quasiquote` on a node is a prefix of one form. */
export const nodeKinds = [
  "file",
  "list",
  "symbol",
  "keyword",
  "string",
  "number",
  "quantity",
  "quasiquote",
  "unquote",
  "splice",
  "discard",
] as const;
export type NodeKind = (typeof nodeKinds)[number];

/** Index of a node in its tree. Node 0 is the file; a parent stands before its children. */
export type NodeId = number;

/** Numbers of the kinds, for the reader's inner loop. */
export const kindNumber = {
  file: 0,
  list: 1,
  symbol: 2,
  keyword: 3,
  string: 4,
  number: 5,
  quantity: 6,
  quasiquote: 7,
  unquote: 8,
  splice: 9,
  discard: 10,
} as const;

/** Integers a node: start, end, and (index after the subtree) << 4 | kind. */
export const nodeWidth = 3;

/** The numbers of all nodes, {@link nodeWidth} each. */
export type Nodes = Int32Array | Uint16Array;

/**
 * One file, read without loss: nodes in written order in one flat array of integers, over the text that they point
 * into. What lies between nodes is white space and comments. Forms behind `#;` are nodes of kind `discard`, which
 * {@link Tree.children} leaves out and {@link Tree.written} keeps.
 */
export class Tree {
  readonly path: string;
  readonly text: string;
  readonly #nodes: Nodes;

  constructor(path: string, text: string, nodes: Nodes) {
    this.path = path;
    this.text = text;
    this.#nodes = nodes;
  }

  /** The numbers of all nodes, for another tree over the same text. */
  get nodes(): Nodes {
    return this.#nodes;
  }

  /** Number of nodes, the file's own included. */
  get size(): number {
    return this.#nodes.length / nodeWidth;
  }

  kind(node: NodeId): NodeKind {
    return nodeKinds[(this.#nodes[node * nodeWidth + 2] ?? 0) & 15] ?? "file";
  }

  start(node: NodeId): number {
    return this.#nodes[node * nodeWidth] ?? 0;
  }

  end(node: NodeId): number {
    return this.#nodes[node * nodeWidth + 1] ?? 0;
  }

  /** UTF-16 offsets of a node, parentheses and quotes included. */
  span(node: NodeId): Span {
    return { start: this.start(node), end: this.end(node) };
  }

  /** Index of the first node after this one's subtree: its next sibling, where it has one. */
  after(node: NodeId): NodeId {
    return (this.#nodes[node * nodeWidth + 2] ?? 0) >>> 4;
  }

  /** Direct children in written order, without discarded forms. Of node 0: the file's top-level forms. */
  children(node: NodeId): NodeId[] {
    const found: NodeId[] = [];
    const end = this.after(node);
    for (let child = node + 1; child < end; child = this.after(child)) {
      if (((this.#nodes[child * nodeWidth + 2] ?? 0) & 15) !== kindNumber.discard)
        found.push(child);
    }
    return found;
  }

  /** Direct children, discarded forms included. */
  written(node: NodeId): NodeId[] {
    const found: NodeId[] = [];
    const end = this.after(node);
    for (let child = node + 1; child < end; child = this.after(child)) found.push(child);
    return found;
  }

  /** The text of a node as it was written. */
  textOf(node: NodeId): string {
    return this.text.slice(this.start(node), this.end(node));
  }

  /** The value of a string with its escapes decoded; of any other node its text. Wrong escapes stay as written. */
  stringValue(node: NodeId): string {
    const text = this.textOf(node);
    return this.kind(node) === "string" ? decodeString(text) : text;
  }

  /** The symbol that a list starts with, or `undefined` (no list, empty, or it starts with something else). */
  head(node: NodeId): string | undefined {
    if (this.kind(node) !== "list") return undefined;
    const [first] = this.children(node);
    return first !== undefined && this.kind(first) === "symbol" ? this.textOf(first) : undefined;
  }

  /** Name of a keyword without its colon. */
  keywordName(node: NodeId): string {
    return this.textOf(node).slice(1);
  }

  /** Amount and unit of a quantity, such as `30d` or `2.5MB`, as written. */
  quantity(node: NodeId): { amount: string; unit: string } {
    const text = this.textOf(node);
    const unit = /[A-Za-z]+$/.exec(text)?.[0] ?? "";
    return { amount: text.slice(0, text.length - unit.length), unit };
  }
}
