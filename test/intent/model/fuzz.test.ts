import { assert, array, nat, property, record } from "fast-check";
import { expect, test } from "vitest";
import {
  buildModel,
  canonicalSlice,
  lookup,
  ownTypes,
  reachedTypes,
  resolveType,
  type Source,
  symbolsOf,
  typeText,
} from "#intent";
import { randomUniverse } from "../../support/random-universe.ts";

/** Tokens that a slip of the hand leaves behind. */
const slips = [
  "",
  "(",
  ")",
  ":",
  ":key",
  ":was",
  "optional",
  "(list",
  "x",
  "User",
  "users/",
  "0",
  '"',
  "1d",
  "#;",
  "true",
  "lang",
];

const slip = record({ source: nat(20), at: nat(5000), length: nat(12), put: nat(100) });

function damaged(
  sources: readonly Source[],
  slipsMade: readonly { source: number; at: number; length: number; put: number }[],
): Source[] {
  const result = [...sources];
  for (const { source, at, length, put } of slipsMade) {
    const index = source % result.length;
    const one = result[index];
    if (one === undefined) continue;
    const start = at % (one.text.length + 1);
    const text = `${one.text.slice(0, start)}${slips[put % slips.length] ?? ""}${one.text.slice(start + length)}`;
    result[index] = { path: one.path, text };
  }
  return result;
}

test("damaged universes give diagnostics in their texts, and partial models that can be walked", () => {
  assert(
    property(
      randomUniverse(),
      array(slip, { minLength: 1, maxLength: 6 }),
      ({ sources }, slipsMade) => {
        const texts = damaged(sources, slipsMade);
        const lengths = new Map(texts.map(({ path, text }) => [path, text.length]));
        const [model, diagnostics] = buildModel(texts);
        for (const { span, file, message } of diagnostics) {
          expect(span.start).toBeLessThanOrEqual(span.end);
          expect(span.end).toBeLessThanOrEqual(lengths.get(file) ?? -1);
          expect(message).not.toContain("undefined");
        }
        if (model === undefined) expect(diagnostics).not.toEqual([]);
        if (model === undefined) return;
        for (const service of model.services.values()) {
          for (const { symbol } of symbolsOf(service)) expect(lookup(model, symbol)).toBeDefined();
          const types = ownTypes(service);
          for (const type of types)
            expect(typeText(resolveType(model, type), service.name)).not.toBe("");
          reachedTypes(model, types);
          expect(canonicalSlice(model, service.name)).toContain(service.name);
        }
      },
    ),
    { numRuns: 1000 },
  );
});
