import assert from "node:assert/strict";
import { test } from "node:test";

import { refundReasonValues } from "../src/generated.ts";
import { ada, ctx, open, seats, tonight } from "./builders.ts";

test("a refund is announced with one of the known reasons", async () => {
  const { house, refunded } = open();
  for (const place of ["A1", "A2"])
    await house.placeOrder(
      { performanceId: 12n, customerId: ada, seats: seats(place), extras: new Map() },
      ctx,
    );
  for (const id of [1n, 2n]) await house.payOrder({ id, method: "cash" }, ctx);
  await house.refundOrder({ id: 1n, reason: "ill" }, ctx);
  await house.refundAll({ performance: tonight, reason: "flood in the cellar" }, ctx);
  assert.equal(refunded[0]?.reason, "ill");
  assert.ok(refundReasonValues.some((known) => known === refunded[1]?.reason));
});
