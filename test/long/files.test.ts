import { readFileSync } from "node:fs";
import { createServer, request as httpRequest, type RequestListener } from "node:http";
import { connect } from "node:net";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { folderForFile } from "../support/fleet/copy.ts";
import { Fleet } from "../support/fleet/fleet.ts";
import { prepareServices, type Startable } from "../support/fleet/prepare.ts";
import {
  checkedByTools,
  makeTriple,
  pairs,
  triple,
  type Language,
} from "../support/fleet/triple.ts";
import { boundary, formOf, formType, nameIn, type SentPart } from "../support/form.ts";
import { sha256 } from "../support/stamp-rust.ts";
import { leftOut } from "../support/tools.ts";

const skipped = leftOut("files in three languages", "cargo", "python");
const depot = (language: Language): string => `depot-${language}`;

const key = "a-key-of-this-test-alone";
const environment = {
  AUTH_API_KEYS: JSON.stringify([{ name: "writer", sha256: sha256(key), scopes: ["depot:write"] }]),
};

const mega = 1_000_000;
const everyByte = Buffer.from(Array.from({ length: 256 }, (_, byte) => byte));

/** What travels there and back: names, media types and contents that are easily mistaken for something else. */
const travellers: readonly Omit<SentPart, "name">[] = [
  { file: "plain.txt", type: "text/plain; charset=utf-8", content: "plain" },
  { file: "empty.bin", type: "application/octet-stream", content: "" },
  { type: "image/png", content: "no name" },
  { file: 'a "quoted" \\ name; x="y".txt', type: "text/plain", content: "\0" },
  { file: "two\r\nlines: \n\tof\r it", type: "text/plain", content: "\r\n" },
  { file: "../../etc/passwd", type: "text/plain", content: "--" },
  { file: "C:\\windows\\file.txt", type: "text/plain", content: `\r\n--${boundary.slice(0, -1)}` },
  {
    file: "Übung 漢字 👩‍🚀 e\u0301.pdf",
    type: "application/pdf",
    content: "\r\n--\r\n\r\n--\r\n--\r",
  },
  { file: "100%25 %22 %0d %.txt", type: "text/plain", content: "%" },
  { file: "'*()!~ -_.", type: "application/vnd.x+json; a=1;b=2", content: "{}" },
  { file: "🚀".repeat(255), type: "image/png", content: everyByte },
  { file: "whole.bin", type: "image/png", content: Buffer.alloc(2 * mega, everyByte) },
];

interface Told {
  readonly status: number;
  readonly body: unknown;
}

async function post(
  url: string,
  body: Buffer | string,
  headers: Readonly<Record<string, string>> = {},
): Promise<Response> {
  const all = { "content-type": formType, ...headers };
  return fetch(url, { method: "POST", headers: all, body: new Uint8Array(Buffer.from(body)) });
}

const told = async (response: Response): Promise<Told> => ({
  status: response.status,
  body: await response.json(),
});

const input = (fields: object): SentPart => ({
  name: "input",
  type: "application/json",
  content: JSON.stringify(fields),
});
const content = (text: string, more: Partial<SentPart> = {}): SentPart => ({
  name: "content",
  file: "a.txt",
  type: "text/plain",
  content: text,
  ...more,
});

/** A refusal of something that was sent, as all services word it. */
const refused = (path: string, message: string, status = 400): Told => ({
  status,
  body: {
    error: {
      code: status === 413 ? "content-too-large" : "invalid-argument",
      message: `${path}: ${message}`,
      details: { issues: [{ path, message }] },
    },
  },
});
const malformed = refused("body", "expected multipart/form-data");

const part = (head: string, text = "x"): string => `--${boundary}\r\n${head}\r\n\r\n${text}\r\n`;
const end = `--${boundary}--\r\n`;
const disposition = "Content-Disposition: form-data; name=";

/** Requests that no form is like, each with how all services answer them. */
const requests: readonly (readonly [
  what: string,
  body: string | Buffer,
  expected: Told | number,
  type?: string,
])[] = [
  [
    "one byte too many",
    formOf([content("x".repeat(1001))]),
    refused("content", "at most 1000 bytes", 413),
  ],
  ["sent twice", formOf([content("a"), content("b")]), refused("content", "sent twice")],
  ["input sent twice", formOf([input({}), input({}), content("")]), refused("input", "sent twice")],
  [
    "input that is a list",
    formOf([input([]), content("")]),
    refused("input", "expected an object"),
  ],
  [
    "input that is no JSON",
    formOf([content("{"), { ...input({}), content: "{" }]),
    refused("input", "expected an object"),
  ],
  [
    "input with NaN",
    formOf([{ ...input({}), content: '{"note":NaN}' }]),
    refused("input", "expected an object"),
  ],
  [
    "input that is no UTF-8",
    formOf([{ ...input({}), content: Buffer.from([0x22, 0xff, 0x22]) }]),
    refused("input", "expected an object"),
  ],
  ["nothing at all", "", malformed],
  ["an end alone", end, 400],
  ["no end", formOf([content("cut")]).subarray(0, -4), malformed],
  ["an end in the midst of a head", `--${boundary}\r\n${disposition}"con`, malformed],
  ["an end in the midst of a file", part(`${disposition}"content"`).slice(0, -3), malformed],
  ["something before it", `before\r\n${part(`${disposition}"content"`)}${end}`, malformed],
  ["another boundary", part(`${disposition}"content"`).replaceAll(boundary, "b") + end, malformed],
  ["a boundary that goes on", `--${boundary}x\r\n`, malformed],
  [
    "line feeds alone",
    formOf([content("a")])
      .toString()
      .replaceAll("\r\n", "\n"),
    malformed,
  ],
  ["a part without a head", `--${boundary}\r\n\r\n\r\nx\r\n${end}`, malformed],
  ["a part without a name", part("Content-Disposition: form-data") + end, malformed],
  ["a part without a disposition", part("Content-Type: text/plain") + end, malformed],
  ["another disposition", part('Content-Disposition: attachment; name="content"') + end, malformed],
  ["a head that is none", part(`${disposition}"content"\r\nnothing`) + end, malformed],
  ["a head with a name that is none", part(`${disposition}"content"\r\na b: c`) + end, malformed],
  ["a name that does not end", part(`${disposition}"content`) + end, malformed],
  ["a bare name of nothing", part(`${disposition}content; filename=`) + end, malformed],
  ["a quote in a name", part(`${disposition}"con"tent"`) + end, malformed],
  [
    "a head that is too long",
    part(`${disposition}"content"\r\nX: ${"x".repeat(17_000)}`) + end,
    malformed,
  ],
  [
    "a head that is no UTF-8",
    Buffer.concat([
      Buffer.from(`--${boundary}\r\nX: `),
      Buffer.from([0xff]),
      Buffer.from(`\r\n\r\nx\r\n${end}`),
    ]),
    malformed,
  ],
  ["no boundary", formOf([content("a")]), malformed, "multipart/form-data"],
  ["an empty boundary", formOf([content("a")]), malformed, 'multipart/form-data; boundary=""'],
  [
    "a boundary that cannot be",
    formOf([content("a")]),
    malformed,
    'multipart/form-data; boundary="ü"',
  ],
  [
    "a boundary that is too long",
    formOf([content("a")]),
    malformed,
    `multipart/form-data; boundary=${"b".repeat(71)}`,
  ],
  ["no file", formOf([input({ note: "n" })]), 400],
  ["a file among the JSON", formOf([input({ content: 0 })]), 400],
  [
    "a file among the JSON, beside another",
    formOf([input({ content: 0 }), { ...content("x"), name: "copy" }]),
    400,
  ],
  ["what is no media type", formOf([content("a", { type: "text" })]), 400],
  ["a name that is too long", formOf([content("a", { file: "x".repeat(256) })]), 400],
  ["JSON alone, without its file", '{"note":"n"}', 400, "application/json"],
  ["JSON alone, with a number for a file", '{"content":0}', 400, "application/json"],
  ["JSON that is none", "{", 400, "application/json"],
  ["another type of body", formOf([content("a")]), 400, "text/plain"],
  ["a parameter of a wrong type", formOf([input({ note: 1 }), content("a")]), 400],
];

/** Requests that are odd and fine, each with some of what is told of them. */
const odd: readonly (readonly [
  what: string,
  body: string | Buffer,
  expected: object,
  type?: string,
])[] = [
  [
    "parts of other names",
    formOf([
      { name: "other", content: "x".repeat(5000) },
      content("abc"),
      { name: "other", content: "" },
    ]),
    { size: 3, note: "none" },
  ],
  [
    "a boundary in quotes",
    formOf([content("abc")]),
    { size: 3 },
    `Multipart/Form-Data ; charset=utf-8; BOUNDARY="${boundary}"`,
  ],
  [
    "bare names",
    part("content-disposition:form-data;name=content;filename=b.txt", "ab") + end,
    { size: 2, name: "b.txt", mediaType: "application/octet-stream" },
  ],
  [
    "other heads",
    part(`X-Other: 1\r\n${disposition}"content"; filename=""`, "ab") + end,
    { size: 2 },
  ],
  [
    "a file that stands among the JSON, and may be absent",
    formOf([content("abc"), input({ copy: 0 })]),
    { size: 3, note: "none" },
  ],
  [
    "a media type with blanks behind it",
    part(`${disposition}"content"\r\nContent-Type: text/plain; a=b \t`, "ab") + end,
    { size: 2, mediaType: "text/plain; a=b" },
  ],
  ["what follows the end", formOf([content("abc")]) + "anything", { size: 3 }],
  ["exactly as much as fits", formOf([content("x".repeat(1000))]), { size: 1000 }],
  [
    "input last",
    formOf([content("abc"), input({ note: "later", other: 1 })]),
    { size: 3, note: "later" },
  ],
];

/** Rows of such a table for `test.each`. */
const named = <E>(
  rows: readonly (readonly [what: string, body: string | Buffer, expected: E, type?: string])[],
) =>
  rows.map(([what, body, expected, type = formType]) => [what, { body, expected, type }] as const);

/** A server that answers everything in the same way. */
async function scripted<T>(answer: RequestListener, use: (url: string) => Promise<T>): Promise<T> {
  const server = createServer(answer);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("the server has no port");
  try {
    return await use(`http://127.0.0.1:${address.port}`);
  } finally {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  }
}

describe.skipIf(skipped)("files in three languages", () => {
  const folder = folderForFile("flywheel-files-");
  let services: readonly Startable[] = [];
  let fleet: Fleet;

  beforeAll(async () => {
    const root = join(folder, "universe");
    makeTriple("files", "depot", root, join(folder, "state"));
    services = await prepareServices(root);
    fleet = await Fleet.start(services, [], environment);
  }, 900_000);
  afterAll(() => fleet?.stop());

  const rpc = (language: Language, name: string): string =>
    `${fleet.url(depot(language))}/rpc/${name}`;

  test(
    "what is stamped is laid out and linted as its people would have it",
    { timeout: 900_000 },
    () => expect(checkedByTools(services, depot)).toEqual([]),
  );

  test.each(pairs)(
    "%s sends files to %s and gets them back as they are",
    async (from, to) => {
      for (const one of travellers) {
        const parts = [input({ url: fleet.url(depot(to)) }), { name: "content", ...one }];
        const response = await post(rpc(from, "relay"), formOf(parts));
        const body = Buffer.from(await response.arrayBuffer());
        expect(response.status, `${one.file} ${body.toString("utf8", 0, 300)}`).toBe(200);
        expect(nameIn(response.headers.get("content-disposition"))).toBe(one.file);
        expect(response.headers.get("content-type")).toBe(one.type);
        expect(response.headers.get("content-length")).toBe(String(body.length));
        expect(body.equals(Buffer.from(one.content)), one.file).toBe(true);
      }
    },
    60_000,
  );

  test.each(pairs)(
    "%s sends two files, or one, to %s, with text beside them",
    async (from, to) => {
      const store = (note: string, ...parts: readonly SentPart[]) =>
        post(
          rpc(from, "relay-store"),
          formOf([input({ url: fleet.url(depot(to)), note }), ...parts]),
        );
      const copy = { name: "copy", file: "copy\n.bin", content: Buffer.alloc(5 * mega, 1) };
      const both = await told(await store("ä\n", copy, content("abc")));
      expect(both).toEqual({
        status: 200,
        body: {
          name: "a.txt",
          mediaType: "text/plain",
          size: 3,
          digest: "440920331",
          note: "ä\n",
          copySize: 5 * mega,
          copyName: "copy\n.bin",
        },
      });
      const one = await told(await store("", content("", { file: "" })));
      expect(one).toEqual({
        status: 200,
        body: { mediaType: "text/plain", size: 0, digest: "2166136261", note: "" },
      });
      const dull = await told(await store("", content("", { file: "dull.txt" })));
      expect(dull).toEqual({
        status: 422,
        body: { error: { code: "too-dull", message: "too dull", details: { name: "dull.txt" } } },
      });
      expect((await store("", content("x".repeat(1000)))).status).toBe(200);
      // What the other service refuses is no answer of this one.
      expect((await store("", content("x".repeat(1001)))).status).toBe(500);
    },
    60_000,
  );

  test.each(pairs)("%s asks %s for files, within their bound", async (from, to) => {
    const make = (size: number) =>
      fetch(rpc(from, "relay-make"), {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: JSON.stringify({ url: fleet.url(depot(to)), size }),
      });
    expect(await (await make(1000)).text()).toBe("x".repeat(1000));
    expect((await make(0)).headers.get("content-disposition")).toBe('attachment; filename="0.png"');
    expect((await make(1001)).status).toBe(500);
    expect((await make(13)).status).toBe(500);
  });

  test.each(triple)("what %s answers with, byte by byte", async (language) => {
    const url = `${fleet.url(depot(language))}/files`;
    const response = await fetch(`${url}/3?mediaType=text%2Fplain`);
    const { headers } = response;
    expect([response.status, await response.text()]).toEqual([200, "xxx"]);
    expect(headers.get("content-type")).toBe("text/plain");
    expect(headers.get("content-length")).toBe("3");
    expect(headers.get("content-disposition")).toBe('attachment; filename="3.png"');
    expect(headers.get("x-content-type-options")).toBe("nosniff");
    expect(headers.get("x-request-id")).toBeTruthy();
    expect((await fetch(`${url}/13`)).status).toBe(422);
    expect((await fetch(`${url}/1001`)).status).toBe(500);
    // A handler's media type cannot bring headers of its own along.
    for (const type of ["text", "text/plain\r\nx-evil: 1", "a/b/c", ""]) {
      const evil = await fetch(`${url}/3?mediaType=${encodeURIComponent(type)}`);
      expect([type, evil.status, evil.headers.get("x-evil")]).toEqual([type, 500, null]);
    }
    const head = await fetch(`${url}/3`, { method: "HEAD" });
    expect([head.status, await head.text()]).toEqual([200, ""]);
    const document: unknown = await (
      await fetch(`${fleet.url(depot(language))}/openapi.json`)
    ).json();
    expect(document).toMatchObject({
      paths: {
        "/rpc/echo": {
          post: {
            requestBody: { content: { "multipart/form-data": {} } },
            responses: { 200: { content: { "application/octet-stream": {} } } },
          },
        },
      },
    });
  });

  test.each(named(requests))("%s is answered alike", async (_, { body, expected, type }) => {
    const answers = await Promise.all(
      triple.map(async (language) => {
        const answer = await told(
          await post(rpc(language, "store"), body, { "content-type": type }),
        );
        const code: unknown = Reflect.get(
          Object(Reflect.get(Object(answer.body), "error")),
          "code",
        );
        return typeof expected === "number" ? { status: answer.status, code } : answer;
      }),
    );
    const all =
      typeof expected === "number" ? { status: expected, code: "invalid-argument" } : expected;
    expect(Object.fromEntries(triple.map((language, index) => [language, answers[index]]))).toEqual(
      Object.fromEntries(triple.map((language) => [language, all])),
    );
  });

  test.each(named(odd))("%s are taken", async (_, { body, expected, type }) => {
    for (const language of triple) {
      const answer = await told(await post(rpc(language, "store"), body, { "content-type": type }));
      expect([language, answer]).toMatchObject([language, { status: 200, body: expected }]);
    }
  });

  test.each(triple)("%s takes a form in any pieces", async (language) => {
    const body = formOf([input({ note: "slowly" }), content("\r\n-\r\n--a-boundary")]);
    const { hostname, port } = new URL(fleet.url(depot(language)));
    const socket = connect({ host: hostname, port: Number(port), noDelay: true });
    const heard = new Promise<string>((resolve, reject) => {
      let text = "";
      socket.on("data", (data) => (text += data.toString()));
      socket.on("end", () => resolve(text));
      socket.on("error", reject);
    });
    const head = `POST /rpc/store HTTP/1.1\r\nhost: x\r\nconnection: close\r\ncontent-type: ${formType}\r\ncontent-length: ${body.length}\r\n\r\n`;
    socket.write(head);
    for (const byte of body) {
      socket.write(Buffer.from([byte]));
      await new Promise(setImmediate);
    }
    const text = await heard;
    expect(text).toContain("200 OK");
    expect(text).toContain('"size":17');
    expect(text).toContain('"slowly"');
  });

  test.each(triple)("%s asks who calls before it reads", async (language) => {
    const { hostname, port } = new URL(rpc(language, "guarded"));
    const headers = { "content-type": formType, "content-length": String(9 * mega) };
    const status = await new Promise((resolve, reject) => {
      const request = httpRequest({
        hostname,
        port,
        path: "/rpc/guarded",
        method: "POST",
        headers,
      });
      request.on("response", (response) => resolve(response.statusCode));
      request.on("response", () => request.destroy());
      request.on("error", reject);
      request.flushHeaders();
    });
    expect(status).toBe(401);
    const body = formOf([content("abc")]);
    expect((await post(rpc(language, "guarded"), body, { "x-api-key": key })).status).toBe(200);
  });

  test.each(triple)(
    "%s keeps no more of what is too large than it may hold",
    async (language) => {
      const memory = (): number => {
        const status = readFileSync(`/proc/${fleet.process(depot(language))}/status`, "utf8");
        return Number(/VmRSS:\s+(\d+)/.exec(status)?.[1]) / 1000;
      };
      const flood = (path: string, total: number): Promise<[status: number, sent: number]> =>
        new Promise((resolve, reject) => {
          const { hostname, port } = new URL(rpc(language, path));
          const headers = { "content-type": formType, "x-api-key": key };
          const request = httpRequest({
            hostname,
            port,
            path: `/rpc/${path}`,
            method: "POST",
            headers,
          });
          const chunk = Buffer.alloc(64 * 1024, "x");
          let sent = 0;
          let most = 0;
          const answered = { done: false };
          request.on("response", (response) => {
            response.resume();
            answered.done = true;
            peak = Math.max(peak, most);
            resolve([response.statusCode ?? 0, sent]);
            request.destroy();
          });
          request.on("error", (error) => (answered.done ? undefined : reject(error)));
          const write = (): void => {
            while (!answered.done && sent < total) {
              sent += chunk.length;
              most = Math.max(most, sent % (8 * 1024 * 1024) === 0 ? memory() : 0);
              if (!request.write(chunk)) return void request.once("drain", write);
            }
            if (!answered.done) request.end();
          };
          request.write(part(`${disposition}"content"`, "").slice(0, -2));
          write();
        });
      let peak = 0;
      await flood("guarded", 20 * mega);
      const before = memory();
      peak = before;
      const [status, sent] = await flood("guarded", 200 * mega);
      peak = Math.max(peak, memory());
      expect(status).toBe(413);
      // It is refused while it is read, and not after.
      expect(sent).toBeLessThan(100 * mega);
      const [small, sentOfSmall] = await flood("store", 200 * mega);
      expect(small).toBe(413);
      expect(sentOfSmall).toBeLessThan(50 * mega);
      peak = Math.max(peak, memory());
      expect(peak - before).toBeLessThan(50);
    },
    60_000,
  );

  test.each(triple)(
    "%s is told what is too large also where all of it is sent",
    async (language) => {
      const answer = await told(
        await post(rpc(language, "store"), formOf([content("x".repeat(8 * mega))])),
      );
      expect(answer).toEqual(refused("content", "at most 1000 bytes", 413));
    },
  );

  test.each(pairs)("%s waits for %s no longer than a call may take", async (from, to) => {
    const before = performance.now();
    const { body } = await fleet.rpc(depot(from), "relay-slow", { url: fleet.url(depot(to)) });
    expect(body).toBe("timeout");
    expect(performance.now() - before).toBeLessThan(1_500);
  });

  test.each(triple)("%s sends a file again where a call is made again", async (language) => {
    const bodies: Buffer[] = [];
    const again: RequestListener = (request, response) => {
      const chunks: Buffer[] = [];
      request.on("data", (chunk: Buffer) => chunks.push(chunk));
      request.on("end", () => {
        bodies.push(Buffer.concat(chunks));
        const isFirst = bodies.length === 1;
        response.writeHead(isFirst ? 429 : 200, { "content-type": "application/json" });
        response.end(isFirst ? "{}" : '{"mediaType":"image/png","size":3,"digest":"","note":""}');
      });
    };
    const { body } = await scripted(again, (url) =>
      fleet.rpc(depot(language), "relay-slow", { url }),
    );
    expect(body).toBe("it answered");
    expect(bodies).toHaveLength(2);
    expect(bodies[0]?.equals(bodies[1] ?? Buffer.alloc(0))).toBe(true);
    expect(bodies[0]?.includes("content-type: image/png\r\n\r\n")).toBe(true);
  });

  const answers = [
    ["as much as it may have", { "content-type": "image/png" }, 1000, 200],
    ["too much", { "content-type": "image/png" }, 1001, 500],
    ["no media type", {}, 3, 200],
    ["what is no media type", { "content-type": "image" }, 3, 500],
    ["a disposition of its own", { "content-disposition": "inline; filename=a" }, 3, 200],
    ["a name that is no UTF-8", { "content-disposition": "x; filename*=UTF-8''%FF" }, 3, 200],
    [
      "a name that is too long",
      { "content-disposition": `x; filename=${"a".repeat(256)}` },
      3,
      500,
    ],
  ] as const;
  test.each(answers)("a client that is answered with %s", async (_, headers, size, status) => {
    const answer: RequestListener = (request, response) => {
      request.resume();
      response.writeHead(200, headers);
      response.end("x".repeat(size));
    };
    for (const language of triple) {
      const given = await scripted(answer, (url) =>
        post(rpc(language, "relay-make"), JSON.stringify({ url, size }), {
          "content-type": "application/json",
        }),
      );
      expect([language, given.status]).toEqual([language, status]);
    }
  });
});
