import assert from "node:assert/strict";
import { test } from "node:test";

import { allowanceOf, cardOf, readCard, readTier } from "../src/custom/readers.ts";
import { tierValues } from "../src/generated.ts";

test("students have an allowance and cards", () => {
  assert.ok(allowanceOf("student").loans > 0);
  assert.equal(readTier("Student"), "student");
  assert.equal(readCard(cardOf("student", 17)), 17);
  assert.equal(tierValues.length, 5);
  assert.deepEqual(
    tierValues.slice(0, 4).map((tier) => allowanceOf(tier).days),
    [21, 28, 35, 56],
  );
});
