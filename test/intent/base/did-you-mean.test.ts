import * as fc from "fast-check";
import { expect, test } from "vitest";
import { didYouMean, editDistance } from "#intent";

const heads = [
  "entity",
  "enum",
  "error",
  "event",
  "rpc",
  "service",
  "on",
  "in",
  "id",
  "User",
  "UserProfile",
];

function check(word: string, expected: string | undefined): void {
  expect(didYouMean(word, heads)).toBe(expected);
}

test("misspellings are recognised", () => {
  check("entitty", "entity");
  check("etnity", "entity");
  check("servcie", "service");
  check("evnt", "event");
  check("user", "User");
  check("UserProfle", "UserProfile");
});

test("what is no misspelling gets no suggestion", () => {
  check("banana", undefined);
  check("", undefined);
  check("xy", undefined);
  check("it", undefined);
  check("entity", undefined);
  check("x".repeat(100_000), undefined);
});

test("of equally near candidates the first wins", () => {
  expect(didYouMean("cat", ["car", "can"])).toBe("car");
});

/** The textbook recursion, for short words. */
function slowDistance(a: string, b: string): number {
  if (a === "" || b === "") return a.length + b.length;
  const cost = a.at(-1) === b.at(-1) ? 0 : 1;
  const distances = [
    slowDistance(a.slice(0, -1), b) + 1,
    slowDistance(a, b.slice(0, -1)) + 1,
    slowDistance(a.slice(0, -1), b.slice(0, -1)) + cost,
  ];
  if (a.length > 1 && b.length > 1 && a.at(-1) === b.at(-2) && a.at(-2) === b.at(-1)) {
    distances.push(slowDistance(a.slice(0, -2), b.slice(0, -2)) + 1);
  }
  return Math.min(...distances);
}

test("distances agree with the definition, and are symmetric", () => {
  const word = fc.string({ unit: fc.constantFrom("a", "b", "c"), maxLength: 5 });
  fc.assert(
    fc.property(word, word, fc.nat(6), (a, b, bound) => {
      const distance = slowDistance(a, b);
      expect(editDistance(a, b, bound)).toBe(Math.min(distance, bound + 1));
      expect(editDistance(b, a, bound)).toBe(Math.min(distance, bound + 1));
    }),
  );
});
