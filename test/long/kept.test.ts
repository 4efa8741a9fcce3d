import { cpSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { languages } from "#intent";
import { folderForFile, stampAll } from "../support/fleet/copy.ts";
import { ask as send } from "../support/fleet/ask.ts";
import { Fleet } from "../support/fleet/fleet.ts";
import { prepareServices } from "../support/fleet/prepare.ts";
import { installation, leftOut } from "../support/tools.ts";

const skipped = leftOut("entities that are kept, in three languages", "cargo", "python");
const given = join(installation, "test/universes/kept");

let fleet: Fleet;

/** Three services of one intent with nothing of people's in them: the scaffold keeps all in memory. */
function makeUniverse(root: string, state: string): void {
  const intent = readFileSync(join(given, "kept.lisp.txt"), "utf8");
  mkdirSync(root);
  cpSync(join(given, "universe.lisp"), join(root, "universe.lisp"));
  for (const language of languages) {
    const folder = join(root, "services", `kept-${language}`);
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, "intent.lisp"), intent.replaceAll("LANGUAGE", language));
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

describe.skipIf(skipped)("what a crud keeps in memory", () => {
  const folder = folderForFile("flywheel-kept-");

  beforeAll(async () => {
    const root = join(folder, "universe");
    makeUniverse(root, join(folder, "state"));
    fleet = await Fleet.start(await prepareServices(root));
  }, 900_000);

  afterAll(async () => fleet.stop());

  test.each(languages)("%s: made, found, changed, listed and taken away", async (language) => {
    const ask = async (rpc: string, body: Body): Promise<{ status: number; answer: Answered }> => {
      const { status, text } = await fleet.rpc(`kept-${language}`, rpc, body);
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
      const told = await send(fleet.url(`kept-${language}`), { method, target, ...body });
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
    const listed = await send(fleet.url(`kept-${language}`), { target });
    expect(listed).toMatchObject({ status: 200, body: { items: [{ ...user, nickname: "M" }] } });
    await check("DELETE", `/users/${id}`, undefined, 200, {});
    await check("DELETE", `/users/${id}`, undefined, 404, absent);
  });

  test.each(languages)("%s: pages stay right while things come and go", async (language) => {
    const ask = async (rpc: string, body: Body): Promise<Answered> =>
      JSON.parse((await fleet.rpc(`kept-${language}`, rpc, body)).text);
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
      expect((await fleet.rpc(`kept-${language}`, "list-rooms", body)).status).toBe(400);
    const small = { number: 11, seats: 0 };
    expect((await fleet.rpc(`kept-${language}`, "create-room", small)).status).toBe(400);
  });
});
