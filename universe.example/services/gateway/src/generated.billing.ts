// Stamped by Flywheel from the intent of `gateway`. Do not edit: the next stamp overwrites it.
// flywheel:stamp v1 service=gateway digest=47a79947c81fb15fe3289bbc3f302655da73048d034705fd9af57b49075ac149 templates=2fd43c853191395a

import * as wire from "./generated.wire.ts";

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

/** What is used of billing; a test passes its own. */
export interface BillingApi {
  listInvoices(input: ListInvoicesIn, ctx?: wire.Ctx): Promise<Invoice[]>;
}

/** Calls billing over HTTP. Declared errors come back as values; anything else throws a RemoteError. */
export class BillingClient implements BillingApi {
  readonly #remote: wire.Remote;

  constructor(url: string, options: wire.ClientOptions = {}) {
    this.#remote = { ...options, service: "billing", url };
  }

  static fromEnv(env: wire.Environment = wire.environment): BillingClient {
    return new BillingClient(wire.addressOf("billing", "BILLING_URL", env));
  }

  listInvoices(input: ListInvoicesIn, ctx?: wire.Ctx): Promise<Invoice[]> {
    return wire.call(this.#remote, listInvoicesRpc, input, ctx);
  }
}
