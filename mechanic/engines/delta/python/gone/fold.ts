import type { SyntaxNode } from "#intent";

import { indentAt, startsLine } from "../../shared/index.ts";
import type { Indexed } from "../retype/types.ts";
import { childOf, nodesOf, textOf } from "../tree.ts";
import { cutsOf, type Cut } from "./drops.ts";
import type { IsPure } from "./pure.ts";

/**
 * A condition that is always or never the case is no condition: what it guarded stands by itself, or goes. The cuts say
 * the same as the code did; `undefined` where that cannot be said by cutting alone.
 */
export function fold(
  module: Indexed,
  node: SyntaxNode,
  truth: boolean,
  isPure: IsPure,
): readonly Cut[] | undefined {
  const parent = module.parents.get(node);
  switch (parent?.type) {
    case "parenthesized_expression":
      return fold(module, parent, truth, isPure);
    case "not_operator":
      return fold(module, parent, !truth, isPure);
    case "boolean_operator":
      return inOperator(module, parent, node, truth, isPure);
    case "conditional_expression":
      return inExpression(parent, node, truth);
    case "if_statement":
      return node.field === "condition" ? inStatement(module, parent, truth) : undefined;
    case "elif_clause":
      return node.field === "condition" ? inElif(module, parent, truth) : undefined;
    case "while_statement":
      return truth ? undefined : cutsOf(module, new Set([parent]));
    case "if_clause":
      return truth ? clause(module, parent) : undefined;
    case "assert_statement":
      return truth ? cutsOf(module, new Set([parent])) : undefined;
    default:
      return undefined;
  }
}

/** Cuts everything of a node but one of its parts. */
const keep = (node: SyntaxNode, part: SyntaxNode): readonly Cut[] =>
  [
    { start: node.start, end: part.start, text: "" },
    { start: part.end, end: node.end, text: "" },
  ].filter(({ start, end }) => start < end);

function inOperator(
  module: Indexed,
  parent: SyntaxNode,
  node: SyntaxNode,
  truth: boolean,
  isPure: IsPure,
): readonly Cut[] | undefined {
  const [left, right] = [childOf(parent, "left"), childOf(parent, "right")];
  const other = node === left ? right : left;
  if (left === undefined || right === undefined || other === undefined) return undefined;
  const isAnd = /^and\b/.test(
    textOf(module.text, parent)
      .slice(left.end - parent.start)
      .trim(),
  );
  if (isAnd === truth) return keep(parent, other);
  return node === left || isPure(module, left) ? fold(module, parent, truth, isPure) : undefined;
}

/** `a if test else b`. */
function inExpression(
  parent: SyntaxNode,
  node: SyntaxNode,
  truth: boolean,
): readonly Cut[] | undefined {
  const [yes, test, no] = parent.children.filter((child) => child.named);
  const kept = truth ? yes : no;
  return test === node && kept !== undefined ? keep(parent, kept) : undefined;
}

/** A condition of a comprehension that holds of all. */
function clause(module: Indexed, node: SyntaxNode): readonly Cut[] {
  const gap = /\s*$/.exec(module.text.slice(0, node.start))?.[0].length ?? 0;
  return [{ start: node.start - gap, end: node.end, text: "" }];
}

function inStatement(
  module: Indexed,
  node: SyntaxNode,
  truth: boolean,
): readonly Cut[] | undefined {
  const first = node.children.find(({ field }) => field === "alternative");
  if (truth) return unnest(module, node, childOf(node, "consequence"));
  if (first === undefined) return cutsOf(module, new Set([node]));
  if (first.type === "elif_clause")
    return [{ start: node.start, end: first.start + "el".length, text: "" }];
  return unnest(module, node, childOf(first, "body"));
}

function inElif(module: Indexed, node: SyntaxNode, truth: boolean): readonly Cut[] | undefined {
  const siblings = module.parents.get(node)?.children ?? [];
  const before = siblings[siblings.indexOf(node) - 1];
  const condition = childOf(node, "condition");
  if (before === undefined || condition === undefined) return undefined;
  if (!truth) return [{ start: before.end, end: node.end, text: "" }];
  const last = siblings.at(-1) ?? node;
  return [
    { start: node.start, end: condition.end, text: "else" },
    ...(last === node ? [] : [{ start: node.end, end: last.end, text: "" }]),
  ];
}

/** The statements of a block in the place of the statement around it, one level less deep. */
function unnest(
  module: Indexed,
  node: SyntaxNode,
  block: SyntaxNode | undefined,
): readonly Cut[] | undefined {
  const { text } = module;
  const first = block?.children.find((child) => child.named && child.type !== "comment");
  if (block === undefined || first === undefined || !startsLine(text, node.start)) return undefined;
  const deeper = indentAt(text, first.start).length - indentAt(text, node.start).length;
  const long = nodesOf(block, "string").some((one) => textOf(text, one).includes("\n"));
  if (long || (deeper <= 0 && startsLine(text, first.start))) return undefined;
  const lines = [...text.slice(first.start, block.end).matchAll(/\n(?=[ \t])/g)].map(
    ({ index }) => first.start + index + 1,
  );
  return [
    { start: node.start, end: first.start, text: "" },
    ...lines.map((start) => ({ start, end: start + deeper, text: "" })),
    ...(block.end < node.end ? [{ start: block.end, end: node.end, text: "" }] : []),
  ];
}
