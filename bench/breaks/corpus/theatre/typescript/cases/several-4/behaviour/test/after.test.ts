import assert from "node:assert/strict";
import { test } from "node:test";

import { OrderBook } from "../src/custom/orders.ts";
import { aPayment } from "../src/generated.boxoffice.ts";
import { ada, ctx, now, open, seats } from "./builders.ts";

test("orders have texts for ids, each its own, also after they were read again", () => {
  const book = new OrderBook();
  const draft = { performanceId: 12n, customerId: ada, seats: [], total: 1n, placedAt: now };
  const ids = Array.from({ length: 12 }, () => book.place({ ...draft, extras: new Map() }).id);
  assert.ok(ids.every((id) => typeof id === "string"));
  const again = OrderBook.fromLines(book.toLines());
  const next = again.place({ ...draft, extras: new Map() }).id;
  assert.equal(new Set([...ids, next]).size, 13);
});

test("all pages together hold every order once", () => {
  const book = new OrderBook();
  const draft = { performanceId: 12n, customerId: ada, seats: [], total: 1n, placedAt: now };
  const ids = Array.from({ length: 12 }, () => book.place({ ...draft, extras: new Map() }).id);
  const seen: string[] = [];
  for (let page = book.page(ada, 5); page.length > 0; page = book.page(ada, 5, seen.at(-1)))
    seen.push(...page.map((order) => order.id));
  assert.equal(seen.length, 12);
  assert.deepEqual(new Set(seen), new Set(ids));
});

test("a refund names its order and its amount", async () => {
  const { house, orders, refunded } = open();
  await house.placeOrder(
    { performanceId: 12n, customerId: ada, seats: seats("A1"), extras: new Map() },
    ctx,
  );
  const [order] = orders.page(ada, 1);
  assert.ok(order);
  await house.payOrder({ id: order.id, method: "cash" }, ctx);
  await house.refundOrder({ id: order.id, reason: "ill" }, ctx);
  assert.deepEqual(refunded, [{ orderId: order.id, amount: 4000n, reason: "ill" }]);
  await house.notePayment({ payment: aPayment({ reference: "rent" }) }, ctx);
});
