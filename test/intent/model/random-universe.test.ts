import { assert, property } from "fast-check";
import { expect, test } from "vitest";
import {
  canonicalSlice,
  type Model,
  ownTypes,
  resolveType,
  type Source,
  type TypeRef,
} from "#intent";
import { modelOfSources, randomModel, randomUniverse } from "../../support/random-universe.ts";

const slices = (model: Model): (string | undefined)[] =>
  [...model.services.keys()].map((name) => canonicalSlice(model, name));

/** The names in a type that are still to be expanded. */
function left(model: Model, type: TypeRef): string[] {
  if ("item" in type) return left(model, type.item);
  if (type.kind === "map") return [...left(model, type.key), ...left(model, type.value)];
  if (type.kind === "member") return [`${type.entity}.${type.field}`];
  if (type.kind === "primitive" || type.kind === "file") return [];
  const aliases = model.services.get(type.service)?.aliases ?? [];
  return aliases.some((alias) => alias.name === type.name) ? [type.name] : [];
}

test("random universes check clean, and their services are sorted by name", () => {
  assert(
    property(randomUniverse(), ({ sources }) => {
      const model = modelOfSources(sources);
      expect(model.services.size).toBe(sources.length - 1);
      expect([...model.services.keys()]).toEqual([...model.services.keys()].toSorted());
    }),
    { numRuns: 200 },
  );
});

test("a resolved type holds no alias and no member", () => {
  assert(
    property(randomModel(), (model) => {
      for (const service of model.services.values()) {
        for (const type of ownTypes(service))
          expect(left(model, resolveType(model, type))).toEqual([]);
      }
    }),
    { numRuns: 100 },
  );
});

/** The same texts with comments, other layout, and files in another order. */
const disguised = (sources: readonly Source[]): Source[] =>
  sources
    .map((source) => ({
      path: source.path,
      text: source.text.replaceAll("\n", " ; a comment\n\n\t").replace("(lang", "#;(gone) (lang"),
    }))
    .toReversed();

test("layout, comments and the order of files do not enter a slice", () => {
  assert(
    property(randomUniverse(), ({ sources }) => {
      expect(slices(modelOfSources(disguised(sources)))).toEqual(slices(modelOfSources(sources)));
    }),
    { numRuns: 100 },
  );
});
