import { Desk } from "../src/custom/library.ts";
import type { Tools } from "../src/custom/library.ts";
import type { Records } from "../src/custom/journal.ts";
import { noRecords } from "../src/custom/journal.ts";
import { aBranch, aItem, aMember } from "../src/generated.ts";
import type {
  FineImposed,
  HoldReady,
  Item,
  Loan,
  LoanClosed,
  LoanOpened,
  Member,
} from "../src/generated.ts";
import { aAccount, aReceipt, AccountNotFound } from "../src/generated.accounts.ts";
import type { AccountsApi, ChargeIn, NotifyIn } from "../src/generated.accounts.ts";
import { aAuthor, aTitle, TitleNotFound } from "../src/generated.catalogue.ts";
import type { CatalogueApi, Title } from "../src/generated.catalogue.ts";

export const ctx = { requestId: "test" };

export const adaAccount = "a0000000-0000-4000-8000-000000000001";
export const bobAccount = "b0000000-0000-4000-8000-000000000002";

export const jug: Title = aTitle({
  id: 7,
  name: "The Broken Jug",
  authors: [aAuthor({ id: 3, name: "Kleist, Heinrich" })],
  isbn: "9783161484100",
  shelfmark: "PT2378 Z3",
  published: "1811-02-01",
  price: "12.50",
  pages: 120,
  weight: 0.4,
  tags: ["comedy", "court"],
});

export const atlas: Title = aTitle({
  id: 12,
  name: "Atlas",
  authors: [],
  shelfmark: "G1021",
  published: "1990-05-06",
  price: "80.00",
  weight: 7.5,
});

const week = new Map(
  ["mon", "tue", "wed", "thu", "fri"].map((day) => [
    day,
    { opens: 34_200_000, closes: 64_800_000 },
  ]),
);

export const central = aBranch({ code: "central", name: "Central", week, closed: ["2026-03-30"] });
export const harbour = aBranch({ code: "harbour", name: "Harbour", week });

export const ada: Member = aMember({
  id: 1,
  account: adaAccount,
  card: "A-000001-9",
  tier: "adult",
  home: "central",
  joined: "2020-01-01",
});

export const bob: Member = aMember({
  id: 2,
  account: bobAccount,
  card: "C-000002-8",
  tier: "child",
  home: "harbour",
  joined: "2024-06-01",
});

export const stacks = { branch: "central", room: "stacks", shelf: 3 };

export const jugCopy: Item = aItem({ barcode: "L0000001", title: 7, place: stacks, wear: 2 });
export const atlasCopy: Item = aItem({
  barcode: "L0000002",
  title: 12,
  place: { ...stacks, shelf: 1 },
});

/** A loan with an id, and what else is said of it. */
export const loanOf = (id: bigint, fields: Partial<Loan> = {}): Loan => ({
  id,
  member: 1,
  copy: "L0000001",
  title: 7,
  since: new Date("2026-02-02T10:00:00Z"),
  due: "2026-03-02",
  renewals: 0,
  ...fields,
});

export const records = (some: Partial<Records> = {}): Records => ({
  ...noRecords(),
  members: [ada, bob],
  items: [jugCopy, atlasCopy],
  ...some,
});

/** A house with two members and two copies; what it says and asks is kept. */
export const house = (some: Partial<Records> = {}, others: Partial<Tools> = {}) => {
  const opened: LoanOpened[] = [];
  const closed: LoanClosed[] = [];
  const ready: HoldReady[] = [];
  const fined: FineImposed[] = [];
  const charged: ChargeIn[] = [];
  const notified: NotifyIn[] = [];
  const lines: string[] = [];
  const asked: number[] = [];
  const clock = { now: new Date("2026-03-02T10:00:00Z") };
  let ids = 0;
  const catalogue: CatalogueApi = {
    getTitle: async ({ id }) => {
      asked.push(id);
      return [jug, atlas].find((title) => title.id === id) ?? new TitleNotFound({ id });
    },
    findTitles: async ({ query }) => [atlas, jug].filter(({ name }) => name.includes(query)),
  };
  const accounts: AccountsApi = {
    getAccount: async ({ id }) =>
      id === adaAccount || id === bobAccount
        ? aAccount({ id, displayName: "Ada Lovelace", born: "1985-12-10" })
        : new AccountNotFound({ id }),
    charge: async (charge) => {
      charged.push(charge);
      return aReceipt({ number: 5n, amount: charge.amount });
    },
    notify: async (notice) => {
      notified.push(notice);
      return "email";
    },
  };
  const desk = new Desk({
    catalogue,
    accounts,
    events: {
      loanOpened: async (event) => void opened.push(event),
      loanClosed: async (event) => void closed.push(event),
      holdReady: async (event) => void ready.push(event),
      fineImposed: async (event) => void fined.push(event),
    },
    branches: [central, harbour],
    records: records(some),
    now: () => clock.now,
    newId: () => `00000000-0000-4000-8000-${String(++ids).padStart(12, "0")}`,
    log: (line) => void lines.push(line),
    ...others,
  });
  return { desk, opened, closed, ready, fined, charged, notified, lines, asked, clock };
};
