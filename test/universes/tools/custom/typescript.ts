import { PersonNotFound, Refused, aPerson } from "./generated.ts";
import type { DeskTypescript } from "./generated.ts";

/** Gives back what it was given; knows Ada. */
export const app: DeskTypescript = {
  ping: async () => "pong",
  echo: async ({ value }) => value,
  refuse: async ({ value }) => new Refused({ value }),
  giveShape: async ({ shape }) => shape,
  findPerson: async ({ name }) =>
    name === "Ada" ? aPerson({ name, age: 36 }) : new PersonNotFound({ name }),
  listNames: async ({ names }) => names,
  countNames: async ({ names }) => BigInt(names.size),
  maybeName: async ({ name }) => name,
  ageByName: async ({ names }) => names,
  nowAndThen: async () => new Date("2026-01-01T00:00:00Z"),
  listPeople: async ({ cursor }) => ({
    items: [aPerson({ name: cursor ?? "first" })],
    next: cursor,
  }),
  changePerson: async ({ patch }) => patch,
  anything: async ({ value }) => value,
  forget: async () => {},
  fail: async (_, ctx) => {
    throw new Error(`the drawer is stuck in ${ctx.trace?.traceId}`);
  },
};
