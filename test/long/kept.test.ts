import { cpSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { languages, type Language } from "#intent";
import { folderForFile, stampAll } from "../support/fleet/copy.ts";
import { ask as send } from "../support/fleet/ask.ts";
import { Fleet } from "../support/fleet/fleet.ts";
import { prepareServices, type Startable } from "../support/fleet/prepare.ts";
import { PostgresServer } from "../support/postgres.ts";
import { installation, leftOut } from "../support/tools.ts";

const given = join(installation, "test/universes/kept");
const stores = ["memory", "sqlite", "postgresql"] as const;
type Store = (typeof stores)[number];

const skipped: Readonly<Record<Store, boolean>> = {
  memory: leftOut("entities kept in memory, in three languages", "cargo", "python"),
  sqlite: leftOut("entities kept in SQLite, in three languages", "cargo", "python"),
  postgresql: leftOut(
    "entities kept in PostgreSQL, in three languages",
    "cargo",
    "python",
    "postgresql",
  ),
};

const nameOf = (store: Store, language: Language): string => `kept-${store}-${language}`;

/** Three services of one intent with nothing of people's in them. */
function makeUniverse(root: string, state: string, store: Store): void {
  const intent = readFileSync(join(given, "kept.lisp.txt"), "utf8");
  mkdirSync(root);
  cpSync(join(given, "universe.lisp"), join(root, "universe.lisp"));
  for (const language of languages) {
    const folder = join(root, "services", nameOf(store, language));
    mkdirSync(folder, { recursive: true });
    const text = intent.replaceAll("LANGUAGE", language).replaceAll("STORE", store);
    writeFileSync(join(folder, "intent.lisp"), text);
  }
  stampAll(root, state);
}

/** What answers hold, as far as these tests look into them. */
interface Answered {
  readonly id: string;
  readonly next?: string;
  readonly items: readonly { readonly number: number }[];
}

type Body = Readonly<Record<string, unknown>>;

const folder = folderForFile("flywheel-kept-");

let server: PostgresServer | undefined;

const chosen = stores.filter((store) => !skipped[store]);

describe.skipIf(chosen.length === 0).each(chosen)("what a crud keeps in %s", (store) => {
  let services: readonly Startable[];
  let fleet: Fleet;
  const kept = (language: Language): string => nameOf(store, language);
  /** What is in one process's memory is no other one's. */
  const several = store === "memory" ? [] : languages;

  beforeAll(async () => {
    if (store === "postgresql") server = await PostgresServer.start();
    const root = join(folder, store);
    makeUniverse(root, join(folder, "state"), store);
    services = (await prepareServices(root)).map((service) => ({
      ...service,
      environment: { DATABASE_URL: addressOf(store, service.name) },
    }));
    fleet = await Fleet.start(services);
  }, 1_800_000);

  afterAll(async () => {
    await fleet.stop();
    if (store === "postgresql") await server?.stop();
  });

  test.each(languages)("%s: made, found, changed, listed and taken away", async (language) => {
    const ask = async (rpc: string, body: Body): Promise<{ status: number; answer: Answered }> => {
      const { status, text } = await fleet.rpc(kept(language), rpc, body);
      return { status, answer: JSON.parse(text) };
    };
    const check = async (rpc: string, body: Body, status: number, answer: unknown): Promise<void> =>
      expect(await ask(rpc, body), `${rpc} ${JSON.stringify(body)}`).toEqual({ status, answer });
    const refused = (code: string, details: Body): Body => ({
      error: { code, message: code.replaceAll("-", " "), details },
    });

    // A key that nobody gives is made, and a default counts as it does anywhere.
    const ada = { email: "ada@example.org", displayName: "Ada" };
    const made = await ask("create-user", ada);
    expect(made).toEqual({
      status: 200,
      answer: { ...ada, plan: "free", id: expect.stringMatching(/^[\da-f-]{36}$/) },
    });
    const { id } = made.answer;
    await check("get-user", { id }, 200, made.answer);

    // A key or a unique value that another one has is refused, and nothing is changed by that.
    const grace = {
      id: "00000000-0000-4000-8000-000000000007",
      email: "grace@example.org",
      displayName: "Grace",
      plan: "pro",
      nickname: "Amazing",
    };
    await check("create-user", grace, 200, grace);
    await check("create-user", grace, 409, refused("user-taken", { field: "key" }));
    const taken = refused("user-taken", { field: "email" });
    await check("create-user", { ...ada, displayName: "Other" }, 409, taken);
    await check("update-user", { id: grace.id, change: { email: ada.email } }, 409, taken);
    await check("get-user", { id: grace.id }, 200, grace);

    // A patch changes what it names; null takes away what may be absent.
    const { nickname: _, ...bare } = grace;
    await check("update-user", { id: grace.id, change: {} }, 200, grace);
    const change = { nickname: null, plan: "free" };
    await check("update-user", { id: grace.id, change }, 200, { ...bare, plan: "free" });
    await check("get-user", { id: grace.id }, 200, { ...bare, plan: "free" });
    const nobody = "ffffffff-ffff-4fff-8fff-ffffffffffff";
    const absent = refused("user-not-found", { id: nobody });
    await check("update-user", { id: nobody, change: {} }, 404, absent);
    await check("get-user", { id: nobody }, 404, absent);
    await check("delete-user", { id: nobody }, 404, absent);

    // Who takes one away frees its unique value.
    await check("delete-user", { id }, 200, {});
    await check("get-user", { id }, 404, refused("user-not-found", { id }));
    await check("update-user", { id: grace.id, change: { email: ada.email } }, 200, {
      ...bare,
      plan: "free",
      email: ada.email,
    });
  });

  test.each(languages)("%s: the same by paths and methods", async (language) => {
    const check = async (
      method: string,
      target: string,
      given: Body | undefined,
      status: number,
      answer: unknown,
    ): Promise<void> => {
      const body = given === undefined ? {} : { body: JSON.stringify(given) };
      const told = await send(fleet.url(kept(language)), { method, target, ...body });
      expect({ status: told.status, body: told.body }, `${method} ${target}`).toEqual({
        status,
        body: answer,
      });
    };
    const id = "00000000-0000-4000-8000-000000000042";
    const user = { id, email: "mary@example.org", displayName: "Mary", plan: "pro" };
    const absent = {
      error: { code: "user-not-found", message: "user not found", details: { id } },
    };
    await check("GET", `/users/${id}`, undefined, 404, absent);
    await check("POST", "/users", user, 200, user);
    await check("GET", `/users/${id}`, undefined, 200, user);
    const change = { nickname: "M" };
    await check("PATCH", `/users/${id}`, { change }, 200, { ...user, nickname: "M" });
    const target = "/users?limit=1&cursor=00000000-0000-4000-8000-000000000041";
    const listed = await send(fleet.url(kept(language)), { target });
    expect(listed).toMatchObject({ status: 200, body: { items: [{ ...user, nickname: "M" }] } });
    await check("DELETE", `/users/${id}`, undefined, 200, {});
    await check("DELETE", `/users/${id}`, undefined, 404, absent);
  });

  test.each(languages)("%s: pages stay right while things come and go", async (language) => {
    const ask = async (rpc: string, body: Body): Promise<Answered> =>
      JSON.parse((await fleet.rpc(kept(language), rpc, body)).text);
    for (const number of [4, 1, 3, 9, 7]) await ask("create-room", { number, seats: 2 });
    const numbers = (page: Answered): number[] => page.items.map((room) => room.number);
    const first = await ask("list-rooms", { limit: 2 });
    expect(numbers(first)).toEqual([1, 3]);
    // One before the cursor and the one at it go, one comes in before and one behind.
    await ask("delete-room", { number: 1 });
    await ask("delete-room", { number: 3 });
    for (const number of [2, 5]) await ask("create-room", { number, seats: 2 });
    const second = await ask("list-rooms", { limit: 2, cursor: first.next });
    expect(numbers(second)).toEqual([4, 5]);
    const last = await ask("list-rooms", { limit: 2, cursor: second.next });
    expect(numbers(last)).toEqual([7, 9]);
    expect(last).not.toHaveProperty("next");
    expect(numbers(await ask("list-rooms", {}))).toEqual([2, 4, 5, 7, 9]);
    for (const body of [{ limit: 0 }, { limit: 501 }])
      expect((await fleet.rpc(kept(language), "list-rooms", body)).status).toBe(400);
    const small = { number: 11, seats: 0 };
    expect((await fleet.rpc(kept(language), "create-room", small)).status).toBe(400);
  });

  test.each(languages)("%s: every type comes back as it went in", async (language) => {
    const ask = async (rpc: string, body: Body): Promise<unknown> => {
      const { status, text } = await fleet.rpc(kept(language), rpc, body);
      expect(status, `${rpc} ${JSON.stringify(body)}: ${text}`).toBe(200);
      // Languages write as many digits of a second as they keep.
      return JSON.parse(text.replaceAll(/(\.\d*?)0+Z"/g, '$1Z"').replaceAll('.Z"', 'Z"'));
    };
    for (const one of everything) {
      expect(await ask("create-everything", one)).toEqual(one);
      expect(await ask("get-everything", { name: one.name })).toEqual(one);
    }
    const items = everything.toSorted((a, b) =>
      Buffer.compare(Buffer.from(a.name), Buffer.from(b.name)),
    );
    expect(await ask("list-everythings", {})).toEqual({ items });
    // What one has takes the place of what another one has, and what that one lacks goes.
    for (const one of everything)
      for (const other of everything) {
        const { name: _, ...rest } = other;
        const change = { ...absent, ...rest };
        const changed = { ...rest, name: one.name };
        expect(await ask("update-everything", { name: one.name, change })).toEqual(changed);
        expect(await ask("get-everything", { name: one.name })).toEqual(changed);
      }
  });

  test.each(languages)("%s: of many who want the same at once, one gets it", async (language) => {
    const email = "wanted@example.org";
    const asked = Array.from({ length: 20 }, async (_, index) => {
      const body = { email, displayName: `${index}` };
      return (await fleet.rpc(kept(language), "create-user", body)).status;
    });
    const statuses = await Promise.all(asked);
    expect(statuses.filter((status) => status === 200)).toHaveLength(1);
    expect(statuses.filter((status) => status === 409)).toHaveLength(19);
  });

  test.each(several)("%s: two processes over one database", async (language) => {
    const name = kept(language);
    const given = services.find((one) => one.name === name);
    if (given === undefined) throw new Error(`${name} was not prepared`);
    const environment = { DATABASE_URL: addressOf(store, `${name}-twins`) };
    const as = (called: string): Startable => ({ ...given, name: called, environment });
    // Both make the tables, and each finds them there or waits.
    const twins = await Fleet.start([as("one"), as("two")]);
    const both = ["one", "two"];
    const status = async (rpc: string, body: Body, whom = "two"): Promise<number> =>
      (await twins.rpc(whom, rpc, body)).status;
    const id = "00000000-0000-4000-8000-000000000001";
    const ada = { id, email: "ada@example.org", displayName: "Ada" };
    try {
      // One of both gets what no two may share.
      for (let turn = 0; turn < 10; turn++) {
        const asked = both.map((whom) => {
          const body = { email: `${turn}@example.org`, displayName: whom };
          return status("create-user", body, whom);
        });
        expect((await Promise.all(asked)).toSorted()).toEqual([200, 409]);
      }
      // Nothing of what one changes is lost where the other one changes the same thing.
      expect(await status("create-user", ada)).toBe(200);
      const changes = both.map(async (whom, index) => {
        const field = index === 0 ? "nickname" : "displayName";
        for (let turn = 0; turn < 20; turn++)
          expect(await status("update-user", { id, change: { [field]: `${turn}` } }, whom)).toBe(
            200,
          );
      });
      await Promise.all(changes);
      const { body: changed } = await twins.rpc("one", "get-user", { id });
      expect(changed).toEqual({ ...ada, plan: "free", nickname: "19", displayName: "19" });
      // One is killed while it writes: what it has answered is there.
      const answered: number[] = [];
      const writes = Array.from({ length: 4 }, async (_, writer) => {
        for (let turn = 0; turn < 100_000; turn++) {
          const number = turn * 4 + writer;
          try {
            if ((await status("create-room", { number, seats: 1 }, "one")) === 200)
              answered.push(number);
          } catch {
            return;
          }
        }
      });
      setTimeout(() => void twins.tell("one", "SIGKILL"), 700);
      await Promise.all(writes);
      expect(answered.length).toBeGreaterThan(10);
      for (const number of answered) expect(await status("get-room", { number })).toBe(200);
      expect(await status("create-room", { number: -1, seats: 1 })).toBe(200);
      // It ends as it is asked to, and finds everything when it starts again.
      expect(await twins.end("two")).toMatchObject({ exit: 0 });
      const again = await Fleet.start([as("again")]);
      try {
        expect((await again.rpc("again", "get-user", { id })).body).toEqual(changed);
        for (const number of answered)
          expect((await again.rpc("again", "get-room", { number })).status).toBe(200);
      } finally {
        await again.stop();
      }
    } finally {
      await twins.stop();
    }
  });

  test.each(store === "postgresql" ? languages : [])(
    "%s: is unready while the database is away, and goes on when it is back",
    async (language) => {
      const ready = async (): Promise<number> =>
        (await fetch(`${fleet.url(kept(language))}/ready`)).status;
      const patience = { timeout: 60_000, interval: 200 };
      await vi.waitUntil(async () => (await ready()) === 200, patience);
      await server?.end("SIGQUIT");
      expect(await ready()).toBe(503);
      await server?.resume();
      await vi.waitUntil(async () => (await ready()) === 200, patience);
      expect((await fleet.rpc(kept(language), "list-rooms", {})).status).toBe(200);
    },
  );
});

/** Fields that may be absent, as a patch takes them away. */
const absent = {
  maybeYes: null,
  maybeBig: null,
  maybeRatio: null,
  maybeData: null,
  maybeAt: null,
  maybePlan: null,
  maybePlace: null,
  maybeTags: null,
};

const bare = {
  name: "bare",
  yes: false,
  small: -2_147_483_648,
  big: "-9223372036854775808",
  count: 0,
  many: "0",
  ratio: 5e-324,
  data: "",
  other: "00000000-0000-4000-8000-000000000000",
  at: "1970-01-01T00:00:00Z",
  on: "0001-01-01",
  lasts: "0s",
  price: "-0.10",
  free: null,
  plan: "free",
  contact: { type: "by-mail", address: "" },
  place: { street: "", number: 0 },
  tags: [],
  places: {},
  counts: {},
};

/** Edges of every type, and what SQL may stumble over. */
const everything = [
  bare,
  {
    ...bare,
    name: 'Robert\'); DROP TABLE "users"; -- ?1 $1',
    yes: true,
    small: 2_147_483_647,
    big: "9223372036854775807",
    count: 4_294_967_295,
    many: "18446744073709551615",
    ratio: 0.1 + 0.2,
    data: "AAH/gA==",
    at: "2026-11-23T06:00:00.123Z",
    on: "9999-12-31",
    lasts: "86400.000001s",
    price: "12345678901234567.890",
    free: { a: [1, "2", null, { b: true }], "": "ß 🦀" },
    plan: "not known yet",
    contact: { type: "by-phone", number: "+49 '" },
    place: { street: "Zeile 1\nZeile 2", number: -1 },
    tags: ["", "a", "ü", "🦀"],
    places: { z: { street: "z", number: 1 }, a: { street: "a", number: 2 } },
    counts: { "-5": "18446744073709551615" },
    maybeYes: false,
    maybeBig: "0",
    maybeRatio: -1.7976931348623157e308,
    maybeData: "/w==",
    maybeAt: "2026-01-01T00:00:00Z",
    maybePlan: "pro",
    maybePlace: { street: "s", number: 1 },
    maybeTags: [],
  },
  { ...bare, name: "", ratio: 1e300, free: false, maybeYes: true, maybeTags: ["x"] },
  { ...bare, name: "\u{ffee}", ratio: 3, free: "text", maybeRatio: 2 },
  { ...bare, name: "🦀", price: "0", free: [], contact: { type: "by-fax", line: 3 } },
];

/** Where what a service keeps is. */
function addressOf(store: Store, service: string): string {
  if (store === "memory") return "";
  return store === "sqlite"
    ? `sqlite:${join(folder, `${service}.db`)}`
    : (server?.create(service) ?? "");
}
