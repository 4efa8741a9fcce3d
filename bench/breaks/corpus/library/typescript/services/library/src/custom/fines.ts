import type { Fine, FineReason, Loan, Unknown } from "../generated.ts";
import { dayOf } from "./calendar.ts";
import { by, grouped } from "./tables.ts";

/** An amount in whole cents; on the wire it is a decimal text such as `12.50`. */
export class Money {
  readonly cents: bigint;

  static readonly zero = new Money(0n);

  constructor(cents: bigint) {
    this.cents = cents;
  }

  /** Parts of a cent are dropped. */
  static parse(text: string): Money {
    const found = /^(-?)(\d+)(?:\.(\d+))?$/.exec(text);
    if (found === null) throw new RangeError(`not an amount: ${text}`);
    const [, sign = "", whole = "0", rest = ""] = found;
    const cents = BigInt(whole) * 100n + BigInt(rest.padEnd(2, "0").slice(0, 2));
    return new Money(sign === "-" ? -cents : cents);
  }

  static sum(amounts: Iterable<Money>): Money {
    let sum = Money.zero;
    for (const amount of amounts) sum = sum.plus(amount);
    return sum;
  }

  plus(other: Money): Money {
    return new Money(this.cents + other.cents);
  }

  times(factor: number): Money {
    return new Money(this.cents * BigInt(Math.trunc(factor)));
  }

  atMost(other: Money): Money {
    return this.cents > other.cents ? other : this;
  }

  exceeds(other: Money): boolean {
    return this.cents > other.cents;
  }

  toString(): string {
    const absolute = this.cents < 0n ? -this.cents : this.cents;
    const rest = String(absolute % 100n).padStart(2, "0");
    return `${this.cents < 0n ? "-" : ""}${absolute / 100n}.${rest}`;
  }
}

/** What a fine is reckoned from. */
export interface Offence {
  readonly daysLate: number;
  readonly damage: number;
  /** What a new copy costs. */
  readonly price: Money;
}

const perDay = Money.parse("0.20");
const handling = Money.parse("5.00");

type KnownReason = Exclude<FineReason, Unknown>;

const tariff: Record<KnownReason, (offence: Offence) => Money> = {
  late: ({ daysLate, price }) => perDay.times(Math.max(daysLate, 0)).atMost(price),
  damaged: ({ damage, price }) => new Money((price.cents * BigInt(damage)) / 10n),
  lost: ({ price }) => price.plus(handling),
};

export const reckon = (reason: KnownReason, offence: Offence): Money => tariff[reason](offence);

/** Reasons that a clerk may waive at the desk. */
const waivable: ReadonlySet<FineReason> = new Set<FineReason>(["late"]);

export const reasonText = (reason: FineReason): string => {
  switch (reason) {
    case "late":
      return "brought back late";
    case "damaged":
      return "damaged";
    case "lost":
      return "lost";
    default:
      return reason;
  }
};

/** All fines, in the order in which they were imposed. */
export class Fines {
  readonly #fines: Fine[];
  readonly #newId: () => string;

  constructor(newId: () => string, fines: readonly Fine[] = []) {
    this.#newId = newId;
    this.#fines = fines.toSorted(by((fine) => fine.imposed.getTime()));
  }

  all(): readonly Fine[] {
    return this.#fines;
  }

  impose(loan: Loan, reason: FineReason, amount: Money, imposed: Date): Fine {
    const fine: Fine = {
      id: this.#newId(),
      member: loan.member,
      loan: loan.id,
      reason,
      amount: amount.toString(),
      imposed,
      paid: false,
    };
    this.#fines.push(fine);
    return fine;
  }

  open(member: number): Fine[] {
    return this.#fines.filter((fine) => fine.member === member && !fine.paid);
  }

  owed(member: number): Money {
    return Money.sum(this.open(member).map(({ amount }) => Money.parse(amount)));
  }

  settle(member: number): number {
    const open = this.open(member);
    for (const fine of open) fine.paid = true;
    return open.length;
  }

  /** Lets a member off what may be waived; says how many fines that were. */
  waive(member: number): number {
    const waived = this.open(member).filter(({ reason }) => waivable.has(reason));
    for (const fine of waived) fine.paid = true;
    return waived.length;
  }

  /** What came in for each reason on each day: reason, then day, then amount. */
  takings(): Map<FineReason, Map<string, string>> {
    const paid = grouped(
      this.#fines.filter((fine) => fine.paid),
      (fine) => fine.reason,
    );
    return new Map(
      [...paid].map(([reason, fines]) => {
        const days = grouped(fines, (fine) => dayOf(fine.imposed));
        const sums = [...days].map(([day, some]): [string, string] => [
          day,
          Money.sum(some.map((fine) => Money.parse(fine.amount))).toString(),
        ]);
        return [reason, new Map(sums)];
      }),
    );
  }
}

/** `late: brought back late, 1.40 (2026-03-01)`. */
export const fineLine = ({ reason, amount, imposed }: Fine): string =>
  `${reason}: ${reasonText(reason)}, ${amount} (${dayOf(imposed)})`;
