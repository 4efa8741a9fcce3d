import assert from "node:assert/strict";
import { test } from "node:test";

import { Cache } from "../src/custom/cache.ts";

test("the entry that was used longest ago leaves first", () => {
  const cache = new Cache<number, string>({ limit: 2, maxAgeMs: 10 }, () => 0);
  cache.set(7, "seven");
  cache.set(8, "eight");
  assert.equal(cache.get(7), "seven");
  cache.set(9, "nine");
  assert.equal(cache.get(8), undefined);
  assert.equal(cache.size, 2);
});

test("an entry is forgotten when it is too old", () => {
  let now = 0;
  const cache = new Cache<string, number>({ limit: 2, maxAgeMs: 10 }, () => now);
  cache.set("7", 7);
  now = 10;
  assert.equal(cache.get("7"), 7);
  now = 11;
  assert.equal(cache.get("7"), undefined);
});
