import assert from "node:assert/strict";
import { test } from "node:test";

import { readRecord, writeRecord } from "../src/custom/archive.ts";
import { aConsignment } from "../src/generated.ts";
import { ctx, start, wagon } from "./fixtures.ts";

test("a priority is kept as it was booked", async () => {
  const { traffic, lines } = start();
  const order = {
    customer: "Acme",
    wagons: [wagon()],
    goods: new Map([["coal", 40]]),
    value: "1",
    priority: 1,
  };
  const booked = await traffic.bookFreight(order, ctx);
  assert.ok("priority" in booked);
  assert.equal(booked.priority, 1);
  assert.equal(readRecord("consignment", lines[0] ?? "")?.priority, 1);
});

test("a line without a priority has the third", () => {
  const line = writeRecord("consignment", aConsignment({ id: 7n })).replace(/,"priority":\d+/, "");
  assert.equal(readRecord("consignment", line)?.priority, 3);
});
