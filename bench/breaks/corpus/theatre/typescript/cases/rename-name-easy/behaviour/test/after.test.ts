import assert from "node:assert/strict";
import { test } from "node:test";

import { TooLateToRefund } from "../src/generated.ts";
import { ada, ctx, open, seats } from "./builders.ts";

test("a refund on the day itself is too late", async () => {
  const { house, at } = open();
  await house.placeOrder(
    { performanceId: 12n, customerId: ada, seats: seats("A1"), extras: new Map() },
    ctx,
  );
  await house.payOrder({ id: 1n, method: "cash" }, ctx);
  at("2026-11-07T10:30:00Z");
  const answer = await house.refundOrder({ id: 1n, reason: "ill" }, ctx);
  assert.ok(answer instanceof TooLateToRefund);
  assert.equal(answer.hours, 8);
  assert.equal(answer.id, 1n);
});
