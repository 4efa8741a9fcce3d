import type { Item, Loan, LoanPage, Member } from "../generated.ts";
import { addDays, dayOf, daysBetween } from "./calendar.ts";
import type { Calendar } from "./calendar.ts";
import { allowanceOf } from "./readers.ts";
import { by, grouped, inTurn, page } from "./tables.ts";

/** The right to go on with something, or why not. */
export type Verdict = { readonly ok: true } | { readonly ok: false; readonly reason: string };

type Rule = (loan: Loan, member: Member, today: string) => string | undefined;

const renewalRules: readonly Rule[] = [
  (loan) => (loan.returned === undefined ? undefined : "it was brought back"),
  ({ renewals }, { tier }) =>
    renewals < allowanceOf(tier).renewals ? undefined : `${renewals} renewals are enough`,
  ({ due }, _member, today) => (due < today ? `it was due on ${due}` : undefined),
];

export const mayRenew = (loan: Loan, member: Member, today: string): Verdict => {
  for (const rule of renewalRules) {
    const reason = rule(loan, member, today);
    if (reason !== undefined) return { ok: false, reason };
  }
  return { ok: true };
};

/** How many days late a loan is, or was when it came back. */
export const daysLate = ({ due, returned }: Loan, now: Date): number =>
  Math.max(0, daysBetween(due, dayOf(returned ?? now)));

export const dueFirst = inTurn<Loan>(
  by(({ due }) => due),
  by(({ id }) => id),
);

/** All loans, open and closed. */
export class Loans {
  readonly #loans = new Map<bigint, Loan>();
  readonly #openByCopy = new Map<string, bigint>();
  readonly #calendar: Calendar;

  constructor(calendar: Calendar, loans: Iterable<Loan> = []) {
    this.#calendar = calendar;
    for (const loan of loans) this.put(loan);
  }

  put(loan: Loan): Loan {
    this.#loans.set(loan.id, loan);
    if (loan.returned === undefined) this.#openByCopy.set(loan.copy, loan.id);
    else if (this.#openByCopy.get(loan.copy) === loan.id) this.#openByCopy.delete(loan.copy);
    return loan;
  }

  /** The day on which something that goes out on `day` is due: a day when the branch is open. */
  dueDay(member: Member, day: string): string {
    return this.#calendar.openFrom(member.home, addDays(day, allowanceOf(member.tier).days));
  }

  open(member: Member, item: Item, since: Date): Loan {
    return this.put({
      id: this.#nextId(),
      member: member.id,
      copy: item.barcode,
      title: item.title,
      since,
      due: this.dueDay(member, dayOf(since)),
      renewals: 0,
    });
  }

  find(id: bigint): Loan | undefined {
    return this.#loans.get(id);
  }

  openOf(copy: string): Loan | undefined {
    const id = this.#openByCopy.get(copy);
    return id === undefined ? undefined : this.#loans.get(id);
  }

  renew(loan: Loan, member: Member): Loan {
    return this.put({
      ...loan,
      due: this.dueDay(member, loan.due),
      renewals: loan.renewals + 1,
    });
  }

  close(loan: Loan, returned: Date, note?: string): Loan {
    return this.put(note === undefined ? { ...loan, returned } : { ...loan, returned, note });
  }

  ofMember(member: number): Loan[] {
    return this.#loans
      .values()
      .filter((loan) => loan.member === member)
      .toArray()
      .toSorted(by((loan) => loan.id));
  }

  countOpen(member: number): number {
    return this.ofMember(member).filter((loan) => loan.returned === undefined).length;
  }

  list(member: number, after: bigint | undefined, limit: number): LoanPage {
    const loans = this.ofMember(member);
    const { rows, next } = page(loans, (loan) => loan.id, { after, limit });
    return { loans: [...rows], next, total: loans.length };
  }

  /** Open loans that are late, the latest first, by member. */
  overdue(today: string): Map<number, Loan[]> {
    const late = [...this.#loans.values()]
      .filter(({ due, returned }) => returned === undefined && due < today)
      .toSorted(dueFirst);
    return grouped(late, ({ member }) => member);
  }

  /** How long things stay out, in days; nothing where nothing came back yet. */
  meanDays(): number | undefined {
    const times = [...this.#loans.values()].flatMap(({ since, returned }) =>
      returned === undefined ? [] : [returned.getTime() - since.getTime()],
    );
    if (times.length === 0) return undefined;
    return times.reduce((sum, time) => sum + time, 0) / times.length / 86_400_000;
  }

  #nextId(): bigint {
    let last = 0n;
    for (const id of this.#loans.keys()) if (id > last) last = id;
    return last + 1n;
  }
}
