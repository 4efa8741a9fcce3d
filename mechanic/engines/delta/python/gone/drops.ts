import type { Edit, SyntaxNode } from "#intent";

import { startsLine } from "../../shared/index.ts";
import { above } from "../retype/indexed.ts";
import type { Indexed } from "../retype/types.ts";
import { childOf } from "../tree.ts";

/** A replacement in one file. */
export type Cut = Omit<Edit, "file">;

/** Parents whose children stand in a row with separators between them. */
const lists =
  /^(?:argument_list|parameters|dictionary|set|list|tuple|import_from_statement|expression_list|pattern_list)$/;
const unions = /^(?:binary_operator|union_type|union_pattern)$/;

/**
 * The cuts that take nodes out of a module: elements with their separators, statements with their lines. `undefined` where
 * what is left would not be Python, or would be empty where something has to stand.
 */
export function cutsOf(
  module: Indexed,
  nodes: ReadonlySet<SyntaxNode>,
): readonly Cut[] | undefined {
  const outermost = [...nodes].filter(
    (node) => ![...above(module, node)].some((outer) => nodes.has(outer)),
  );
  const cuts: Cut[] = [];
  for (const [parent, own] of Map.groupBy(outermost, (node) => module.parents.get(node))) {
    if (parent === undefined) return undefined;
    const made = cutsIn(module, parent, own);
    if (made === undefined) return undefined;
    cuts.push(...made);
  }
  return cuts;
}

function cutsIn(
  module: Indexed,
  parent: SyntaxNode,
  own: readonly SyntaxNode[],
): readonly Cut[] | undefined {
  if (unions.test(parent.type)) return fromUnion(module, parent, own);
  if (lists.test(parent.type)) return fromList(module, parent, own);
  if (parent.type === "block" || parent.type === "module") return fromBlock(module, parent, own);
  return undefined;
}

/** Elements of a row, as few cuts as there are stretches of them. */
function fromList(
  module: Indexed,
  parent: SyntaxNode,
  own: readonly SyntaxNode[],
): readonly Cut[] | undefined {
  const isImport = parent.type === "import_from_statement";
  const items = parent.children.filter(
    (child) => child.named && child.type !== "comment" && (!isImport || child.field === "name"),
  );
  const isGone = (item: SyntaxNode): boolean => own.includes(item);
  if (items.every(isGone)) {
    if (isImport) return fromStatement(module, parent);
    const [first] = items;
    const last = items.at(-1);
    if (parent.type !== "argument_list" || first === undefined || last === undefined)
      return undefined;
    return [{ start: parent.start + 1, end: parent.end - 1, text: "" }];
  }
  const cuts: Cut[] = [];
  for (const [index, item] of items.entries()) {
    if (!isGone(item)) continue;
    const next = items[index + 1];
    const before = items.slice(0, index).findLast((each) => !isGone(each));
    if (next !== undefined) cuts.push({ start: item.start, end: next.start, text: "" });
    else if (before !== undefined) {
      // What stood before it is gone up to here: one cut from the last that stays.
      while ((cuts.at(-1)?.start ?? -1) >= before.end) cuts.pop();
      cuts.push({ start: before.end, end: item.end, text: "" });
    }
  }
  return merged(cuts);
}

function merged(cuts: readonly Cut[]): readonly Cut[] {
  const result: Cut[] = [];
  for (const cut of cuts) {
    const last = result.at(-1);
    if (last !== undefined && last.end === cut.start)
      result[result.length - 1] = { start: last.start, end: cut.end, text: "" };
    else result.push(cut);
  }
  return result;
}

/** `A | B`: the other side stays. */
function fromUnion(
  module: Indexed,
  parent: SyntaxNode,
  own: readonly SyntaxNode[],
): readonly Cut[] | undefined {
  const sides = parent.children.filter((child) => child.named);
  const left = sides.filter((side) => !own.includes(side));
  const [first] = left;
  const last = left.at(-1);
  if (first === undefined || last === undefined) {
    const outer = module.parents.get(parent);
    return outer === undefined || !unions.test(outer.type)
      ? undefined
      : fromUnion(module, outer, [parent]);
  }
  if (sides.length === 2)
    return [
      { start: parent.start, end: first.start, text: "" },
      { start: last.end, end: parent.end, text: "" },
    ].filter(({ start, end }) => start < end);
  return sides.flatMap((side, index) => {
    if (!own.includes(side)) return [];
    const next = sides[index + 1];
    const before = sides[index - 1];
    return next === undefined
      ? [{ start: before?.end ?? side.start, end: side.end, text: "" }]
      : [{ start: side.start, end: next.start, text: "" }];
  });
}

/** Statements of a block; a block that nothing is left of takes what it belongs to along where that only guards it. */
function fromBlock(
  module: Indexed,
  parent: SyntaxNode,
  own: readonly SyntaxNode[],
): readonly Cut[] | undefined {
  const statements = parent.children.filter((child) => child.named && child.type !== "comment");
  const left = statements.filter((statement) => !own.includes(statement));
  if (left.length > 0 || parent.type === "module") {
    const tail = tailOf(statements, own);
    const [before, last] = [statements[statements.length - tail.length - 1], tail.at(-1)];
    if (tail.length < 2 || before === undefined || last === undefined)
      return own.flatMap((one) => fromStatement(module, one));
    return [
      ...own.filter((one) => !tail.includes(one)).flatMap((one) => fromStatement(module, one)),
      { start: before.end, end: last.end, text: "" },
    ];
  }
  const owner = module.parents.get(parent);
  if (owner?.type !== "if_statement" || childOf(owner, "alternative") !== undefined)
    return undefined;
  const around = module.parents.get(owner);
  return around === undefined ? undefined : cutsIn(module, around, [owner]);
}

/** The definitions at the end of a block that all go: they are one cut, since each would take the lines between. */
function tailOf(
  statements: readonly SyntaxNode[],
  own: readonly SyntaxNode[],
): readonly SyntaxNode[] {
  const stays = statements.findLastIndex(
    (one) => !own.includes(one) || !one.type.endsWith("_definition"),
  );
  return statements.slice(stays + 1);
}

/** A statement with its lines, up to what follows in its block, or from what stands before it. */
function fromStatement(module: Indexed, node: SyntaxNode): readonly Cut[] {
  const { text } = module;
  const siblings = module.parents.get(node)?.children.filter((child) => child.named) ?? [];
  const index = siblings.indexOf(node);
  const next = siblings[index + 1];
  const before = siblings[index - 1];
  if (!startsLine(text, node.start)) return [{ start: node.start, end: node.end, text: "" }];
  if (next !== undefined && startsLine(text, next.start) && !isTop(module, node))
    return [{ start: lineStart(text, node.start), end: lineStart(text, next.start), text: "" }];
  if (next === undefined && before !== undefined && node.type.endsWith("_definition"))
    return [{ start: before.end, end: node.end, text: "" }];
  return [{ start: lineStart(text, node.start), end: lineEnd(text, node.end), text: "" }];
}

/** Imports at the top stand in blocks: the empty line behind one belongs to the block. */
const isTop = (module: Indexed, node: SyntaxNode): boolean =>
  module.parents.get(node)?.type === "module" && !node.type.endsWith("_definition");

const lineStart = (text: string, offset: number): number => text.lastIndexOf("\n", offset - 1) + 1;

const lineEnd = (text: string, offset: number): number => {
  const found = text.indexOf("\n", offset);
  return found === -1 ? text.length : found + 1;
};
