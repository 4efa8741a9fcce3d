import assert from "node:assert/strict";
import { test } from "node:test";

import { Bill } from "../src/custom/fees.ts";

test("each fee has a tax that makes sense", () => {
  const { fees } = new Bill().add("waste", 7n, "flag DE").add("berth", 9n, "an hour");
  assert.equal(fees.length, 2);
  for (const { vatPercent } of fees) assert.ok(vatPercent >= 0 && vatPercent <= 100);
});
