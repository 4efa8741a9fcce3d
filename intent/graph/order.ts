import { compareText } from "./compare.ts";
import { condense } from "./condense.ts";
import { buildCsr } from "./csr.ts";
import { wavesOf } from "./waves.ts";

/** `from` stands upstream of `to`: it is proposed first. */
export type Edge = readonly [from: string, to: string];

export interface PlanOrder {
  /** Names of each wave, sorted; upstream waves first. */
  readonly waves: readonly (readonly string[])[];
  /** Names that need each other (two or more), each cycle sorted, cycles in the order of their first name. */
  readonly cycles: readonly (readonly string[])[];
}

/**
 * The order in which `names` are proposed. Edges that touch a name outside the list are left out: the order is one among
 * the listed. The same names and edges in any order give the same result. Repeated names count once.
 */
export function planOrder(names: Iterable<string>, edges: Iterable<Edge>): PlanOrder {
  const sorted = [...new Set(names)].sort(compareText);
  const numbers = new Map(sorted.map((name, index) => [name, index]));
  const from: number[] = [];
  const to: number[] = [];
  for (const [start, end] of edges) {
    const a = numbers.get(start);
    const b = numbers.get(end);
    if (a === undefined || b === undefined || a === b) continue;
    from.push(a);
    to.push(b);
  }
  const graph = buildCsr(sorted.length, from, to);
  const condensation = condense(graph);
  const waves = grouped(sorted, wavesOf(graph, condensation));
  const groups = grouped(sorted, condensation.component);
  const cycles = groups
    .filter((group) => group.length > 1)
    .sort((a, b) => compareText(a[0] ?? "", b[0] ?? ""));
  return { waves, cycles };
}

/** Names by number, in the order of the numbers; names keep their order. */
function grouped(names: readonly string[], numbers: Uint32Array): string[][] {
  const groups: string[][] = [];
  names.forEach((name, index) => {
    const number = numbers[index] ?? 0;
    while (groups.length <= number) groups.push([]);
    groups[number]?.push(name);
  });
  return groups;
}
