import assert from "node:assert/strict";
import { test } from "node:test";

import { BillBook, headline } from "../src/custom/bills.ts";
import { Credits } from "../src/custom/outages.ts";
import { aOutage } from "../src/generated.metering.ts";
import { at, bill, contract } from "./builders.ts";

test("bills are open, paid or closed", () => {
  assert.equal(headline(bill()), "Please pay by 2026-03-16");
  assert.equal(headline(bill({ status: "paid" })), "Paid, thank you");
  const book = new BillBook();
  book.add(bill());
  assert.equal(book.overdue("2026-03-17").length, 1);
});

test("a storm is made good by the hour", () => {
  const outage = aOutage({ cause: "storm", beganAt: at(1), endedAt: at(3), meters: [4] });
  assert.equal(new Credits().grant(outage, () => contract())[0]?.cents, 40n);
});
