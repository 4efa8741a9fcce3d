import { describe, expect, test } from "vitest";
import { diffModels, rollout, type Rollout } from "#intent";
import { modelOf } from "../support/model-of.ts";

const base = `
(service users (language rust)
  (entity User (id i32) (name string) (age (optional i32)))
  (rpc get-user (in (id i32)) (out User))
  (event created (user User)))
(service web (language typescript) (uses users (rpc get-user)))
(service mail (language python) (on users/created :do greet))
(service audit (language rust) (uses users (entity User)))`;

function check(
  from: string,
  to: string,
  expected: { pairs: Record<string, string>; steps?: string[][]; phases?: string[] },
): Rollout {
  expect(base).toContain(from);
  const result = rollout(diffModels(modelOf(base), modelOf(base.replace(from, to))));
  expect(
    Object.fromEntries(
      result.pairs.map((pair) => [`${pair.provider} ${pair.consumer}`, pair.order]),
    ),
  ).toEqual(expected.pairs);
  expect(result.steps).toEqual(expected.steps ?? []);
  expect(result.phases.flatMap(({ services }) => services)).toEqual(
    ["accept", "switch", "drop"].flatMap(() => expected.phases ?? []),
  );
  for (const { sentence } of [...result.pairs, result]) expect(sentence).toMatch(/^Deploy .*\.$/);
  return result;
}

describe("what the wire says about deploying", () => {
  test("another form on the wire: phases, for all that talk about it and nobody else", () => {
    const { pairs } = check("(name string)", "(name i32)", {
      pairs: { "users mail": "phases", "users web": "phases" },
      steps: [["mail", "users", "web"]],
      phases: ["mail", "users", "web"],
    });
    expect(pairs[1]?.symbols).toEqual(["users/User.name"]);
  });

  test("a rename keeps the wire: any order", () =>
    check("(name string)", "(full-name string :was name)", {
      pairs: { "users mail": "any", "users web": "any" },
    }));

  test("an answer that holds more: the provider first, since a new reader misses it in an old answer", () =>
    check("(name string)", "(name string) (mail string)", {
      pairs: { "users mail": "provider-first", "users web": "provider-first" },
      steps: [["users"], ["mail", "web"]],
    }));

  test("an answer that holds less: the readers first", () =>
    check("(name string)", "", {
      pairs: { "users mail": "consumer-first", "users web": "consumer-first" },
      steps: [["mail", "web"], ["users"]],
    }));

  test("a request that asks for more: the caller first, since an old call lacks it", () =>
    check("(in (id i32))", "(in (id i32) (deep bool))", {
      pairs: { "users web": "consumer-first" },
      steps: [["web"], ["users"]],
    }));

  test("a request that may hold more: any order", () =>
    check("(in (id i32))", "(in (id i32) (deep bool :default false))", {
      pairs: { "users web": "any" },
    }));

  test("opposite orders between two services are phases", () =>
    check("(in (id i32)) (out User)", "(in (id i32) (deep bool)) (out bool)", {
      pairs: { "users web": "phases" },
      steps: [["users", "web"]],
      phases: ["users", "web"],
    }));

  test("words and nothing: any order, no pair", () => {
    check("(service users (language rust)", '(service users "Accounts." (language rust)', {
      pairs: {},
    });
    expect(rollout({ changes: [] })).toEqual({
      pairs: [],
      steps: [],
      phases: [],
      sentence: "Deploy in any order: old and new understand each other.",
    });
  });

  test("who is outside is deployed by nobody here: what an old version does not understand goes in phases", () => {
    const universe = `(universe shop (services "services/*")
      (consumer app :outside :lag 30d (uses users (rpc get-user))))`;
    const roll = (from: string, to: string): Rollout =>
      rollout(diffModels(modelOf(universe, base), modelOf(universe, base.replace(from, to))));
    const dropped = roll("(age (optional i32))", "");
    expect(dropped.phases).toEqual([]);
    const { pairs, steps, phases, sentence } = roll(" (name string)", "");
    expect(pairs.map(({ consumer, order, outside }) => [consumer, order, outside])).toEqual([
      ["app", "phases", { lag: "2592000s" }],
      ["mail", "consumer-first", undefined],
      ["web", "consumer-first", undefined],
    ]);
    expect(steps).toEqual([["mail", "web"], ["users"]]);
    expect(phases.map(({ name, services }) => [name, services])).toEqual([
      ["accept", ["users"]],
      ["switch", ["users"]],
      ["drop", ["users"]],
    ]);
    expect(sentence).toMatch(/once no old app is left\.$/);
    // A new answer that holds more is no matter to it, and its own next version waits for the provider.
    const grown = roll("(name string)", "(name string) (mail string)");
    expect(grown.pairs.find(({ consumer }) => consumer === "app")?.order).toBe("provider-first");
    expect(grown.phases).toEqual([]);
  });

  test("a key is sent by nobody whose call would act twice", () => {
    const keyed = base.replace("(out User))", "(out User) (idempotent))");
    const orders = (from: string, to: string): (readonly [string, string])[] =>
      rollout(diffModels(modelOf(from), modelOf(to))).pairs.map((one) => [one.consumer, one.order]);
    expect(orders(base, keyed)).toEqual([["web", "provider-first"]]);
    expect(orders(keyed, base)).toEqual([["web", "consumer-first"]]);
  });

  test("a route that moves is missed by who is outside alone: stamped clients call by name", () => {
    const universe = `(universe shop (services "services/*")
      (consumer app :outside :lag 30d (uses users (rpc get-user))))`;
    const routed = (path: string): string =>
      base.replace("(rpc get-user", `(rpc get-user (http get "${path}")`);
    const { pairs } = rollout(
      diffModels(modelOf(universe, routed("/users/{id}")), modelOf(universe, routed("/all/{id}"))),
    );
    expect(pairs.map(({ consumer, order }) => [consumer, order])).toEqual([
      ["app", "phases"],
      ["web", "any"],
    ]);
  });

  test("a rule of the universe that says otherwise of the wire is what counts", () => {
    const universe = `(universe shop (services "services/*")
      (conflict-rule field-removed :wire compatible :because "our readers leave it out"))`;
    const after = base.replace(" (name string)", "");
    const { pairs } = rollout(diffModels(modelOf(universe, base), modelOf(universe, after)));
    expect(pairs.map(({ order }) => order)).toEqual(["any", "any"]);
  });
});
