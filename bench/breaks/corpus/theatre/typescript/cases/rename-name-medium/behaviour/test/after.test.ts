import assert from "node:assert/strict";
import { test } from "node:test";

import { ledger, recent } from "../src/custom/report.ts";
import { aReceipt } from "../src/generated.boxoffice.ts";
import type { Receipt } from "../src/generated.boxoffice.ts";
import { ctx, open } from "./builders.ts";

test("receipts are summed and listed", () => {
  const receipts: Receipt[] = [
    aReceipt({ id: "r1", amount: "2.00", fee: 0.5, method: "cash", reference: "x" }),
    aReceipt({ id: "r2", amount: "3.00", fee: 0.25, method: "cash", reference: "y" }),
  ];
  assert.deepEqual(ledger(receipts), ["cash: 5.00 EUR, fees 0.75"]);
  assert.equal(recent(receipts, 1).length, 1);
});

test("a receipt that settles late is looked for", async () => {
  const { house, lines } = open();
  await house.notePayment({ payment: aReceipt({ id: "r3", reference: "rent" }) }, ctx);
  assert.equal(lines.at(-1), "payment r3 belongs to nothing");
});
