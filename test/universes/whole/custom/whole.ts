import { WholeRustClient, SoldOut as OtherSoldOut } from "./generated.whole-rust.ts";
import {
  loadConfig,
  NoThing,
  Publisher,
  sale,
  SaleRefused,
  SoldOut,
  thingHandlers,
  ThingNotFound,
  TooMuch,
  type BasketEngine,
  type Thing,
  type WholeTypescript,
} from "./generated.ts";

/** What was asked of people's code, in its order: the kind of thing, its name, and with what. */
let ran: string[] = [];
const tell = (...words: readonly unknown[]): void => void ran.push(words.join(" "));

/** What publishes events; it begins to send when it is made. */
let publisher: Publisher | undefined;
const published = (): Publisher => (publisher ??= Publisher.fromEnv());

const most = 9;
const ordered = new Map<string, bigint>();
const things = thingHandlers();

class Basket implements BasketEngine {
  #count = 0;

  add({ count }: { count: number }): number | TooMuch {
    tell("command", "basket/add", count);
    if (this.#count + count > most) return new TooMuch({ most });
    this.#count += count;
    return this.#count;
  }

  clear(): void {
    tell("command", "basket/clear");
    this.#count = 0;
  }

  mostOf({ limit }: { limit: number }): number | TooMuch {
    tell("query", "basket/most-of", limit);
    return limit > most ? new TooMuch({ most }) : Math.min(this.#count, limit);
  }

  noMoreThanNineAreInIt(): boolean {
    return this.#count <= most;
  }
}

/** Who is known may buy. */
const guards = {
  isKnown(thing: Thing): boolean {
    tell("guard", "sale/is-known");
    return thing.paidBy !== undefined;
  },
};

export const app: WholeTypescript = {
  ...things,

  echo: async ({ value }) => value,

  async order({ item, count }) {
    const total = (ordered.get(item) ?? 0n) + count;
    ordered.set(item, total);
    return total;
  },

  async relay({ item }, ctx) {
    const client = WholeRustClient.fromEnv();
    const said: string[] = [];
    const total = await client.order({ item, count: 3n }, ctx);
    said.push(total instanceof OtherSoldOut ? `sold out of ${total.item}` : `ordered ${total}`);
    for await (const number of client.countUp({ upto: 3 }, ctx)) said.push(String(number));
    return said;
  },

  async look({ id }, ctx) {
    const found = await things.getThing({ id }, ctx);
    return found instanceof ThingNotFound ? new NoThing({ id }) : `${found.name} is ${found.stage}`;
  },

  async setName({ id, name }, ctx) {
    const changed = await things.updateThing({ id, change: { name } }, ctx);
    if (changed instanceof ThingNotFound) return new NoThing({ id });
    return "name" in changed ? changed.name : "somebody else's";
  },

  mend: async ({ change }) => change,

  async forget({ id }, ctx) {
    const gone = await things.deleteThing({ id }, ctx);
    return gone instanceof ThingNotFound ? new NoThing({ id }) : undefined;
  },

  numbers: async ({ cursor }) =>
    cursor === undefined ? { items: [1, 2], next: "2" } : { items: [3] },

  async renameFile({ content, name }) {
    return { ...content, name };
  },

  async *countUp({ upto }) {
    for (let number = 1; number <= Math.min(upto, most); number += 1) yield number;
    if (upto > most) yield new TooMuch({ most });
  },

  async settings() {
    const { greeting, most, pepper } = loadConfig();
    return new Map([
      ["greeting", greeting],
      ["most", String(most)],
      ["pepper", pepper],
    ]);
  },

  tidy: async ({ text }) => app.slugify({ text, separator: "_" }),

  async shop({ counts }) {
    const basket = app.basket();
    basket.add({ count: 1 });
    basket.clear({});
    for (const count of counts) {
      const added = basket.add({ count });
      if (added instanceof TooMuch) return added;
    }
    return basket.mostOf({ limit: most });
  },

  async walk({ by }) {
    const pending = sale.begin({ id: "lamp", name: "lamp", stage: "paid", paidBy: by });
    const paid = sale.pay(pending, guards);
    if (paid instanceof SaleRefused) return [pending.stage, `refused by ${paid.guard}`];
    tell("transition", "sale/pay");
    const refunded = sale.refund(paid);
    tell("transition", "sale/refund");
    return [pending.stage, paid.stage, refunded.stage];
  },

  async fail({ text }, ctx) {
    await published().failed({ text }, ctx);
  },

  async heard() {
    const all = ran;
    ran = [];
    return all;
  },

  async tell({ number, label }, ctx) {
    tell("tool", "tell", number);
    await published().told({ number, label, size: 1n }, ctx);
    return number;
  },

  async hear({ number, label, size }) {
    tell("on", "hear", number, label, size);
  },

  async refuse({ text }) {
    tell("on", "refuse", text);
    throw new Error("not today");
  },

  async beat() {
    tell("every", "beat");
  },

  async leap({ at }) {
    tell("every", "leap", at.toISOString().slice(0, 10));
  },

  async beginMonth({ at }) {
    tell("every", "begin-month", at.toISOString().slice(0, 10));
  },

  async rest({ at }) {
    tell("every", "rest", at.toISOString().slice(0, 10));
  },

  async inStock({ item }) {
    tell("rule", "in-stock", item);
    return item === "nothing" ? new SoldOut({ item, left: 0n }) : undefined;
  },

  async doubled({ said }) {
    tell("rule", "doubled", said);
    return said >= 50n ? said * 2n : undefined;
  },

  async notThirteen({ number }) {
    tell("rule", "not-thirteen", number);
    return number === 13 ? new TooMuch({ most }) : undefined;
  },

  async rounded({ said }) {
    tell("rule", "rounded", said);
    return said % 10 === 9 ? said + 1 : undefined;
  },

  async awake({ number }) {
    tell("rule", "awake", number);
    return number > 0;
  },

  async noted({ number }) {
    tell("rule", "noted", number);
  },

  slugify({ text, separator }) {
    tell("util", "slugify");
    const words = text.toLowerCase().split(/[^a-z0-9]/);
    return words.filter((word) => word !== "").join(separator);
  },

  basket: () => new Basket(),
};
