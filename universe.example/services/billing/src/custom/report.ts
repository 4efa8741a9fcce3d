import type { Invoice } from "../generated.ts";
import type { Balance, Ledger } from "./ledger.ts";
import { money } from "./money.ts";

/** The word that people read for the state of an invoice. */
export function stateOf(invoice: Invoice): string {
  switch (invoice.status) {
    case "open":
      return "to be paid";
    case "paid":
      return "paid, thank you";
    case "void":
      return "cancelled";
    default:
      return `in state ${invoice.status}`;
  }
}

/** One line of a statement, such as `#3 12.34 EUR to be paid`. */
export const line = (invoice: Invoice): string =>
  `#${invoice.number} ${money(invoice.cents)} ${stateOf(invoice)}`;

/** A person's invoices as text, newest first, at most `limit` of them. */
export function statement(ledger: Ledger, userId: number, limit = 10): string {
  const invoices = ledger.ofUser(userId).toReversed().slice(0, limit);
  return [`Customer ${userId}`, ...invoices.map(line)].join("\n");
}

/** The first `limit` people who owe at least `cents`. */
export function debtors(ledger: Ledger, cents: bigint, limit: number): number[] {
  return ledger
    .balances()
    .filter((balance) => balance.openCents >= cents)
    .take(limit)
    .map((balance) => balance.userId)
    .toArray();
}

/** All balances as JSON lines for the bookkeeper's import, whose columns are named in its manual. */
export function exportBalances(balances: Iterable<Balance>): string {
  const columns = { customer: "userId", count: "invoices", amount: "openCents" };
  const rows = [...balances].map((balance) =>
    JSON.stringify({
      userId: String(balance.userId),
      invoices: balance.invoices,
      openCents: money(balance.openCents),
    }),
  );
  return [JSON.stringify(columns), ...rows].join("\n");
}
