import assert from "node:assert/strict";
import { test } from "node:test";

import { ada, ctx, open, seats, tonight } from "./builders.ts";

test("a refund tells its order and its money, and the log still tells why", async () => {
  const { house, refunded, lines } = open();
  await house.placeOrder(
    { performanceId: 12n, customerId: ada, seats: seats("A1"), extras: new Map() },
    ctx,
  );
  await house.payOrder({ id: 1n, method: "cash" }, ctx);
  await house.refundAll({ performance: tonight, reason: "flood" }, ctx);
  assert.deepEqual(refunded, [{ orderId: 1n, cents: 4000n }]);
  assert.equal(lines.at(-1), "performance 12 cancelled: flood");
});
