import assert from "node:assert/strict";
import { test } from "node:test";

import { ada, bob, ctx, open, seats } from "./builders.ts";

const cleo = "6f1c8a52-0d57-4c39-9b0e-0d4f6c3a1a03";

test("the orders and passes of several customers become one's", async () => {
  const { house, orders, subscriptions } = open();
  const input = { performanceId: 12n, extras: new Map<string, number>() };
  await house.placeOrder({ ...input, customerId: ada, seats: seats("A1") }, ctx);
  await house.placeOrder({ ...input, customerId: bob, seats: seats("A2") }, ctx);
  subscriptions.add(bob, "2026/27", { row: "A", number: 1 }, [7]);
  await house.mergeCustomer({ from: [ada, bob], into: cleo }, ctx);
  assert.equal(orders.page(cleo, 5).length, 2);
  assert.equal(orders.find(1n)?.customerId, cleo);
  assert.equal(subscriptions.covering(cleo, 7, "2026/27").length, 1);
});
