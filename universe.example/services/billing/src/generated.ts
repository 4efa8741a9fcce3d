// Stamped by Flywheel from the intent of `billing`. Do not edit: the next stamp overwrites it.
// flywheel:stamp v1 service=billing digest=2f3f9d5889eee53d657d6987ff727b3a0a7dd49454401741a9c1245cc651a71a templates=2fd43c853191395a

import type { Hono } from "hono";

import * as wire from "./generated.wire.ts";
import * as orders from "./generated.orders.ts";

export { RemoteError, serve } from "./generated.wire.ts";
export type { Ctx, Running, Unknown, UnknownCase } from "./generated.wire.ts";

export type InvoiceStatus = "open" | "paid" | "void" | wire.Unknown;

/** The values of InvoiceStatus that this version knows. */
export const invoiceStatusValues = ["open", "paid", "void"] as const;

/** Whether a value is one that this version knows. */
export function isKnownInvoiceStatus(
  value: InvoiceStatus,
): value is Exclude<InvoiceStatus, wire.Unknown> {
  return invoiceStatusValues.some((known) => known === value);
}

export const invoiceStatusWire: wire.Wire<InvoiceStatus> = wire.openEnum();

export interface Invoice {
  number: number;
  orderId: bigint;
  userId: number;
  cents: bigint;
  status: InvoiceStatus;
}

export const invoiceWire: wire.Wire<Invoice> = wire.object({
  number: wire.int32,
  orderId: wire.int64,
  userId: wire.int32,
  cents: wire.int64,
  status: wire.withDefault(invoiceStatusWire, "open"),
});

/** A value of Invoice for tests. */
export function aInvoice(overrides: Partial<Invoice> = {}): Invoice {
  return {
    number: 1,
    orderId: 1n,
    userId: 1,
    cents: 1n,
    status: "open",
    ...overrides,
  };
}

export class AlreadyPaid {
  readonly code = "already-paid";
  readonly number: number;

  constructor(fields: Omit<AlreadyPaid, "code">) {
    this.number = fields.number;
  }
}

export const alreadyPaidError = wire.declared(
  AlreadyPaid,
  "already-paid",
  409,
  wire.object({
    number: wire.int32,
  }),
);

export class InvoiceNotFound {
  readonly code = "invoice-not-found";
  readonly number: number;

  constructor(fields: Omit<InvoiceNotFound, "code">) {
    this.number = fields.number;
  }
}

export const invoiceNotFoundError = wire.declared(
  InvoiceNotFound,
  "invoice-not-found",
  404,
  wire.object({
    number: wire.int32,
  }),
);

export interface ListInvoicesIn {
  userId: number;
}

export const listInvoicesRpc: wire.Procedure<ListInvoicesIn, Invoice[], never> = {
  path: "/rpc/list-invoices",
  input: wire.object({
    userId: wire.int32,
  }),
  output: wire.list(invoiceWire),
  errors: () => [],
};

export interface PayInvoiceIn {
  number: number;
  cents: bigint;
}

export const payInvoiceRpc: wire.Procedure<PayInvoiceIn, Invoice, InvoiceNotFound | AlreadyPaid> = {
  path: "/rpc/pay-invoice",
  input: wire.object({
    number: wire.int32,
    cents: wire.int64,
  }),
  output: invoiceWire,
  errors: () => [invoiceNotFoundError, alreadyPaidError],
};

export interface InvoicePaid {
  invoice: Invoice;
}

export const invoicePaidEvent: wire.Topic<InvoicePaid> = {
  service: "billing",
  event: "invoice-paid",
  data: wire.object({
    invoice: invoiceWire,
  }),
};

/** A value of InvoicePaid for tests. */
export function aInvoicePaid(overrides: Partial<InvoicePaid> = {}): InvoicePaid {
  return {
    invoice: aInvoice(),
    ...overrides,
  };
}

/** Invoices and payments. */
export interface Billing {
  listInvoices(input: ListInvoicesIn, ctx: wire.Ctx): Promise<Invoice[]>;
  payInvoice(input: PayInvoiceIn, ctx: wire.Ctx): Promise<Invoice | InvoiceNotFound | AlreadyPaid>;
  openInvoice(event: orders.OrderPlaced, ctx: wire.Ctx): Promise<void>;
}

/** Serves an implementation: its rpcs, its listeners, `/health` and `/ready`. */
export function router(billing: Billing): Hono {
  const app = wire.newApp("billing");
  wire.handle(app, listInvoicesRpc, billing, "listInvoices");
  wire.handle(app, payInvoiceRpc, billing, "payInvoice");
  wire.listen(app, orders.orderPlacedEvent, billing, "openInvoice");
  return app;
}

/** The events that billing publishes; a test passes its own. */
export interface BillingEvents {
  invoicePaid(event: InvoicePaid, ctx?: wire.Ctx): Promise<void>;
}

/** Sends events to every address that it is given. */
export class Publisher implements BillingEvents {
  readonly #urls: readonly string[];

  constructor(urls: readonly string[]) {
    this.#urls = urls;
  }

  static fromEnv(env: wire.Environment = wire.environment): Publisher {
    return new Publisher(wire.eventAddresses(env));
  }

  invoicePaid(event: InvoicePaid, ctx?: wire.Ctx): Promise<void> {
    return wire.publish(this.#urls, invoicePaidEvent, event, ctx);
  }
}

/** The settings of billing. */
export interface Config {
  readonly port: number;
}

const configWire: wire.Wire<Config> = wire.renamed(
  {
    port: "PORT",
  },
  wire.object({
    port: wire.withDefault(wire.port, "8080"),
  }),
);

/** Reads the settings from the environment; throws one error that lists all that is wrong. */
export function loadConfig(env: wire.Environment = wire.environment): Config {
  return wire.loadSettings(configWire, env);
}
