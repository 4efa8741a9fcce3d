import { array, assert, integer, property, tuple } from "fast-check";
import { expect, test } from "vitest";
import { blastRadius, buildCsr, planOrder, reachableFrom } from "#intent";

const size = 20;
const node = integer({ min: 0, max: size - 1 });
const nameOf = (one: number): string => String(one).padStart(2, "0");

test("the blast radius is what the seeds reach, with the waves that the plan gives those", () => {
  assert(
    property(
      array(tuple(node, node), { maxLength: 50 }),
      array(node, { maxLength: 3 }),
      (edges, seeds) => {
        const graph = buildCsr(
          size,
          edges.map(([from]) => from),
          edges.map(([, to]) => to),
        );
        const { nodes, waves } = blastRadius(graph, seeds);
        expect([...nodes]).toEqual([...reachableFrom(graph, seeds)]);
        const plan = planOrder(
          [...nodes].map(nameOf),
          edges.map(([from, to]) => [nameOf(from), nameOf(to)]),
        );
        const found = [...nodes].map((one) =>
          plan.waves.findIndex((wave) => wave.includes(nameOf(one))),
        );
        expect([...waves]).toEqual(found);
      },
    ),
    { numRuns: 500 },
  );
});
