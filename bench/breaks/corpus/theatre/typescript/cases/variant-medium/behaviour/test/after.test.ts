import assert from "node:assert/strict";
import { test } from "node:test";

import { surcharge } from "../src/custom/pricing.ts";
import { ada, ctx, open, seats } from "./builders.ts";

test("an order can be paid by wallet", async () => {
  const { house, paid } = open();
  await house.placeOrder(
    { performanceId: 12n, customerId: ada, seats: seats("A1"), extras: new Map() },
    ctx,
  );
  const done = await house.payOrder({ id: 1n, method: "wallet" }, ctx);
  assert.ok("status" in done && done.status === "paid");
  assert.equal(paid[0]?.method, "wallet");
});

test("what others pay stays as it was", () => {
  assert.equal(surcharge("card", 4000n), 40n);
  assert.throws(() => surcharge(JSON.parse('"shells"'), 4000n), RangeError);
});
