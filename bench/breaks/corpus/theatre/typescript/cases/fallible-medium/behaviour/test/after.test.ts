import assert from "node:assert/strict";
import { test } from "node:test";

import { CardExpired } from "../src/generated.boxoffice.ts";
import { ada, ctx, open, seats } from "./builders.ts";

test("an order is not paid with a card that has expired", async () => {
  const { house, orders, paid } = open({
    takePayment: async ({ customerId }) => new CardExpired({ customerId }),
  });
  await house.placeOrder(
    { performanceId: 12n, customerId: ada, seats: seats("A1"), extras: new Map() },
    ctx,
  );
  await house.payOrder({ id: 1n, method: "card" }, ctx).catch(() => undefined);
  assert.equal(orders.find(1n)?.status, "held");
  assert.equal(orders.find(1n)?.paymentId, undefined);
  assert.equal(paid.length, 0);
});
