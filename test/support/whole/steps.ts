import { expect } from "vitest";
import { nameIn } from "../form.ts";
import {
  asks,
  calls,
  keys,
  known,
  refused,
  wrong,
  type Asked,
  type Body,
  type Headers,
  type Step,
} from "./asking.ts";
import { cruds } from "./crud-steps.ts";
import { events } from "./event-steps.ts";

const id = "00000000-0000-4000-8000-000000000007";
const plain = {
  id,
  ratio: 2.5,
  price: "2.5",
  flag: true,
  raw: "AAEC",
  day: "2026-01-31",
  span: "2s",
  anything: { a: [1, null, "b"] },
  cents: "5",
  byName: { a: "18446744073709551615" },
};
/** Every type in the form in which it is written. */
const written = {
  ...plain,
  theText: "some tea",
  large: "9",
  visits: "7",
  small: 5,
  natural: 6,
  huge: "8",
  code: 12,
  oneName: "a",
  manyNames: ["b"],
  moment: expect.stringMatching(/^2026-01-31T12:00:00(?:\.0+)?Z$/),
  mood: "WILD",
  way: { type: "land", roadName: "B7", lanes: "3" },
};
/** The same in the other form of whatever has two, by the names that it had before. */
const other = {
  ...plain,
  ratio: "2.5",
  price: 2.5,
  words: "some tea",
  large: 9,
  visits: 7,
  small: "5",
  natural: "6",
  huge: 8,
  code: "12",
  oneName: ["a"],
  manyNames: "b",
  moment: "2026-01-31T13:00:00+01:00",
  mood: "loud",
  way: { type: "by-road", street: "B7", lanes: 3 },
};
const { moment: _, ...rest } = written;
const values: readonly Step[] = [
  [
    "every type is written as it was read",
    calls("repeat", { value: { ...rest, moment: "2026-01-31T12:00:00Z", maybe: "1" } }),
    [200, { ...written, maybe: "1" }],
  ],
  [
    "what has two forms is read in the other one, too",
    calls("repeat", { value: other }),
    [200, written],
  ],
  [
    "what is out of bounds is refused",
    calls("repeat", { value: { ...other, large: "9007199254740994" } }),
    [400, wrong("invalid-argument")],
  ],
];

/** What is refused is named by its key on the wire. */
const namesKey =
  (rpc: string, body: Body, key: string, headers: Headers = known) =>
  async (asked: Asked): Promise<unknown> => {
    const [status, answer] = await calls(rpc, body, headers)(asked);
    const { code, message } = Object(Object(answer).error);
    return [status, code, String(message).includes(key)];
  };

const key = { ...known, "idempotency-key": '"once"' };
const tea = { theItem: "tea", count: "2" };
const soldOut = {
  error: { code: "empty", message: expect.any(String), details: { theItem: "nothing", left: "0" } },
};
const orders: readonly Step[] = [
  [
    "what is refused is named as it was sent",
    namesKey("order", { ...tea, theItem: "TEA" }, "theItem"),
    [400, "invalid-argument", true],
  ],
  ["nobody knows who orders", calls("order", tea), [401, wrong("unauthenticated")]],
  [
    "who orders may not",
    calls("order", tea, { "x-api-key": keys.none }),
    [403, wrong("permission-denied")],
  ],
  ["an order", calls("order", tea, key), [200, "2"]],
  ["the same order acts once", calls("order", tea, key), [200, "2"]],
  [
    "the same key is for the same order",
    calls("order", { ...tea, count: "3" }, key),
    [422, wrong("idempotency-key-reused")],
  ],
  [
    "another one by its path",
    asks("whole", "POST", "/orders", { thing: "tea", count: 1 }, known),
    [200, "3"],
  ],
  ["a rule refuses", calls("order", { ...tea, theItem: "nothing" }, known), [409, soldOut]],
  ["a rule answers", calls("order", { theItem: "tea", count: "60" }, known), [200, "126"]],
  [
    "a client calls the next service",
    calls("relay", { item: "relayed" }),
    [200, ["ordered 3", "1", "2", "3"]],
  ],
  [
    "and is told what that refuses",
    calls("relay", { item: "nothing" }),
    [200, ["sold out of nothing", "1", "2", "3"]],
  ],
];

const lamp = { id: "lamp", name: "lamp" };
const desk = { id: "desk", name: "desk" };
const noThing = (of: string): unknown => [404, refused("no-thing", { id: of })];
const routes: readonly Step[] = [
  ["a lamp", calls("create-thing", lamp, known), [200, { ...lamp, stage: "pending" }]],
  ["a desk", asks("whole", "POST", "/things", desk, known), [200, { ...desk, stage: "pending" }]],
  ["get", asks("whole", "GET", "/looks/lamp"), [200, "lamp is pending"]],
  ["and by its name", calls("look", { id: "chair" }), noThing("chair")],
  ["put", asks("whole", "PUT", "/names/lamp", { name: "torch" }), [200, "torch"]],
  ["and by its name", calls("set-name", { id: "lamp", name: "light" }), [200, "light"]],
  ["which is kept", calls("look", { id: "lamp" }), [200, "light is pending"]],
  [
    "patch: absent is not null",
    asks("whole", "PATCH", "/mended/lamp", { change: { paidBy: null } }),
    [200, { paidBy: null }],
  ],
  ["and by its name", calls("mend", { id: "lamp", change: { name: "l" } }), [200, { name: "l" }]],
  ["delete", asks("whole", "DELETE", "/forgotten/lamp"), [200, {}]],
  ["once", asks("whole", "DELETE", "/forgotten/lamp"), noThing("lamp")],
  ["and by its name", calls("forget", { id: "desk" }), [200, {}]],
  ["nobody knows who asks", calls("get-thing", { id: "desk" }), [401, wrong("unauthenticated")]],
  [
    "who may look may not make",
    calls("create-thing", desk, { "x-api-key": keys.none }),
    [403, wrong("permission-denied")],
  ],
  [
    "which takes it away",
    calls("get-thing", { id: "desk" }, known),
    [404, wrong("thing-not-found")],
  ],
  [
    "what takes no such method",
    asks("whole", "PUT", "/forgotten/lamp", {}),
    [405, wrong("method-not-allowed")],
  ],
  ["the first page", calls("numbers"), [200, { items: [1, 2], next: "2" }]],
  ["the last page", calls("numbers", { cursor: "2" }), [200, { items: [3] }]],
  [
    "the document has all routes",
    async (asked) => {
      const [status, body] = await asks("whole", "GET", "/openapi.json")(asked);
      const paths = Object.keys(Object(Object(body).paths));
      return [status, ...paths.filter((path) => !path.startsWith("/rpc/")).toSorted()];
    },
    [
      200,
      "/forgotten/{id}",
      "/looks/{id}",
      "/mended/{id}",
      "/names/{id}",
      "/orders",
      "/things",
      "/things/{id}",
    ],
  ],
];

/** Reads a stream to its end: what it holds, without what is between. */
const streams =
  (upto: number) =>
  async ({ whole }: Asked): Promise<unknown> => {
    const headers = { "content-type": "application/json" };
    const body = JSON.stringify({ upto });
    const response = await fetch(`${whole}/rpc/count-up`, { method: "POST", headers, body });
    const said = (await response.text()).trim().split("\n\n");
    return [
      response.status,
      ...said.map((text) => {
        const [, event = "data", data = ""] = /^(?:event: (\w+)\n)?data: (.*)$/.exec(text) ?? [];
        return [event, JSON.parse(data)];
      }),
    ];
  };

/** Sends a file beside a text, as a browser would; tells what came back. */
const sendsFile = async ({ whole }: Asked): Promise<unknown> => {
  const form = new FormData();
  form.append("input", JSON.stringify({ name: "two.txt" }));
  form.append("content", new File(["some\nlines"], "one.txt", { type: "text/plain" }));
  const response = await fetch(`${whole}/rpc/rename-file`, { method: "POST", body: form });
  const [type, name] = ["content-type", "content-disposition"].map((one) =>
    response.headers.get(one),
  );
  return [response.status, type, nameIn(name ?? null), await response.text()];
};

const parts: readonly Step[] = [
  ["a file", sendsFile, [200, "text/plain", "two.txt", "some\nlines"]],
  ["a stream", streams(2), [200, ["data", 1], ["data", 2], ["end", {}]]],
  [
    "a stream that is refused in its midst",
    streams(99),
    [
      200,
      ...Array.from({ length: 9 }, (_, at) => ["data", at + 1]),
      ["error", expect.objectContaining({ status: 422, ...refused("too-much", { most: 9 }) })],
    ],
  ],
  ["settings", calls("settings"), [200, { greeting: "servus", most: "7", pepper: "salt" }]],
  ["a pure function", calls("tidy", { text: "Hello big World" }), [200, "hello_big_world"]],
  ["an engine", calls("shop", { counts: [4, 5] }), [200, 9]],
  [
    "an engine that refuses",
    calls("shop", { counts: [9, 1] }),
    [422, refused("too-much", { most: 9 })],
  ],
  ["a transition that a guard refuses", calls("walk"), [200, ["pending", "refused by is-known"]]],
  ["transitions", calls("walk", { by: "ann" }), [200, ["pending", "paid", "pending"]]],
];

/** All steps but those of the clock, in their order. */
export const steps: readonly Step[] = [
  ...cruds,
  ...values,
  ...orders,
  ...routes,
  ...parts,
  ...events,
];
