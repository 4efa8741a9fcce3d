import assert from "node:assert/strict";
import { test } from "node:test";

import { OrderBook } from "../src/custom/orders.ts";
import { NotPaid } from "../src/generated.ts";
import { ada, ctx, now, open, seats } from "./builders.ts";

test("a reserved order can be paid, lapses, and is not refunded", async () => {
  const { house, orders } = open();
  await house.placeOrder(
    { performanceId: 12n, customerId: ada, seats: seats("A1"), extras: new Map() },
    ctx,
  );
  const order = orders.find(1n);
  assert.ok(order);
  assert.equal(order.status, "reserved");
  assert.equal([...orders.lapsed(new Date(now.getTime() + 3_600_000))].length, 1);
  assert.ok((await house.refundOrder({ id: 1n, reason: "ill" }, ctx)) instanceof NotPaid);
  const paid = await house.payOrder({ id: 1n, method: "cash" }, ctx);
  assert.ok("status" in paid && paid.status === "paid");
});

test("an order that was stored as held comes back as reserved", () => {
  const row = {
    id: "1",
    performance: "12",
    customer: ada,
    seats: ["A-1"],
    total: "4000",
    status: "held",
    placedAt: "2026-11-05T12:00:00.000Z",
    extras: {},
  };
  assert.equal(OrderBook.fromLines(JSON.stringify(row)).find(1n)?.status, "reserved");
});
