import assert from "node:assert/strict";
import { test } from "node:test";

import { OrderBook } from "../src/custom/orders.ts";
import { ada, ctx, open, seats } from "./builders.ts";

const row = {
  id: "1",
  performance: "12",
  customer: ada,
  seats: ["A-1"],
  total: "4000",
  status: "held",
  placedAt: "2026-11-05T12:00:00.000Z",
  extras: {},
};

test("an order has the channel of its request", async () => {
  const { house } = open();
  const input = { performanceId: 12n, customerId: ada, extras: new Map<string, number>() };
  const web = await house.placeOrder({ ...input, seats: seats("A1"), channel: "web" }, ctx);
  assert.ok("channel" in web && web.channel === "web");
  const desk = await house.placeOrder({ ...input, seats: seats("A2"), channel: "desk" }, ctx);
  assert.ok("channel" in desk && desk.channel === "desk");
});

test("orders of older files came in at the desk", () => {
  assert.equal(OrderBook.fromLines(JSON.stringify(row)).find(1n)?.channel, "desk");
});
