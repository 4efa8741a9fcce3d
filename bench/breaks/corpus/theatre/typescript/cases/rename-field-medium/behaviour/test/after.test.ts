import assert from "node:assert/strict";
import { test } from "node:test";

import { OrderBook } from "../src/custom/orders.ts";
import { aTicketOrder } from "../src/generated.ts";
import { ctx, now, open, seats } from "./builders.ts";

test("an order knows when it came in, and lapses by it", async () => {
  const { house, orders } = open();
  const input = {
    performanceId: 12n,
    customerId: aTicketOrder().customerId,
    seats: seats("A1"),
    extras: new Map<string, number>(),
  };
  const placed = await house.placeOrder(input, ctx);
  assert.ok("orderedAt" in placed);
  assert.deepEqual(placed.orderedAt, now);
  assert.equal([...orders.lapsed(new Date(now.getTime() + 3_600_000))].length, 1);
});

test("orders that were stored before are still read", () => {
  const row = {
    id: "1",
    performance: "12",
    customer: aTicketOrder().customerId,
    seats: ["A-1"],
    total: "4000",
    status: "held",
    placedAt: "2026-11-05T12:00:00.000Z",
    extras: {},
  };
  const book = OrderBook.fromLines(JSON.stringify(row));
  assert.deepEqual(book.find(1n)?.orderedAt, now);
  assert.equal(JSON.parse(book.toLines()).placedAt, row.placedAt);
});
