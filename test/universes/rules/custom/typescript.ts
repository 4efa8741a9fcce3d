import type { Called } from "./generated.queue-rust.ts";
import { Banned, Closed, ticketHandlers, type QueueTypescript } from "./generated.ts";

let isShut = false;
let told: string[] = [];
const tell = (...words: readonly unknown[]): void => void told.push(words.join(" "));

/** Somebody who is never served. */
const refused = (who: string): Banned | undefined =>
  who.startsWith("bad") ? new Banned({ who }) : undefined;

export const app: QueueTypescript = {
  ...ticketHandlers(),
  async route({ caller }) {
    tell("route", caller.name);
    if (caller.name === "full") return new Closed({ why: "full" });
    return { who: caller.name, place: 1, by: "handler" };
  },
  async leave({ who }) {
    tell("leave", who);
  },
  async *watch({ who, count }) {
    tell("watch", who);
    for (let place = count; place > 0; place -= 1) yield place;
  },
  async shut({ closed }) {
    isShut = closed;
  },
  async told() {
    const all = told;
    told = [];
    return all;
  },
  async findPlace({ who }) {
    tell("find-place", who);
    return who === "full" ? new Closed({ why: "full" }) : who.length;
  },
  async hear({ who }: Called) {
    tell("hear", who);
  },

  async openHours() {
    tell("open-hours");
    return isShut ? new Closed({ why: "it is night" }) : undefined;
  },
  async notBanned({ caller }) {
    tell("not-banned", caller.name, caller.mood, caller.tags.join("+"));
    return refused(caller.name);
  },
  async vipFirst({ caller }) {
    tell("vip-first", caller.name);
    return caller.vip ? { who: caller.name, place: 0, by: "vip-first" } : undefined;
  },
  async known({ who }) {
    tell("known", who);
    return refused(who);
  },
  async partiesLast({ party, decision }) {
    tell("parties-last", party, decision.place);
    if (party > 100) return new Banned({ who: "crowds" });
    return party > 4 ? { ...decision, place: 99, by: "parties-last" } : undefined;
  },
  async audited({ caller, note, decision }) {
    tell("audited", caller.name, note ?? "-", decision.place);
    return note === "no" ? new Closed({ why: "the book is full" }) : undefined;
  },
  async gone({ who }) {
    tell("gone", who);
  },
  async evenPlace({ place }) {
    tell("even-place", place);
    return place % 2 === 0 ? undefined : place + 1;
  },
  async stored({ id, title }) {
    tell("stored", id);
    return title === "again" ? { id, title: "as it was" } : undefined;
  },
  async masked({ ticket }) {
    tell("masked", ticket.id);
    return ticket.title === "secret" ? { ...ticket, title: "***" } : undefined;
  },
  async wanted({ who, at }) {
    tell("wanted", who, at?.toISOString() ?? "-");
    if (who === "trouble") throw new Error("nobody knows");
    return who !== "nobody";
  },
  async counted({ place }) {
    tell("counted", place);
  },
};
