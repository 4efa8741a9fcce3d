import assert from "node:assert/strict";
import { test } from "node:test";

import { Occupancy } from "../src/custom/seating.ts";
import { ranking } from "../src/custom/report.ts";
import { aNightReport } from "../src/generated.ts";
import { aPerformance } from "../src/generated.programme.ts";
import { ada, ctx, open, seats, tonight } from "./builders.ts";

test("a performance with a name in letters is sold and reported", async () => {
  const { house, orders } = open({}, [aPerformance({ ...tonight, id: "hamlet-1" })]);
  const placed = await house.placeOrder(
    { performanceId: "hamlet-1", customerId: ada, seats: seats("A1"), extras: new Map() },
    ctx,
  );
  assert.ok("status" in placed);
  assert.equal(orders.ofPerformance("hamlet-1").length, 1);
  const night = await house.getNightReport({ performanceId: "hamlet-1" }, ctx);
  assert.ok("sold" in night && night.performanceId === "hamlet-1");
});

test("who sits where is kept apart by text", () => {
  const occupancy = new Occupancy();
  occupancy.take("a", 1n, seats("A1"));
  assert.equal(occupancy.holderOf("a", { row: "A", number: 1 }), 1n);
  assert.equal(occupancy.holderOf("b", { row: "A", number: 1 }), undefined);
  const reports = [
    aNightReport({ performanceId: "a", occupancy: 0.1, takings: "1.00" }),
    aNightReport({ performanceId: "b", occupancy: 0.2, takings: "1.00" }),
  ];
  assert.deepEqual(ranking(reports), ["b: 20 %, 1.00", "a: 10 %, 1.00"]);
});
