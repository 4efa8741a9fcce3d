import type { Span, SyntaxNode } from "#intent";

import type { Module } from "../snapshot.ts";
import { childOf, textOf, walk } from "../tree.ts";
import type { Indexed } from "./types.ts";

/** Adds the way up to a module's tree. */
export function indexed(module: Module): Indexed {
  const parents = new Map<SyntaxNode, SyntaxNode>();
  for (const node of walk(module.root)) for (const child of node.children) parents.set(child, node);
  return { ...module, parents };
}

/** The nodes around a node, innermost first. */
export function* above(module: Indexed, node: SyntaxNode): Generator<SyntaxNode> {
  for (let at = module.parents.get(node); at !== undefined; at = module.parents.get(at)) yield at;
}

/** Text of a call's function (`sorted`, `self.ids.get`); empty for other nodes. */
export function calleeOf(text: string, node: SyntaxNode | undefined): string {
  const callee = node?.type === "call" ? childOf(node, "function") : undefined;
  return callee === undefined ? "" : textOf(text, callee);
}

/** The last name of a call's function: `get` of `self.ids.get(…)`. */
export const methodOf = (text: string, node: SyntaxNode | undefined): string =>
  calleeOf(text, node).split(".").at(-1) ?? "";

/** Positional arguments of a call; none where it is given a bare generator, which has no parentheses of its own. */
export function argumentsOf(node: SyntaxNode): readonly SyntaxNode[] {
  const given = childOf(node, "arguments");
  if (given?.type !== "argument_list") return [];
  return given.children.filter(
    (child) => child.named && child.type !== "keyword_argument" && child.type !== "comment",
  );
}

/** What a bare generator yields: `each.id` of `sum(each.id for each in …)`. */
export function generatedBy(node: SyntaxNode): SyntaxNode | undefined {
  const given = childOf(node, "arguments");
  return given?.type === "generator_expression" ? childOf(given, "body") : undefined;
}

/** The value of a keyword argument of a call. */
export function keywordOf(text: string, node: SyntaxNode, name: string): SyntaxNode | undefined {
  for (const child of childOf(node, "arguments")?.children ?? []) {
    const keyword = child.type === "keyword_argument" ? childOf(child, "name") : undefined;
    if (keyword !== undefined && textOf(text, keyword) === name) return childOf(child, "value");
  }
  return undefined;
}

/** What a plain string says; nothing where it is formatted, has escapes or is made of several. */
export function plainString(text: string, node: SyntaxNode | undefined): string | undefined {
  if (node?.type !== "string") return undefined;
  const [start] = node.children;
  if (start === undefined || !/^[rubRUB]?["']+$/.test(textOf(text, start))) return undefined;
  const contents = node.children.filter((child) => child.type === "string_content");
  const [content] = contents;
  if (contents.length > 1 || node.children.some((child) => child.type === "interpolation"))
    return undefined;
  return content === undefined ? "" : textOf(text, content);
}

/** The smallest node that covers a range exactly, or the innermost that contains it. */
export function nodeAt(root: SyntaxNode, start: number, end: number): SyntaxNode {
  let found = root;
  for (;;) {
    const child = found.children.find(
      (each) => each.named && each.start <= start && end <= each.end,
    );
    if (child === undefined || (found.start === start && found.end === end)) return found;
    found = child;
  }
}

/** Whether exactly an expression stands at a place, so that a call can be written around it. */
export function isExpressionAt(module: Indexed, { start, end }: Span): boolean {
  const node = nodeAt(module.root, start, end);
  const parent = module.parents.get(node);
  if (node.start !== start || node.end !== end) return false;
  if (/(?:_statement|_definition|assignment|parameter|_pattern|^block|^type)$/.test(node.type))
    return false;
  if (node.field === "left" && parent?.type.endsWith("assignment") === true) return false;
  return node.type !== "keyword_argument" && parent?.type !== "case_pattern";
}
