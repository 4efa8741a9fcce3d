import { AlreadySettled, BillNotFound } from "../generated.ts";
import type { Band, Bill, BillLine, BillStatus, Contract, LineKind, Tariff } from "../generated.ts";
import { daysBetween, euros, kilowattHours, Multimap, plusDays, Rate, sumOf } from "./basics.ts";
import type { Day, Known } from "./basics.ts";
import { bandOrder } from "./tariffs.ts";

/** Bills of private people are due after two weeks. */
const daysToPay = 14;

const settled: readonly BillStatus[] = ["paid", "written-off"];

/** Where a line stands on a bill. */
const place: Readonly<Record<Known<LineKind>, number>> = {
  energy: 0,
  standing: 1,
  credit: 2,
  "feed-in": 3,
};

/** What a bill says in front of its total. */
export function headline(bill: Bill): string {
  switch (bill.status) {
    case "open":
      return `Please pay by ${bill.dueOn}`;
    case "paid":
      return "Paid, thank you";
    case "disputed":
      return "On hold until we have answered you";
    case "written-off":
      return "Closed";
    default:
      return `In state ${bill.status}`;
  }
}

/** Puts a bill together line by line. */
export class BillBuilder {
  readonly #lines: BillLine[] = [];
  readonly #usage = new Map<Band, number>();
  readonly #contract: Contract;
  readonly #range: { readonly from: Day; readonly until: Day };

  constructor(contract: Contract, from: Day, until: Day) {
    this.#contract = contract;
    this.#range = { from, until };
  }

  energy(used: ReadonlyMap<Band, bigint>, costs: ReadonlyMap<Band, bigint>): this {
    for (const band of bandOrder) {
      const wattHours = used.get(band);
      if (wattHours === undefined) continue;
      const kwh = kilowattHours(wattHours);
      this.#usage.set(band, kwh);
      this.#line("energy", `Electricity, ${band}`, costs.get(band) ?? 0n, kwh);
    }
    return this;
  }

  standing(tariff: Tariff): this {
    const days = daysBetween(this.#range.from, this.#range.until);
    const cents = Rate.parse(tariff.standing).times(BigInt(days));
    return this.#line("standing", `${days} days of ${tariff.title}`, cents);
  }

  feedIn(kwh: number, cents: bigint): this {
    return cents === 0n ? this : this.#line("feed-in", "Fed in", -cents, kwh);
  }

  /** Lines that were made elsewhere. */
  with(lines: Iterable<BillLine>): this {
    this.#lines.push(...lines);
    return this;
  }

  get isEmpty(): boolean {
    return this.#usage.size === 0;
  }

  build(number: number, issuedAt: Date, today: Day): Bill {
    return {
      number,
      contract: this.#contract.id,
      from: this.#range.from,
      until: this.#range.until,
      lines: this.#lines.toSorted((a, b) => placeOf(a) - placeOf(b)),
      usage: new Map(this.#usage),
      totalCents: sumOf(this.#lines, (line) => line.cents),
      status: "open",
      issuedAt,
      dueOn: plusDays(today, daysToPay),
    };
  }

  #line(kind: LineKind, label: string, cents: bigint, kwh = 0): this {
    this.#lines.push({ kind, label, kwh, cents });
    return this;
  }
}

const placeOf = ({ kind }: BillLine): number =>
  Object.entries(place).find(([known]) => known === kind)?.[1] ?? 9;

/** All bills, and what came in for them. */
export class BillBook {
  readonly #byNumber = new Map<number, Bill>();
  readonly #byContract = new Multimap<Contract["id"], Bill>();
  readonly #payments = new Multimap<number, bigint>();

  get next(): number {
    return Math.max(0, ...this.#byNumber.keys()) + 1;
  }

  add(bill: Bill): Bill {
    this.#byNumber.set(bill.number, bill);
    this.#byContract.add(bill.contract, bill);
    return bill;
  }

  get(number: number): Bill | undefined {
    return this.#byNumber.get(number);
  }

  of(contract: Contract["id"]): readonly Bill[] {
    return this.#byContract.get(contract);
  }

  all(): Bill[] {
    return [...this.#byNumber.values()];
  }

  /** Books a payment; the bill is paid when all of it came in. */
  pay(number: number, cents: bigint): Bill | BillNotFound | AlreadySettled {
    const bill = this.get(number);
    if (bill === undefined) return new BillNotFound({ number });
    if (settled.includes(bill.status)) return new AlreadySettled({ number });
    this.#payments.add(number, cents);
    if (this.paid(number) >= bill.totalCents) bill.status = "paid";
    return bill;
  }

  paid(number: number): bigint {
    return sumOf(this.#payments.get(number), (cents) => cents);
  }

  /** Who has to be reminded: bills that nobody disputes and that are late. */
  overdue(today: Day): Bill[] {
    return this.all().filter(({ status, dueOn }) => status === "open" && dueOn < today);
  }
}

const paper: Readonly<Record<Known<LineKind>, (line: BillLine) => string>> = {
  energy: ({ label, kwh, cents }) => `${label}: ${kwh.toFixed(1)} kWh, ${euros(cents)}`,
  standing: ({ label, cents }) => `${label}: ${euros(cents)}`,
  "feed-in": ({ label, kwh, cents }) => `${label}: ${kwh.toFixed(1)} kWh, ${euros(cents)}`,
  credit: ({ label, cents }) => `Sorry for ${label}: ${euros(cents)}`,
};

/** A line as it is printed. */
export function printed(line: BillLine): string {
  const write = Object.entries(paper).find(([kind]) => kind === line.kind)?.[1];
  return write === undefined ? `${line.label}: ${euros(line.cents)}` : write(line);
}
