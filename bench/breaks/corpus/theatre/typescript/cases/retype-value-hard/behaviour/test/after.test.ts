import assert from "node:assert/strict";
import { test } from "node:test";

import { Bar, worth } from "../src/custom/foyer.ts";
import { aBarSale } from "../src/generated.ts";
import { now } from "./builders.ts";

test("a sale is worth its pieces in cents", () => {
  assert.equal(worth(aBarSale({ unitPrice: 280n, quantity: 3 })), 840n);
  const bar = new Bar();
  assert.equal(bar.sell(12n, "pretzel", 2, now).unitPrice, 280n);
  assert.equal(bar.sell(12n, "water", 1, now).unitPrice, 300n);
  assert.equal(bar.takings(12n), 860n);
});

test("the journal still tells euros", () => {
  const bar = new Bar();
  bar.sell(12n, "sekt", 1, now);
  assert.equal(Number(bar.journal().split("\t").at(-1)), 6.5);
});
