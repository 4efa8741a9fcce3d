import { Graph, alg } from "@dagrejs/graphlib";
import {
  array,
  assert,
  constant,
  integer,
  nat,
  property,
  record,
  shuffledSubarray,
  tuple,
} from "fast-check";
import { describe, expect, test } from "vitest";
import {
  buildCsr,
  condense,
  planOrder,
  reachableFrom,
  reverseCsr,
  wavesOf,
  type Edge,
} from "#intent";

/** Random names and edges, cycles and repeats included. */
const universes = integer({ min: 1, max: 24 }).chain((size) => {
  const name = integer({ min: 0, max: size - 1 }).map((number) => `service-${number}`);
  const names = Array.from({ length: size }, (_, number) => `service-${number}`);
  return record({
    names: constant(names),
    edges: array(tuple(name, name), { maxLength: size * 3 }),
  });
});

function peer(names: readonly string[], edges: readonly Edge[]): Graph {
  const graph = new Graph();
  for (const name of names) graph.setNode(name);
  for (const [from, to] of edges) if (from !== to) graph.setEdge(from, to);
  return graph;
}

const sortedGroups = (groups: readonly (readonly string[])[]): string[] =>
  groups.map((group) => [...group].sort().join(" ")).sort();

describe("planOrder agrees with @dagrejs/graphlib", () => {
  test("on cycles", () => {
    assert(
      property(universes, ({ names, edges }) => {
        expect(sortedGroups(planOrder(names, edges).cycles)).toEqual(
          sortedGroups(alg.findCycles(peer(names, edges))),
        );
      }),
    );
  });

  test("on order: every edge between cycles goes to a later wave, and no wave is later than it must be", () => {
    assert(
      property(universes, ({ names, edges }) => {
        const { waves, cycles } = planOrder(names, edges);
        const wave = new Map(
          waves.flatMap((group, index) => group.map((name) => [name, index] as const)),
        );
        const cycle = new Map(
          cycles.flatMap((group, index) => group.map((name) => [name, index] as const)),
        );
        const together = (a: string, b: string): boolean =>
          a === b || (cycle.has(a) && cycle.get(a) === cycle.get(b));
        const mates = (name: string): string[] => names.filter((other) => together(name, other));
        for (const name of names) {
          const incoming = edges.filter(
            ([from, to]) => mates(name).includes(to) && !together(from, name),
          );
          const needed =
            Math.max(-1, ...incoming.map(([from]) => wave.get(from) ?? Number.NaN)) + 1;
          expect(wave.get(name)).toBe(needed);
        }
        if (alg.isAcyclic(peer(names, edges))) {
          expect(cycles).toEqual([]);
          expect(waves.flat().toSorted()).toEqual(alg.topsort(peer(names, edges)).toSorted());
        }
      }),
    );
  });

  test("on components and reachability, forward and backward", () => {
    assert(
      property(universes, nat(), ({ names, edges }, pick) => {
        const number = new Map(names.map((name, index) => [name, index]));
        const ends = (side: 0 | 1): number[] => edges.map((edge) => number.get(edge[side]) ?? -1);
        const csr = buildCsr(names.length, ends(0), ends(1));
        const graph = peer(names, edges);
        const { component } = condense(csr);
        const groups = Map.groupBy(names, (name) => component[number.get(name) ?? 0]);
        expect(sortedGroups([...groups.values()])).toEqual(sortedGroups(alg.tarjan(graph)));
        const seed = pick % names.length;
        const named = (nodes: Uint32Array): string[] =>
          [...nodes].map((node) => names[node] ?? "").sort();
        expect(named(reachableFrom(csr, [seed]))).toEqual(
          alg.preorder(graph, [`service-${seed}`]).toSorted(),
        );
        const turned = peer(
          names,
          edges.map(([from, to]) => [to, from]),
        );
        expect(named(reachableFrom(reverseCsr(csr), [seed, seed]))).toEqual(
          alg.preorder(turned, [`service-${seed}`]).toSorted(),
        );
      }),
    );
  });

  test("the order of names and edges, and repeats of either, change nothing", () => {
    const shuffled = universes.chain(({ names, edges }) =>
      record({
        names: constant(names),
        edges: constant(edges),
        otherNames: shuffledSubarray([...names, ...names], {
          minLength: names.length * 2,
          maxLength: names.length * 2,
        }),
        otherEdges: shuffledSubarray([...edges, ...edges], {
          minLength: edges.length * 2,
          maxLength: edges.length * 2,
        }),
      }),
    );
    assert(
      property(shuffled, ({ names, edges, otherNames, otherEdges }) => {
        expect(planOrder(otherNames, otherEdges)).toEqual(planOrder(names, edges));
      }),
    );
  });
});

describe("planOrder on input and output", () => {
  const check = (
    names: string[],
    edges: Edge[],
    waves: string[][],
    cycles: string[][] = [],
  ): void => expect(planOrder(names, edges)).toEqual({ waves, cycles });

  test("nothing", () => check([], [], []));
  test("the longest way decides the wave", () =>
    check(
      ["c", "b", "a"],
      [
        ["a", "b"],
        ["b", "c"],
        ["a", "c"],
      ],
      [["a"], ["b"], ["c"]],
    ));
  test("a cycle shares a wave and its downstream waits for it", () =>
    check(
      ["d", "b", "a", "c"],
      [
        ["a", "b"],
        ["b", "a"],
        ["b", "c"],
        ["d", "d"],
      ],
      [["a", "b", "d"], ["c"]],
      [["a", "b"]],
    ));
  test("edges of services that are not listed do not count", () =>
    check(
      ["a", "c"],
      [
        ["a", "b"],
        ["b", "c"],
      ],
      [["a", "c"]],
    ));
});

test("a chain of 20,000 and a ring of 20,000 need no recursion", () => {
  const size = 20_000;
  const from = Array.from({ length: size - 1 }, (_, node) => node);
  const chain = buildCsr(
    size,
    from,
    from.map((node) => node + 1),
  );
  const waves = wavesOf(chain, condense(chain));
  expect([waves[0], waves[size - 1]]).toEqual([0, size - 1]);
  const ring = buildCsr(size, [...from, size - 1], [...from.map((node) => node + 1), 0]);
  expect(condense(ring).count).toBe(1);
  expect(reachableFrom(ring, [size - 1])).toHaveLength(size);
});

test("an edge that leaves the graph is a bug of the caller", () => {
  expect(() => buildCsr(2, [0], [2])).toThrow(RangeError);
  expect(() => buildCsr(2, [0, 1], [1])).toThrow(RangeError);
});
