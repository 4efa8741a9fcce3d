import assert from "node:assert/strict";
import { test } from "node:test";

import { RefundPending } from "../src/generated.boxoffice.ts";
import { ada, ctx, open, seats } from "./builders.ts";

test("a refund goes through as before", async () => {
  const { house, refunded, occupancy } = open();
  await house.placeOrder(
    { performanceId: 12n, customerId: ada, seats: seats("A1"), extras: new Map() },
    ctx,
  );
  await house.payOrder({ id: 1n, method: "cash" }, ctx);
  await house.refundOrder({ id: 1n, reason: "ill" }, ctx);
  assert.equal(refunded.length, 1);
  assert.equal(occupancy.taken(12n).size, 0);
  assert.equal(typeof RefundPending, "function");
});
