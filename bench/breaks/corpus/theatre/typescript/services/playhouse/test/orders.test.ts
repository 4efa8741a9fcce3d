import assert from "node:assert/strict";
import { test } from "node:test";

import { orderLabel, OrderBook } from "../src/custom/orders.ts";
import { ada, bob, now, seats } from "./builders.ts";

const draft = (customerId: string, places: string, performanceId = 12n) => ({
  performanceId,
  customerId,
  seats: seats(places),
  total: 4000n,
  placedAt: now,
  extras: new Map([["programme", 1]]),
  note: undefined,
});

const filled = (): OrderBook => {
  const book = new OrderBook();
  for (const place of ["A1", "A2", "A3"]) book.place(draft(ada, place));
  book.place(draft(bob, "B1 B2", 13n));
  return book;
};

test("orders are numbered and held", () => {
  const book = filled();
  assert.equal(book.nextId, 5n);
  assert.equal(book.find(2n)?.status, "held");
  assert.equal(book.ofPerformance(12n).length, 3);
});

test("a page begins behind an order", () => {
  const ids = (limit: number, after?: bigint) =>
    filled()
      .page(ada, limit, after)
      .map((order) => order.id);
  assert.deepEqual(ids(2), [1n, 2n]);
  assert.deepEqual(ids(2, 2n), [3n]);
  assert.deepEqual(ids(2, 3n), []);
});

test("a refunded order stays refunded", () => {
  const book = filled();
  const order = book.find(1n);
  assert.ok(order);
  assert.ok(!book.advance(order, "collected"));
  assert.ok(book.advance(order, "paid"));
  assert.ok(book.advance(order, "refunded"));
  assert.ok(!book.advance(order, "paid"));
});

test("orders lapse after a quarter of an hour unless they are paid", () => {
  const book = filled();
  const paid = book.find(1n);
  assert.ok(paid && book.advance(paid, "paid"));
  const later = (minutes: number) => new Date(now.getTime() + minutes * 60_000);
  assert.equal([...book.lapsed(later(15))].length, 0);
  assert.deepEqual(
    Array.from(book.lapsed(later(16)), ({ id }) => id),
    [2n, 3n, 4n],
  );
});

test("what is stored comes back", () => {
  const book = filled();
  const order = book.find(4n);
  assert.ok(order);
  order.note = "wheelchair";
  book.paidBy(order, "pay-1");
  const again = OrderBook.fromLines(book.toLines());
  assert.deepEqual(again.find(4n), order);
  assert.equal(again.nextId, 5n);
  assert.equal(again.ofPayment("pay-1")?.id, 4n);
});

test("a stored order is one object on one line", () => {
  const [first = ""] = filled().toLines().split("\n");
  assert.deepEqual(JSON.parse(first), {
    id: "1",
    performance: "12",
    customer: ada,
    seats: ["A-1"],
    total: "4000",
    status: "held",
    placedAt: "2026-11-05T12:00:00.000Z",
    extras: { programme: 1 },
  });
});

test("an order in a state that nobody knows is not read", () => {
  const lines = filled().toLines();
  assert.throws(() => OrderBook.fromLines(lines.replace('"held"', '"lost"')), /order 1 is lost/);
  assert.throws(() => OrderBook.fromLines(lines.replace('"A-1"', '"0-1"')), /no seat 0-1/);
});

test("the orders of one customer become another's", () => {
  const book = filled();
  assert.equal(book.merge(ada, bob), 3);
  assert.equal(book.page(bob, 10).length, 4);
  assert.equal(book.find(1n)?.customerId, bob);
});

test("labels have six digits", () => {
  assert.equal(orderLabel(42n), "#000042");
});
