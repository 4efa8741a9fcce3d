import assert from "node:assert/strict";
import { test } from "node:test";

import { ada, ctx, open, seats } from "./builders.ts";

test("an order is in the hall of its performance", async () => {
  const { house, orders } = open();
  const placed = await house.placeOrder(
    { performanceId: 12n, customerId: ada, seats: seats("A1"), extras: new Map() },
    ctx,
  );
  assert.ok("hallId" in placed);
  assert.equal(placed.hallId, 3);
  assert.equal(orders.find(1n)?.hallId, 3);
});
