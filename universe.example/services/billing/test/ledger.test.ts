import assert from "node:assert/strict";
import { test } from "node:test";

import { Ledger } from "../src/custom/ledger.ts";
import { debtors, exportBalances, statement, stateOf } from "../src/custom/report.ts";
import { aInvoice } from "../src/generated.ts";
import { aOrder } from "../src/generated.orders.ts";

const filled = (): Ledger => {
  const ledger = new Ledger();
  ledger.open(aOrder({ id: 100n, userId: 7, totalCents: 1250n }));
  ledger.open(aOrder({ id: 101n, userId: 9, totalCents: 99n }));
  ledger.open(aOrder({ id: 102n, userId: 7, totalCents: 5n }));
  return ledger;
};

test("an order that is announced twice has one invoice", () => {
  const ledger = filled();
  const again = ledger.open(aOrder({ id: 101n, userId: 9 }));
  assert.equal(again.number, 2);
  assert.equal(again.cents, 99n);
});

test("invoices are kept by person", () => {
  const numbers = filled()
    .ofUser(7)
    .map((invoice) => invoice.number);
  assert.deepEqual(numbers, [1, 3]);
  assert.deepEqual(filled().ofUser(8), []);
});

test("payments of one invoice add up", () => {
  const ledger = filled();
  const invoice = ledger.find(1);
  assert.ok(invoice);
  assert.equal(ledger.book(invoice, 250n), 250n);
  assert.equal(ledger.book(invoice, 1000n), 1250n);
  assert.deepEqual(
    [...ledger.paymentsOf(1)].map(({ id }) => id),
    [1, 2],
  );
});

test("a statement is newest first and limited", () => {
  assert.equal(
    statement(filled(), 7),
    "Customer 7\n#3 0.05 EUR to be paid\n#1 12.50 EUR to be paid",
  );
  assert.equal(statement(filled(), 7, 1), "Customer 7\n#3 0.05 EUR to be paid");
});

test("debtors owe at least what is asked", () => {
  assert.equal(debtors(filled(), 50n, 10).length, 2);
  assert.equal(debtors(filled(), 0n, 1).length, 1);
  const rich = debtors(filled(), 100n, 10);
  assert.ok(rich.includes(7));
  assert.ok(!rich.includes(9));
});

test("the export names its columns first", () => {
  assert.equal(
    exportBalances(filled().balances()),
    [
      '{"customer":"userId","count":"invoices","amount":"openCents"}',
      '{"userId":"7","invoices":2,"openCents":"12.55 EUR"}',
      '{"userId":"9","invoices":1,"openCents":"0.99 EUR"}',
    ].join("\n"),
  );
});

test("a state that nobody knows is named as it came", () => {
  assert.equal(stateOf(aInvoice({ status: "void" })), "cancelled");
  const { status } = JSON.parse('{"status":"frozen"}');
  assert.equal(stateOf(aInvoice({ status })), "in state frozen");
});
