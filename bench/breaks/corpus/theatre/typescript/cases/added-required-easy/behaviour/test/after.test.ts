import assert from "node:assert/strict";
import { test } from "node:test";

import { Bar } from "../src/custom/foyer.ts";
import { now } from "./builders.ts";

test("a sale names a till beside all that it named before", () => {
  const sale = new Bar().sell(12n, "Pretzel", 2, now);
  assert.equal(typeof sale.till, "number");
  assert.deepEqual([sale.item, sale.quantity, sale.unitPrice], ["pretzel", 2, "2.80"]);
});
