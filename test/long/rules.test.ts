import { execFileSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { folderForFile } from "../support/fleet/copy.ts";
import { Fleet } from "../support/fleet/fleet.ts";
import { postTo } from "../support/fleet/http.ts";
import { prepareServices, type Startable } from "../support/fleet/prepare.ts";
import { checkedByTools, makeTriple, triple, type Language } from "../support/fleet/triple.ts";
import { flywheel, leftOut } from "../support/tools.ts";

const skipped = leftOut("rules in three languages", "cargo", "python");

/** What a service answers, and what its rules and handlers were asked for that, in their order. */
type Said = readonly [status: number, body: unknown, ...told: string[]];

interface Asked {
  /** The address of a queue; that of a door. */
  readonly queue: string;
  readonly door: string;
  /** Where events come from: the service that this one listens to. */
  readonly from: string;
}

type Step = readonly [name: string, act: (asked: Asked) => Promise<unknown>, expected: unknown];

const refused = (code: string, details: unknown): unknown => ({
  error: { code, message: code.replaceAll("-", " "), details },
});
const closed = (why: string): unknown => refused("closed", { why });
const banned = (who: string): unknown => refused("banned", { who });

async function toldBy({ queue }: Asked): Promise<string[]> {
  const { body } = await postTo(`${queue}/rpc/told`, {});
  return Array.isArray(body) ? body.map(String) : [];
}

/** Posts to a path of the queue; gives the answer and what was asked. */
const posts =
  (path: string, body: unknown, headers: Readonly<Record<string, string>> = {}) =>
  async (asked: Asked): Promise<Said> => {
    const answer = await postTo(asked.queue + path, body, headers);
    return [answer.status, answer.body, ...(await toldBy(asked))];
  };

const routes = (
  caller: Readonly<Record<string, unknown>>,
  more: Readonly<Record<string, unknown>> = {},
  headers: Readonly<Record<string, string>> = {},
) => posts("/rpc/route", { caller: { mood: "calm", tags: [], ...caller }, ...more }, headers);

const toolHeaders = {
  "mcp-protocol-version": "2025-06-18",
  accept: "application/json, text/event-stream",
};

/** Calls the tool over MCP; gives what it answers, and what was asked. */
const finds =
  (who: string) =>
  async (asked: Asked): Promise<unknown> => {
    const params = { name: "find-place", arguments: { who } };
    const call = { jsonrpc: "2.0", id: 1, method: "tools/call", params };
    const response = await fetch(`${asked.queue}/mcp`, {
      method: "POST",
      headers: { "content-type": "application/json", ...toolHeaders },
      body: JSON.stringify(call),
    });
    // An answer is JSON, or an event that holds it.
    const [text = ""] = /\{.*\}/.exec(await response.text()) ?? [];
    const { structuredContent, isError } = Object(Object(JSON.parse(text)).result);
    return [isError === true, structuredContent, ...(await toldBy(asked))];
  };

/** Reads a stream to its end. */
const watches =
  (who: string) =>
  async (asked: Asked): Promise<unknown> => {
    const response = await fetch(`${asked.queue}/rpc/watch`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ who, count: 3 }),
    });
    const lines = (await response.text()).split("\n").filter((line) => line.startsWith("data:"));
    const first = response.status === 200 ? lines : response.status;
    return [first, ...(await toldBy(asked))];
  };

const shuts =
  (isShut: boolean) =>
  async ({ queue }: Asked): Promise<number> =>
    (await postTo(`${queue}/rpc/shut`, { closed: isShut })).status;

const eventOf = (from: string, id: string, data: unknown): unknown => ({
  specversion: "1.0",
  id,
  source: from,
  type: `${from}/called`,
  data,
});

/** Pushes an event to the queue; gives what was asked once the listener is done with it. */
const hears =
  (who: string, asks: number) =>
  async (asked: Asked): Promise<unknown> => {
    const { queue, from } = asked;
    const event = eventOf(from, `${who}-${Math.random()}`, { who, place: 7 });
    const { status } = await postTo(`${queue}/events/${from}/called`, event);
    const told: string[] = [];
    for (const until = Date.now() + 5_000; told.length < asks && Date.now() < until;) {
      told.push(...(await toldBy(asked)));
      await delay(20);
    }
    await delay(100);
    return [Math.floor(status / 100), ...told, ...(await toldBy(asked))];
  };

const knocks =
  (who: string) =>
  async ({ door }: Asked): Promise<unknown> => {
    const { status, body } = await postTo(`${door}/rpc/knock`, { who });
    return [status, body];
  };
const opens =
  (place: number) =>
  async ({ door, from }: Asked): Promise<unknown> => {
    const event = eventOf(from, `door-${place}`, { who: "ann", place });
    return (await postTo(`${door}/events/${from}/called`, event)).status;
  };

const before = (name: string): string[] => [
  "open-hours",
  `not-banned ${name} calm `,
  `vip-first ${name}`,
];
const decided = (who: string, place: number, by: string): unknown => ({ who, place, by });
const key = { "idempotency-key": '"once"' };
const once: Said = [
  200,
  decided("ida", 1, "handler"),
  ...before("ida"),
  "route ida",
  "parties-last 1 1",
  "audited ida - 1",
];

const steps: readonly Step[] = [
  [
    "rules are asked before and after, in the order of the intent, and are given what came in",
    routes({ name: "ann", mood: "wild", tags: ["a", "b"] }, { note: "tea", party: 2 }),
    [
      200,
      decided("ann", 1, "handler"),
      "open-hours",
      "not-banned ann wild a+b",
      "vip-first ann",
      "route ann",
      "parties-last 2 1",
      "audited ann tea 1",
    ],
  ],
  [
    "a variant that nobody knows goes through",
    routes({ name: "ann", mood: "dreamy" }),
    [
      200,
      decided("ann", 1, "handler"),
      "open-hours",
      "not-banned ann dreamy ",
      "vip-first ann",
      "route ann",
      "parties-last 1 1",
      "audited ann - 1",
    ],
  ],
  [
    "the first that refuses is the last that is asked",
    routes({ name: "bad bob" }),
    [403, banned("bad bob"), "open-hours", "not-banned bad bob calm "],
  ],
  [
    "an answer before stands in place of the handler's",
    routes({ name: "zoe", vip: true }),
    [200, decided("zoe", 0, "vip-first"), ...before("zoe")],
  ],
  [
    "an answer after takes the place of the handler's, and later rules see it",
    routes({ name: "kim" }, { party: 5 }),
    [
      200,
      decided("kim", 99, "parties-last"),
      ...before("kim"),
      "route kim",
      "parties-last 5 1",
      "audited kim - 99",
    ],
  ],
  [
    "a rule after that answers may refuse",
    routes({ name: "kim" }, { party: 101 }),
    [403, banned("crowds"), ...before("kim"), "route kim", "parties-last 101 1"],
  ],
  [
    "a rule after that looks may refuse",
    routes({ name: "kim" }, { note: "no" }),
    [
      409,
      closed("the book is full"),
      ...before("kim"),
      "route kim",
      "parties-last 1 1",
      "audited kim no 1",
    ],
  ],
  [
    "behind a handler that refuses nothing is asked",
    routes({ name: "full" }),
    [409, closed("full"), ...before("full"), "route full"],
  ],
  ["what cannot be read is shown to no rule", routes({ name: 3 }), [400, expect.anything()]],
  [
    "what is out of bounds is shown to no rule",
    routes({ name: "ann" }, { party: 0 }),
    [400, expect.anything()],
  ],
  ["a key asks once", routes({ name: "ida" }, {}, key), once],
  ["and the same key asks nothing", routes({ name: "ida" }, {}, key), once.slice(0, 2)],
  [
    "a route asks as the rpc does",
    posts("/callers", { caller: { name: "bad eve", tags: [] } }),
    [403, banned("bad eve"), "open-hours", "not-banned bad eve calm "],
  ],
  ["a tool is hooked into", finds("anna"), [false, { result: 4 }, ...toolAsked("anna", 4)]],
  ["an answer after a tool", finds("eva"), [false, { result: 4 }, ...toolAsked("eva", 3)]],
  [
    "behind a tool that refuses nothing is asked",
    finds("full"),
    [true, closed("full"), "open-hours", "known full", "find-place full"],
  ],
  [
    "a rule refuses a call of a tool",
    finds("bad"),
    [true, banned("bad"), "open-hours", "known bad"],
  ],
  [
    "nothing is answered with by what answers with nothing",
    posts("/rpc/leave", { who: "ann" }),
    [200, {}, "known ann", "leave ann", "gone ann"],
  ],
  [
    "nor is what it refuses seen behind it",
    posts("/rpc/leave", { who: "bad" }),
    [403, banned("bad"), "known bad"],
  ],
  [
    "a stream begins behind its rules",
    watches("ann"),
    [["data: 3", "data: 2", "data: 1", "data: {}"], "known ann", "watch ann"],
  ],
  ["or not at all", watches("bad"), [403, "known bad"]],
  [
    "a crud's rpcs are hooked into",
    posts("/tickets", { id: "t1", title: "secret" }),
    [200, { id: "t1", title: "secret" }, "stored t1"],
  ],
  [
    "by their routes as by their names",
    posts("/rpc/create-ticket", { id: "t2", title: "again" }),
    [200, { id: "t2", title: "as it was" }, "stored t2"],
  ],
  [
    "and what they answer can be another",
    posts("/rpc/get-ticket", { id: "t1" }),
    [200, { id: "t1", title: "***" }, "masked t1"],
  ],
  [
    "what answers before it keeps nothing",
    posts("/rpc/get-ticket", { id: "t2" }),
    [404, expect.anything()],
  ],
  ["shut", shuts(true), 200],
  [
    "a rule without parameters",
    routes({ name: "ann" }),
    [409, closed("it is night"), "open-hours"],
  ],
  ["of a tool, too", finds("ann"), [true, closed("it is night"), "open-hours"]],
  ["open", shuts(false), 200],
  [
    "a listener is called where a rule says so",
    hears("ann", 3),
    [2, "wanted ann -", "hear ann", "counted 7"],
  ],
  ["and is not where it says no", hears("nobody", 1), [2, "wanted nobody -"]],
  [
    "a rule that fails is asked again, as the listener would be",
    hears("trouble", 2),
    [expect.any(Number), "wanted trouble -", "wanted trouble -"],
  ],
  ["rules are asked where nothing else is said", knocks("ann"), [200, "ANN AFTER 0"]],
  ["and refuse there", knocks(""), [409, refused("locked", {})]],
  ["a listener of which nothing is said is called", opens(1), 204],
  ["or is not", opens(0), 204],
  ["as what it does tells", knocks("ann"), [200, "ANN AFTER 1"]],
];

function toolAsked(who: string, place: number): string[] {
  return ["open-hours", `known ${who}`, `find-place ${who}`, `even-place ${place}`];
}

/** Changes of stamped code that would be wrong. */
const mutants: Readonly<Record<Language, readonly (readonly [from: string, to: string])[]>> = {
  rust: [
    ["ruled_route(&*app, &ctx, input).await", "app.route(&ctx, input).await"],
    ["ruled_hear(&*app, &ctx, event).await", "app.hear(&ctx, event).await"],
    ["            app.known(&ctx, asked).await?;\n", "            drop(asked);\n"],
    ["let answer = said.unwrap_or(answer);", "drop(said);"],
  ],
  typescript: [
    ["routeRpc,\n    ruled(queueTypescript)", "routeRpc,\n    queueTypescript"],
    ["findPlaceRpc, ruled(queueTypescript)", "findPlaceRpc, queueTypescript"],
    ["watchRpc, ruled(queueTypescript)", "watchRpc, queueTypescript"],
    ["=> ruled(queueTypescript).hear", "=> queueTypescript.hear"],
    ["if (fromVipFirst !== undefined) return fromVipFirst;", ""],
    ["      if (answer instanceof Closed) return answer;\n", ""],
    ["answer = fromPartiesLast", "void fromPartiesLast"],
    ["if (!fromWanted) return;", ""],
    ["party: input.party, decision", "party: 1, decision"],
  ],
  python: [
    ["_Ruled(queue_python).route", "queue_python.route"],
    ["_Ruled(queue_python).find_place", "queue_python.find_place"],
    ["_Ruled(queue_python).watch", "queue_python.watch"],
    ["_Ruled(queue_python).hear", "queue_python.hear"],
    ["if from_vip_first is not None", "if False"],
    ["if isinstance(answer, Closed)", "if False"],
    ["answer = from_parties_last", "pass"],
    ["if not from_wanted", "if False"],
    ["party=input.party", "party=1"],
  ],
};

/** Where the events come from that a service listens to. */
const tellers: Readonly<Record<Language, Language>> = {
  python: "typescript",
  rust: "python",
  typescript: "rust",
};

/** What stands in place of a rule that the intent asks for, and what the compiler says then. */
const missing: Readonly<Record<Language, readonly [from: string, to: string, says: RegExp]>> = {
  rust: [
    "impl ByDay for App",
    "pub struct Other;\n\nimpl ByDay for Other",
    /the trait `(?:\w+::)*ByDay` is not implemented for `(?:\w+::)*App`/,
  ],
  typescript: ["  async byDay(", "  async byNight(", /'byDay'|'byNight'/],
  python: ["    async def by_day(", "    async def by_night(", /"DoorPython\.by_day" is not impl/],
};

describe.skipIf(skipped)("rules in three languages", () => {
  const folder = folderForFile("flywheel-rules-");
  const root = join(folder, "universe");
  const state = join(folder, "state");
  let services: readonly Startable[] = [];
  let fleet: Fleet;

  const queue = (language: Language): string => `queue-${language}`;
  const door = (language: Language): string => `door-${language}`;
  const asked = (language: Language, of: Fleet): Asked => ({
    queue: of.url(queue(language)),
    door: of.url(door(language)),
    from: queue(tellers[language]),
  });

  async function observed(language: Language, of: Fleet): Promise<[string, unknown][]> {
    const found: [string, unknown][] = [];
    for (const [name, act] of steps) found.push([name, await act(asked(language, of))]);
    return found;
  }
  const expected = steps.map(([name, , one]) => [name, one]);

  beforeAll(async () => {
    makeTriple("rules", "queue", root, state, ["door"]);
    services = await prepareServices(root);
    fleet = await Fleet.start(services);
  }, 900_000);
  afterAll(() => fleet?.stop());

  test("what is stamped is laid out and linted as its people would have it", () => {
    expect([...checkedByTools(services, queue), ...checkedByTools(services, door)]).toEqual([]);
  }, 900_000);

  test.each(triple)("are asked the same in %s", { timeout: 120_000 }, async (language) => {
    expect(await observed(language, fleet)).toEqual(expected);
  });

  test.each(triple)(
    "stamped code of %s that asks otherwise is told from that",
    { timeout: 900_000 },
    async (language) => {
      const stamped = {
        rust: "src/generated.rs",
        typescript: "src/generated.ts",
        python: "queue_python/generated.py",
      };
      const path = join(root, "services", queue(language), stamped[language]);
      const text = readFileSync(path, "utf8");
      for (const [from, to] of mutants[language]) {
        const wrong = text.replace(from, to);
        expect(wrong, from).not.toBe(text);
        writeFileSync(path, wrong);
        try {
          const own = (await preparedAgain(language)).filter(({ name }) => name.endsWith(language));
          const other = await Fleet.start(own);
          try {
            expect(await observed(language, other), `${from} → ${to}`).not.toEqual(expected);
          } finally {
            await other.stop();
          }
        } finally {
          writeFileSync(path, text);
        }
      }
    },
  );

  /** The services with what stands in their files now: what is compiled is compiled again. */
  async function preparedAgain(language: Language): Promise<readonly Startable[]> {
    if (language !== "rust") return services;
    for (const name of [queue("rust"), door("rust")]) {
      const manifest = join(root, "services", name, "Cargo.toml");
      // The program that a preparation has added.
      writeFileSync(manifest, readFileSync(manifest, "utf8").replace(/\n\[\[bin\]\][^]*/, ""));
    }
    return prepareServices(root);
  }

  const customOf = (language: Language): string => {
    const ending = { python: "py", rust: "rs", typescript: "ts" }[language];
    const home = language === "python" ? "door_python" : "src";
    return join(root, "services", door(language), home, `custom.${ending}`);
  };

  test("a rule that is missing is demanded, and audits name it", { timeout: 600_000 }, () => {
    const audit = (): string => flywheel(["jarvis", "audit", "--root", root], { state }).stdout;
    // Nobody publishes the events of queues, which is all that there is to say.
    expect(audit()).not.toMatch(/rule|handler/);
    for (const language of triple) {
      const [from, to, says] = missing[language];
      const text = readFileSync(customOf(language), "utf8");
      expect(text).toContain(from);
      writeFileSync(customOf(language), text.replace(from, to));
      try {
        expect(checkedByTools(services, door).join("\n"), language).toMatch(says);
        writeFileSync(
          customOf(language),
          text.replace(from, language === "rust" ? "impl App" : to),
        );
        expect(audit(), language).toMatch(
          /the rule by-day is declared, and no code implements `by_?[dD]ay`/,
        );
      } finally {
        writeFileSync(customOf(language), text);
      }
    }
  });

  describe("a cascade", () => {
    const git = (...args: readonly string[]): string => {
      const options = { cwd: root, encoding: "utf8" } as const;
      return execFileSync("git", ["-c", "user.name=a", "-c", "user.email=a@b", ...args], options);
    };

    /** What a cascade says of an edit of the intents of all doors. */
    function cascade(from: RegExp, to: string): string {
      git("checkout", "-q", "--", "services");
      for (const language of triple) {
        const path = join(root, `services/${door(language)}/intent.lisp`);
        const text = readFileSync(path, "utf8");
        expect(text).toMatch(from);
        writeFileSync(path, text.replace(from, to));
      }
      return flywheel(["sentinel", "cascade", "--root", root], { state }).stdout;
    }

    beforeAll(() => {
      const ignored = ["node_modules", "target", ".venv", "__pycache__"];
      writeFileSync(join(root, ".gitignore"), `${ignored.join("\n")}\n`);
      git("init", "-q");
      git("add", "-A");
      git("commit", "-qm", "before");
    });

    test("asks for a new rule", { timeout: 600_000 }, () => {
      const more = "(rule by-night (before (rpc knock)) (in (who string)) (errors locked))";
      const said = cascade(/ {2}\(rule by-name/, `  ${more}\n  (rule by-name`);
      for (const language of triple)
        expect(said).toContain(`new-handler:${door(language)}/rule:by-night`);
      expect(said).toContain("3 questions");
    });

    test("spells a renamed rule anew", { timeout: 600_000 }, () => {
      const said = cascade(/\(rule by-name ("[^"]*")/, "(rule with-name $1 :was by-name");
      for (const language of triple)
        expect(said).toMatch(new RegExp(`${door(language)} +repaired`));
    });

    test("takes a rule out that goes", { timeout: 600_000 }, () => {
      const said = cascade(/\n {2}\(rule spelt[^\n]*\n/, "\n");
      expect(said).toMatch(/door-typescript +repaired/);
      expect(said).toMatch(/door-python +repaired/);
      expect(said).toMatch(/door-rust +repaired/);
      expect(said).toMatch(/custom\.rs:\d+ +impl Spelt for App .* → nothing/);
    });
  });
});
