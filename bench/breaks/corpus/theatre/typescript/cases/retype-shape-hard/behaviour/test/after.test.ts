import assert from "node:assert/strict";
import { test } from "node:test";

import { OrderBook } from "../src/custom/orders.ts";
import { Quote } from "../src/custom/pricing.ts";
import { envelope } from "../src/custom/report.ts";
import { aTicketOrder } from "../src/generated.ts";
import { aCustomer } from "../src/generated.boxoffice.ts";
import { ada, now, prices, seats } from "./builders.ts";

test("extras are priced and printed in their order", () => {
  const extras = [
    { name: "programme", count: 2 },
    { name: "cushion", count: 1 },
  ];
  assert.equal(new Quote(prices).extras(extras).build(), 1100n);
  const order = aTicketOrder({ seats: seats("A1"), extras });
  const lines = envelope(order, aCustomer()).split("\n");
  assert.deepEqual(lines.slice(2, 4), ["2 programme", "1 cushion"]);
});

test("extras come back from the file", () => {
  const book = new OrderBook();
  const extras = [{ name: "cushion", count: 3 }];
  const draft = { performanceId: 1n, customerId: ada, seats: [], total: 1n, extras };
  book.place({ ...draft, placedAt: now });
  assert.deepEqual(OrderBook.fromLines(book.toLines()).find(1n)?.extras, extras);
});
