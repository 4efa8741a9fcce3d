import { readFileSync } from "node:fs";
import { request as httpRequest, type RequestListener, type ServerResponse } from "node:http";
import { setTimeout as delay } from "node:timers/promises";
import { describe, expect, test } from "vitest";
import { Fleet } from "../support/fleet/fleet.ts";
import { scripted } from "../support/fleet/scripted.ts";
import { serveTriple } from "../support/fleet/served.ts";
import { checkedByTools, pairs, triple, type Language } from "../support/fleet/triple.ts";
import { meaning } from "../support/echo-values.ts";
import { sha256 } from "../support/stamp-rust.ts";
import { leftOut } from "../support/tools.ts";

const skipped = leftOut("streams in three languages", "cargo", "python");

/** What a server sent, in the order of its coming; `ended` where it closed the answer as it should. */
interface Raw {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly text: string;
}

async function raw(url: string, body: unknown, init: RequestInit = {}): Promise<Raw> {
  const headers = { "content-type": "application/json" };
  const response = await fetch(url, {
    method: "POST",
    headers,
    body: JSON.stringify(body),
    ...init,
  });
  const { status } = response;
  return { status, headers: Object.fromEntries(response.headers), text: await response.text() };
}

/** Answers every call with these pieces, and then ends or cuts the connection. */
const inPieces =
  (pieces: readonly string[], end: (response: ServerResponse) => void): RequestListener =>
  (request, response) => {
    request.resume();
    request.on("end", async () => {
      response.writeHead(200, { "content-type": "text/event-stream" });
      response.flushHeaders();
      for (const piece of pieces) {
        response.write(piece);
        await delay(20);
      }
      end(response);
    });
  };

const key = "a-key-of-this-test-alone";
/** The services know one key, which one of their streams asks for. */
const environment = {
  AUTH_API_KEYS: JSON.stringify([{ name: "reader", sha256: sha256(key), scopes: ["feed:read"] }]),
};

const numbers = (upto: number): string[] =>
  Array.from({ length: upto }, (_, index) => String(index + 1));

/** Asks again and again until it holds. */
async function eventually(holds: () => Promise<boolean>, timeoutMs: number): Promise<boolean> {
  const endMs = performance.now() + timeoutMs;
  while (performance.now() < endMs) {
    if (await holds()) return true;
    await delay(50);
  }
  return false;
}

const reading = {
  id: "6f1c2b7a-3d49-4e4e-9f2b-0a1b2c3d4e5f",
  flag: true,
  small: -(2 ** 31),
  large: "-9223372036854775808",
  huge: "18446744073709551615",
  ratio: 5e-324,
  text: "data: {}\r\n\r\nevent: end\ndata: \u2028 \0 ä 漢 👩‍🚀",
  raw: "AQID",
  moment: "2026-01-31T12:00:00.000Z",
  day: "2026-01-31",
  span: "1.5s",
  price: "12.50",
  anything: { a: [null, "\n", 1.5] },
  mood: "calm",
  shape: { type: "circle", radius: 2.5 },
  many: ["", "\n", "two"],
  byName: { "": "1", ":": "-1" },
};
const readings = [
  reading,
  { ...reading, mood: "never heard of", shape: { type: "square", side: 1 }, note: "" },
  {
    ...reading,
    shape: { type: "empty" },
    many: [],
    byName: {},
    anything: null,
    note: "\u{10FFFF}",
  },
];

describe.skipIf(skipped)("streams in three languages", () => {
  const { fleet, services, nameOf: feed, rpc } = serveTriple("streams", "feed", environment);

  async function seen(language: Language, name: string): Promise<number> {
    const { body } = await fleet().rpc(feed(language), "seen", {});
    return Number(Reflect.get(Object(body), name) ?? 0);
  }

  async function watch(from: Language, input: Readonly<Record<string, unknown>>) {
    const { status, body } = await fleet().rpc(feed(from), "watch", input);
    expect(status, JSON.stringify(body)).toBe(200);
    return body;
  }

  test(
    "what is stamped is laid out and linted as its people would have it",
    { timeout: 900_000 },
    () => expect(checkedByTools(services(), feed)).toEqual([]),
  );

  test.each(pairs)(
    "%s reads a stream of %s: to its end, an error in its midst, at its begin",
    async (from, to) => {
      const url = fleet().url(feed(to));
      expect(await watch(from, { url, upto: 1000 })).toEqual([...numbers(1000), "end"]);
      expect(await watch(from, { url, upto: 0 })).toEqual(["end"]);
      expect(await watch(from, { url, upto: 3, how: "dry" })).toEqual([
        ...numbers(3),
        "dry after 3",
      ]);
      expect(await watch(from, { url, upto: 0, how: "dry" })).toEqual(["dry after 0"]);
      expect(await watch(from, { url, upto: 3, how: "breaks" })).toEqual([
        ...numbers(3),
        "failed: internal",
      ]);
      expect(await watch(from, { url, upto: 0, how: "breaks" })).toEqual(["failed: internal"]);
    },
    60_000,
  );

  test.each(pairs)("%s passes on what %s reads out, every type of it", async (from, to) => {
    const url = fleet().url(feed(to));
    const { status, text } = await raw(rpc(from, "watch-readings"), { url, readings });
    expect(status, text).toBe(200);
    const events = text.split("\n\n");
    expect(events.splice(-2)).toEqual(["event: end\ndata: {}", ""]);
    expect(events.map((event) => meaning(event.replace("data: ", "")))).toEqual(
      readings.map((one) => meaning(JSON.stringify(one))),
    );
  });

  test.each(pairs)(
    "a handler of %s's service ends when %s stops reading",
    async (to, from) => {
      const name = `stopped by ${from}`;
      const input = { url: fleet().url(feed(to)), upto: 100_000, pauseMs: 20, name, stopAfter: 2 };
      expect(await watch(from, input)).toEqual(["1", "2", "stopped"]);
      expect(await eventually(async () => (await seen(to, `left ${name}`)) === 1, 5_000)).toBe(
        true,
      );
      const sent = await seen(to, `sent ${name}`);
      await delay(300);
      expect(await seen(to, `sent ${name}`)).toBe(sent);
      expect(sent).toBeLessThan(100);
    },
    30_000,
  );

  test.each(triple)(
    "a handler of %s that gives nothing ends when its reader is gone",
    async (language) => {
      const name = "cut off";
      const control = new AbortController();
      const init = { signal: control.signal };
      const hung = raw(rpc(language, "count-up"), { upto: 1, how: "hangs", name }, init);
      await delay(500);
      expect(await seen(language, `sent ${name}`)).toBe(1);
      control.abort();
      await expect(hung).rejects.toThrow();
      expect(
        await eventually(async () => (await seen(language, `left ${name}`)) === 1, 5_000),
      ).toBe(true);
    },
    30_000,
  );

  test.each(pairs)("%s shows itself to %s, whose streams ask who reads", async (from, to) => {
    const url = fleet().url(feed(to));
    const watched = async (given: string) =>
      (await fleet().rpc(feed(from), "watch-whispers", { url, key: given })).body;
    expect(await watched(key)).toEqual(["1", "2", "end"]);
    expect(await watched("another-key")).toEqual(["failed: unauthenticated"]);
    const direct = await raw(rpc(to, "whisper"), { upto: 2 });
    expect([direct.status, direct.headers["content-type"]]).toEqual([401, "application/json"]);
  });

  test.each(triple)("what %s answers, byte by byte", async (language) => {
    const url = rpc(language, "count-up");
    const { status, headers, text } = await raw(url, { upto: 2, how: "dry" });
    expect(status).toBe(200);
    expect(headers["content-type"]).toMatch(/^text\/event-stream/);
    expect(headers).toMatchObject({ "cache-control": "no-cache", "x-accel-buffering": "no" });
    expect(headers["x-request-id"]).toBeDefined();
    const [first, second, error = "", rest] = text.split("\n\n");
    expect([first, second, rest]).toEqual(["data: 1", "data: 2", ""]);
    expect(error.split("\n")[0]).toBe("event: error");
    expect(JSON.parse(error.split("\n")[1]?.replace("data: ", "") ?? "")).toEqual({
      status: 409,
      error: { code: "run-dry", message: "run dry", details: { after: 2 } },
    });
    // What comes before the first value is an answer like any other.
    const dry = await raw(url, { upto: 0, how: "dry" });
    expect([dry.status, dry.headers["content-type"]]).toEqual([409, "application/json"]);
    expect((await raw(url, { upto: 0, how: "breaks" })).status).toBe(500);
    expect((await raw(url, { upto: "many" })).status).toBe(400);
    const breaks = await raw(url, { upto: 1, how: "breaks" });
    expect(breaks.text).toContain('"internal"');
    expect(breaks.text).toContain(breaks.headers["x-request-id"]);
    expect(breaks.text).not.toContain("it broke");
  });

  test.each(triple)("a route of %s answers with a stream, too", async (language) => {
    const url = `${fleet().url(feed(language))}/counts/2`;
    const { status, text } = await raw(url, undefined, { method: "GET" });
    expect([status, text]).toEqual([200, "data: 1\n\ndata: 2\n\nevent: end\ndata: {}\n\n"]);
    const name = "head";
    const head = await raw(`${url}?name=${name}`, undefined, { method: "HEAD" });
    expect([head.status, head.text]).toEqual([200, ""]);
    expect(head.headers["content-type"]).toMatch(/^text\/event-stream/);
    await delay(200);
    expect(await seen(language, `sent ${name}`)).toBe(0);
    const { paths } = JSON.parse(
      (await raw(`${fleet().url(feed(language))}/openapi.json`, undefined, { method: "GET" })).text,
    );
    expect(paths["/counts/{upto}"].get.responses["200"].content).toHaveProperty([
      "text/event-stream",
    ]);
  });

  test.each(triple)(
    "%s gives signs of life where values are long in coming",
    async (language) => {
      const { text } = await raw(rpc(language, "count-up"), { upto: 2, pauseMs: 6_000 });
      expect(text.replaceAll(/^:.*\n\n/gm, "")).toBe(
        "data: 1\n\ndata: 2\n\nevent: end\ndata: {}\n\n",
      );
      expect(text.match(/^:/gm)).toHaveLength(2);
    },
    30_000,
  );

  test.each(pairs)(
    "%s waits for %s no longer than the intent says, between values as before the first",
    async (from, to) => {
      const ticks = async (pausesMs: readonly number[]) => {
        const { status, body } = await fleet().rpc(feed(from), "watch-ticks", {
          url: fleet().url(feed(to)),
          pausesMs,
        });
        expect(status, JSON.stringify(body)).toBe(200);
        return body;
      };
      // Longer than its time in all, and never for one value.
      expect(await ticks([250, 250, 250])).toEqual(["0", "1", "2", "end"]);
      expect(await ticks([0, 900, 0])).toEqual(["0", "failed: timeout"]);
      expect(await ticks([900])).toEqual(["failed: timeout"]);
    },
    30_000,
  );

  test.each(triple)("%s answers 504 or an event, where a value is late", async (language) => {
    const url = rpc(language, "tick");
    const first = await raw(url, { pausesMs: [900] });
    expect([first.status, JSON.parse(first.text)]).toMatchObject([
      504,
      { error: { code: "timeout" } },
    ]);
    const second = await raw(url, { pausesMs: [0, 900] });
    expect(second.status).toBe(200);
    expect(second.text).toMatch(/^data: 0\n\nevent: error\ndata: \{.*"timeout".*\}\n\n$/);
    // Who asks may say how long the whole may take.
    const headers = { "content-type": "application/json", "connect-timeout-ms": "500" };
    const start = performance.now();
    const whole = await raw(url, { pausesMs: [200, 200, 200, 200] }, { headers });
    expect(whole.text).toMatch(/^data: 0\n\ndata: 1\n\nevent: error\n/);
    expect(performance.now() - start).toBeLessThan(700);
  });

  test("an end is told from a cut connection, and both from nonsense", async () => {
    const cut = (response: ServerResponse): void => void response.destroy();
    const closed = (response: ServerResponse): void => void response.end();
    const cases: readonly (readonly [readonly string[], typeof cut, string[]])[] = [
      [["data: 1\n\nevent: end\ndata: {}\n\n"], closed, ["1", "end"]],
      // In pieces, with other ends of lines, comments, ids, and events of a later version.
      [
        [
          ": hi\n",
          "id: 7\r\nda",
          "ta:1\r\n\r",
          "\nevent: later\ndata: x\n\n",
          "event: end\ndata: {}\n\n",
        ],
        closed,
        ["1", "end"],
      ],
      [["data: 1\n\n"], closed, ["1", "failed: unavailable"]],
      [["data: 1\n\n", "data: 2"], cut, ["1", "failed: unavailable"]],
      [["data: 1\n\n", "data: 2\n"], closed, ["1", "failed: unavailable"]],
      [[], cut, ["failed: unavailable"]],
      [
        [
          'event: error\ndata: {"status":409,"error":{"code":"run-dry","message":"","details":{"after":4}}}\n\n',
        ],
        closed,
        ["dry after 4"],
      ],
      [
        ['event: error\ndata: {"status":503,"error":{"code":"unavailable","message":"later"}}\n\n'],
        closed,
        ["failed: unavailable"],
      ],
    ];
    for (const from of triple)
      for (const [pieces, end, expected] of cases) {
        const said = await scripted(inPieces(pieces, end), (url) => watch(from, { url, upto: 1 }));
        expect(said, `${from} of ${JSON.stringify(pieces)}`).toEqual(expected);
      }
    for (const from of triple) {
      const nonsense = await scripted(inPieces(["data: {}\n\n"], closed), (url) =>
        watch(from, { url, upto: 1 }),
      );
      expect(nonsense, from).toEqual([expect.stringMatching(/^failed/)]);
    }
  }, 120_000);

  test.each(triple)(
    "%s holds back its handler where its reader is slow, and keeps no more than a bound",
    async (language) => {
      const name = "poured";
      const [pieces, size] = [100, 1_000_000];
      const { port } = new URL(fleet().url(feed(language)));
      const before = residentOf(fleet().process(feed(language)));
      const request = httpRequest({
        port,
        path: "/rpc/pour",
        method: "POST",
        headers: { "content-type": "application/json" },
      });
      request.end(JSON.stringify({ pieces, size, name }));
      const response = await new Promise<NodeJS.ReadableStream>((resolve, reject) => {
        request.on("response", (found) => resolve(found.pause()));
        request.on("error", reject);
      });
      let poured = -1;
      // What fits in the buffers of sockets and of the server is sent; the rest waits for its reader.
      const stands = await eventually(async () => {
        const before = poured;
        poured = await seen(language, name);
        await delay(1_000);
        return poured > 0 && poured === before;
      }, 20_000);
      expect(stands).toBe(true);
      expect(poured).toBeLessThan(30);
      expect(residentOf(fleet().process(feed(language))) - before).toBeLessThan(150);
      let length = 0;
      for await (const piece of response) length += piece.length;
      expect(await seen(language, name)).toBe(pieces);
      expect(length).toBeGreaterThan(pieces * size);
      expect(residentOf(fleet().process(feed(language))) - before).toBeLessThan(250);
    },
    120_000,
  );

  test.each(pairs)(
    "%s reads %s slowly, which is held back by it",
    async (from, to) => {
      const name = `poured for ${from}`;
      const reading = fleet().rpc(feed(from), "watch-pour", {
        url: fleet().url(feed(to)),
        pieces: 40,
        size: 1_000_000,
        name,
        waitMs: 2_500,
      });
      await delay(2_000);
      expect(await seen(to, name)).toBeLessThan(25);
      expect((await reading).body).toBe("40000000");
    },
    60_000,
  );

  test.each(triple)(
    "a trace and a line of the log for each stream of %s, when it has ended",
    async (language) => {
      const requestId = `stream-${language}`;
      const headers = { "content-type": "application/json", "x-request-id": requestId };
      const url = rpc(language, "count-up");
      await raw(url, { upto: 3, pauseMs: 150 }, { headers });
      await raw(url, { upto: 1, how: "breaks" }, { headers });
      await delay(200);
      const lines = fleet()
        .said(feed(language))
        .split("\n")
        .filter((line) => line.includes(requestId))
        .map((line) => JSON.parse(line));
      expect(lines).toMatchObject([
        { level: "info", rpc: "count-up", status: 200 },
        {
          level: "error",
          rpc: "count-up",
          status: 200,
          error: expect.stringContaining("it broke"),
        },
      ]);
      expect(lines[0].milliseconds).toBeGreaterThan(400);
    },
  );

  test.each(triple)(
    "streams of %s end when it stops, and say that it was not their end",
    async (language) => {
      const own = await Fleet.start(
        services().filter(({ name }) => name === feed(language)),
        [],
        environment,
      );
      try {
        const url = `${own.url(feed(language))}/rpc/count-up`;
        const given = raw(url, { upto: 1, how: "hangs", name: "x" });
        await delay(500);
        const start = performance.now();
        const ended = own.end(feed(language));
        expect((await given).text).toMatch(
          /^data: 1\n\nevent: error\ndata: \{.*"unavailable".*\}\n\n$/,
        );
        expect((await ended).exit).toBe(0);
        expect(performance.now() - start).toBeLessThan(3_000);
      } finally {
        await own.stop();
      }
    },
    60_000,
  );

  test.each(pairs)(
    "%s hears that the server of %s was killed",
    async (from, to) => {
      const own = await Fleet.start(
        services().filter(({ name }) => name === feed(to)),
        [],
        environment,
      );
      try {
        const url = own.url(feed(to));
        const watching = watch(from, { url, upto: 1, how: "hangs" });
        await delay(500);
        await own.end(feed(to), "SIGKILL");
        expect(await watching).toEqual(["1", "failed: unavailable"]);
      } finally {
        await own.stop();
      }
    },
    60_000,
  );
});

/** What a process holds in memory, in megabytes. */
function residentOf(pid: number): number {
  const status = readFileSync(`/proc/${pid}/status`, "utf8");
  return Number(/^VmRSS:\s+(\d+) kB$/m.exec(status)?.[1]) / 1_000;
}
