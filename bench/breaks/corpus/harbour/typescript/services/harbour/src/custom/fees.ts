import type { Account, Fee, FeeKind, PortCall } from "../generated.ts";
import type { Vessel, VesselClass } from "../generated.registry.ts";
import { totalWeight } from "./cargo.ts";
import { daysAfter } from "./util.ts";

export type Cents = Fee["cents"];

/** An amount of money that knows how it is written. */
export class Money {
  readonly cents: Cents;

  constructor(cents: Cents) {
    this.cents = cents;
  }

  plus(other: Money): Money {
    return new Money(this.cents + other.cents);
  }

  toString(): string {
    const whole = this.cents / 100n;
    return `${whole}.${String(this.cents % 100n).padStart(2, "0")} EUR`;
  }
}

/** What an hour at a berth costs a ship of some class. */
const hourly: Record<string, Cents> = {
  coaster: 1_500n,
  tanker: 6_000n,
  boxship: 5_000n,
  ferry: 900n,
};

const rateOf = (vesselClass: VesselClass): Cents => hourly[vesselClass] ?? 2_000n;

/** What a fee is called on the bill. */
const titles: Record<"berth" | "pilotage" | "tonnage" | "waste", string> = {
  berth: "Berth",
  pilotage: "Pilot",
  tonnage: "Tonnage",
  waste: "Waste",
};

/** What a fee is called; kinds that came later go by their own name. */
export const titleOf = (kind: FeeKind): string =>
  kind in titles ? titles[kind as keyof typeof titles] : kind;

/** Gathers fees; those of nothing are left out. */
export class Bill {
  readonly #fees: Fee[] = [];

  add(kind: FeeKind, cents: Cents, text: string): this {
    if (cents > 0n) this.#fees.push({ kind, cents, text });
    return this;
  }

  addAll(fees: Iterable<Fee>): this {
    for (const { kind, cents, text } of fees) this.add(kind, cents, text);
    return this;
  }

  get fees(): readonly Fee[] {
    return this.#fees;
  }

  get total(): Money {
    return this.#fees
      .map((fee) => new Money(fee.cents))
      .reduce((sum, each) => sum.plus(each), new Money(0n));
  }
}

/** Hours that are paid, begun ones as whole. */
export const paidHours = (call: PortCall): number => Math.max(1, Math.ceil(call.stay / 3_600_000));

const berthFee = (call: PortCall, vessel: Vessel): Cents =>
  rateOf(vessel.kind) * BigInt(paidHours(call));

const tonnageFee = ({ manifest }: PortCall, { grossTonnage }: Vessel): Cents => {
  const cargo = manifest === undefined ? 0 : Math.ceil(totalWeight(manifest) / 1000);
  return BigInt(grossTonnage) * 3n + BigInt(cargo) * 25n;
};

/** Flags whose ships bring their waste ashore without paying. */
const green = new Set(["DK", "NO", "SE"]);

/** All that a call has to pay, in the order of the bill. */
export function billOf(call: PortCall, vessel: Vessel, tenths: number | undefined): Bill {
  const bill = new Bill()
    .add("berth", berthFee(call, vessel), `${paidHours(call)} h for ${vessel.name}`)
    .add("tonnage", tonnageFee(call, vessel), `GT ${vessel.grossTonnage}`);
  if (tenths !== undefined) bill.add("pilotage", BigInt(tenths) * 4_000n, "in and out");
  if (!green.has(vessel.flag)) bill.add("waste", 7_500n, `flag ${vessel.flag}`);
  return bill;
}

/** "26-00007": the year and the call. */
export const accountNumber = (call: PortCall): string =>
  `${call.eta.getUTCFullYear() % 100}-${String(call.id).padStart(5, "0")}`;

export function settle(call: PortCall, bill: Bill, today: string): Account {
  return {
    callId: call.id,
    number: accountNumber(call),
    fees: [...bill.fees],
    total: bill.total.cents,
    due: daysAfter(today, 30),
    paid: false,
  };
}

/** Accounts that should have been paid, the oldest first. */
export const overdue = (accounts: readonly Account[], today: string): Account[] =>
  accounts
    .filter((account) => !account.paid && account.due < today)
    .toSorted((a, b) => a.due.localeCompare(b.due));

/** The bill as it is printed. */
export function printed(account: Account): string {
  const width = Math.max(...account.fees.map(({ kind }) => titleOf(kind).length), 5);
  const lines = account.fees.map(
    ({ kind, cents, text }) => `${titleOf(kind).padEnd(width)} ${new Money(cents)}  ${text}`,
  );
  return [
    `Account ${account.number}, due ${account.due}`,
    ...lines,
    `${"Total".padEnd(width)} ${new Money(account.total)}`,
  ].join("\n");
}
