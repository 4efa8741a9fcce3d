import assert from "node:assert/strict";
import { test } from "node:test";

import { aPayment } from "../src/generated.boxoffice.ts";
import type { RefundIn } from "../src/generated.boxoffice.ts";
import { ada, ctx, open, seats, tonight } from "./builders.ts";

test("the box office learns why money is given back", async () => {
  const asked: RefundIn[] = [];
  const { house } = open({
    refund: async (input) => {
      asked.push(input);
      return aPayment({ id: input.paymentId });
    },
  });
  await house.placeOrder(
    { performanceId: 12n, customerId: ada, seats: seats("A1"), extras: new Map() },
    ctx,
  );
  await house.payOrder({ id: 1n, method: "cash" }, ctx);
  await house.refundAll({ performance: tonight, reason: "flood" }, ctx);
  assert.deepEqual(asked, [{ paymentId: "pay-#000001", amount: "40.00", reason: "flood" }]);
});
