import type { NightReport, TicketOrder } from "../generated.ts";
import type { Customer, Payment } from "../generated.boxoffice.ts";
import type { PerformanceStatus } from "../generated.programme.ts";
import { Tally } from "./collections.ts";
import type { Evening } from "./diary.ts";
import { orderLabel } from "./orders.ts";
import { euros, fromDecimal, share, toDecimal, total } from "./pricing.ts";
import type { Cents, PriceList } from "./pricing.ts";
import { seatRanges } from "./seating.ts";

const counts = ({ status }: TicketOrder): boolean => status === "paid" || status === "collected";

const remarks: ReadonlyMap<PerformanceStatus, string> = new Map([
  ["sold-out", "sold out"],
  ["cancelled", "did not take place"],
]);

/** What an evening was worth; orders that nobody paid do not count. */
export function nightReport(
  { performance, plan }: Evening,
  orders: readonly TicketOrder[],
  bar: Cents,
  prices: PriceList,
): NightReport {
  const valid = orders.filter(counts);
  const seats = valid.flatMap((order) => order.seats);
  const byBand = new Tally<string>();
  for (const seat of seats) byBand.count(prices.bandOf(seat).code);
  return {
    performanceId: performance.id,
    sold: seats.length,
    occupancy: plan.capacity === 0 ? 0 : seats.length / plan.capacity,
    takings: toDecimal(total(valid, (order) => order.total) + bar),
    byBand,
    remark: remarks.get(performance.status),
  };
}

/** What the author gets of an evening. */
export const royalty = ({ production }: Evening, report: NightReport): Cents =>
  share(fromDecimal(report.takings), production.royalty);

/** Evenings from the fullest to the emptiest: `12: 80 %, 960.00`. */
export const ranking = (reports: readonly NightReport[]): string[] =>
  reports
    .toSorted((a, b) => b.occupancy - a.occupancy || Number(a.performanceId - b.performanceId))
    .map((one) => `${one.performanceId}: ${Math.round(one.occupancy * 100)} %, ${one.takings}`);

/** What stands on an envelope at the desk. */
export function envelope(order: TicketOrder, { name, number }: Customer): string {
  const extras = order.extras.entries().map(([extra, count]) => `${count} ${extra}`);
  return [
    `${orderLabel(order.id)} ${name} (${String(number).padStart(5, "0")})`,
    seatRanges(order.seats),
    ...extras,
    ...(order.note === undefined ? [] : [`Note: ${order.note}`]),
  ].join("\n");
}

/** How a letter is addressed. */
export const addressLines = ({ name, address }: Customer): string[] => [
  name,
  address.street,
  `${address.postcode} ${address.city}`,
];

/** One customer a line for the post office, sorted by postcode; where one letter is enough, one is sent. */
export function mailing(customers: readonly Customer[]): string {
  const byEmail = new Map(customers.map((customer) => [customer.email.toLowerCase(), customer]));
  return [...byEmail.values()]
    .toSorted((a, b) => a.address.postcode.localeCompare(b.address.postcode) || a.number - b.number)
    .map((customer) => [customer.email, ...addressLines(customer)].join(";"))
    .join("\n");
}

/** What the telephone list says of a customer; longest customers are `since` the earliest day. */
export const phoneLine = ({ name, phone, since }: Customer): string =>
  `${name}, since ${since.slice(0, 4)}: ${phone ?? "no telephone"}`;

/** What came in and what the bank kept of it, by kind of payment. */
export function ledger(payments: readonly Payment[]): string[] {
  const byMethod = Map.groupBy(payments, ({ method }) => method);
  return Array.from(byMethod, ([method, list]) => {
    const fees = list.reduce((sum, { fee }) => sum + fee, 0);
    const amount = total(list, (payment) => fromDecimal(payment.amount));
    return `${method}: ${euros(amount)}, fees ${fees.toFixed(2)}`;
  });
}

/** The last payments, newest first, as the desk's screen shows them. */
export const recent = (payments: readonly Payment[], limit: number): string[] =>
  payments
    .toSorted((a, b) => b.paidAt.getTime() - a.paidAt.getTime())
    .slice(0, limit)
    .map(({ id, amount, paidAt, reference }) =>
      [paidAt.toISOString().slice(0, 16), id, amount, reference].join(" "),
    );
