import assert from "node:assert/strict";
import { test } from "node:test";

import { ctx, ada, open, seats } from "./builders.ts";

test("a night report counts in 64 bits", async () => {
  const { house } = open();
  await house.placeOrder(
    { performanceId: 12n, customerId: ada, seats: seats("B1 B2"), extras: new Map() },
    ctx,
  );
  await house.payOrder({ id: 1n, method: "cash" }, ctx);
  const night = await house.getNightReport({ performanceId: 12n }, ctx);
  assert.ok("sold" in night);
  assert.equal(night.sold, 2n);
  assert.equal(night.occupancy, 0.2);
});
