import {
  AlreadyHeld,
  BadIsbn,
  CardBlocked,
  ItemUnavailable,
  LimitReached,
  LoanNotFound,
  MemberNotFound,
  NotPaid,
  NotRenewable,
} from "../generated.ts";
import type { Branch, Ctx, Item, Library, LibraryEvents, Loan, Member } from "../generated.ts";
import { AccountNotFound, ChargeRefused } from "../generated.accounts.ts";
import type { Account, AccountsApi } from "../generated.accounts.ts";
import type { CatalogueApi } from "../generated.catalogue.ts";
import { Calendar, dayOf } from "./calendar.ts";
import { Fines, Money, reckon } from "./fines.ts";
import { noRecords } from "./journal.ts";
import type { Records } from "./journal.ts";
import { daysLate, Loans, mayRenew } from "./loans.ts";
import { allowanceOf, ListBuilder, Readers, tierByAge } from "./readers.ts";
import { itemLine, logLine, reminder, stateText, walk } from "./report.ts";
import { Stock, titleLabel, Titles } from "./stock.ts";
import { Table } from "./tables.ts";
import { Holds, isbnFault, newRequest } from "./wishes.ts";

/** What the library works with; tests pass fakes. */
export interface Tools {
  readonly catalogue: CatalogueApi;
  readonly accounts: AccountsApi;
  readonly events: LibraryEvents;
  readonly branches: readonly Branch[];
  readonly records?: Records;
  readonly now: () => Date;
  readonly newId: () => string;
  readonly log: (line: string) => void;
}

/** Who owes more than this borrows nothing. */
const tolerated = Money.parse("10.00");

const someAccount = (id: string): string => `${id.slice(0, 8)}…`;

/** The desk of the library. */
export class Desk implements Library {
  readonly #with: Tools;
  readonly #titles: Titles;
  readonly #branches: Table<string, Branch>;
  readonly #lists: Records["lists"];
  readonly readers: Readers;
  readonly stock: Stock;
  readonly loans: Loans;
  readonly holds: Holds;
  readonly fines: Fines;

  constructor(tools: Tools) {
    const records = tools.records ?? noRecords();
    this.#with = tools;
    this.#titles = new Titles(tools.catalogue, tools.now);
    this.#branches = new Table((branch) => branch.code, tools.branches);
    this.#lists = [...records.lists];
    this.readers = new Readers(records.members);
    this.stock = new Stock(records.items);
    this.loans = new Loans(new Calendar(this.#branches), records.loans);
    this.holds = new Holds(records.holds);
    this.fines = new Fines(tools.newId, records.fines);
  }

  enrol: Library["enrol"] = async ({ account: id, home, tier }, ctx) => {
    const account = await this.#with.accounts.getAccount({ id }, ctx);
    if (account instanceof AccountNotFound || account.standing !== "active")
      return new MemberNotFound({ id: 0 });
    const today = dayOf(this.#with.now());
    return this.readers.enrol(account, home, tier ?? tierByAge(account, today), today);
  };

  lend: Library["lend"] = async ({ member: id, barcode }, ctx) => {
    const member = this.readers.members.get(id);
    if (member === undefined) return new MemberNotFound({ id });
    const refused = this.#refusal(member);
    if (refused !== undefined) return refused;
    const item = this.stock.find(barcode);
    if (item === undefined) return new ItemUnavailable({ barcode, state: "missing" });
    const kept = this.holds.keeping(barcode);
    const forOther = kept !== undefined && kept.member !== id;
    if (
      forOther ||
      this.stock.isWithdrawn(item.title) ||
      this.stock.turn(barcode, "lent") === undefined
    )
      return new ItemUnavailable({ barcode, state: item.state });
    if (kept !== undefined) this.holds.collect(kept);
    const loan = this.loans.open(member, item, this.#with.now());
    this.#log("lend", { loan: loan.id, member: member.card, copy: barcode, due: loan.due });
    await this.#with.events.loanOpened({ loan, copiesOut: this.loans.countOpen(id) }, ctx);
    return loan;
  };

  giveBack: Library["giveBack"] = async ({ barcode, branch, damage }, ctx) => {
    const open = this.loans.openOf(barcode);
    const item = this.stock.find(barcode);
    if (open === undefined || item === undefined)
      return new ItemUnavailable({ barcode, state: item?.state ?? "missing" });
    const now = this.#with.now();
    const loan = this.loans.close(open, now, damage > 0 ? `damage ${damage}` : undefined);
    const late = daysLate(loan, now);
    await this.#fine(loan, late, damage, ctx);
    await this.#shelve(item, branch, ctx);
    await this.#with.events.loanClosed({ loan, daysLate: late }, ctx);
    return loan;
  };

  renew: Library["renew"] = async ({ id }) => {
    const loan = this.loans.find(id);
    const member = loan && this.readers.members.get(loan.member);
    if (loan === undefined || member === undefined) return new LoanNotFound({ id });
    const verdict = mayRenew(loan, member, dayOf(this.#with.now()));
    if (!verdict.ok) return new NotRenewable({ id, reason: verdict.reason });
    if (this.holds.queue(loan.title).length > 0)
      return new NotRenewable({ id, reason: "somebody waits for it" });
    return this.loans.renew(loan, member);
  };

  listLoans: Library["listLoans"] = async ({ member, after, limit }) =>
    this.readers.members.get(member) === undefined
      ? new MemberNotFound({ id: member })
      : this.loans.list(member, after, Math.min(limit, 100));

  placeHold: Library["placeHold"] = async ({ member: id, title, pickup }) => {
    const member = this.readers.members.get(id);
    if (member === undefined) return new MemberNotFound({ id });
    if (this.holds.has(id, title)) return new AlreadyHeld({ title });
    return this.holds.place(member, title, pickup ?? member.home, this.#with.now());
  };

  payFines: Library["payFines"] = async ({ member: id }, ctx) => {
    const member = this.readers.members.get(id);
    if (member === undefined) return new MemberNotFound({ id });
    const amount = this.fines.owed(id).toString();
    const memo = `library fines of ${member.card}`;
    const receipt = await this.#with.accounts.charge({ id: member.account, amount, memo }, ctx);
    if (receipt instanceof AccountNotFound) return new MemberNotFound({ id });
    if (receipt instanceof ChargeRefused) return new NotPaid({ reason: receipt.reason });
    const settled = this.fines.settle(id);
    this.#log("paid", { member: member.card, fines: settled, receipt: receipt.number });
    return receipt;
  };

  saveList: Library["saveList"] = async ({ owner, name, titles, shared }) => {
    if (this.readers.members.get(owner) === undefined) return new MemberNotFound({ id: owner });
    const builder = new ListBuilder(owner, name).share(shared);
    const list = titles.reduce((some, title) => some.add(title), builder).build();
    const at = this.#lists.findIndex(({ slug }) => slug === list.slug);
    this.#lists.splice(at < 0 ? this.#lists.length : at, 1, list);
    return list;
  };

  requestLoan: Library["requestLoan"] = async ({ member: id, isbn, lender }) => {
    const member = this.readers.members.get(id);
    if (member === undefined) return new MemberNotFound({ id });
    const reason = isbnFault(isbn);
    if (reason !== undefined) return new BadIsbn({ isbn, reason });
    return newRequest(this.#with.newId(), member, isbn, lender);
  };

  shelfReport: Library["shelfReport"] = async ({ branch }, ctx) => {
    const items = walk(this.stock.items.where((item) => item.place.branch === branch));
    return Promise.all(
      items.map(async (item) => itemLine(item, await this.#titles.find(item.title, ctx))),
    );
  };

  withdraw: Library["withdraw"] = async ({ title, reason }) => {
    const items = this.stock.withdraw(title, reason);
    for (const { barcode, state } of items)
      this.#log("withdraw", { copy: barcode, was: stateText(state), reason });
  };

  revise: Library["revise"] = async ({ title }) => {
    this.#titles.revised(title);
    this.#log("revise", { title: title.id, now: titleLabel(title) });
  };

  block: Library["block"] = async ({ id, at }) => {
    this.readers.block(id);
    for (const member of this.readers.ofAccount(id)) this.holds.drop(member.id);
    this.#log("block", { account: someAccount(id), closed: dayOf(at) });
  };

  /** Who moves to a town with a branch has that one for a home. */
  moveHome: Library["moveHome"] = async ({ account }) => {
    const near = [...this.#branches].find((branch) => branch.name === account.address.town);
    if (near === undefined) return;
    for (const { id } of this.readers.ofAccount(account.id))
      this.readers.members.patch(id, { home: near.code });
  };

  /** Writes to all who are late; says how many letters that were. */
  async remind(ctx?: Ctx): Promise<number> {
    const today = dayOf(this.#with.now());
    let sent = 0;
    for (const [id, loans] of this.loans.overdue(today)) {
      const member = this.readers.members.get(id);
      if (member === undefined) continue;
      const way = await this.#with.accounts.notify(
        { id: member.account, ...reminder(loans, today) },
        ctx,
      );
      if (way instanceof AccountNotFound) this.readers.block(member.account);
      else sent += 1;
    }
    return sent;
  }

  #refusal(member: Member): LimitReached | CardBlocked | undefined {
    const owed = this.fines.owed(member.id);
    if (owed.exceeds(tolerated) || this.readers.isBlocked(member))
      return new CardBlocked({ owed: owed.toString() });
    const { loans: limit } = allowanceOf(member.tier);
    return this.loans.countOpen(member.id) >= limit ? new LimitReached({ limit }) : undefined;
  }

  async #fine(loan: Loan, late: number, damage: number, ctx: Ctx): Promise<void> {
    const reasons = [
      ...(late > 0 ? (["late"] as const) : []),
      ...(damage > 0 ? (["damaged"] as const) : []),
    ];
    if (reasons.length === 0) return;
    const title = await this.#titles.find(loan.title, ctx);
    const price = Money.parse(title?.price ?? "20.00");
    for (const reason of reasons) {
      const amount = reckon(reason, { daysLate: late, damage, price });
      const fine = this.fines.impose(loan, reason, amount, this.#with.now());
      await this.#with.events.fineImposed({ fine }, ctx);
    }
  }

  /** What came back goes to whom waits for it, else to its shelf, else on its way there. */
  async #shelve(item: Item, branch: string, ctx: Ctx): Promise<void> {
    const [first] = this.holds.queue(item.title);
    if (first !== undefined && first.pickup === branch) {
      this.stock.turn(item.barcode, "reserved");
      const hold = this.holds.ready(first.id, item.barcode, this.#with.now()) ?? first;
      const shelf = `H${String(hold.id % 100).padStart(2, "0")}`;
      await this.#with.events.holdReady({ hold, member: hold.member, shelf }, ctx);
    } else this.stock.turn(item.barcode, item.place.branch === branch ? "shelved" : "moving");
  }

  #log(what: string, fields: Readonly<Record<string, unknown>>): void {
    this.#with.log(logLine(this.#with.now(), { what, ...fields }));
  }
}

export const accountLabel = ({ id, displayName }: Account): string =>
  `${displayName} <${someAccount(id)}>`;
