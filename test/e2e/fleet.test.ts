import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { copyClean, folderForFile, stampAll } from "../support/fleet/copy.ts";
import { Fleet } from "../support/fleet/fleet.ts";
import type { Answer } from "../support/fleet/http.ts";
import { prepareServices } from "../support/fleet/prepare.ts";
import type { Hop } from "../support/fleet/tap.ts";
import { leftOut } from "../support/tools.ts";

const skipped = leftOut("the example's six services as one fleet", "cargo", "python");
const names = ["billing", "catalog", "gateway", "notifications", "orders", "users"] as const;

let fleet: Fleet;

/** The body of an answer that must have gone well. */
function good(answer: Answer): unknown {
  expect(answer.status, answer.text).toBe(200);
  return answer.body;
}

/** A number that an object holds. */
function memberOf(value: unknown, name: string): number {
  const member: unknown =
    typeof value === "object" && value !== null ? Reflect.get(value, name) : undefined;
  if (typeof member !== "number") throw new Error(`${name} is no number: ${JSON.stringify(value)}`);
  return member;
}

/** The number of the only invoice of a person, and the invoice. */
async function invoiceOf(userId: number): Promise<{ number: number; invoice: object }> {
  const invoices = good(await fleet.rpc("billing", "list-invoices", { userId }));
  const [invoice]: unknown[] = Array.isArray(invoices) && invoices.length === 1 ? invoices : [];
  if (typeof invoice !== "object" || invoice === null)
    throw new Error(`not one invoice: ${JSON.stringify(invoices)}`);
  return { number: memberOf(invoice, "number"), invoice };
}

/** Hops as `service path → status`, in the order of their ends. */
const route = (hops: readonly Hop[]): string[] =>
  hops.map(({ to, path, answer }) => `${to} ${path} → ${answer.status}`).toSorted();

/** Signs somebody up at the gateway; gives the account's id and every hop that it took. */
async function signUp(
  email: string,
  name: string,
  requestId = `sign-up-${email}`,
): Promise<{ id: number; hops: Hop[] }> {
  fleet.hops();
  const answer = await fleet.rpc(
    "gateway",
    "sign-up",
    { email, name },
    { "x-request-id": requestId },
  );
  expect(good(answer)).toMatchObject({ userId: expect.any(Number), orders: 0, openCents: "0" });
  expect(answer.requestId).toBe(requestId);
  return { id: memberOf(answer.body, "userId"), hops: fleet.hops() };
}

const lettersOf = async (recipient: number): Promise<unknown> =>
  good(await fleet.rpc("notifications", "list-letters", { recipient }));

describe.skipIf(skipped)("six services in three languages", () => {
  const folder = folderForFile("flywheel-fleet-");

  beforeAll(async () => {
    const root = join(folder, "universe");
    copyClean("universe.example", root);
    stampAll(root, join(folder, "state"));
    fleet = await Fleet.start(await prepareServices(root), ["billing", "notifications"]);
  }, 600_000);

  afterAll(async () => fleet.stop());
  beforeEach(() => void fleet.hops());

  test.each(names)("%s is healthy, and hands the request id back", async (name) => {
    const { status, body, requestId } = await fleet.health(name);
    expect({ status, body }).toEqual({ status: 200, body: { status: "ok", service: name } });
    expect(requestId).toMatch(/^\S{8,}$/);
  });

  test("an account: gateway → users (Rust) → event → notifications (Python), under one request id", async () => {
    const { id, hops } = await signUp("ada@example.org", "Ada Lovelace");
    expect(route(hops)).toEqual([
      "billing /events/users/user-registered → 404",
      "billing /rpc/list-invoices → 200",
      "notifications /events/users/user-registered → 204",
      "orders /rpc/list-orders → 200",
      "users /rpc/register-user → 200",
    ]);
    for (const hop of hops) {
      expect(hop.requestId, hop.path).toBe("sign-up-ada@example.org");
      expect(hop.answer.requestId, hop.path).toBe("sign-up-ada@example.org");
    }
    expect(fleet.said("users")).not.toContain("nobody heard");
    expect(await lettersOf(id)).toEqual([
      {
        recipient: id,
        subject: "Welcome, Ada Lovelace",
        body: "Dear Ada Lovelace,\n\nyour account is open. You can buy right away.\n",
        channel: "email",
        attempts: 0,
      },
    ]);
  });

  test("an event is a CloudEvent in every language", async () => {
    const { id, hops } = await signUp("cloud@example.org", "Cloud");
    await fleet.rpc("gateway", "buy", { userId: id, query: "blue mug" });
    const { number } = await invoiceOf(id);
    await fleet.rpc("billing", "pay-invoice", { number, cents: "1200" });
    const events = [...hops, ...fleet.hops()].filter(({ path }) => path.startsWith("/events/"));
    expect(new Set(events.map(({ path }) => path))).toEqual(
      new Set([
        "/events/users/user-registered",
        "/events/orders/order-placed",
        "/events/billing/invoice-paid",
      ]),
    );
    for (const { path, body } of events) {
      const [, , source, event] = path.split("/");
      expect(JSON.parse(body)).toMatchObject({
        specversion: "1.0",
        id: expect.stringMatching(/^\S{16,}$/),
        source,
        type: `${source}/${event}`,
        time: expect.stringMatching(/^\d{4}-\d\d-\d\dT.*Z$/),
        datacontenttype: "application/json",
        data: expect.any(Object),
      });
    }
  });

  test("a purchase: every language asks and tells every other, and ids stay what they are", async () => {
    const { id } = await signUp("grace@example.org", "Grace Hopper");
    fleet.hops();
    const bought = await fleet.rpc(
      "gateway",
      "buy",
      { userId: id, query: "green tea", quantity: 2 },
      { "x-request-id": "buy-1" },
    );
    const order = good(bought);
    expect(order).toEqual({
      id: expect.stringMatching(/^\d+$/),
      userId: id,
      label: `Grace Hopper #${id}`,
      lines: [{ sku: "tea-green", quantity: 2, priceCents: "450" }],
      totalCents: "900",
      status: "pending",
    });
    const hops = fleet.hops();
    expect(route(hops)).toEqual([
      "billing /events/orders/order-placed → 204",
      "catalog /rpc/get-product → 200",
      "catalog /rpc/search-products → 200",
      "notifications /events/orders/order-placed → 204",
      "orders /rpc/place-order → 200",
      "users /rpc/get-user → 200",
      "users /rpc/get-user → 200",
    ]);
    expect(new Set(hops.map(({ requestId }) => requestId))).toEqual(new Set(["buy-1"]));

    const { number, invoice } = await invoiceOf(id);
    expect(order).toMatchObject({ id: Reflect.get(invoice, "orderId") });
    expect(invoice).toEqual({
      number,
      orderId: expect.any(String),
      userId: id,
      cents: "900",
      status: "open",
    });
    expect(good(await fleet.rpc("gateway", "get-dashboard", { userId: id }))).toMatchObject({
      userId: id,
      orders: 1,
      openCents: "900",
    });
    fleet.hops();
    const paid = await fleet.rpc(
      "billing",
      "pay-invoice",
      { number, cents: "900" },
      { "x-request-id": "pay-1" },
    );
    expect(good(paid)).toEqual({ ...invoice, status: "paid" });
    const settled = fleet.hops();
    expect(route(settled)).toEqual([
      "billing /events/billing/invoice-paid → 404",
      "notifications /events/billing/invoice-paid → 204",
      "orders /rpc/mark-paid → 200",
      "users /rpc/get-user → 200",
    ]);
    expect(new Set(settled.map(({ requestId }) => requestId))).toEqual(new Set(["pay-1"]));
    expect(good(await fleet.rpc("orders", "list-orders", { userId: id }))).toEqual([
      { ...Object(order), status: "paid" },
    ]);
    expect(await lettersOf(id)).toMatchObject([
      { recipient: id, subject: "Welcome, Grace Hopper" },
      { recipient: id, subject: expect.stringContaining(`Grace Hopper #${id}`), attempts: 1 },
      {
        recipient: id,
        subject: "Thank you, Grace Hopper",
        body: "Dear Grace Hopper,\n\nwe received your payment of 9.00 EUR.\n",
        attempts: 1,
      },
    ]);
  });

  test("a declared error travels users (Rust) → orders (Rust) → gateway (TypeScript) with status and body", async () => {
    const answer = await fleet.rpc(
      "gateway",
      "buy",
      { userId: 4711, query: "green tea" },
      { "x-request-id": "lost-1" },
    );
    expect(answer).toMatchObject({
      status: 404,
      requestId: "lost-1",
      body: {
        error: { code: "unknown-customer", message: expect.any(String), details: { userId: 4711 } },
      },
    });
    const [catalog, users, orders] = fleet
      .hops()
      .toSorted((a, b) => a.to.localeCompare(b.to))
      .filter(({ to }) => to !== "notifications")
      .map(({ answer: { status, body } }) => ({ status, body }));
    expect(catalog?.status).toBe(200);
    expect([users, orders]).toEqual(
      expect.arrayContaining([
        {
          status: 404,
          body: {
            error: { code: "user-not-found", message: "user not found", details: { id: 4711 } },
          },
        },
        {
          status: 404,
          body: {
            error: {
              code: "unknown-customer",
              message: "unknown customer",
              details: { userId: 4711 },
            },
          },
        },
      ]),
    );
  });

  test("a declared error of another service is declared here: an address is taken once", async () => {
    await signUp("twice@example.org", "Once");
    const answer = await fleet.rpc("gateway", "sign-up", {
      email: "twice@example.org",
      name: "Twice",
    });
    expect({ status: answer.status, body: answer.body }).toEqual({
      status: 409,
      body: {
        error: {
          code: "email-taken",
          message: "email taken",
          details: { email: "twice@example.org" },
        },
      },
    });
  });

  test("a value of an enum that nobody knows is kept in every language", async () => {
    const opened = good(
      await fleet.rpc("users", "register-user", {
        email: "odd@example.org",
        displayName: "Odd",
        plan: "platinum",
      }),
    );
    const id = memberOf(opened, "id");
    expect(opened).toMatchObject({ plan: "platinum", loginCount: 0 });
    expect(opened).not.toHaveProperty("nickname");
    expect(good(await fleet.rpc("users", "list-users", { plan: "platinum" }))).toMatchObject([
      { id: id, plan: "platinum" },
    ]);
    expect(await lettersOf(id)).toMatchObject([
      { body: "Dear Odd,\n\nyour account is open. Your plan is being set up.\n" },
    ]);
    expect(good(await fleet.rpc("gateway", "get-dashboard", { userId: id }))).toMatchObject({
      userId: id,
    });
    expect(good(await fleet.rpc("gateway", "buy", { userId: id, query: "mug" }))).toMatchObject({
      label: `Odd #${id}`,
    });
  });
});
