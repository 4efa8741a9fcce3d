import { spawnSync } from "node:child_process";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { folderForFile } from "../support/fleet/copy.ts";
import { Fleet } from "../support/fleet/fleet.ts";
import { postTo } from "../support/fleet/http.ts";
import { prepareServices, type Startable } from "../support/fleet/prepare.ts";
import { makeTriple, pairs, triple, type Language } from "../support/fleet/triple.ts";
import { leftOut, sharedCache } from "../support/tools.ts";

const skipped = leftOut("limits of rpcs in three languages", "cargo", "python");

/** One request as a scripted server saw it. */
interface Seen {
  readonly headers: Readonly<Record<string, string>>;
  readonly atMs: number;
}

type Step = (response: ServerResponse, request: IncomingMessage) => void;

const answers =
  (status: number, body: unknown, headers: Readonly<Record<string, string>> = {}): Step =>
  (response) => {
    response.writeHead(status, { "content-type": "application/json", ...headers });
    response.end(JSON.stringify(body));
  };
const refuses = (status: number, headers: Readonly<Record<string, string>> = {}): Step =>
  answers(status, { error: { code: "busy", message: "not now", details: {} } }, headers);
/** Ends the connection before, or in the midst of, an answer. */
const cuts: Step = (_, request) => request.socket.destroy();
const cutsWithin: Step = (response, request) => {
  response.writeHead(200, { "content-type": "application/json", "content-length": "100" });
  response.write("12");
  setTimeout(() => request.socket.destroy(), 20);
};
const isSilent: Step = () => undefined;
/** Sends the head of an answer and never its body. */
const stalls: Step = (response) => {
  response.writeHead(200, { "content-type": "application/json", "content-length": "100" });
  response.write("1");
};

/** A server that does one step after the other, the last one again and again, and tells what it saw. */
async function scripted<T>(
  steps: readonly Step[],
  use: (url: string, seen: readonly Seen[]) => Promise<T>,
): Promise<T> {
  const seen: Seen[] = [];
  const server = createServer((request, response) => {
    const headers = Object.fromEntries(
      Object.entries(request.headers).map(([name, value]) => [name, String(value)]),
    );
    const step = steps[Math.min(seen.length, steps.length - 1)];
    seen.push({ headers, atMs: performance.now() });
    request.resume();
    request.on("end", () => step?.(response, request));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("the server has no port");
  try {
    return await use(`http://127.0.0.1:${address.port}`, seen);
  } finally {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  }
}

describe.skipIf(skipped)("limits of rpcs in three languages", () => {
  const folder = folderForFile("flywheel-limits-");
  let services: readonly Startable[] = [];
  let fleet: Fleet;

  beforeAll(async () => {
    const root = join(folder, "universe");
    makeTriple("limits", "desk", root, join(folder, "state"));
    services = await prepareServices(root);
    fleet = await Fleet.start(services);
  }, 900_000);
  afterAll(() => fleet?.stop());

  const desk = (language: Language): string => `desk-${language}`;

  interface Call {
    readonly url: string;
    readonly rpc: "place-order" | "look-up";
    readonly item: string;
    readonly takesMs?: number;
    readonly key?: string;
  }

  /** Lets a desk call another one; gives what that answered, and how long it took. */
  async function relay(from: Language, call: Call, headers: Readonly<Record<string, string>> = {}) {
    const { status, body } = await fleet.rpc(desk(from), "relay", call, headers);
    expect(status, JSON.stringify(body)).toBe(200);
    const [, said = "", ms] = /^(.*) after (\d+)$/.exec(String(body)) ?? [];
    return { said, ms: Number(ms) };
  }

  async function ran(language: Language, name: string): Promise<number> {
    const { body } = await fleet.rpc(desk(language), "ran", {});
    return Number(Reflect.get(Object(body), name) ?? 0);
  }

  /** What a scripted server saw of one call of each language, with what the call came to. */
  async function check(
    rpc: Call["rpc"],
    steps: readonly Step[],
    expected: { readonly said: string | RegExp; readonly calls: number },
    look: (seen: readonly Seen[], ms: number) => void = () => undefined,
  ): Promise<void> {
    for (const from of triple)
      await scripted(steps, async (url, seen) => {
        const { said, ms } = await relay(from, { url, rpc, item: "x" });
        expect(said, from).toMatch(expected.said);
        expect(seen.length, `${from}: ${said}`).toBe(expected.calls);
        look(seen, ms);
      });
  }

  test(
    "what is stamped is laid out and linted as its people would have it",
    {
      timeout: 600_000,
    },
    () => {
      const at = (language: Language): string =>
        services.find(({ name }) => name === desk(language))?.cwd ?? "";
      const said = (cwd: string, program: string, ...args: string[]): string => {
        const env = { ...process.env, CARGO_TARGET_DIR: join(sharedCache(), "stamped-rust") };
        const { status, stdout, stderr } = spawnSync(program, args, { cwd, env, encoding: "utf8" });
        return status === 0 ? "" : `${program} ended with ${status}\n${stdout}${stderr}`;
      };
      const python = at("python");
      expect([
        said(at("rust"), "rustfmt", "--edition", "2024", "--check", "src/generated.rs"),
        said(at("rust"), "cargo", "clippy", "--quiet", "--all-targets", "--", "-D", "warnings"),
        said(at("typescript"), "oxfmt", "--check", "src"),
        said(at("typescript"), "oxlint", "src"),
        said(at("typescript"), "tsc", "--noEmit"),
        said(python, ".venv/bin/ruff", "format", "--check", "."),
        said(python, ".venv/bin/ruff", "check", "."),
        said(python, "pyright", "--pythonpath", ".venv/bin/python"),
      ]).toEqual(Array.from({ length: 8 }, () => ""));
    },
  );

  test("of many answers the newest are kept, and what still runs", { timeout: 600_000 }, () => {
    const at = (language: Language): string =>
      services.find(({ name }) => name === desk(language))?.cwd ?? "";
    const run = (language: Language, program: string, ...args: string[]): string => {
      const env = { ...process.env, CARGO_TARGET_DIR: join(sharedCache(), "stamped-rust") };
      const options = { cwd: at(language), env, encoding: "utf8" } as const;
      const { status, stdout, stderr } = spawnSync(program, args, options);
      return status === 0 ? stdout : `${program} ended with ${status}\n${stdout}${stderr}`;
    };
    const typescript = `
      import { MemoryAnswers } from "./src/generated.wire-keys.ts";
      const answers = new MemoryAnswers(2);
      for (const key of ["runs", "a", "b", "c"]) {
        await answers.take(key, "digest", 60000);
        if (key !== "runs") await answers.keep(key, { status: 200, body: "" });
      }
      for (const key of ["runs", "c", "a"])
        console.log(key, (await answers.take(key, "digest", 60000)) !== undefined);`;
    const python = `
import asyncio
from desk_python.generated_wire_keys import KeptAnswer, MemoryAnswers
async def main():
    answers = MemoryAnswers(2)
    for key in ["runs", "a", "b", "c"]:
        await answers.take(key, "digest", 60.0)
        if key != "runs":
            await answers.keep(key, KeptAnswer(200, b""))
    for key in ["runs", "c", "a"]:
        print(key, "true" if await answers.take(key, "digest", 60.0) else "false")
asyncio.run(main())`;
    const expected = "runs true\nc true\na false\n";
    expect(
      run("typescript", process.execPath, "--input-type=module-typescript", "-e", typescript),
    ).toBe(expected);
    expect(run("python", ".venv/bin/python", "-c", python)).toBe(expected);
    expect(run("rust", "cargo", "test", "--quiet", "--lib")).toContain("1 passed");
  });

  describe("a client tries again", () => {
    test("after 503 twice, and all tries carry one key, one request id and one trace", () =>
      check(
        "place-order",
        [refuses(503), refuses(503), answers(200, 7)],
        { said: "7", calls: 3 },
        (seen) => {
          for (const name of ["idempotency-key", "x-request-id"])
            expect(new Set(seen.map(({ headers }) => headers[name])).size, name).toBe(1);
          expect(seen[0]?.headers["idempotency-key"]).toMatch(/^"[\da-f-]{32,36}"$/);
          const traces = seen.map(({ headers }) => headers["traceparent"]?.split("-"));
          expect(new Set(traces.map((trace) => trace?.[1])).size).toBe(1);
          expect(new Set(traces.map((trace) => trace?.[2])).size).toBe(3);
          expect(seen.map(({ headers }) => Number(headers["connect-timeout-ms"]))).toEqual([
            1000, 1000, 1000,
          ]);
        },
      ));

    test("after a cut connection, before an answer and in the midst of one", () =>
      check("place-order", [cuts, cutsWithin, answers(200, 7)], { said: "7", calls: 3 }));

    test(
      "after an answer that does not come, or not to its end, in time",
      () =>
        check(
          "place-order",
          [isSilent, stalls, answers(200, 7)],
          { said: "7", calls: 3 },
          (_, ms) => {
            expect(ms).toBeGreaterThan(1900);
            expect(ms).toBeLessThan(8000);
          },
        ),
      60_000,
    );

    test("no earlier than Retry-After says", () =>
      check(
        "place-order",
        [refuses(429, { "retry-after": "1" }), answers(200, 7)],
        { said: "7", calls: 2 },
        (seen) => {
          const [first, second] = seen.map(({ atMs }) => atMs);
          expect((second ?? 0) - (first ?? 0)).toBeGreaterThan(990);
        },
      ));

    test("not where Retry-After says to stay away", () =>
      check("place-order", [refuses(503, { "retry-after": "3600" })], {
        said: /^failed/,
        calls: 1,
      }));

    test("as often as the intent says and no more", () =>
      check("place-order", [refuses(502)], { said: /^failed/, calls: 6 }));

    test("where nobody listens, also if the call must not be made twice", async () => {
      const url = await scripted([], (url) => Promise.resolve(url));
      for (const from of triple)
        expect((await relay(from, { url, rpc: "look-up", item: "x" })).said).toBe(
          "failed: unavailable".replace(
            "unavailable",
            from === "python" ? "unreachable" : "unavailable",
          ),
        );
    });
  });

  describe("a call that must not be made twice", () => {
    test("is made again after 429", () =>
      check("look-up", [refuses(429), answers(200, "it")], { said: "it", calls: 2 }));

    test.each([
      ["503", refuses(503)],
      ["a cut connection", cuts],
      ["an answer that is too late", isSilent],
    ])("is not made again after %s", (_, step) =>
      check("look-up", [step, answers(200, "it")], { said: /^failed/, calls: 1 }),
    );

    test("is not made again after a declared error", () =>
      check(
        "place-order",
        [answers(409, { error: { code: "sold-out", message: "", details: { item: "x" } } })],
        { said: "sold out: x", calls: 1 },
      ));
  });

  test.each(pairs)(
    "%s ends with %s's time: 504, and the handler goes no further",
    async (from, to) => {
      const item = `late ${from}`;
      const call = { url: fleet.url(desk(to)), rpc: "look-up", item, takesMs: 900 } as const;
      const { said, ms } = await relay(from, call);
      expect(said).toBe("failed: timeout");
      expect(ms).toBeGreaterThan(380);
      expect(ms).toBeLessThan(880);
      const direct = await fleet.rpc(desk(to), "look-up", { item: `direct ${item}`, takesMs: 900 });
      expect(direct).toMatchObject({ status: 504, body: { error: { code: "timeout" } } });
      await new Promise((resolve) => setTimeout(resolve, 700));
      expect([await ran(to, `look ${item}`), await ran(to, `looked ${item}`)]).toEqual([1, 0]);
    },
  );

  test.each(triple)("%s passes on how long its caller waits", async (language) => {
    await scripted([isSilent], async (url, seen) => {
      const start = performance.now();
      const headers = { "connect-timeout-ms": "400" };
      const call = { url, item: "x", takesMs: 0 };
      const { status, body } = await fleet.rpc(desk(language), "ask-on", call, headers);
      // The call that the handler makes ends with the handler's own time: either may be noticed first.
      expect(status === 504 || body === "failed: timeout", JSON.stringify(body)).toBe(true);
      expect(performance.now() - start).toBeLessThan(800);
      const passed = Number(seen[0]?.headers["connect-timeout-ms"]);
      expect(passed).toBeGreaterThan(50);
      expect(passed).toBeLessThanOrEqual(400);
    });
  });

  test.each(pairs)(
    "calls of %s with one key act once at %s",
    async (from, to) => {
      const url = fleet.url(desk(to));
      const order = (item: string, key?: string, takesMs = 0) =>
        relay(from, {
          url,
          rpc: "place-order",
          item,
          takesMs,
          ...(key === undefined ? {} : { key }),
        });
      const key = `key of ${from}`;
      const item = `thing of ${from}`;
      expect((await order(item, key)).said).toBe("1");
      expect((await order(item, key)).said).toBe("1");
      expect((await order(`another ${item}`, key)).said).toMatch(/^failed/);
      expect([await ran(to, `place ${item}`), await ran(to, `place another ${item}`)]).toEqual([
        1, 0,
      ]);
      // Two at once: one runs, and the other one hears of its end.
      const both = await Promise.all([
        order(`twin ${item}`, `twin ${key}`, 300),
        order(`twin ${item}`, `twin ${key}`, 300),
      ]);
      expect(both.map(({ said }) => said)).toEqual(["1", "1"]);
      expect(await ran(to, `place twin ${item}`)).toBe(1);
      // A declared error is remembered, what failed inside is not.
      expect((await order(`none ${item}`, `none ${key}`)).said).toBe(`sold out: none ${item}`);
      expect((await order(`none ${item}`, `none ${key}`)).said).toBe(`sold out: none ${item}`);
      expect(await ran(to, `place none ${item}`)).toBe(1);
      expect((await order(`broken ${item}`, `broken ${key}`)).said).toMatch(/^failed/);
      expect((await order(`broken ${item}`, `broken ${key}`)).said).toBe("2");
      // Without a key of its caller a call is a call of its own.
      expect((await order(`plain ${item}`)).said).toBe("1");
      expect((await order(`plain ${item}`)).said).toBe("2");
      // A connection that is cut before the answer: the try that follows hears of the first.
      expect((await order(item, `later ${key}`)).said).toBe("2");
    },
    60_000,
  );

  test.each(triple)(
    "what %s answers to keys that do not fit",
    async (language) => {
      const order = (item: string, key: string) =>
        fleet.rpc(desk(language), "place-order", { item }, { "idempotency-key": key });
      const first = await order("odd", '"k 1"');
      expect(first).toMatchObject({ status: 200, body: 1 });
      expect(await order("odd", '"k 1"')).toMatchObject({ status: 200, body: 1 });
      expect(await order("even", '"k 1"')).toMatchObject({
        status: 422,
        body: { error: { code: "idempotency-key-reused" } },
      });
      // What is no input is told as without a key, and the key stays what it was.
      expect(
        await fleet.rpc(desk(language), "place-order", { item: 5 }, { "idempotency-key": '"k 1"' }),
      ).toMatchObject({
        status: 400,
        body: { error: { code: "invalid-argument", details: { issues: [{ path: "item" }] } } },
      });
      expect(await order("odd", '"k 1"')).toMatchObject({ status: 200, body: 1 });
      expect(await order("odd", '"k')).toMatchObject({
        status: 400,
        body: { error: { code: "invalid-argument" } },
      });
      expect(await order("odd", "k-2")).toMatchObject({ status: 200, body: 2 });
      expect(await order("odd", '"k-2"')).toMatchObject({ status: 200, body: 2 });
      // The intent says to remember for two seconds.
      await new Promise((resolve) => setTimeout(resolve, 2_100));
      expect(await order("odd", '"k-2"')).toMatchObject({ status: 200, body: 3 });
    },
    30_000,
  );

  test.each(triple)("by a route or by name, a key of %s is one key", async (language) => {
    const keyed = (key: string): Readonly<Record<string, string>> => ({ "idempotency-key": key });
    const byRoute = (item: string, key: string) =>
      postTo(`${fleet.url(desk(language))}/items/${item}/orders?odd=${key}`, {}, keyed(key));
    const byName = (item: string, key: string) =>
      fleet.rpc(desk(language), "place-order", { item }, keyed(key));
    expect(await byRoute("lamp", "r1")).toMatchObject({ status: 200, body: 1 });
    expect(await byRoute("lamp", "r1")).toMatchObject({ status: 200, body: 1 });
    expect(await byName("lamp", "r1")).toMatchObject({ status: 200, body: 1 });
    expect(await byRoute("shade", "r1")).toMatchObject({
      status: 422,
      body: { error: { code: "idempotency-key-reused" } },
    });
    expect(await ran(language, "place shade")).toBe(0);
  });

  test.each(triple)("what %s could not read, or was too late, takes no key", async (language) => {
    const order = (input: object, key: string) =>
      fleet.rpc(desk(language), "place-order", input, { "idempotency-key": key });
    const refused = { status: 400, body: { error: { code: "invalid-argument" } } };
    expect(await order({ item: 5 }, "unread")).toMatchObject(refused);
    expect(await order({ item: 5 }, "unread")).toMatchObject(refused);
    expect(await order({ item: "read" }, "unread")).toMatchObject({ status: 200, body: 1 });
    expect(await order({ item: "late", takesMs: 1_300 }, "late")).toMatchObject({ status: 504 });
    await new Promise((resolve) => setTimeout(resolve, 600));
    expect(await order({ item: "in time" }, "late")).toMatchObject({ status: 200, body: 1 });
  });

  test.each(pairs)("a cut answer is not a second run: %s calls %s", async (from, to) => {
    const item = `cut for ${from}`;
    let cut = 0;
    await scripted(
      [
        (response, request) => {
          const pass = async (): Promise<void> => {
            const key = String(request.headers["idempotency-key"]);
            const body = { item, takesMs: 0 };
            const { status, body: said } = await fleet.rpc(desk(to), "place-order", body, {
              "idempotency-key": key,
            });
            cut += 1;
            if (cut <= 2) request.socket.destroy();
            else answers(status, said)(response, request);
          };
          void pass();
        },
      ],
      async (url, seen) => {
        const { said } = await relay(from, { url, rpc: "place-order", item });
        expect([said, seen.length, await ran(to, `place ${item}`)]).toEqual(["1", 3, 1]);
      },
    );
  });
});
