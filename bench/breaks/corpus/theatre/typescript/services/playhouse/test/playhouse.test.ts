import assert from "node:assert/strict";
import { test } from "node:test";

import { persist } from "../src/custom/collections.ts";
import {
  NotPaid,
  OrderNotFound,
  RefundTooLate,
  router,
  SeatTaken,
  VoucherInvalid,
} from "../src/generated.ts";
import type { PlaceOrderIn } from "../src/generated.ts";
import { aPayment, CustomerNotFound, PaymentRefused } from "../src/generated.boxoffice.ts";
import { PerformanceNotFound } from "../src/generated.programme.ts";
import { ada, bob, ctx, open, seats, tonight } from "./builders.ts";

const order = (places: string, changes: Partial<PlaceOrderIn> = {}): PlaceOrderIn => ({
  performanceId: 12n,
  customerId: ada,
  seats: seats(places),
  extras: new Map(),
  ...changes,
});

test("seats are held, paid and announced", async () => {
  const { house, paid } = open();
  const placed = await house.placeOrder(order("A1 A2"), ctx);
  assert.ok("status" in placed);
  assert.equal(placed.total, 8000n);
  const done = await house.payOrder({ id: placed.id, method: "card" }, ctx);
  assert.ok("status" in done && done.status === "paid");
  assert.equal(done.paymentId, "pay-#000001");
  assert.equal(paid[0]?.method, "card");
});

test("a seat is sold once, and only where there is one", async () => {
  const { house } = open();
  await house.placeOrder(order("A1"), ctx);
  const again = await house.placeOrder(order("A2 A1", { customerId: bob }), ctx);
  assert.ok(again instanceof SeatTaken);
  assert.deepEqual([again.row, again.number], ["A", 1]);
  assert.ok((await house.placeOrder(order("C1"), ctx)) instanceof SeatTaken);
  assert.ok((await house.placeOrder(order("A2"), ctx)) instanceof Object);
});

test("seats that nobody pays are free again", async () => {
  const { house, orders, at } = open();
  await house.placeOrder(order("A1"), ctx);
  at("2026-11-05T12:16:00Z");
  const placed = await house.placeOrder(order("A1", { customerId: bob }), ctx);
  assert.ok("status" in placed && placed.id === 2n);
  assert.equal(orders.find(1n)?.status, "refunded");
});

test("performances and customers must be known", async () => {
  const { house } = open({ getCustomer: async ({ id }) => new CustomerNotFound({ id }) });
  const nowhere = await house.placeOrder(order("A1", { performanceId: 99n }), ctx);
  assert.ok(nowhere instanceof PerformanceNotFound);
  const nobody = await house.placeOrder(order("A1"), ctx);
  assert.ok(nobody instanceof CustomerNotFound);
});

test("a voucher pays a part", async () => {
  const { house, issued } = open();
  await house.issueVoucher({ kind: "gift", cents: 1500n, validFor: 86_400_000 }, ctx);
  const voucher = issued[0]?.code;
  const placed = await house.placeOrder(order("A1", { voucher }), ctx);
  assert.ok("status" in placed && placed.total === 2500n);
  const again = await house.placeOrder(order("A2", { voucher }), ctx);
  assert.ok(again instanceof VoucherInvalid && again.why === "used");
});

test("a subscriber pays less", async () => {
  const { house } = open();
  const productionIds = [7, 8, 9];
  const seat = { row: "A", number: 1 };
  await house.subscribe({ customerId: ada, season: "2026/27", seat, productionIds }, ctx);
  const placed = await house.placeOrder(order("A1"), ctx);
  assert.ok("status" in placed && placed.total === 3400n);
});

test("a refused payment leaves the order held", async () => {
  const { house, orders } = open({
    takePayment: async () => new PaymentRefused({ reason: "no money" }),
  });
  await house.placeOrder(order("A1"), ctx);
  const answer = await house.payOrder({ id: 1n, method: "cash" }, ctx);
  assert.ok(answer instanceof PaymentRefused && answer.reason === "no money");
  assert.equal(orders.find(1n)?.status, "held");
});

test("money is given back until the day before", async () => {
  const { house, refunded, occupancy, at } = open();
  await house.placeOrder(order("A1"), ctx);
  const early = await house.refundOrder({ id: 1n, reason: "ill" }, ctx);
  assert.ok(early instanceof NotPaid);
  await house.payOrder({ id: 1n, method: "cash" }, ctx);
  at("2026-11-07T10:30:00Z");
  const late = await house.refundOrder({ id: 1n, reason: "ill" }, ctx);
  assert.ok(late instanceof RefundTooLate && late.hours === 8);
  at("2026-11-06T10:30:00Z");
  await house.refundOrder({ id: 1n, reason: "ill" }, ctx);
  assert.deepEqual(refunded, [{ orderId: 1n, cents: 4000n, reason: "ill" }]);
  assert.equal(occupancy.taken(12n).size, 0);
});

test("a cancelled performance refunds everybody", async () => {
  const { house, refunded, lines } = open();
  for (const place of ["A1", "B2"]) await house.placeOrder(order(place), ctx);
  for (const id of [1n, 2n]) await house.payOrder({ id, method: "cash" }, ctx);
  await house.refundAll({ performance: tonight, reason: "flood" }, ctx);
  assert.deepEqual(
    refunded.map(({ cents }) => cents),
    [4000n, 2500n],
  );
  assert.equal(lines.at(-1), "performance 12 cancelled: flood");
});

test("a payment that settles late finds its order", async () => {
  const { house, orders, lines } = open();
  await house.placeOrder(order("A1"), ctx);
  await house.notePayment({ payment: aPayment({ id: "p9", reference: "#000001" }) }, ctx);
  assert.equal(orders.find(1n)?.paymentId, "p9");
  assert.equal(orders.find(1n)?.status, "paid");
  await house.notePayment({ payment: aPayment({ id: "p10", reference: "rent" }) }, ctx);
  assert.equal(lines.at(-1), "payment p10 belongs to nothing");
});

test("merged customers keep their orders and passes", async () => {
  const { house, subscriptions } = open();
  await house.placeOrder(order("A1"), ctx);
  subscriptions.add(ada, "2026/27", { row: "A", number: 1 }, [7]);
  await house.mergeCustomer({ from: ada, into: bob }, ctx);
  assert.equal((await house.listOrders({ customerId: bob, limit: 5 }, ctx)).length, 1);
  assert.equal(subscriptions.covering(bob, 7, "2026/27").length, 1);
});

test("the foyer serves the evening", async () => {
  const { house } = open();
  assert.ok((await house.handIn({ orderId: 1n, items: 1 }, ctx)) instanceof OrderNotFound);
  await house.placeOrder(order("A1"), ctx);
  const tag = await house.handIn({ orderId: 1n, items: 2 }, ctx);
  assert.ok("tag" in tag && tag.tag === 1);
  await house.payOrder({ id: 1n, method: "cash" }, ctx);
  await house.sellAtBar({ performanceId: 12n, item: "sekt", quantity: 1 }, ctx);
  const night = await house.getNightReport({ performanceId: 12n }, ctx);
  assert.ok("sold" in night);
  assert.equal(night.takings, "46.50");
  await house.noteMove({ performanceId: 12n, from: new Date(0), to: new Date(60_000) }, ctx);
  const leaflet = await house.getLeaflet({ performanceId: 12n }, ctx);
  assert.ok("title" in leaflet && leaflet.title === "Hamlet");
});

test("numbers of 64 bits travel as text", async () => {
  const { house } = open();
  const response = await router(house).request("/rpc/place-order", {
    method: "POST",
    body: JSON.stringify({
      performanceId: "12",
      customerId: ada,
      seats: [{ row: "B", number: 1 }],
      extras: { programme: 2 },
    }),
  });
  assert.equal(response.status, 200);
  const placed = JSON.parse(await response.text());
  assert.deepEqual([placed.id, placed.total, placed.status], ["1", "3400", "held"]);
});

test("what fails is tried again, but not for ever", async () => {
  let calls = 0;
  const task = async (): Promise<number> => {
    calls += 1;
    if (calls < 3) throw new Error("down");
    return calls;
  };
  assert.equal(await persist({ limit: 3, pauseMs: 1 }, task), 3);
  await assert.rejects(persist({ limit: 1, pauseMs: 1 }, () => Promise.reject(new Error("down"))));
});
