import { derived, type Change, type RepairRequest, type SyntaxNode } from "#intent";

import type { HoleDraft } from "../../shared/index.ts";
import { above, calleeOf, indexed } from "../retype/indexed.ts";
import type { Indexed } from "../retype/types.ts";
import type { Module } from "../snapshot.ts";
import { parseSymbol } from "../targets.ts";
import { childOf, nodesOf, textOf } from "../tree.ts";
import { happened } from "../words.ts";
import { askedAt } from "../asked.ts";

/**
 * An answer that is remembered under a key of what was asked: a key that is made of the old parameters alone finds the
 * answer to another question, once there is a new parameter. Whether it belongs to the key is a decision.
 */
export function keyHoles(
  request: RepairRequest,
  production: readonly Module[],
): readonly HoleDraft[] {
  const added = request.changes.filter(({ kind }) => kind === "parameter-added");
  if (added.length === 0) return [];
  const modules = production.map(indexed);
  return added.flatMap((change) => {
    const symbol = parseSymbol(change.symbol);
    if (symbol === undefined) return [];
    const input = derived.input(symbol.head);
    return modules.flatMap((module) =>
      nodesOf(module.root, "call")
        .filter((call) => calleeOf(module.text, call).split(".").at(-1) === input)
        .flatMap((call) => keysBeside(module, call).map((key) => holeAt(module, key, change))),
    );
  });
}

/** Texts and tuples in the same function that are made of nothing but what the question is made of. */
function keysBeside(module: Indexed, call: SyntaxNode): readonly SyntaxNode[] {
  const { text } = module;
  const scope = [...above(module, call)].find(({ type }) => type === "function_definition");
  const given = (childOf(call, "arguments")?.children ?? []).flatMap(
    (argument) => childOf(argument, "value") ?? [],
  );
  const asked = new Set(given.map((value) => textOf(text, value)));
  if (scope === undefined || asked.size === 0) return [];
  const parts = (node: SyntaxNode): readonly string[] =>
    node.type === "tuple"
      ? node.children.filter((child) => child.named).map((child) => textOf(text, child))
      : node.children.flatMap((child) => {
          const value = child.type === "interpolation" ? childOf(child, "expression") : undefined;
          return value === undefined ? [] : [textOf(text, value)];
        });
  return [...nodesOf(scope, "string"), ...nodesOf(scope, "tuple")].filter((node) => {
    const made = parts(node);
    const isInside = call.start <= node.start && node.end <= call.end;
    return (
      !isInside && made.length > 0 && made.every((part) => asked.has(part)) && isKey(module, node)
    );
  });
}

/** Whether something is looked up by a value: in a subscript, by `in`, or in a call that is also told how to ask. */
function isKey(module: Indexed, node: SyntaxNode): boolean {
  const parent = module.parents.get(node);
  if (parent?.type === "subscript" || parent?.type === "comparison_operator") return true;
  if (parent?.type === "argument_list") {
    const others = parent.children.filter((child) => child.named && child !== node);
    const call = module.parents.get(parent);
    const isLookup = /\.(?:get|pop|setdefault)$/.test(calleeOf(module.text, call));
    return isLookup || others.some(({ type }) => type === "lambda");
  }
  if (parent?.type !== "assignment") return false;
  const left = childOf(parent, "left");
  const scope = [...above(module, node)].find(({ type }) => type === "function_definition");
  return (
    left?.type === "identifier" &&
    scope !== undefined &&
    nodesOf(scope, "identifier").some(
      (use) =>
        use !== left &&
        textOf(module.text, use) === textOf(module.text, left) &&
        isKey(module, use),
    )
  );
}

function holeAt(module: Indexed, key: SyntaxNode, change: Change): HoleDraft {
  const { start, end } = key;
  return {
    kind: "silent-miss",
    ...askedAt(module, key, change),
    question: `${happened(change)}: does \`${textOf(module.text, key)}\` have to tell answers apart by it, too?`,
    slot: { start, end },
  };
}
