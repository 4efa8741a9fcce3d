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
import { above, indexed } from "./retype/indexed.ts";
import type { Module } from "./snapshot.ts";
import { parseSymbol } from "./targets.ts";
import { childOf, pathTo, textOf, walk } from "./tree.ts";

/**
 * Places that decide by every variant of an enum that has a new one: a `match` without a wildcard, and a dictionary whose
 * keys are all variants that there were. Stamped enums are open, so that no type checker asks; what the new variant means
 * there is a decision.
 */
export function variantHoles(
  modules: Iterable<Module>,
  changes: readonly Change[],
  before: Model,
): readonly HoleDraft[] {
  const added = changes.filter(({ kind }) => kind === "variant-added");
  return added.flatMap((change) => {
    const symbol = parseSymbol(change.symbol);
    const declared = symbol === undefined ? undefined : enumOf(before, symbol.service, symbol.head);
    if (symbol === undefined || declared === undefined) return [];
    const name = `${typeName("python", declared.name)}.${variantName("python", { name: symbol.member })}`;
    const known = declared.variants.map(
      (variant) => `${typeName("python", declared.name)}.${variantName("python", variant)}`,
    );
    return [...modules].flatMap((module) =>
      [...walk(module.root)]
        .filter((node) => decides(module.text, node, known))
        .map((node) => holeAt(module, node, change, name)),
    );
  });
}

const enumOf = (model: Model, service: string, name: string): Enum | undefined =>
  model.services.get(service)?.enums.find((declared) => declared.name === name);

/** Whether a node tells all known variants apart. */
function decides(text: string, node: SyntaxNode, known: readonly string[]): boolean {
  if (node.type === "dictionary") {
    const keys = node.children.flatMap((pair) => childOf(pair, "key") ?? []);
    const spelt = new Set(keys.map((key) => lastTwo(textOf(text, key))));
    return known.length > 0 && known.every((name) => spelt.has(name));
  }
  if (node.type !== "match_statement") return false;
  const patterns = [...walk(node)].filter(({ type }) => type === "case_pattern");
  const spelt = patterns.flatMap((pattern) =>
    textOf(text, pattern)
      .split("|")
      .map((one) => lastTwo(one.trim())),
  );
  return !spelt.includes("_") && spelt.some((name) => known.includes(name));
}

/** `Plan.FREE` of `generated_users.Plan.FREE`. */
const lastTwo = (dotted: string): string => dotted.split(".").slice(-2).join(".");

function holeAt(module: Module, node: SyntaxNode, change: Change, name: string): HoleDraft {
  const line = module.text.indexOf("\n", node.start);
  return {
    kind: "variant-arm",
    file: module.file,
    text: module.text,
    span: { start: node.start, end: line === -1 ? node.end : Math.min(line, node.end) },
    delta: change.symbol,
    inside: pathTo(module.text, module.root, node.start),
    question: `\`${name}\` is new, and this tells all variants apart: what does it mean here?`,
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
