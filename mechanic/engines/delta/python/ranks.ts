import { valueName, typeName, type RepairRequest } from "#intent";

import type { HoleDraft } from "../shared/index.ts";
import { askedAt } from "./asked.ts";
import { indexed, keywordOf, methodOf } from "./retype/indexed.ts";
import type { Module } from "./snapshot.ts";
import type { OwnedPlace } from "./owned.ts";
import { parseSymbol } from "./targets.ts";
import { childOf, nodesOf, textOf } from "./tree.ts";
import { happened } from "./words.ts";

/** An order by a key of its own, and the field that may say another one. */
export type Ranked = OwnedPlace;

const says =
  /\b(?:rank\w*|priorit\w*|precedence|position|sequence|(?:comes?|served|stands?|goes) (?:first|before|last))\b/i;
const orders = /^(?:sorted|sort|nsmallest|nlargest|insort)$/;

/**
 * A new field that says by its name or words which one comes first speaks about the orders that there are: they go on
 * compiling, and nobody is served by it. A field without such words says nothing of an order.
 */
export function rankedOrders(
  request: RepairRequest,
  production: readonly Module[],
): readonly Ranked[] {
  const ranks = request.changes.flatMap((change) => {
    const symbol = change.kind === "field-added" ? parseSymbol(change.symbol) : undefined;
    if (symbol === undefined || symbol.prefix !== "") return [];
    const entity = request.after.services
      .get(symbol.service)
      ?.entities.find(({ name }) => name === symbol.head);
    const field = entity?.fields.find(({ name }) => name === symbol.member);
    const words = `${symbol.member.replaceAll("-", " ")} ${field?.doc ?? ""}`;
    const isOrdered =
      field?.type.kind === "primitive" &&
      /^(?:[iuf]\d+|decimal|timestamp|date)$/.test(field.type.name);
    return isOrdered && says.test(words)
      ? [
          {
            change,
            owner: typeName("python", symbol.head),
            field: valueName("python", symbol.member),
          },
        ]
      : [];
  });
  if (ranks.length === 0) return [];
  return production.map(indexed).flatMap((module) =>
    nodesOf(module.root, "call").flatMap((node) => {
      const key = orders.test(methodOf(module.text, node))
        ? keywordOf(module.text, node, "key")
        : undefined;
      const body = key?.type === "lambda" ? childOf(key, "body") : undefined;
      const reads = body === undefined ? [] : nodesOf(body, "attribute");
      const receiver = reads[0] === undefined ? undefined : childOf(reads[0], "object");
      if (receiver === undefined) return [];
      return ranks
        .filter(({ field }) => !textOf(module.text, node).includes(`.${field}`))
        .map(({ change, owner }) => ({ change, module, node, receiver, owner }));
    }),
  );
}

/** The hole of such an order. */
export const rankHole = ({ change, module, node }: Ranked): HoleDraft => ({
  kind: "ordering",
  ...askedAt(module, node, change),
  question: `${happened(change)}, and says an order by its words: does it belong to the order of \`${textOf(module.text, node).replaceAll(/\s+/g, " ")}\`?`,
});
