import { assert, property, tuple, nat } from "fast-check";
import { expect, test } from "vitest";
import { buildModel, rebuildModel, type Source } from "#intent";
import { randomUniverse } from "../../support/random-universe.ts";

/** What a person may do to one file: nothing, another universe's text, a text that is cut off, or none at all. */
function edited(sources: readonly Source[], others: readonly Source[], seed: number): Source[] {
  return sources.flatMap((source, index) => {
    const what = (seed >> (index * 2)) & 3;
    if (what === 1) return others.find((other) => other.path === source.path) ?? source;
    if (what === 2) return { ...source, text: source.text.slice(0, source.text.length >> 1) };
    return what === 3 && index > 0 ? [] : source;
  });
}

test("a model that is built from a known one is the model of its texts", () => {
  assert(
    property(tuple(randomUniverse(), randomUniverse(), nat(0xffff)), ([one, other, seed]) => {
      const known = buildModel(one.sources)[0];
      if (known === undefined) throw new Error("a random universe has a model");
      const sources = edited(one.sources, other.sources, seed);
      const rebuilt = rebuildModel(sources, { sources: one.sources, model: known });
      expect(rebuilt).toEqual(buildModel(sources)[0]);
    }),
    { numRuns: 300 },
  );
});

test("files that did not change are taken over, not read again", () => {
  assert(
    property(randomUniverse(), ({ sources }) => {
      const known = buildModel(sources)[0];
      if (known === undefined) throw new Error("a random universe has a model");
      const rebuilt = rebuildModel(sources, { sources, model: known });
      for (const [name, service] of known.services)
        expect(rebuilt?.services.get(name)).toBe(service);
    }),
    { numRuns: 20 },
  );
});
