import type { Bill, Contact, Contract, Producer, Tariff } from "../generated.ts";
import type { BillBook } from "./bills.ts";
import type { Contracts } from "./contracts.ts";
import type { TariffBook } from "./tariffs.ts";

/** How one kind of thing is written to a line, and read back. */
interface Codec<T> {
  readonly write: (value: T) => object;
  readonly read: (row: Row) => T;
}

/** The columns of a line, each read as what it should be. */
class Row {
  readonly #columns: Readonly<Record<string, unknown>>;

  constructor(columns: Readonly<Record<string, unknown>>) {
    this.#columns = columns;
  }

  text(name: string): string {
    return String(this.#columns[name]);
  }

  number(name: string): number {
    return Number(this.#columns[name]);
  }

  cents(name: string): bigint {
    return BigInt(this.text(name));
  }

  /** A part that is stored just as it is. */
  as<T>(name: string): T {
    return this.#columns[name] as T;
  }

  maybe<T>(name: string): T | undefined {
    return this.as<T | null | undefined>(name) ?? undefined;
  }
}

const contract: Codec<Contract> = {
  write: (one) => ({
    id: one.id,
    who: one.customer,
    meter: one.meter,
    tariff: one.tariff,
    status: one.status,
    from: one.startsOn,
    to: one.endsOn,
    deposit: String(one.depositCents),
    iban: one.iban,
    contact: one.contact,
    tags: one.tags,
  }),
  read: (row) => ({
    id: row.number("id"),
    customer: row.text("who"),
    meter: row.number("meter"),
    tariff: row.text("tariff"),
    status: row.as<Contract["status"]>("status"),
    startsOn: row.text("from"),
    endsOn: row.maybe<string>("to"),
    depositCents: row.cents("deposit"),
    iban: row.maybe<string>("iban"),
    contact: row.as<Contact>("contact"),
    tags: row.as<string[]>("tags"),
  }),
};

/** Tariffs are stored as they are. */
const tariff: Codec<Tariff> = {
  write: (one) => one,
  read: (row) => row.as<Tariff>("tariff"),
};

const bill: Codec<Bill> = {
  write: ({ lines, usage, totalCents, ...rest }) => ({
    ...rest,
    lines: lines.map((line) => ({ ...line, cents: String(line.cents) })),
    usage: Object.fromEntries(usage),
    totalCents: String(totalCents),
  }),
  read: (row) => ({
    number: row.number("number"),
    contract: row.number("contract"),
    from: row.text("from"),
    until: row.text("until"),
    lines: row
      .as<(Omit<Bill["lines"][number], "cents"> & { cents: string })[]>("lines")
      .map((line) => ({ ...line, cents: BigInt(line.cents) })),
    usage: new Map(Object.entries(row.as<Record<string, number>>("usage"))) as Bill["usage"],
    totalCents: row.cents("totalCents"),
    status: row.as<Bill["status"]>("status"),
    issuedAt: new Date(row.text("issuedAt")),
    dueOn: row.text("dueOn"),
  }),
};

const producer: Codec<Producer> = {
  write: ({ paid, ...rest }) => ({
    ...rest,
    paid: [...paid].map(([month, cents]) => `${month}:${cents}`),
  }),
  read: (row) => ({
    contract: row.number("contract"),
    technology: row.as<Producer["technology"]>("technology"),
    capacityKw: row.number("capacityKw"),
    paid: new Map(
      row.as<string[]>("paid").map((entry): [string, bigint] => {
        const [month = "", cents = "0"] = entry.split(":");
        return [month, BigInt(cents)];
      }),
    ),
  }),
};

const line = <T>(kind: string, codec: Codec<T>, value: T): string =>
  JSON.stringify({ kind, ...codec.write(value) });

/** What is kept over a restart. */
export interface Books {
  readonly tariffs: TariffBook;
  readonly contracts: Contracts;
  readonly bills: BillBook;
}

/** Everything as lines of JSON. */
export function* save({ tariffs, contracts, bills }: Books): Generator<string> {
  for (const one of tariffs.all())
    yield JSON.stringify({ kind: "tariff", tariff: tariff.write(one) });
  for (const one of contracts) {
    yield line("contract", contract, one);
    const plant = contracts.producer(one.id);
    if (plant !== undefined) yield line("producer", producer, plant);
  }
  for (const one of bills.all()) yield line("bill", bill, one);
}

/** Reads what `save` has written; lines of a kind that nobody knows are counted. */
export function load({ tariffs, contracts, bills }: Books, lines: Iterable<string>): number {
  const takers: Readonly<Record<string, (row: Row) => void>> = {
    tariff: (row) => tariffs.put(tariff.read(row)),
    contract: (row) => contracts.add(contract.read(row)),
    producer: (row) => contracts.setProducer(producer.read(row)),
    bill: (row) => void bills.add(bill.read(row)),
  };
  let unknown = 0;
  for (const text of lines) {
    const row = new Row(JSON.parse(text));
    const take = takers[row.text("kind")];
    if (take === undefined) unknown += 1;
    else take(row);
  }
  return unknown;
}
