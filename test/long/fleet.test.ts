import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { copyClean, folderForFile, stampAll } from "../support/fleet/copy.ts";
import { Fleet } from "../support/fleet/fleet.ts";
import { answerOf, postTo, type Answer } from "../support/fleet/http.ts";
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

interface Call {
  readonly service: (typeof names)[number];
  readonly rpc: string;
  /** An input that is right. */
  readonly input: Readonly<Record<string, unknown>>;
  /** A field and something that it cannot be. */
  readonly wrong: readonly [string, unknown];
}

const calls: readonly Call[] = [
  { service: "users", rpc: "list-users", input: { limit: 3 }, wrong: ["limit", 2 ** 31] },
  { service: "orders", rpc: "list-orders", input: { userId: 1 }, wrong: ["userId", "one"] },
  { service: "billing", rpc: "list-invoices", input: { userId: 1 }, wrong: ["userId", 1.5] },
  { service: "catalog", rpc: "search-products", input: { query: "tea" }, wrong: ["query", null] },
  { service: "gateway", rpc: "get-dashboard", input: { userId: 4711 }, wrong: ["userId", [1]] },
  {
    service: "notifications",
    rpc: "list-letters",
    input: { recipient: 1 },
    wrong: ["recipient", true],
  },
];

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

  describe.each(calls)(
    "$service takes and refuses what the others do: $rpc",
    ({ service, rpc, input, wrong }) => {
      const ask = (
        body: unknown,
        headers: Readonly<Record<string, string>> = {},
      ): Promise<Answer> => fleet.rpc(service, rpc, body, headers);
      const [field, value] = wrong;

      const refused: readonly (readonly [string, unknown])[] = [
        ["an empty body", ""],
        ["no JSON", "{"],
        ["a list for an object", "[]"],
        ["null for an object", "null"],
        ["a text for an object", '"input"'],
        ["NaN", `{"${field}":NaN}`],
        ["a wrong value", { ...input, [field]: value }],
        ["an object for a plain value", { ...input, [field]: {} }],
      ];

      test.each(refused)("%s is an invalid argument", async (_, body) => {
        const answer = await ask(body, { "x-request-id": "bad-1" });
        expect(answer).toMatchObject({
          status: 400,
          requestId: "bad-1",
          body: {
            error: {
              code: "invalid-argument",
              message: expect.stringMatching(/./),
              details: expect.any(Object),
            },
          },
        });
      });

      test("fields that nobody knows are ignored, whatever they hold", async () => {
        const plain = await ask(input);
        const more = await ask({
          ...input,
          notOurs: { deep: [1, null] },
          "": "empty",
          __proto__x: 1,
        });
        expect([more.status, typeof more.body]).toEqual([plain.status, typeof plain.body]);
        expect(more.status).toBe(rpc === "get-dashboard" ? 404 : 200);
      });

      test.each(["two words", "ä", "x".repeat(201)])(
        "an odd request id is replaced, not repeated",
        async (odd) => {
          // Sent as bytes: HTTP libraries refuse to send some of these as they stand.
          const { requestId } = await ask(input, {
            "x-request-id": Buffer.from(odd).toString("latin1"),
          });
          expect(requestId).toMatch(/^[!-~]{8,200}$/);
          expect(requestId).not.toBe(odd);
        },
      );

      test("nothing stands at other paths, nor for another method", async () => {
        const nothing = (path: string): unknown => ({
          status: 404,
          body: {
            error: { code: "not-found", message: `${service} has nothing at ${path}`, details: {} },
          },
        });
        const unknown = await postTo(`${fleet.url(service)}/rpc/no-such-rpc`, {});
        expect({ status: unknown.status, body: unknown.body }).toEqual(nothing("/rpc/no-such-rpc"));
        const got = await answerOf(await fetch(`${fleet.url(service)}/rpc/${rpc}`));
        expect({ status: got.status, body: got.body }).toEqual(nothing(`/rpc/${rpc}`));
        expect(got.requestId).toMatch(/^\S{8,}$/);
      });
    },
  );

  test("optionals may be null or absent, and 64-bit integers come as strings or as numbers", async () => {
    const { id } = await signUp("wide@example.org", "Wide");
    const users = await fleet.rpc("users", "list-users", { plan: null });
    expect(users.body).toEqual(good(await fleet.rpc("users", "list-users", {})));
    good(
      await fleet.rpc("orders", "place-order", {
        userId: id,
        items: [{ sku: "pot-clay", quantity: 1 }],
      }),
    );
    const { number } = await invoiceOf(id);
    // Part payments, as text and as a number; both are written back as text.
    expect(good(await fleet.rpc("billing", "pay-invoice", { number, cents: "400" }))).toMatchObject(
      { cents: "3400", status: "open" },
    );
    expect(good(await fleet.rpc("billing", "pay-invoice", { number, cents: 600 }))).toMatchObject({
      cents: "3400",
      status: "open",
    });
    for (const cents of ["9223372036854775808", "1.5", "", "0x10", " 1", 1.5])
      expect(
        await fleet.rpc("billing", "pay-invoice", { number, cents }),
        String(cents),
      ).toMatchObject({ status: 400 });
    for (const order of ["9223372036854775807", "-9223372036854775808"])
      expect(await fleet.rpc("orders", "mark-paid", { id: order })).toMatchObject({
        status: 404,
        body: { error: { code: "order-not-found", details: { id: order } } },
      });
    for (const order of [
      "9223372036854775808",
      "-9223372036854775809",
      "1.5",
      "",
      "0x10",
      " 1",
      1.5,
    ])
      expect(await fleet.rpc("orders", "mark-paid", { id: order }), String(order)).toMatchObject({
        status: 400,
      });
  });

  test("what fails inside is internal in every language, under the request's id, and tells nothing else", async () => {
    const { id } = await signUp("fails@example.org", "Fails");
    const internal = (requestId: string): object => ({
      status: 500,
      requestId,
      body: { error: { code: "internal", message: "internal error", details: { requestId } } },
    });
    const orders = fleet.tap("orders");
    const target = orders.target;
    const order = {
      id: "77",
      userId: id,
      label: "",
      lines: [],
      totalCents: "5",
      status: "pending",
    };
    const placed = {
      specversion: "1.0",
      id: "e-1",
      type: "orders/order-placed",
      source: "orders",
      data: { order },
    };
    const opened = await postTo(`${fleet.url("billing")}/events/orders/order-placed`, placed);
    expect(opened.status).toBe(204);
    const { number } = await invoiceOf(id);
    orders.target = undefined;
    expect(
      await fleet.rpc(
        "billing",
        "pay-invoice",
        { number, cents: "5" },
        { "x-request-id": "down-1" },
      ),
    ).toMatchObject(internal("down-1"));
    expect(
      await fleet.rpc("gateway", "buy", { userId: id, query: "mug" }, { "x-request-id": "down-2" }),
    ).toMatchObject(internal("down-2"));
    orders.target = target;

    const users = fleet.tap("users");
    const usersTarget = users.target;
    users.target = undefined;
    const unseen = { userId: 4712, items: [{ sku: "tea-green", quantity: 1 }] };
    expect(
      await fleet.rpc("orders", "place-order", unseen, { "x-request-id": "down-3" }),
    ).toMatchObject(internal("down-3"));
    const heard = await postTo(`${fleet.url("notifications")}/events/orders/order-placed`, placed, {
      "x-request-id": "down-4",
    });
    expect(heard).toMatchObject(internal("down-4"));
    users.target = usersTarget;
    for (const [service, requestId] of [
      ["billing", "down-1"],
      ["gateway", "down-2"],
      ["orders", "down-3"],
      ["notifications", "down-4"],
    ] as const)
      expect(fleet.said(service), service).toContain(requestId);
    // An event that failed may come again, and its letter is written once.
    for (const _ of [1, 2])
      expect(
        (await postTo(`${fleet.url("notifications")}/events/orders/order-placed`, placed)).status,
      ).toBe(204);
    expect(await lettersOf(id)).toHaveLength(2);
  });

  test("a listener refuses what is no event of its kind", async () => {
    const data = { order: { id: "1" } };
    for (const service of ["billing", "notifications"]) {
      const path = `${fleet.url(service)}/events/orders/order-placed`;
      for (const body of [
        {},
        "[]",
        "",
        { specversion: "1.0", id: "1", type: "orders/order-placed", source: "orders", data },
      ])
        expect(await postTo(path, body), `${service} ${JSON.stringify(body)}`).toMatchObject({
          status: 400,
          body: { error: { code: "invalid-argument" } },
        });
    }
  });

  test("SIGTERM ends each service with 0 once the request under way is answered", async () => {
    const { id } = await signUp("last@example.org", "Last");
    for (const tap of ["catalog", "users", "orders"]) fleet.tap(tap).delayMs = 400;
    const slow: readonly (readonly [string, string, unknown])[] = [
      ["gateway", "get-dashboard", { userId: id }],
      ["orders", "place-order", { userId: id, items: [{ sku: "tea-black", quantity: 1 }] }],
    ];
    for (const [service, rpc, input] of slow) {
      const answer = fleet.rpc(service, rpc, input);
      await new Promise((resolve) => setTimeout(resolve, 150));
      const ended = fleet.end(service);
      expect((await answer).status, service).toBe(200);
      expect(await ended, fleet.said(service)).toEqual({ exit: 0, signal: null });
    }
    const order = {
      id: "78",
      userId: id,
      label: "",
      lines: [],
      totalCents: "5",
      status: "pending",
    };
    const placed = {
      specversion: "1.0",
      id: "e-2",
      type: "orders/order-placed",
      source: "orders",
      data: { order },
    };
    const heard = postTo(`${fleet.url("notifications")}/events/orders/order-placed`, placed);
    await new Promise((resolve) => setTimeout(resolve, 150));
    const ended = fleet.end("notifications");
    expect((await heard).status).toBe(204);
    expect(await ended, fleet.said("notifications")).toEqual({ exit: 0, signal: null });
    for (const service of ["billing", "catalog", "users"])
      expect(await fleet.end(service), service).toEqual({ exit: 0, signal: null });
    for (const service of names)
      await expect(fetch(`${fleet.url(service)}/health`), service).rejects.toThrow("fetch failed");
  });
});
