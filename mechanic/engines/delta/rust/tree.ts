import type { Host, SyntaxNode } from "#intent";

import { blankMacros } from "./blank.ts";

/** A syntax node that knows its parent and its text. Offsets are UTF-16, in the file as it was before any repair. */
export interface Node {
  readonly type: string;
  readonly named: boolean;
  readonly start: number;
  readonly end: number;
  readonly field: string | undefined;
  readonly text: string;
  readonly parent: Node | undefined;
  readonly children: readonly Node[];
  readonly file: string;
}

/** One parsed file. `text` is the original; macros were blanked out only for the parser. */
export interface RustFile {
  readonly path: string;
  readonly text: string;
  readonly root: Node;
}

/** Parses Rust with macro calls opened up, so that their arguments are expressions. Never fails: errors are nodes. */
export async function parseRust(host: Host, path: string, text: string): Promise<RustFile> {
  const root = await blankMacros(host.syntax, text);
  return { path, text, root: linked(root, undefined, path, text) };
}

interface Building extends Node {
  readonly children: Node[];
}

function linked(root: SyntaxNode, parent: Node | undefined, file: string, text: string): Node {
  const make = (from: SyntaxNode, above: Node | undefined): Building => ({
    type: from.type,
    named: from.named,
    start: from.start,
    end: from.end,
    field: from.field,
    text: text.slice(from.start, from.end),
    parent: above,
    children: [],
    file,
  });
  const top = make(root, parent);
  const open: (readonly [SyntaxNode, Building])[] = [[root, top]];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    for (const child of next[0].children) {
      const node = make(child, next[1]);
      next[1].children.push(node);
      open.push([child, node]);
    }
  }
  return top;
}

/** The child that the grammar calls `name`. */
export const fieldOf = (node: Node, name: string): Node | undefined =>
  node.children.find((child) => child.field === name);

/** All nodes below and including `node` in document order. */
export function* walk(node: Node): Generator<Node> {
  const open: Node[] = [node];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    yield next;
    for (let index = next.children.length - 1; index >= 0; index--) {
      const child = next.children[index];
      if (child !== undefined) open.push(child);
    }
  }
}

/** The nodes that lie within `[start, end)`, in document order; what lies elsewhere is not walked. */
export function* nodesWithin(root: Node, start: number, end: number): Generator<Node> {
  if (root.end < start || root.start > end) return;
  if (root.start >= start && root.end <= end) yield root;
  for (const child of root.children) yield* nodesWithin(child, start, end);
}

/** The largest named node that covers exactly `[start, end)`, else the smallest that contains it. */
export function nodeAt(root: Node, start: number, end: number): Node {
  let best = root;
  for (;;) {
    const inside: Node | undefined = best.children.find(
      (child) => child.start <= start && child.end >= end && child.end > child.start,
    );
    if (inside === undefined) return best;
    if (best !== root && best.start === start && best.end === end && best.named) return best;
    best = inside;
  }
}

/** The nearest ancestor (the node itself included) of one of these types. */
export function ancestor(node: Node | undefined, ...types: readonly string[]): Node | undefined {
  for (let at = node; at !== undefined; at = at.parent) if (types.includes(at.type)) return at;
  return undefined;
}

/** Whether `inner` lies within `outer`. */
export const within = (inner: Node, outer: Node): boolean =>
  inner.file === outer.file && inner.start >= outer.start && inner.end <= outer.end;

/** The named children without comments. */
export const parts = (node: Node): Node[] =>
  node.children.filter(
    (child) => child.named && !child.type.endsWith("comment") && child.type !== "attribute_item",
  );

/** Whether the node stands in test code: a file of tests, a `#[cfg(test)]` module or a `#[test]` function. */
export function inTest(node: Node, tests: ReadonlySet<string>): boolean {
  if (tests.has(node.file)) return true;
  for (let at: Node | undefined = node; at !== undefined; at = at.parent)
    if ((at.type === "mod_item" || at.type === "function_item") && saysTest(at)) return true;
  return false;
}

/** The function of a test (`#[test]`) that a node stands in, if it does; a helper of tests is none. */
export function testAround(node: Node): Node | undefined {
  for (let at: Node | undefined = node; at !== undefined; at = at.parent)
    if (at.type === "function_item" && saysTest(at)) return at;
  return undefined;
}

/** Whether an attribute of an item speaks of tests. */
const saysTest = (item: Node): boolean =>
  attributesAbove(item).some(({ text }) => /\btest\b/.test(text));

/** The attributes above an item or a field, the nearest first. */
export function attributesAbove(node: Node): Node[] {
  const siblings = node.parent?.children ?? [];
  const found: Node[] = [];
  for (let index = siblings.indexOf(node) - 1; index >= 0; index--) {
    const before = siblings[index];
    if (before === undefined || !/^(?:attribute_item|.*comment)$/.test(before.type)) break;
    if (before.type === "attribute_item") found.push(before);
  }
  return found;
}

/** The same as text. */
export const attributesOf = (node: Node): string =>
  attributesAbove(node)
    .map(({ text }) => text)
    .join(" ");
