import type { PriceBand, Seat, Subscription, Voucher } from "../generated.ts";
import type { PaymentMethod, Standing } from "../generated.boxoffice.ts";

export type Cents = PriceBand["cents"];
type BandCode = PriceBand["code"];

/** `12.5` is 1250 cents; what has more than two digits behind its point is no money. */
export function fromDecimal(amount: string): Cents {
  const [, sign, whole, rest = ""] = /^(-?)(\d+)(?:\.(\d{1,2}))?$/.exec(amount) ?? [];
  if (whole === undefined) throw new RangeError(`no amount of money: ${amount}`);
  const cents = BigInt(whole) * 100n + BigInt(rest.padEnd(2, "0"));
  return sign === "-" ? -cents : cents;
}

/** 1250 cents are `12.50`. */
export function toDecimal(cents: Cents): string {
  const digits = String(cents < 0n ? -cents : cents).padStart(3, "0");
  return `${cents < 0n ? "-" : ""}${digits.slice(0, -2)}.${digits.slice(-2)}`;
}

export const euros = (cents: Cents): string => `${toDecimal(cents)} EUR`;

export const total = <T>(items: Iterable<T>, centsOf: (item: T) => Cents): Cents =>
  Iterator.from(items).reduce((sum, item) => sum + centsOf(item), 0n);

/** A part of an amount, rounded to the nearest cent; parts are counted in tenths of a percent. */
export const share = (cents: Cents, part: number): Cents =>
  (cents * BigInt(Math.round(part * 1000)) + 500n) / 1000n;

/** What standing is worth at the desk, as a part of the price. */
const rebates: ReadonlyMap<Standing, number> = new Map([
  ["friend", 0.1],
  ["patron", 0.2],
]);

export const rebateOf = (standing: Standing): number => rebates.get(standing) ?? 0;

/** What we ask of a customer for one kind of payment, on top. */
export function surcharge(method: PaymentMethod, cents: Cents): Cents {
  switch (method) {
    case "cash":
      return 0n;
    case "card":
      return share(cents, 0.01);
    case "transfer":
      return 50n;
    default:
      throw new RangeError(`nobody pays by ${method}`);
  }
}

const extraPrices: Readonly<Record<string, Cents>> = { programme: 450n, cushion: 200n };

/** The bands of a house, and which row belongs to which. */
export class PriceList {
  readonly #bands: ReadonlyMap<BandCode, PriceBand>;
  readonly #bandOfRow: ReadonlyMap<string, BandCode>;

  constructor(bands: readonly PriceBand[]) {
    this.#bands = new Map(bands.map((band) => [band.code, band]));
    this.#bandOfRow = new Map(
      bands.flatMap(({ code, rows }) => rows.map((row): [string, BandCode] => [row, code])),
    );
  }

  /** The band of a seat; rows that no band names belong to the cheapest one. */
  bandOf(seat: Seat): PriceBand {
    const code = this.#bandOfRow.get(seat.row);
    const band = code === undefined ? this.cheapest() : this.#bands.get(code);
    if (band === undefined) throw new RangeError(`row ${seat.row} has no price`);
    return band;
  }

  cheapest(): PriceBand | undefined {
    return [...this.#bands.values()].toSorted((a, b) => Number(a.cents - b.cents))[0];
  }

  /** One line for each band, dearest first: `A Stalls 48.00 EUR`. */
  board(): string[] {
    return [...this.#bands.values()]
      .toSorted((a, b) => Number(b.cents - a.cents))
      .map(({ code, label, cents }) => `${code} ${label} ${euros(cents)}`);
  }
}

/** Adds up what an order costs; the best of all rebates counts, a voucher comes last. */
export class Quote {
  readonly #prices: PriceList;
  #seats: readonly Seat[] = [];
  #extras: Cents = 0n;
  #rebate = 0;
  #credit: Cents = 0n;

  constructor(prices: PriceList) {
    this.#prices = prices;
  }

  seats(seats: readonly Seat[]): this {
    this.#seats = seats;
    return this;
  }

  extras(extras: ReadonlyMap<string, number>): this {
    this.#extras = total(extras, ([name, count]) => (extraPrices[name] ?? 0n) * BigInt(count));
    return this;
  }

  standing(standing: Standing): this {
    this.#rebate = Math.max(this.#rebate, rebateOf(standing));
    return this;
  }

  subscriptions(subscriptions: readonly Subscription[]): this {
    this.#rebate = Math.max(this.#rebate, ...subscriptions.map(({ discount }) => discount));
    return this;
  }

  voucher(voucher: Voucher | undefined): this {
    if (voucher !== undefined) this.#credit += voucher.cents;
    return this;
  }

  build(): Cents {
    const seats = total(this.#seats, (seat) => this.#prices.bandOf(seat).cents);
    const due = seats - share(seats, this.#rebate) + this.#extras - this.#credit;
    return due < 0n ? 0n : due;
  }
}
