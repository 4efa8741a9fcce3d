import assert from "node:assert/strict";
import { test } from "node:test";

import { OrderBook } from "../src/custom/orders.ts";
import { aRehearsal } from "../src/generated.programme.ts";
import { ada, ctx, open, seats } from "./builders.ts";

test("somebody who paid may not show up", () => {
  const book = new OrderBook();
  const draft = { performanceId: 12n, customerId: ada, seats: seats("A1"), total: 1n };
  const order = book.place({ ...draft, extras: new Map(), placedAt: new Date(0) });
  assert.ok(!book.advance(order, "no-show"));
  assert.ok(book.advance(order, "paid"));
  assert.ok(book.advance(order, "no-show"));
  assert.equal(OrderBook.fromLines(book.toLines()).find(1n)?.status, "no-show");
});

test("a refund tells whose money it was, and a rehearsal is no trouble", async () => {
  const { house, refunded } = open();
  await house.placeOrder(
    { performanceId: 12n, customerId: ada, seats: seats("A1"), extras: new Map() },
    ctx,
  );
  await house.payOrder({ id: 1n, method: "cash" }, ctx);
  await house.refundOrder({ id: 1n, reason: "ill" }, ctx);
  assert.equal(refunded[0]?.customerId, ada);
  await house.noteRehearsal({ rehearsal: aRehearsal() }, ctx);
});
