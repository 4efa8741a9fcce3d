import { expect } from "vitest";
import { ask, type Told } from "../fleet/ask.ts";
import { nameIn } from "../form.ts";

/** Whom the steps ask, of one language, and where what it hears is told. */
export interface Asked {
  readonly whole: string;
  readonly side: string;
  readonly shelf: string;
  /** The `side` whose events this one's hears. */
  readonly teller: string;
  /** What was asked of people's code of the `whole` that hears what this one tells, so far. */
  readonly heardByNext: () => Promise<readonly string[]>;
  /** The same of this one itself. */
  readonly heard: () => Promise<readonly string[]>;
}

/** What is asked, and what is answered: the same in three languages. */
export type Step = readonly [
  name: string,
  act: (asked: Asked) => Promise<unknown>,
  answer: unknown,
];

type Body = Readonly<Record<string, unknown>>;
type Headers = Readonly<Record<string, string>>;

/** Keys of callers, by what they may. */
export const keys = { all: "key-that-may-all-0123456789", none: "key-that-may-nothing-01234" };
const known: Headers = { "x-api-key": keys.all };

const sent = (method: string, target: string, body?: unknown, headers: Headers = {}) => ({
  method,
  target,
  headers: { ...(body === undefined ? {} : { "content-type": "application/json" }), ...headers },
  ...(body === undefined ? {} : { body: JSON.stringify(body) }),
});
const short = ({ status, body }: Told): readonly [number, unknown] => [status, body];

type Kind = "whole" | "side" | "shelf";

const asks =
  (kind: Kind, method: string, target: string, body?: unknown, headers?: Headers) =>
  async (asked: Asked): Promise<readonly [number, unknown]> =>
    short(await ask(asked[kind], sent(method, target, body, headers)));

/** Calls an rpc of the service with nearly every form. */
const calls = (rpc: string, body: Body = {}, headers: Headers = {}) =>
  asks("whole", "POST", `/rpc/${rpc}`, body, headers);

const refused = (code: string, details: unknown): object => ({
  error: { code, message: code.replaceAll("-", " "), details },
});
const wrong = (code: string): unknown => ({ error: expect.objectContaining({ code }) });

/** What is asked of a crud: each of its rpcs by its name, and then by its path and method. */
interface Crud {
  readonly kind: Kind;
  readonly name: string;
  readonly many: string;
  readonly key: string;
  readonly made: Body;
  readonly change: Body;
  readonly changed: Body;
}

function crudSteps({ kind, name, many, key, made, change, changed }: Crud): Step[] {
  const id = String(made[key]);
  const absent = [404, refused(`${name}-not-found`, { [key]: id })];
  const rpc = (verb: string, body: Body) => asks(kind, "POST", `/rpc/${verb}`, body);
  const at = (method: string, rest = "", body?: Body) =>
    asks(kind, method, `/${many}${rest}`, body);
  const ways = {
    "by its name": [
      rpc(`create-${name}`, made),
      rpc(`create-${name}`, made),
      rpc(`get-${name}`, { [key]: id }),
      rpc(`update-${name}`, { [key]: id, change }),
      rpc(`list-${many}`, {}),
      rpc(`delete-${name}`, { [key]: id }),
      rpc(`get-${name}`, { [key]: id }),
    ],
    "by its path": [
      at("POST", "", made),
      at("POST", "", made),
      at("GET", `/${id}`),
      at("PATCH", `/${id}`, { change }),
      at("GET"),
      at("DELETE", `/${id}`),
      at("GET", `/${id}`),
    ],
  };
  return Object.entries(ways).map(([way, acts]): Step => [
    `a ${name} is made, found, changed, listed and taken away ${way}`,
    async (asked) => {
      const answers: unknown[] = [];
      for (const act of acts) answers.push(await act(asked));
      return answers;
    },
    [
      [200, made],
      [409, refused(`${name}-taken`, { field: "key" })],
      [200, made],
      [200, changed],
      [200, { items: [changed] }],
      [200, {}],
      absent,
    ],
  ]);
}

const cruds: readonly Step[] = [
  ...crudSteps({
    kind: "whole",
    name: "thing",
    many: "things",
    key: "id",
    made: { id: "lamp", name: "lamp", stage: "pending", paidBy: "ann" },
    change: { stage: "paid", paidBy: null },
    changed: { id: "lamp", name: "lamp", stage: "paid" },
  }),
  ...crudSteps({
    kind: "side",
    name: "guest",
    many: "guests",
    key: "name",
    made: { name: "ann", rung: 0 },
    change: { rung: 3 },
    changed: { name: "ann", rung: 3 },
  }),
  ...crudSteps({
    kind: "shelf",
    name: "book",
    many: "books",
    key: "title",
    made: { title: "Emma", pages: 474 },
    change: { pages: 475 },
    changed: { title: "Emma", pages: 475 },
  }),
];

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
  ["a lamp", calls("create-thing", lamp), [200, { ...lamp, stage: "pending" }]],
  ["a desk", asks("whole", "POST", "/things", desk), [200, { ...desk, stage: "pending" }]],
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
  ["which takes it away", calls("get-thing", { id: "desk" }), [404, wrong("thing-not-found")]],
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

/** Waits for lines of what was heard; gives those that came. */
async function waitsFor(
  heard: () => Promise<readonly string[]>,
  lines: readonly string[],
  seconds = 20,
): Promise<readonly string[]> {
  let found: readonly string[] = [];
  for (const until = Date.now() + seconds * 1000; Date.now() < until;) {
    const all = await heard();
    found = lines.filter((line) => all.includes(line));
    if (found.length === lines.length) break;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  return found;
}

const mcp = { "mcp-protocol-version": "2025-06-18", accept: "application/json, text/event-stream" };

/** Calls the tool over MCP; gives whether it refused, and what it said. */
const tells =
  (input: Body, headers: Headers = known) =>
  async ({ whole }: Asked): Promise<unknown> => {
    const params = { name: "say", arguments: input };
    const call = { jsonrpc: "2.0", id: 1, method: "tools/call", params };
    const told = await ask(whole, sent("POST", "/mcp", call, { ...mcp, ...headers }));
    const { structuredContent, isError } = Object(Object(told.body).result);
    return [told.status, isError === true, structuredContent];
  };

/** Tells a number, and waits until the next service has heard of it what the intent says. */
const isHeard =
  (input: Body, lines: readonly string[]) =>
  async (asked: Asked): Promise<unknown> => [
    await tells(input)(asked),
    await waitsFor(asked.heardByNext, lines),
  ];

const heard19 = ["rule awake 19", "on hear 19 said 1", "rule noted 19"];
const events: readonly Step[] = [
  ["nobody knows who calls the tool", tells({ number: 1 }, {}), [401, false, undefined]],
  [
    "a tool tells an event, which is heard",
    isHeard({ number: 19, theLabel: "said" }, heard19),
    [[200, false, { result: 20 }], heard19],
  ],
  ["a rule refuses a tool", tells({ number: 13 }), [200, true, refused("too-much", { most: 9 })]],
  [
    "a rule keeps an event from its listener",
    async (asked) => {
      const [told] = [await tells({ number: 0, title: "asleep" })(asked)];
      const asleep = await waitsFor(asked.heardByNext, ["rule awake 0"]);
      // What comes behind it is heard.
      await isHeard({ number: 21 }, ["rule noted 21"])(asked);
      const all = await asked.heardByNext();
      return [told, asleep, all.filter((line) => /^(?:on hear|rule noted) 0\b/.test(line))];
    },
    [[200, false, { result: 0 }], ["rule awake 0"], []],
  ],
  [
    "what fails is tried twice",
    async (asked) => {
      const answer = await calls("fail", { text: "broken" })(asked);
      const twice = async (): Promise<readonly string[]> => {
        const tries = (await asked.heardByNext()).filter((line) => line === "on refuse broken");
        return tries.length >= 2 ? tries : [];
      };
      return [answer, await waitsFor(twice, ["on refuse broken"])];
    },
    [[200, {}], ["on refuse broken"]],
  ],
  [
    "who is pushed to hears, and keeps it in its database",
    async (asked) => {
      const rung = { name: "bob" };
      const answers: unknown[] = [];
      for (const times of [1, 2]) {
        answers.push(short(await ask(asked.teller, sent("POST", "/rpc/ring", rung))));
        const guest = async (): Promise<readonly string[]> => {
          const [, body] = await asks("side", "GET", "/guests/bob")(asked);
          return [`rung ${Object(body).rung}`];
        };
        answers.push(...(await waitsFor(guest, [`rung ${times}`])));
      }
      return answers;
    },
    [[200, {}], "rung 1", [200, {}], "rung 2"],
  ],
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

/** The step of what runs at fixed times: what an outage left out, and the next minute. */
export const timesOf = (due: readonly string[]): Step => [
  "what runs at fixed times",
  ({ heard }) => waitsFor(heard, [...due, "every beat"], 75),
  [...due, "every beat"],
];
