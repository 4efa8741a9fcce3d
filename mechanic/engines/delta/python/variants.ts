import {
  typeName,
  variantName,
  type Change,
  type Enum,
  type Model,
  type SyntaxNode,
} from "#intent";

import type { HoleDraft } from "../shared/index.ts";
import { variantAnswers } from "./answers.ts";
import { above, calleeOf, indexed, plainString } from "./retype/indexed.ts";
import type { Indexed } from "./retype/types.ts";
import type { Module } from "./snapshot.ts";
import { parseSymbol } from "./targets.ts";
import { childOf, nodesOf, pathTo, textOf, walk } from "./tree.ts";

/**
 * Places of production code that tell variants of an enum apart which has a new one: tables and `match`, with or without
 * a way for the rest, sets and lists of some variants, also of their words, comparisons that choose. Stamped enums are open,
 * so that no type checker asks; on which side the new variant stands is a decision. A variant that is only given to
 * something tells nothing apart, nor does a statement that does what concerns one alone and has nothing to say of the
 * others; and what stands inside of such a place is part of its question.
 */
export function variantHoles(
  modules: Iterable<Module>,
  changes: readonly Change[],
  before: Model,
): readonly HoleDraft[] {
  const added = changes.filter(({ kind }) => kind === "variant-added");
  const known = [...modules].map(indexed);
  return added.flatMap((change) => {
    const symbol = parseSymbol(change.symbol);
    const former = parseSymbol(change.fromSymbol ?? change.symbol);
    const declared = former === undefined ? undefined : enumOf(before, former.service, former.head);
    if (symbol === undefined || declared === undefined) return [];
    const type = typeName("python", symbol.head);
    const name = `${type}.${variantName("python", { name: symbol.member })}`;
    // Code has been given the enum's new name, but where edits do not fit together.
    const types = [type, typeName("python", declared.name)];
    const variants: Variants = {
      names: new Set(
        declared.variants.flatMap((variant) =>
          types.map((one) => `${one}.${variantName("python", variant)}`),
        ),
      ),
      words: new Set(declared.variants.map(({ name: word, wire }) => wire ?? word)),
    };
    return known.flatMap((module) =>
      placesIn(module, variants).map((node) => holeAt(module, node, change, name)),
    );
  });
}

/** The variants that an enum had: as code names them, and as data spells them. */
interface Variants {
  readonly names: ReadonlySet<string>;
  readonly words: ReadonlySet<string>;
}

/** The outermost places, one for each statement. */
function placesIn(module: Indexed, variants: Variants): readonly SyntaxNode[] {
  const found = new Map<SyntaxNode, SyntaxNode>();
  const places = new Set<SyntaxNode>();
  for (const node of walk(module.root)) {
    if (!decides(module, node, variants)) continue;
    const around = [...above(module, node)];
    if (around.some((outer) => places.has(outer) && !outer.type.endsWith("_statement"))) continue;
    const statement = chainOf(around) ?? node;
    if (found.has(statement) || around.some(({ type }) => type === "case_pattern")) continue;
    found.set(statement, node);
    places.add(node);
  }
  return [...found.values()];
}

/** The statement around a place; all conditions of an `if` with its `elif`s are one. */
const chainOf = (around: readonly SyntaxNode[]): SyntaxNode | undefined =>
  around.find(({ type }) => type.endsWith("_statement"));

const enumOf = (model: Model, service: string, name: string): Enum | undefined =>
  model.services.get(service)?.enums.find((declared) => declared.name === name);

/** Whether a node tells variants apart. */
function decides(module: Indexed, node: SyntaxNode, { names, words }: Variants): boolean {
  const { text } = module;
  const isVariant = (one: SyntaxNode | undefined): boolean =>
    one !== undefined && names.has(lastTwo(textOf(text, one)));
  const isWord = (one: SyntaxNode | undefined): boolean => words.has(plainString(text, one) ?? "");
  switch (node.type) {
    case "dictionary": {
      const pairs = node.children.filter(({ type }) => type === "pair");
      return (
        pairs.some((pair) => isVariant(childOf(pair, "key"))) ||
        (pairs.length > 1 && pairs.every((pair) => isVariant(childOf(pair, "value")))) ||
        (pairs.length > 1 && pairs.every((pair) => isWord(childOf(pair, "key"))))
      );
    }
    case "match_statement":
      return nodesOf(node, "case_pattern").some((pattern) =>
        textOf(text, pattern)
          .split("|")
          .some((one) => names.has(lastTwo(one.trim()))),
      );
    case "set":
    case "list":
    case "tuple": {
      const elements = node.children.filter((child) => child.named && child.type !== "comment");
      const areWords = elements.length > 1 && elements.every(isWord);
      return (
        (areWords || (elements.length > 0 && elements.every(isVariant))) && isHeld(module, node)
      );
    }
    case "comparison_operator": {
      const some = node.children.some(
        (child) => /^(?:set|list|tuple)$/.test(child.type) && child.children.some(isVariant),
      );
      return some || (node.children.some(isVariant) && !concernsOne(module, node));
    }
    default:
      return false;
  }
}

/**
 * Whether a comparison with one variant only guards statements: what is done there concerns that one, and a new variant goes
 * the way of all others. Where an `else` says what the others do, the two sides are told apart.
 */
function concernsOne(module: Indexed, node: SyntaxNode): boolean {
  let at = node;
  for (const outer of above(module, node)) {
    if (outer.type === "if_statement")
      return (
        at.field === "condition" && !answersOtherwise(module, outer) && !selects(module, outer)
      );
    if (!/^(?:boolean_operator|not_operator|parenthesized_expression)$/.test(outer.type))
      return false;
    at = outer;
  }
  return false;
}

/** Whether an `if` has an `else`, or answers with a value where what follows answers with another one. */
export function answersOtherwise(module: Indexed, node: SyntaxNode): boolean {
  if (childOf(node, "alternative") !== undefined) return true;
  const value = (one: SyntaxNode | undefined): SyntaxNode | undefined =>
    one?.type === "return_statement" ? one.children.find(({ named }) => named) : undefined;
  const body = childOf(node, "consequence")?.children ?? [];
  const siblings = module.parents.get(node)?.children ?? [];
  const given = value(body.findLast(({ named }) => named));
  return (
    given !== undefined &&
    given.type !== "none" &&
    value(siblings[siblings.indexOf(node) + 1]) !== undefined
  );
}

/** Whether an `if` in a loop picks what the loop is for: it answers with it, yields it, or gathers it. */
function selects(module: Indexed, node: SyntaxNode): boolean {
  const isLooped = [...above(module, node)].find(({ type }) =>
    /^(?:for_statement|while_statement|function_definition)$/.test(type),
  );
  if (isLooped === undefined || isLooped.type === "function_definition") return false;
  const last = childOf(node, "consequence")?.children.findLast(({ named }) => named);
  const value = last?.children.find(({ named }) => named);
  if (last?.type === "return_statement") return value !== undefined && value.type !== "none";
  return (
    value?.type === "yield" ||
    (value?.type === "call" && /\.(?:append|add)$/.test(calleeOf(module.text, value)))
  );
}

/** Whether variants are gathered under a name, to be asked about later; those that are given to a call are its business. */
function isHeld(module: Indexed, node: SyntaxNode): boolean {
  for (const outer of above(module, node)) {
    if (outer.type === "assignment" || outer.type === "return_statement") return true;
    if (
      outer.type === "call" &&
      !/^(?:frozenset|set|tuple|list)$/.test(calleeOf(module.text, outer))
    )
      return false;
    if (/_statement$|^(?:lambda|pair|keyword_argument|dictionary)$/.test(outer.type)) return false;
  }
  return false;
}

/** `Plan.FREE` of `generated_users.Plan.FREE`. */
const lastTwo = (dotted: string): string => dotted.split(".").slice(-2).join(".");

function holeAt(module: Module, node: SyntaxNode, change: Change, name: string): HoleDraft {
  const line = module.text.indexOf("\n", node.start);
  return {
    kind: "variant-arm",
    file: module.file,
    text: module.text,
    span: {
      start: node.start,
      end: line === -1 || node.type === "match_statement" ? node.end : Math.min(line, node.end),
    },
    delta: change.symbol,
    inside: pathTo(module.text, module.root, node.start),
    question: `\`${name}\` is new, and this tells variants apart: what does it mean here?`,
    ...variantAnswers(module, node, name),
    ...(node.type === "dictionary" ? { meaning: heldBy(module, node) } : {}),
  };
}

/** The name that a table is assigned to, else that of what it stands in. */
function heldBy(module: Module, node: SyntaxNode): string {
  const assigned = [...above(indexed(module), node)].find(({ type }) => type === "assignment");
  const left = assigned === undefined ? undefined : childOf(assigned, "left");
  return left === undefined
    ? (pathTo(module.text, module.root, node.start).split(".").at(-1) ?? "")
    : textOf(module.text, left);
}
