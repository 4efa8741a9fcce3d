import type { Seat, Subscription, Voucher, VoucherKind } from "../generated.ts";
import { Index, lowerBound } from "./collections.ts";
import { euros } from "./pricing.ts";
import type { Cents } from "./pricing.ts";
import { parseSeat, seatKey } from "./seating.ts";

const dayMs = 86_400_000;

/** The day of a moment, as dates are written: `2026-01-31`. */
export const dayOf = (moment: Date): string => moment.toISOString().slice(0, 10);

const prefixes = { gift: "G", goodwill: "W", press: "P" } as const;

const prefixOf = (kind: VoucherKind): string =>
  Object.entries(prefixes).find(([known]) => known === kind)?.[1] ?? "X";

const codeText = /^[GWPX]-(\d{4})-(\d)$/;

const checkDigit = (number: number): number =>
  [...String(number)].reduce((sum, digit, index) => sum + Number(digit) * (index + 2), 0) % 10;

/** Whether a code is one that we could have written: its last digit belongs to its number. */
export function isCode(code: string): boolean {
  const [, number, check] = codeText.exec(code) ?? [];
  return number !== undefined && checkDigit(Number(number)) === Number(check);
}

export type Refusal = "unknown" | "mistyped" | "used" | "expired";

/** Vouchers in order of their codes' numbers. */
export class VoucherBox {
  readonly #vouchers = new Map<string, Voucher>();
  #number = 1000;

  issue(kind: VoucherKind, cents: Cents, validFor: number, now: Date): Voucher {
    const number = (this.#number += 1);
    const voucher: Voucher = {
      code: `${prefixOf(kind)}-${number}-${checkDigit(number)}`,
      kind,
      cents,
      expires: dayOf(new Date(now.getTime() + validFor)),
      issuedAt: now,
    };
    this.#vouchers.set(voucher.code, voucher);
    return voucher;
  }

  /** The voucher of a code, if it can be used on that day. */
  check(code: string, today: string): Voucher | Refusal {
    if (!isCode(code)) return "mistyped";
    const voucher = this.#vouchers.get(code);
    if (voucher === undefined) return "unknown";
    if (voucher.usedBy !== undefined) return "used";
    return voucher.expires < today ? "expired" : voucher;
  }

  use(voucher: Voucher, orderId: bigint): void {
    voucher.usedBy = orderId;
  }

  /** Gives back what an order was paid with. */
  reopen(orderId: bigint): void {
    for (const voucher of this.#vouchers.values())
      if (voucher.usedBy === orderId) voucher.usedBy = undefined;
  }

  /** Unused vouchers that end within some days, the first to end at the top. */
  ending(today: string, days: number): string[] {
    const last = dayOf(new Date(Date.parse(today) + days * dayMs));
    const open = [...this.#vouchers.values()]
      .filter(({ usedBy }) => usedBy === undefined)
      .toSorted((a, b) => a.expires.localeCompare(b.expires));
    const start = lowerBound(open, today, (voucher) => voucher.expires);
    return open
      .slice(start)
      .filter(({ expires }) => expires <= last)
      .map(({ code, cents, expires }) => `${code} ${euros(cents)} until ${expires}`);
  }
}

const seasonText = /^(\d{4})\/(\d{2})$/;

/** The year in which a season begins: 2026 of `2026/27`. */
export function seasonStart(season: string): number | undefined {
  const [, first, second] = seasonText.exec(season) ?? [];
  if (first === undefined) return undefined;
  return (Number(first) + 1) % 100 === Number(second) ? Number(first) : undefined;
}

/** The season of a day; seasons begin in August. */
export function seasonOf(day: string): string {
  const [year = 0, month = 0] = day.split("-").map(Number);
  const first = month >= 8 ? year : year - 1;
  return `${first}/${String((first + 1) % 100).padStart(2, "0")}`;
}

/** Who takes more productions pays less for each. */
const discountSteps: readonly { readonly from: number; readonly discount: number }[] = [
  { from: 0, discount: 0 },
  { from: 3, discount: 0.15 },
  { from: 6, discount: 0.25 },
];

export const discountFor = (productions: number): number =>
  discountSteps.findLast(({ from }) => from <= productions)?.discount ?? 0;

/** All subscriptions, by customer. */
export class Subscriptions {
  readonly #byCustomer = new Index<string, Subscription>();
  #lastId = 0;

  add(
    customerId: string,
    season: string,
    seat: Seat,
    productionIds: readonly number[],
  ): Subscription {
    const distinct = [...new Set(productionIds)].toSorted((a, b) => a - b);
    const subscription: Subscription = {
      id: (this.#lastId += 1),
      customerId,
      season,
      seat,
      productionIds: distinct,
      discount: discountFor(distinct.length),
      renews: true,
    };
    this.#byCustomer.add(customerId, subscription);
    return subscription;
  }

  /** Those of a customer that are good for a production in a season. */
  covering(customerId: string, productionId: number, season: string): Subscription[] {
    return this.#byCustomer
      .of(customerId)
      .filter((one) => one.season === season && one.productionIds.includes(productionId));
  }

  merge(from: string, into: string): void {
    for (const one of this.#byCustomer.of(from)) one.customerId = into;
    this.#byCustomer.move(from, into);
  }

  /** Those that go on into the next season, as `id;seat;productions`. */
  renewals(season: string): string[] {
    return this.#byCustomer
      .entries()
      .flatMap(([, list]) => list)
      .filter((one) => one.season === season && one.renews)
      .map(({ id, seat, productionIds }) => `${id};${seatKey(seat)};${productionIds.join(",")}`)
      .toArray();
  }

  /** Reads one line of `renewals`. */
  static parseRenewal(line: string): Pick<Subscription, "id" | "seat" | "productionIds"> {
    const [id = "", place = "", productions = ""] = line.split(";");
    const seat = parseSeat(place);
    if (seat === undefined || !/^\d+$/.test(id)) throw new SyntaxError(`no renewal: ${line}`);
    return {
      id: Number(id),
      seat,
      productionIds: productions.split(",").filter(Boolean).map(Number),
    };
  }
}
