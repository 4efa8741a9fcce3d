import assert from "node:assert/strict";
import { test } from "node:test";

import { equipmentOf, feeOf, kindOf, Seating } from "../src/custom/seating.ts";
import { Amount } from "../src/custom/values.ts";
import { ticket, train } from "./fixtures.ts";

test("a family is seated and pays what is a sum", () => {
  assert.ok(feeOf("family", "second").compare(Amount.zero) >= 0);
  assert.equal(feeOf("family", "first").toString(), "0.00");
  const wish = { travelClass: "second", count: 2, kind: "family", quiet: false } as const;
  assert.equal(new Seating().reserve(train(), ticket(), wish)?.length, 2);
});

test("other seats and needs are as they were", () => {
  assert.deepEqual([1, 2, 9].map(kindOf), ["window", "aisle", "table"]);
  assert.ok(equipmentOf(["wheelchair", "pram"]).has("ramp"));
});
