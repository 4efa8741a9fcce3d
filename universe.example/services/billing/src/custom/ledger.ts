import type { Invoice, InvoiceStatus } from "../generated.ts";
import type { Order } from "../generated.orders.ts";
import { total } from "./money.ts";

/** One payment that came in. Its `id` counts up and has nothing to do with people's ids. */
export interface Payment {
  readonly id: number;
  readonly invoice: number;
  readonly cents: bigint;
}

/** What one person still owes. */
export interface Balance {
  readonly userId: number;
  readonly invoices: number;
  readonly openCents: bigint;
}

/** All invoices and payments, in memory. Numbers of invoices start at 1 and have no gaps. */
export class Ledger {
  readonly #byNumber = new Map<number, Invoice>();
  readonly #byUser = new Map<number, Invoice[]>();
  readonly #numberOfOrder = new Map<bigint, number>();
  readonly #payments: Payment[] = [];
  #nextNumber = 1;

  /** The invoice of an order; the same one when the order is announced again. */
  open(order: Order): Invoice {
    const known = this.find(this.#numberOfOrder.get(order.id) ?? 0);
    if (known !== undefined) return known;
    const invoice: Invoice = {
      number: this.#nextNumber++,
      orderId: order.id,
      userId: order.userId,
      cents: order.totalCents,
      status: "open",
    };
    this.#byNumber.set(invoice.number, invoice);
    this.#numberOfOrder.set(order.id, invoice.number);
    this.#listOf(order.userId).push(invoice);
    return invoice;
  }

  find(number: number): Invoice | undefined {
    return this.#byNumber.get(number);
  }

  ofUser(userId: number): readonly Invoice[] {
    return this.#byUser.get(userId) ?? [];
  }

  /** Books a payment and says what has been paid for its invoice so far. */
  book(invoice: Invoice, cents: bigint): bigint {
    const id = this.#payments.length + 1;
    this.#payments.push({ id, invoice: invoice.number, cents });
    return total(this.paymentsOf(invoice.number), (payment) => payment.cents);
  }

  *paymentsOf(number: number): Generator<Payment> {
    for (const payment of this.#payments) if (payment.invoice === number) yield payment;
  }

  settle(invoice: Invoice, status: InvoiceStatus): void {
    invoice.status = status;
  }

  /** What each person owes, in the order in which people first bought something. */
  *balances(): Generator<Balance> {
    for (const [userId, invoices] of this.#byUser) {
      const open = invoices.filter((invoice) => invoice.status === "open");
      yield { userId, invoices: open.length, openCents: total(open, ({ cents }) => cents) };
    }
  }

  #listOf(userId: number): Invoice[] {
    const known = this.#byUser.get(userId);
    if (known !== undefined) return known;
    const created: Invoice[] = [];
    this.#byUser.set(userId, created);
    return created;
  }
}
