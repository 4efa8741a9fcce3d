import assert from "node:assert/strict";
import { test } from "node:test";

import { itemLabel, LostProperty, mayBecome } from "../src/custom/lost.ts";
import { aLostItem } from "../src/generated.ts";

test("a thing that nobody wanted may be sold once", () => {
  assert.ok(mayBecome("found", "sold"));
  assert.ok(!mayBecome("returned", "sold"));
  const item = aLostItem({ id: 3, description: "hat", trainId: 7, state: "sold" });
  assert.equal(itemLabel(item), "Lost #3: hat, train 7, sold");
});

test("what is sold can be claimed no more, and is not found", () => {
  const lost = new LostProperty();
  const item = lost.add({ trainId: 7, description: "hat", colours: [], foundOn: "2026-03-01" });
  item.state = "sold";
  assert.ok("code" in lost.claim(item.id, 12));
  assert.deepEqual(lost.search({ words: "hat", page: 1 }), []);
});
