import assert from "node:assert/strict";
import { test } from "node:test";

import { prices } from "./builders.ts";

test("bands have steps unless they say otherwise", () => {
  const { stepFree, label, cents } = prices.bandOf({ row: "A", number: 1 });
  assert.deepEqual([stepFree, label, cents], [false, "Stalls", 4000n]);
});
