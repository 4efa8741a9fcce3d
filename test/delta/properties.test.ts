import { assert, constantFrom, type Arbitrary, nat, property, tuple } from "fast-check";
import { describe, expect, test } from "vitest";
import {
  canonicalSlice,
  deltaKinds,
  diffModels,
  reach,
  rollout,
  ruleById,
  type Delta,
  type Model,
  type Patterns,
  type Service,
} from "#intent";
import { modelOfSources, randomModel, randomUniverse } from "../support/random-universe.ts";
import { mutate, mutations } from "./mutations.ts";

/** The same list in an order that `seed` decides. */
const shuffled = <T>(list: readonly T[], seed: number): T[] =>
  list
    .map((item, index) => ({ item, rank: Math.imul(index + 1, seed * 2 + 1) % 97 }))
    .sort((a, b) => a.rank - b.rank)
    .map(({ item }) => item);

const shuffledPatterns = (patterns: Patterns, seed: number): Patterns => ({
  cruds: shuffled(patterns.cruds, seed),
  everies: shuffled(patterns.everies, seed),
  tools: shuffled(patterns.tools, seed),
  machines: Array.from(shuffled(patterns.machines, seed), (machine) => ({
    ...machine,
    transitions: shuffled(machine.transitions, seed),
  })),
  utils: Array.from(shuffled(patterns.utils, seed), (util) => ({
    ...util,
    examples: shuffled(util.examples, seed),
  })),
  engines: Array.from(shuffled(patterns.engines, seed), (engine) => ({
    ...engine,
    members: shuffled(engine.members, seed),
    invariants: shuffled(engine.invariants, seed),
  })),
  rules: Array.from(shuffled(patterns.rules, seed), (rule) => ({
    ...rule,
    hooks: shuffled(rule.hooks, seed),
  })),
  scenarios: shuffled(patterns.scenarios, seed),
});

const shuffledService = (one: Service, seed: number): Service => ({
  ...one,
  entities: shuffled(one.entities, seed),
  enums: shuffled(one.enums, seed),
  unions: shuffled(one.unions, seed),
  aliases: shuffled(one.aliases, seed),
  errors: shuffled(one.errors, seed),
  rpcs: shuffled(one.rpcs, seed),
  events: shuffled(one.events, seed),
  uses: Array.from(shuffled(one.uses, seed), (uses) => ({
    ...uses,
    items: shuffled(uses.items, seed),
  })),
  listeners: shuffled(one.listeners, seed),
  patterns: shuffledPatterns(one.patterns, seed),
  gaps: shuffled(one.gaps, seed),
});

/** The same model with its services and all top-level forms in another order. */
const shuffledModel = (model: Model, seed: number): Model => ({
  ...model,
  services: new Map(
    shuffled([...model.services], seed).map(([name, one]) => [name, shuffledService(one, seed)]),
  ),
});

/** A model before and after one random change, or two that have nothing to do with each other but names. */
const pairs: Arbitrary<readonly [Model, Model]> = tuple(
  randomModel({ unstamped: true, machines: true, utils: true }),
  constantFrom(...mutations),
  nat(1000),
).map(([model, mutation, pick]) => [model, mutate(model, mutation, pick) ?? model]);
const strangers: Arbitrary<readonly [Model, Model]> = tuple(
  randomModel({ servicesMin: 3, unstamped: true, machines: true, utils: true }),
  randomModel({ servicesMin: 3, unstamped: true, machines: true, utils: true }),
);

describe("a delta", { timeout: 60_000 }, () => {
  test("of a model with itself, read again and shuffled, is empty", () => {
    assert(
      property(
        randomUniverse({ unstamped: true, machines: true, utils: true }),
        nat(1000),
        ({ sources }, seed) => {
          const model = modelOfSources(sources);
          const again = shuffledModel(modelOfSources(sources.toReversed()), seed);
          expect(diffModels(model, again)).toEqual({ changes: [] });
          expect(reach(model, again, diffModels(model, again))).toEqual([]);
        },
      ),
    );
  });

  test("holds the kind of the one change that was made", () => {
    assert(
      property(
        randomModel({ servicesMin: 2, unstamped: true, machines: true, utils: true }),
        constantFrom(...mutations),
        nat(1000),
        (before, mutation, pick) => {
          const after = mutate(before, mutation, pick);
          if (after === undefined) return;
          expect(diffModels(before, after).changes.map(({ kind }) => kind)).toContain(
            mutation.kind,
          );
        },
      ),
      { numRuns: 250 },
    );
  });

  for (const [name, models] of [
    ["of a change", pairs],
    ["of strangers", strangers],
  ] as const) {
    test(`${name} does not depend on the order of services and forms`, () => {
      assert(
        property(models, nat(1000), ([before, after], seed) => {
          const delta = diffModels(before, after);
          const other = diffModels(shuffledModel(before, seed), shuffledModel(after, seed + 1));
          expect(other).toEqual(delta);
          expect(reach(before, after, other)).toEqual(reach(before, after, delta));
        }),
      );
    });

    test(`${name} keeps its own rules`, () => {
      assert(
        property(models, ([before, after]) => invariants(before, after, diffModels(before, after))),
      );
    });

    test(`${name} lists exactly those whose stamps become stale, and those whose own intent changed`, () => {
      assert(
        property(models, ([before, after]) => {
          const delta = diffModels(before, after);
          const listed = new Set(reach(before, after, delta).map(({ service }) => service));
          const own = new Set(
            delta.changes.filter(({ cause }) => cause === undefined).map(({ service }) => service),
          );
          for (const service of after.services.keys()) {
            const stale = canonicalSlice(before, service) !== canonicalSlice(after, service);
            if (stale || !own.has(service))
              expect([service, listed.has(service)]).toEqual([service, stale]);
          }
        }),
        { numRuns: 150 },
      );
    });
  }
});

/** A universe that says of every kind of change that nothing breaks. */
const nothingBreaks = (model: Model): Model => ({
  ...model,
  universe: {
    ...model.universe,
    surroundings: {
      ...model.universe.surroundings,
      overrides: deltaKinds.map((kind) => ({
        kind,
        source: "compatible",
        wire: "compatible",
        stored: "compatible",
        because: "So it is.",
        span: model.universe.span,
      })),
    },
  },
});

/** A universe that accepts every break of its services. */
const everythingAccepted = (model: Model): Model => ({
  ...model,
  universe: {
    ...model.universe,
    surroundings: {
      ...model.universe.surroundings,
      allowed: [...model.services.keys()].map((symbol) => ({
        symbol,
        until: "2030-12-31",
        span: model.universe.span,
        untilSpan: model.universe.span,
      })),
    },
  },
});

describe("what a universe says of changes", { timeout: 60_000 }, () => {
  test("rules of its own decide every verdict, and find the same changes", () => {
    assert(
      property(strangers, ([before, after]) => {
        const plain = diffModels(before, after);
        const ruled = diffModels(nothingBreaks(before), nothingBreaks(after));
        const what = ({ changes }: Delta): string[] =>
          changes.map(({ kind, symbol }) => `${kind} ${symbol}`);
        expect(what(ruled)).toEqual(what(plain));
        for (const { breaking, verdicts, kind, rule } of ruled.changes) {
          expect([breaking, rule]).toEqual([false, `conflict-rule ${kind}`]);
          expect(verdicts.filter(({ verdict }) => verdict !== "compatible")).toEqual([]);
        }
        for (const { order } of rollout(ruled).pairs) expect(order).toBe("any");
      }),
      { numRuns: 40 },
    );
  });

  test("accepted breaks are marked and stay what they are", () => {
    assert(
      property(strangers, ([before, after]) => {
        const plain = diffModels(before, after);
        const accepted = diffModels(before, everythingAccepted(after));
        const own = accepted.changes.filter(({ service }) => after.services.has(service));
        for (const { breaking, allowed } of own) expect(allowed !== undefined).toBe(breaking);
        const unmarked = accepted.changes
          .filter(({ kind }) => !kind.startsWith("allow-break-"))
          .map(({ allowed: _allowed, ...change }) => change);
        expect(unmarked).toEqual(plain.changes);
      }),
      { numRuns: 40 },
    );
  });
});

function invariants(before: Model, after: Model, delta: Delta): void {
  const order = delta.changes.map(({ service }) => service);
  expect(order).toEqual(order.toSorted());
  for (const change of delta.changes) {
    const { axes, breaking, verdicts, rule } = change;
    expect(breaking).toBe(Object.values(axes).some((verdict) => verdict !== "compatible"));
    expect(ruleById(rule ?? "")?.kind).toBe(change.kind);
    const keys = verdicts.map(({ consumer, use }) => `${consumer} ${use}`);
    expect(new Set(keys).size).toBe(keys.length);
    for (const { consumer, outside } of verdicts)
      expect(after.services.has(consumer)).toBe(outside === undefined);
    if (change.guess !== undefined) expect(change.guess.confidence).toBeGreaterThanOrEqual(0.5);
  }
  for (const { expect: expected, reasons, service } of reach(before, after, delta)) {
    expect(reasons.length).toBeGreaterThan(0);
    const verdicts = delta.changes.flatMap((change) =>
      change.verdicts.filter(({ consumer }) => consumer === service),
    );
    expect(verdicts.some(({ verdict }) => verdict === expected)).toBe(true);
  }
  for (const { provider, consumer, symbols } of rollout(delta).pairs) {
    expect(provider).not.toBe(consumer);
    expect(symbols.length).toBeGreaterThan(0);
  }
}
