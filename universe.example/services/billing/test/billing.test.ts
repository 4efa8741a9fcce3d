import assert from "node:assert/strict";
import { test } from "node:test";

import { newBilling } from "../src/custom/billing.ts";
import { Ledger } from "../src/custom/ledger.ts";
import { retry } from "../src/custom/retry.ts";
import { AlreadyPaid, InvoiceNotFound, router } from "../src/generated.ts";
import type { InvoicePaid, ListInvoicesIn } from "../src/generated.ts";
import { aOrder, OrderNotFound } from "../src/generated.orders.ts";
import type { OrdersApi } from "../src/generated.orders.ts";

const ctx = { requestId: "test" };

const markPaid: OrdersApi["markPaid"] = async ({ id }) => aOrder({ id, status: "paid" });

const start = (orders: OrdersApi = { markPaid }) => {
  const published: InvoicePaid[] = [];
  const ledger = new Ledger();
  const billing = newBilling({
    ledger,
    orders,
    events: { invoicePaid: async (event) => void published.push(event) },
    retry: { limit: 2, pauseMs: 1 },
  });
  return { billing, ledger, published };
};

test("an order opens an invoice for the person who placed it", async () => {
  const { billing } = start();
  await billing.openInvoice({ order: aOrder({ userId: 7, totalCents: 300n }) }, ctx);
  const [invoice] = await billing.listInvoices({ userId: 7 }, ctx);
  assert.equal(invoice?.userId, 7);
  assert.equal(invoice?.cents, 300n);
});

test("a covered invoice is paid and announced once", async () => {
  const { billing, ledger, published } = start();
  const { number } = ledger.open(aOrder({ userId: 7, totalCents: 300n }));
  await billing.payInvoice({ number, cents: 100n }, ctx);
  assert.equal(published.length, 0);
  const paid = await billing.payInvoice({ number, cents: 200n }, ctx);
  assert.ok("status" in paid && paid.status === "paid");
  assert.equal(published.length, 1);
  assert.ok((await billing.payInvoice({ number, cents: 1n }, ctx)) instanceof AlreadyPaid);
});

test("an invoice that nobody wrote is not found", async () => {
  const { billing } = start();
  const answer = await billing.payInvoice({ number: 7, cents: 1n }, ctx);
  assert.ok(answer instanceof InvoiceNotFound);
  assert.equal(answer.number, 7);
});

test("an order that is gone voids its invoice", async () => {
  const { billing, ledger, published } = start({
    markPaid: async ({ id }) => new OrderNotFound({ id }),
  });
  const { number } = ledger.open(aOrder({ totalCents: 1n }));
  const answer = await billing.payInvoice({ number, cents: 1n }, ctx);
  assert.ok("status" in answer && answer.status === "void");
  assert.equal(published.length, 0);
});

test("a call is tried again up to the limit", async () => {
  const attempts: number[] = [];
  const task = async (attempt: number): Promise<string> => {
    attempts.push(attempt);
    if (attempt < 3) throw new Error("down");
    return "up";
  };
  assert.equal(await retry({ limit: 3, pauseMs: 1 }, task), "up");
  assert.deepEqual(attempts, [1, 2, 3]);
  await assert.rejects(retry({ limit: 1, pauseMs: 1 }, () => Promise.reject(new Error("down"))));
});

test("the wire carries 64-bit numbers as text", async () => {
  const { billing, ledger } = start();
  const input: ListInvoicesIn = { userId: 7 };
  ledger.open(aOrder({ ...input, id: 5n, totalCents: 9_007_199_254_740_993n }));
  const response = await router(billing).request("/rpc/list-invoices", {
    method: "POST",
    body: JSON.stringify(input),
  });
  assert.equal(response.status, 200);
  const [invoice] = JSON.parse(await response.text());
  assert.equal(invoice.orderId, "5");
  assert.equal(invoice.cents, "9007199254740993");
  assert.equal(invoice.number, 1);
});
