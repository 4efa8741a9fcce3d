import assert from "node:assert/strict";
import { test } from "node:test";

import { newGateway } from "../src/custom/gateway.ts";
import type { Backends } from "../src/custom/gateway.ts";
import { Visits } from "../src/custom/visits.ts";
import { NoSuchAccount } from "../src/generated.ts";
import { aInvoice } from "../src/generated.billing.ts";
import { aProduct } from "../src/generated.catalog.ts";
import { aOrder, OutOfStock } from "../src/generated.orders.ts";
import { aUserProfile, EmailTaken, UserNotFound } from "../src/generated.users.ts";
import type { UserProfile } from "../src/generated.users.ts";

const ctx = { requestId: "test" };
const ada = aUserProfile({ id: 7, displayName: "Ada Lovelace", plan: "free" });

/** A shop with some people in it; `calls` counts who was asked. */
const shop = (people: readonly UserProfile[], overrides: Partial<Backends> = {}) => {
  const calls = new Map<string, number>();
  const count = (name: string): void => void calls.set(name, (calls.get(name) ?? 0) + 1);
  const known = new Map(people.map((person) => [person.id, person]));
  const visits = new Visits(2);
  const gateway = newGateway({
    users: {
      getUser: async ({ id }) => {
        count("getUser");
        return known.get(id) ?? new UserNotFound({ id });
      },
      registerUser: async ({ email, displayName, plan }) =>
        people.some((person) => person.email === email)
          ? new EmailTaken({ email })
          : aUserProfile({ id: 9, email, displayName, plan }),
    },
    orders: {
      listOrders: async ({ userId }) => [aOrder({ userId }), aOrder({ userId })],
      placeOrder: async ({ userId, items }) =>
        aOrder({ userId, lines: items.map((item) => ({ ...item, priceCents: 5n })) }),
    },
    billing: {
      listInvoices: async ({ userId }) => [
        aInvoice({ userId, cents: 30n }),
        aInvoice({ userId, cents: 12n }),
        aInvoice({ userId, cents: 500n, status: "paid" }),
      ],
    },
    catalog: {
      searchProducts: async ({ query }) =>
        query === "tea" ? [aProduct({ sku: "tea-green", stock: 3 })] : [],
    },
    visits,
    cache: { limit: 2, maxAgeMs: 1000 },
    now: () => 0,
    ...overrides,
  });
  return { gateway, calls, visits };
};

test("a dashboard gathers what the page needs", async () => {
  const { gateway } = shop([ada]);
  const page = await gateway.getDashboard({ userId: 7 }, ctx);
  assert.ok("greeting" in page);
  assert.equal(page.userId, 7);
  assert.equal(page.greeting, "Hello Ada");
  assert.equal(page.orders, 2);
  assert.equal(page.openCents, 42n);
});

test("a page is loaded once, and each visit counts", async () => {
  const { gateway, calls } = shop([ada]);
  await gateway.getDashboard({ userId: 7 }, ctx);
  const page = await gateway.getDashboard({ userId: 7 }, ctx);
  assert.ok("visits" in page && page.visits === 2);
  assert.equal(calls.get("getUser"), 1);
});

test("a page is loaded again when it is old or something was bought", async () => {
  let time = 0;
  const { gateway, calls } = shop([ada], { now: () => time });
  const userId = 7;
  await gateway.getDashboard({ userId }, ctx);
  time = 1001;
  await gateway.getDashboard({ userId }, ctx);
  assert.equal(calls.get("getUser"), 2);
  const order = await gateway.buy({ userId, query: "tea", quantity: 2 }, ctx);
  assert.ok("lines" in order && order.lines[0]?.sku === "tea-green");
  await gateway.getDashboard({ userId }, ctx);
  assert.equal(calls.get("getUser"), 3);
});

test("who has no account gets an error that says so", async () => {
  const { gateway } = shop([ada]);
  const answer = await gateway.getDashboard({ userId: 8 }, ctx);
  assert.ok(answer instanceof NoSuchAccount);
});

test("an address that is taken is the answer of users", async () => {
  const { gateway } = shop([aUserProfile({ email: "ada@example.org" })]);
  const taken = await gateway.signUp({ email: "ada@example.org", name: "Ada" }, ctx);
  assert.ok(taken instanceof EmailTaken);
  const made = await gateway.signUp({ email: "bob@example.edu", name: "Bob" }, ctx);
  assert.ok("greeting" in made && made.greeting === "Hello Bob (Pro)");
});

test("what is not on the shelf cannot be bought", async () => {
  const { gateway } = shop([ada]);
  const many = await gateway.buy({ userId: 7, query: "tea", quantity: 7 }, ctx);
  assert.ok(many instanceof OutOfStock);
  assert.equal(many.sku, "tea-green");
  const none = await gateway.buy({ userId: 7, query: "gold", quantity: 1 }, ctx);
  assert.ok(none instanceof OutOfStock && none.sku === "gold");
});

test("the last visits are kept in a log", async () => {
  const { gateway, visits } = shop([ada]);
  for (let visit = 0; visit < 3; visit++) await gateway.getDashboard({ userId: 7 }, ctx);
  const ids = Array.from(visits.recent(), ({ id }) => id);
  assert.deepEqual(ids, [3, 2]);
  assert.equal(visits.log().split("\n").length, 2);
});
