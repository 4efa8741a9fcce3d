import { tierValues } from "../generated.ts";
import type { Member, ReadingList, Tier, Unknown } from "../generated.ts";
import type { Account } from "../generated.accounts.ts";
import { yearsBetween } from "./calendar.ts";
import { by, Table } from "./tables.ts";

export type CardNumber = Member["card"];

export interface Allowance {
  readonly loans: number;
  readonly days: number;
  readonly renewals: number;
  /** What a hold of such a reader counts beside the days that it waits. */
  readonly weight: number;
}

type KnownTier = Exclude<Tier, Unknown>;

const allowances: Record<KnownTier, Allowance> = {
  child: { loans: 5, days: 21, renewals: 3, weight: 2 },
  adult: { loans: 10, days: 28, renewals: 2, weight: 1 },
  senior: { loans: 12, days: 35, renewals: 3, weight: 1.5 },
  staff: { loans: 30, days: 56, renewals: 5, weight: 0.5 },
};

const isTier = (tier: Tier): tier is KnownTier => Object.hasOwn(allowances, tier);

/** A tier of a later version is treated as an adult's. */
export const allowanceOf = (tier: Tier): Allowance => allowances[isTier(tier) ? tier : "adult"];

/** Reads a tier as clerks type it: `adult`, `Adult`, `a`. */
export const readTier = (text: string): Tier | undefined => {
  const typed = text.trim().toLowerCase();
  return tierValues.find((tier) => tier === typed || tier.charAt(0) === typed);
};

/** The tier by age; staff say that they are. */
export const tierByAge = (account: Account, today: string): Tier => {
  const age = yearsBetween(account.born, today);
  if (age < 16) return "child";
  return age < 65 ? "adult" : "senior";
};

const cardLetters: ReadonlyMap<Tier, string> = new Map<Tier, string>([
  ["child", "C"],
  ["adult", "A"],
  ["senior", "S"],
  ["staff", "X"],
]);

/** The last digit of a card makes the sum of all its digits, every second twice, end in nought. */
const checkDigit = (digits: string): number => {
  const sum = [...digits].reduce(
    (all, digit, at) => all + Number(digit) * (at % 2 === 0 ? 2 : 1),
    0,
  );
  return (10 - (sum % 10)) % 10;
};

/** `A-000017-1`: the tier, the number and a check digit. */
export const cardOf = (tier: Tier, id: number): CardNumber => {
  const digits = String(id).padStart(6, "0");
  return `${cardLetters.get(tier) ?? "Z"}-${digits}-${checkDigit(digits)}`;
};

/** The member's id on a card, if the card is one. */
export const readCard = (card: CardNumber): number | undefined => {
  const found = /^[A-Z]-(\d{6})-(\d)$/.exec(card);
  const [, digits = "", check = ""] = found ?? [];
  return found !== null && checkDigit(digits) === Number(check) ? Number(digits) : undefined;
};

export class Readers {
  readonly members: Table<number, Member>;
  readonly #byAccount = new Map<string, Set<number>>();
  readonly #blocked = new Set<string>();

  constructor(members: Iterable<Member> = []) {
    this.members = new Table((member) => member.id);
    for (const member of members) this.add(member);
  }

  add(member: Member): Member {
    const ids = this.#byAccount.get(member.account) ?? new Set();
    this.#byAccount.set(member.account, ids.add(member.id));
    return this.members.put(member);
  }

  enrol(account: Account, home: string, tier: Tier, joined: string): Member {
    const id = Math.max(0, ...[...this.members].map((member) => member.id)) + 1;
    return this.add({ id, account: account.id, card: cardOf(tier, id), tier, home, joined });
  }

  withCard(card: CardNumber): Member | undefined {
    const id = readCard(card);
    return id === undefined ? undefined : this.members.get(id);
  }

  ofAccount(account: string): Member[] {
    return [...(this.#byAccount.get(account) ?? [])].flatMap((id) => this.members.get(id) ?? []);
  }

  block(account: string): void {
    this.#blocked.add(account);
  }

  isBlocked({ account }: Member): boolean {
    return this.#blocked.has(account);
  }
}

/** `Summer, and after` becomes `summer-and-after`. */
export const slugOf = (name: string): string =>
  name
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, "-")
    .replaceAll(/^-|-$/g, "");

/** Puts a reading list together; each title stands in it once. */
export class ListBuilder {
  readonly #owner: number;
  readonly #name: string;
  readonly #titles = new Set<number>();
  readonly #notes = new Map<number, string>();
  #shared = false;

  constructor(owner: number, name: string) {
    this.#owner = owner;
    this.#name = name;
  }

  add(title: number, note?: string): this {
    this.#titles.add(title);
    if (note !== undefined) this.#notes.set(title, note);
    return this;
  }

  share(shared = true): this {
    this.#shared = shared;
    return this;
  }

  build(): ReadingList {
    return {
      slug: `${this.#owner}-${slugOf(this.#name)}`,
      owner: this.#owner,
      name: this.#name,
      titles: [...this.#titles],
      notes: new Map(this.#notes),
      shared: this.#shared,
    };
  }
}

/** The lists that `reader` may see, by name. */
export const visibleLists = (lists: Iterable<ReadingList>, reader: number): ReadingList[] =>
  [...lists]
    .filter((list) => list.shared || list.owner === reader)
    .toSorted(by((list) => list.name.toLowerCase()));
