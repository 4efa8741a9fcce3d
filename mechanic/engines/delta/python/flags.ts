import { derived, valueName, type Change, type RepairRequest, type SyntaxNode } from "#intent";

import type { HoleDraft } from "../shared/index.ts";
import { askedAt } from "./asked.ts";
import { indexed } from "./retype/indexed.ts";
import type { Indexed } from "./retype/types.ts";
import type { Module } from "./snapshot.ts";
import { parseSymbol } from "./targets.ts";
import { childOf, nameOf, nodesOf, textOf } from "./tree.ts";
import { happened } from "./words.ts";

/**
 * A new yes or no of an event that the service listens to parts events that it took for one: whoever hears of them goes on
 * compiling, and does for both what was right for one. What else an event tells newly, nobody has to know.
 */
export function flagHoles(
  { changes, after, service }: RepairRequest,
  production: readonly Module[],
): readonly HoleDraft[] {
  const flags = changes.flatMap((change) => {
    const symbol = change.kind === "field-added" ? parseSymbol(change.symbol) : undefined;
    const isFlag = change.toType?.kind === "primitive" && change.toType.name === "bool";
    if (symbol === undefined || symbol.prefix !== "event" || !isFlag) return [];
    const handlers = (after.services.get(service.name)?.listeners ?? []).filter(
      ({ service: from, event }) => from === symbol.service && event === symbol.head,
    );
    return handlers.map(({ handler }) => ({
      change,
      method: valueName("python", handler),
      type: derived.event(symbol.head),
      field: valueName("python", symbol.member),
    }));
  });
  if (flags.length === 0) return [];
  return production
    .map(indexed)
    .flatMap((module) =>
      nodesOf(module.root, "function_definition").flatMap((node) =>
        flags
          .filter(({ method, field }) => hears(module, node, method) && !reads(module, node, field))
          .flatMap(({ change }) => holeIn(module, node, change)),
      ),
    );
}

/** Whether a function is a listener's method: it is called so, and is one of a class. */
const hears = ({ text }: Indexed, node: SyntaxNode, method: string): boolean =>
  nameOf(text, node) === method &&
  (childOf(node, "parameters")?.children ?? []).some((one) => textOf(text, one) === "self");

const reads = ({ text }: Indexed, node: SyntaxNode, field: string): boolean =>
  nodesOf(node, "attribute").some((one) => {
    const name = childOf(one, "attribute");
    return name !== undefined && textOf(text, name) === field;
  });

/** The first statement of a body, behind its docstring. */
function holeIn(module: Indexed, node: SyntaxNode, change: Change): readonly HoleDraft[] {
  const first = (childOf(node, "body")?.children ?? []).find(
    (one) => one.named && one.type !== "comment" && one.children[0]?.type !== "string",
  );
  return first === undefined || first.type === "pass_statement"
    ? []
    : [
        {
          kind: "silent-miss",
          ...askedAt(module, first, change),
          question: `${happened(change)}, and nothing here asks for it: is this right for both?`,
        },
      ];
}
