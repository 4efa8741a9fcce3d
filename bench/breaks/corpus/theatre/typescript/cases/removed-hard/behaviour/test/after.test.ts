import assert from "node:assert/strict";
import { test } from "node:test";

import { OrderBook } from "../src/custom/orders.ts";
import { aPayment } from "../src/generated.boxoffice.ts";
import { ada, ctx, open, seats } from "./builders.ts";

test("what was paid is still given back", async () => {
  const asked: string[] = [];
  const { house, orders, refunded } = open({
    refund: async ({ paymentId, amount }) => {
      asked.push(paymentId);
      return aPayment({ id: paymentId, amount });
    },
  });
  await house.placeOrder(
    { performanceId: 12n, customerId: ada, seats: seats("A1"), extras: new Map() },
    ctx,
  );
  await house.payOrder({ id: 1n, method: "cash" }, ctx);
  const order = orders.find(1n);
  assert.ok(order && !("paymentId" in order));
  assert.equal(orders.ofPayment("pay-#000001"), order);
  await house.refundOrder({ id: 1n, reason: "ill" }, ctx);
  assert.deepEqual(asked, ["pay-#000001"]);
  assert.equal(refunded.length, 1);
});

test("an order comes back from the file", () => {
  const book = new OrderBook();
  const draft = { performanceId: 1n, customerId: ada, seats: seats("A1"), total: 1n };
  book.place({ ...draft, extras: new Map(), placedAt: new Date(0) });
  assert.equal(OrderBook.fromLines(book.toLines()).nextId, 2n);
});
