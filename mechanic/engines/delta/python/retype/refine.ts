import { placeOf } from "./literals.ts";
import { leavesOf, parsePrinted, tagNames } from "./printed.ts";
import type { Flow, Tag } from "./types.ts";

/** What tells one flow from others. */
export const keyOf = ({ from, to, kind, direct, ...place }: Flow): string =>
  `${from}>${to}:${kind}:${direct}:${placeOf(place.file, place)}`;

/**
 * What came from nowhere in an earlier round may come from a tag by now: `grams(pots) / len(pots)` is a plain number until the
 * sum of grams is known to be the value. Such a flow is told anew by the type that its expression has in this round.
 */
export function refine(
  flows: Map<string, Flow>,
  types: ReadonlyMap<string, string>,
  plain: string,
): void {
  const names = tagNames(plain, new Map());
  for (const [key, flow] of flows) {
    const type = types.get(placeOf(flow.file, flow));
    if (flow.from !== undefined || flow.kind !== "flow" || type === undefined) continue;
    const leaves = leavesOf(names, parsePrinted(type));
    if (leaves.length === 0 || leaves.includes(undefined)) continue;
    flows.delete(key);
    for (const from of flow.direct ? leaves : []) {
      const told = { ...flow, from };
      if (from !== flow.to) flows.set(keyOf(told), told);
    }
  }
}

/** `prices.get(code, 0.0)` is a price or that literal: what one expression may be either of is of one kind. */
export function chosenFlows(
  types: Iterable<string>,
  literals: ReadonlyMap<number, Tag>,
): readonly Flow[] {
  const names = tagNames("", new Map());
  return [...new Set(types)].flatMap((type) => {
    const leaves = leavesOf(names, parsePrinted(type)).filter((leaf) => leaf !== undefined);
    return leaves.flatMap((from) => {
      const literal = literals.get(from);
      if (literal === undefined) return [];
      const { file, start, end } = literal;
      return leaves
        .filter((to) => !literals.has(to))
        .map((to): Flow => ({ from, to, file, start, end, kind: "beside", direct: true }));
    });
  });
}
