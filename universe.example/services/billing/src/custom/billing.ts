import { AlreadyPaid, InvoiceNotFound } from "../generated.ts";
import type { Billing, BillingEvents, Ctx, Invoice } from "../generated.ts";
import { OrderNotFound } from "../generated.orders.ts";
import type { OrdersApi } from "../generated.orders.ts";
import type { Ledger } from "./ledger.ts";
import { retry } from "./retry.ts";
import type { RetryPolicy } from "./retry.ts";

/** What billing works with; tests pass fakes. */
export interface Tools {
  readonly ledger: Ledger;
  readonly orders: OrdersApi;
  readonly events: BillingEvents;
  readonly retry: RetryPolicy;
}

/** Tells orders that an invoice is settled. An order that is gone voids its invoice. */
async function settle(tools: Tools, invoice: Invoice, ctx: Ctx): Promise<Invoice> {
  const order = await retry(tools.retry, () => tools.orders.markPaid({ id: invoice.orderId }, ctx));
  if (order instanceof OrderNotFound) {
    tools.ledger.settle(invoice, "void");
    return invoice;
  }
  tools.ledger.settle(invoice, "paid");
  await tools.events.invoicePaid({ invoice }, ctx);
  return invoice;
}

/** Pays an invoice; several payments add up until it is covered. */
const payInvoice =
  (tools: Tools): Billing["payInvoice"] =>
  async ({ number, cents }, ctx) => {
    const invoice = tools.ledger.find(number);
    if (invoice === undefined) return new InvoiceNotFound({ number });
    if (invoice.status !== "open") return new AlreadyPaid({ number });
    const paid = tools.ledger.book(invoice, cents);
    return paid < invoice.cents ? invoice : settle(tools, invoice, ctx);
  };

export const newBilling = (tools: Tools): Billing => ({
  listInvoices: async ({ userId }) => [...tools.ledger.ofUser(userId)],
  payInvoice: payInvoice(tools),
  openInvoice: async ({ order }) => {
    tools.ledger.open(order);
  },
});
