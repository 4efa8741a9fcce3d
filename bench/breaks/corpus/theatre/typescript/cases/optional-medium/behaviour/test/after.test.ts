import assert from "node:assert/strict";
import { test } from "node:test";

import { OrderBook } from "../src/custom/orders.ts";
import { envelope } from "../src/custom/report.ts";
import { aCustomer } from "../src/generated.boxoffice.ts";
import { ada, ctx, open, seats } from "./builders.ts";

const placed = async (note?: string) => {
  const { house, orders } = open();
  const input = { performanceId: 12n, customerId: ada, extras: new Map<string, number>() };
  await house.placeOrder({ ...input, seats: seats("A1"), note }, ctx);
  const order = orders.find(1n);
  assert.ok(order);
  return { order, orders };
};

test("a note is kept, stored and printed", async () => {
  const { order, orders } = await placed("aisle");
  assert.equal(order.note, "aisle");
  assert.equal(OrderBook.fromLines(orders.toLines()).find(1n)?.note, "aisle");
  assert.ok(envelope(order, aCustomer()).endsWith("Note: aisle"));
});

test("where nobody said anything there is a text all the same", async () => {
  const { order } = await placed();
  assert.equal(typeof order.note, "string");
});
