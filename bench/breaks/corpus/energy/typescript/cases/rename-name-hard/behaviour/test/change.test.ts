import assert from "node:assert/strict";
import { test } from "node:test";

import { BillBook, headline } from "../src/custom/bills.ts";
import { letter, share } from "../src/custom/report.ts";
import { aInvoice } from "../src/generated.ts";
import { contract } from "./builders.ts";

test("an invoice goes through the book as a bill did", () => {
  const book = new BillBook();
  const invoice = book.add(aInvoice({ number: 7, contract: 2, totalCents: 50n, status: "open" }));
  assert.deepEqual(book.of(2), [invoice]);
  book.pay(7, 50n);
  assert.equal(headline(invoice), "Paid, thank you");
});

test("its letter still speaks of a bill", () => {
  const invoice = aInvoice({ number: 7, usage: new Map([["night", 2]]) });
  assert.ok(letter(contract(), invoice).includes("\nBill 7 for "));
  assert.equal(share(invoice, "night"), 100);
});
