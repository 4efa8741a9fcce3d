import type { Hold, HoldState, LoanRequest, Member } from "../generated.ts";
import { addDays, dayOf } from "./calendar.ts";
import { Money } from "./fines.ts";
import { allowanceOf } from "./readers.ts";
import { by, inTurn, Table } from "./tables.ts";

const keptDays = 7;

/** Holds that still wait for something. */
const alive: readonly HoldState[] = ["waiting", "ready"];

export const isAlive = ({ state }: Pick<Hold, "state">): boolean => alive.includes(state);

/** The heaviest first, then who waits longest. */
const inQueue = inTurn<Hold>(
  by((hold) => -hold.weight),
  by((hold) => hold.placed.getTime()),
  by((hold) => hold.id),
);

export class Holds {
  readonly #holds: Table<number, Hold>;

  constructor(holds: Iterable<Hold> = []) {
    this.#holds = new Table((hold) => hold.id, holds);
  }

  [Symbol.iterator](): Iterator<Hold> {
    return this.#holds[Symbol.iterator]();
  }

  get(id: number): Hold | undefined {
    return this.#holds.get(id);
  }

  place(member: Member, title: number, pickup: string, placed: Date): Hold {
    return this.#holds.put({
      id: this.#holds.size + 1,
      member: member.id,
      title,
      pickup,
      placed,
      state: "waiting",
      weight: allowanceOf(member.tier).weight,
    });
  }

  /** The queue of a title. */
  queue(title: number): Hold[] {
    return this.#holds
      .where((hold) => hold.title === title && hold.state === "waiting")
      .toSorted(inQueue);
  }

  has(member: number, title: number): boolean {
    return this.#holds
      .where((hold) => isAlive(hold) && hold.title === title)
      .some((hold) => hold.member === member);
  }

  /** Puts a copy aside for a hold. */
  ready(id: number, copy: string, now: Date): Hold | undefined {
    return this.#holds.patch(id, {
      state: "ready",
      copy,
      expires: addDays(dayOf(now), keptDays),
    });
  }

  /** The hold for which a copy was put aside. */
  keeping(copy: string): Hold | undefined {
    return this.#holds.where((hold) => hold.state === "ready" && hold.copy === copy).at(0);
  }

  collect(hold: Hold): void {
    this.#holds.put({ ...hold, state: "collected" });
  }

  /** Lets go what was not fetched in time; says which copies are free again. */
  lapse(today: string): string[] {
    const past = this.#holds.where(
      ({ state, expires }) => state === "ready" && expires !== undefined && expires < today,
    );
    for (const hold of past) this.#holds.put({ ...hold, state: "lapsed" });
    return past.flatMap((hold) => hold.copy ?? []);
  }

  /** Ends all that a member still waits for. */
  drop(member: number): number {
    const dropped = this.#holds.where((hold) => hold.member === member && isAlive(hold));
    for (const hold of dropped) this.#holds.put({ ...hold, state: "lapsed" });
    return dropped.length;
  }
}

/** Where a hold stands, as readers are told. */
export const holdText = (hold: Hold, place: number): string => {
  const texts: Record<string, () => string> = {
    waiting: () => `number ${place} in the queue`,
    ready: () => `ready at ${hold.pickup} until ${hold.expires ?? "further notice"}`,
    collected: () => "fetched",
    lapsed: () => "gone",
  };
  return texts[hold.state]?.() ?? hold.state;
};

/** Why a text is no ISBN; nothing where it is one. */
export const isbnFault = (isbn: string): string | undefined => {
  const digits = isbn.replaceAll("-", "");
  if (!/^\d{13}$/.test(digits)) return "thirteen digits are wanted";
  const sum = [...digits].reduce(
    (all, digit, at) => all + Number(digit) * (at % 2 === 0 ? 1 : 3),
    0,
  );
  return sum % 10 === 0 ? undefined : "a digit is wrong";
};

/** What libraries of the country ask for sending something, and how long it is on its way. */
interface Lender {
  readonly fee: Money;
  readonly days: number;
}

const lenders: ReadonlyMap<string, Lender> = new Map([
  ["state library", { fee: Money.parse("1.50"), days: 3 }],
  ["university", { fee: Money.parse("3.00"), days: 5 }],
]);

const abroad: Lender = { fee: Money.parse("12.00"), days: 14 };

export const newRequest = (
  id: string,
  member: Member,
  isbn: string,
  lender: string,
): LoanRequest => {
  const { fee, days } = lenders.get(lender.toLowerCase()) ?? abroad;
  const free = member.tier === "child" || member.tier === "staff";
  return {
    id,
    member: member.id,
    isbn: isbn.replaceAll("-", ""),
    lender,
    cost: (free ? Money.zero : fee).toString(),
    transit: days * 86_400_000,
  };
};

/** The day on which something is here that is sent today. */
export const arrival = ({ transit }: LoanRequest, sent: Date): string =>
  dayOf(new Date(sent.getTime() + transit));

/** Whether something comes in time; who names no day is content with any. */
export const inTime = (request: LoanRequest, sent: Date): boolean =>
  request.wantedBy === undefined || arrival(request, sent) <= request.wantedBy;
