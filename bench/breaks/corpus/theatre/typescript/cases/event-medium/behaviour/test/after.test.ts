import assert from "node:assert/strict";
import { test } from "node:test";

import { aPaymentSettled } from "../src/generated.boxoffice.ts";
import { ada, ctx, open, seats } from "./builders.ts";

test("a payment that settled is found by its id, else by its reference", async () => {
  const { house, orders, lines } = open();
  await house.placeOrder(
    { performanceId: 12n, customerId: ada, seats: seats("A1"), extras: new Map() },
    ctx,
  );
  await house.notePayment(aPaymentSettled({ paymentId: "p1", reference: "#000001" }), ctx);
  assert.equal(orders.find(1n)?.paymentId, "p1");
  await house.notePayment(aPaymentSettled({ paymentId: "p1", reference: "" }), ctx);
  assert.equal(lines.length, 0);
  await house.notePayment(aPaymentSettled({ paymentId: "p2", reference: "rent" }), ctx);
  assert.deepEqual(lines, ["payment p2 belongs to nothing"]);
});
