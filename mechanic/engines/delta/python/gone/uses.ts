import type { SyntaxNode } from "#intent";

import { above, calleeOf, indexed, nodeAt } from "../retype/indexed.ts";
import type { Indexed } from "../retype/types.ts";
import type { Snapshot } from "../snapshot.ts";
import { childOf } from "../tree.ts";
import { fold } from "./fold.ts";
import type { Cut } from "./drops.ts";
import type { GoneName } from "./names.ts";
import type { IsPure } from "./pure.ts";
import { untold } from "./told.ts";

/** What becomes of one place that names what is gone. */
export type Fate =
  | { readonly does: "drop"; readonly node: SyntaxNode }
  | { readonly does: "cut"; readonly cuts: readonly Cut[]; readonly test: SyntaxNode }
  /** A declaration that goes, too: its uses are next. */
  | { readonly does: "follow"; readonly node: SyntaxNode; readonly name: SyntaxNode }
  /** A part of what a log line says. */
  | { readonly does: "untold"; readonly cuts: readonly Cut[] }
  | { readonly does: "ask"; readonly node: SyntaxNode }
  | { readonly does: "nothing" };

/** A place in a hand-written module. */
export interface Use {
  readonly module: Indexed;
  /** The name, with the object that it is read of. */
  readonly node: SyntaxNode;
}

/** All hand-written places that name what stands at a place of the old snapshot, as pyright's rename finds them. */
export async function usesOf(
  snapshot: Snapshot,
  modules: ReadonlyMap<string, Indexed>,
  place: { readonly file: string; readonly offset: number; readonly name: string },
): Promise<readonly Use[]> {
  const found = await snapshot.session.rename(place.file, place.offset, `${place.name}_gone`);
  return found.flatMap(({ file, start, end }): readonly Use[] => {
    const module = modules.get(file);
    if (module === undefined) return [];
    const node = innermost(nodeAt(module.root, start, end));
    const parent = module.parents.get(node);
    const whole = parent?.type === "attribute" && node.field === "attribute" ? parent : node;
    return [{ module, node: whole }];
  });
}

/** The identifier of a `type` or a dotted name that is nothing else. */
function innermost(node: SyntaxNode): SyntaxNode {
  const inner = node.children.find(({ start, end }) => start === node.start && end === node.end);
  return inner === undefined ? node : innermost(inner);
}

export const indexAll = (snapshot: Snapshot): ReadonlyMap<string, Indexed> =>
  new Map([...snapshot.written].map(([file, module]) => [file, indexed(module)] as const));

/** Decides by syntax what becomes of a use. */
export function fateOf({ module, node }: Use, gone: GoneKind, isPure: IsPure): Fate {
  const parent = module.parents.get(node);
  if (parent === undefined) return { does: "nothing" };
  if (parent.type === "dotted_name" && parent.field === "name")
    return { does: "drop", node: parent };
  if (parent.type === "keyword_argument" && node.field === "name")
    return argument(module, parent, isPure);
  if (isDeclared(parent, node)) return { does: "nothing" };
  if (gone === "class" || gone === "function") {
    const told = ofClass(module, node, isPure);
    if (told !== undefined) return told;
  }
  if (gone === "variant" || gone === "class") {
    const told = ofConstant(module, node, isPure);
    if (told !== undefined) return told;
  }
  if (gone === "method") {
    const statement = calledAlone(module, node, isPure);
    if (statement !== undefined) return { does: "drop", node: statement };
  }
  if (gone === "member") {
    const statement = assigned(module, node, isPure);
    if (statement !== undefined) return { does: "drop", node: statement };
    const cuts = untold(module, node);
    if (cuts !== undefined) return { does: "untold", cuts };
  }
  return { does: "ask", node };
}

export type GoneKind = GoneName["kind"];

const isDeclared = (parent: SyntaxNode, node: SyntaxNode): boolean =>
  parent.type.endsWith("_definition") && node.field === "name";

/** A value that is given by a name which is gone: it goes, where making it does nothing else. */
export function argument(module: Indexed, node: SyntaxNode, isPure: IsPure): Fate {
  const value = childOf(node, "value");
  return value !== undefined && isPure(module, value)
    ? { does: "drop", node }
    : { does: "ask", node };
}

/** A class in types and in tests for it. */
function ofClass(module: Indexed, node: SyntaxNode, isPure: IsPure): Fate | undefined {
  for (const outer of above(module, node)) {
    if (outer.type === "call" && calleeOf(module.text, outer) === "isinstance")
      return instanceTest(module, outer, node, isPure);
    if (outer.type === "case_pattern") return arm(module, node, outer);
    if (outer.type === "type") return annotation(module, outer, node);
    if (/_statement$|_definition$|^(?:call|block|lambda)$/.test(outer.type)) return undefined;
  }
  return undefined;
}

/** `isinstance(x, Gone)` is never the case; `isinstance(x, (A, Gone))` asks for what is left. */
function instanceTest(
  module: Indexed,
  call: SyntaxNode,
  node: SyntaxNode,
  isPure: IsPure,
): Fate | undefined {
  const parent = module.parents.get(node);
  if (parent?.type === "tuple" || parent?.type === "binary_operator") return { does: "drop", node };
  const cuts = fold(module, call, false, isPure);
  return cuts === undefined ? { does: "ask", node: call } : { does: "cut", cuts, test: call };
}

/** An arm, or one of the patterns that share it. */
function arm(module: Indexed, node: SyntaxNode, pattern: SyntaxNode): Fate {
  const union = [...above(module, node)].find(({ type }) => type === "union_pattern");
  if (union !== undefined && pattern.start <= union.start && union.end <= pattern.end) {
    const part = union.children.find((child) => child.start <= node.start && node.end <= child.end);
    if (part !== undefined) return { does: "drop", node: part };
  }
  const clause = module.parents.get(pattern);
  return clause?.type === "case_clause" ? { does: "drop", node: clause } : { does: "ask", node };
}

/** A type that was one of several is left out; a declaration of nothing but that type goes. */
function annotation(module: Indexed, inner: SyntaxNode, node: SyntaxNode): Fate {
  const parent = module.parents.get(node);
  const union = parent?.type === "type" ? module.parents.get(parent) : parent;
  if (union !== undefined && /^(?:binary_operator|union_type)$/.test(union.type)) {
    const side = union.children.find((child) => child.start <= node.start && node.end <= child.end);
    return { does: "drop", node: side ?? node };
  }
  const type = [...above(module, inner)].findLast((outer) => outer.type === "type") ?? inner;
  const holder = module.parents.get(type);
  if (holder?.type === "assignment") {
    const statement = module.parents.get(holder);
    const block = statement === undefined ? undefined : module.parents.get(statement);
    const name = childOf(holder, "left");
    const isField = block !== undefined && module.parents.get(block)?.type === "class_definition";
    if (isField && statement !== undefined && name !== undefined)
      return { does: "follow", node: statement, name };
  }
  // A function cannot be called that takes what nobody can make.
  const taker =
    holder?.type.endsWith("parameter") === true
      ? [...above(module, type)].find((outer) => outer.type === "function_definition")
      : undefined;
  const name = taker === undefined ? undefined : childOf(taker, "name");
  if (taker !== undefined && name !== undefined)
    return { does: "follow", node: definition(module, taker), name };
  return { does: "ask", node };
}

/** A definition with its decorators. */
export const definition = (module: Indexed, node: SyntaxNode): SyntaxNode => {
  const parent = module.parents.get(node);
  return parent?.type === "decorated_definition" ? parent : node;
};

/** A constant in tables, lists and comparisons. */
function ofConstant(module: Indexed, node: SyntaxNode, isPure: IsPure): Fate | undefined {
  const pattern = [...above(module, node)].find(({ type }) =>
    /^case_pattern$|_statement$/.test(type),
  );
  if (pattern?.type === "case_pattern") return arm(module, node, pattern);
  const parent = module.parents.get(node);
  const isExpected = [...above(module, node)].some(({ type }) => type === "assert_statement");
  if (parent === undefined || isExpected) return undefined;
  if (parent.type === "pair" && node.field === "key") return { does: "drop", node: parent };
  if (/^(?:set|list|tuple)$/.test(parent.type)) return element(module, parent, node);
  if (parent.type !== "comparison_operator") return undefined;
  const operands = parent.children.filter((child) => child.named && child.field !== "operators");
  const operator = module.text.slice(operands[0]?.end, operands[1]?.start).trim();
  if (operands.length !== 2 || !/^(?:==|!=|is|is\s+not)$/.test(operator)) return undefined;
  const cuts = fold(module, parent, /!|not/.test(operator), isPure);
  return cuts === undefined ? undefined : { does: "cut", cuts, test: parent };
}

/** One of several; a tuple among others is a row with a place for each, and a list of one has nothing left. */
function element(module: Indexed, list: SyntaxNode, node: SyntaxNode): Fate | undefined {
  const count = list.children.filter((child) => child.named && child.type !== "comment").length;
  const outer = module.parents.get(list)?.type ?? "";
  if (count < 2 || (list.type === "tuple" && /^(?:list|tuple|set|pair)$/.test(outer)))
    return undefined;
  // Two that are left of three stand as they stood; a tuple of one needs its comma.
  return list.type === "tuple" && count < 3 ? undefined : { does: "drop", node };
}

/** A statement that only calls, with arguments that are nothing but values. */
function calledAlone(module: Indexed, node: SyntaxNode, isPure: IsPure): SyntaxNode | undefined {
  const call = module.parents.get(node);
  if (call?.type !== "call" || node.field !== "function") return undefined;
  const given = childOf(call, "arguments");
  if (given === undefined || !isPure(module, given)) return undefined;
  const awaited = module.parents.get(call);
  const statement = awaited?.type === "await" ? module.parents.get(awaited) : awaited;
  return statement?.type === "expression_statement" ? statement : undefined;
}

/** `call.note = …`. */
function assigned(module: Indexed, node: SyntaxNode, isPure: IsPure): SyntaxNode | undefined {
  const assignment = module.parents.get(node);
  const value = assignment?.type === "assignment" ? childOf(assignment, "right") : undefined;
  if (assignment === undefined || value === undefined || node.field !== "left") return undefined;
  return isPure(module, value) ? module.parents.get(assignment) : undefined;
}
