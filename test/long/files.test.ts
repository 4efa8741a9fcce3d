import { readFileSync } from "node:fs";
import { request as httpRequest, type RequestListener } from "node:http";
import { connect } from "node:net";
import { setTimeout as delay } from "node:timers/promises";
import { describe, expect, test } from "vitest";
import { scripted } from "../support/fleet/scripted.ts";
import { serveTriple } from "../support/fleet/served.ts";
import { checkedByTools, pairs, triple, type Language } from "../support/fleet/triple.ts";
import { formOf, formType, nameIn, type SentPart } from "../support/form.ts";
import {
  again,
  content,
  disposition,
  input,
  mega,
  odd,
  part,
  refused,
  requests,
  routed,
  travellers,
  type Told,
} from "../support/form-cases.ts";
import { sha256 } from "../support/stamp-rust.ts";
import { leftOut } from "../support/tools.ts";

const skipped = leftOut("files in three languages", "cargo", "python");

const key = "a-key-of-this-test-alone";
const environment = {
  AUTH_API_KEYS: JSON.stringify([{ name: "writer", sha256: sha256(key), scopes: ["depot:write"] }]),
};

async function post(
  url: string,
  body: Buffer | string,
  headers: Readonly<Record<string, string>> = {},
  method: "POST" | "PUT" = "POST",
): Promise<Response> {
  const all = { "content-type": formType, ...headers };
  return fetch(url, { method, headers: all, body: new Uint8Array(Buffer.from(body)) });
}

const told = async (response: Response): Promise<Told> => ({
  status: response.status,
  body: await response.json(),
});

/** Rows of such a table for `test.each`. */
const named = <E>(
  rows: readonly (readonly [what: string, body: string | Buffer, expected: E, type?: string])[],
) =>
  rows.map(([what, body, expected, type = formType]) => [what, { body, expected, type }] as const);

describe.skipIf(skipped)("files in three languages", () => {
  const { fleet, services, nameOf: depot, rpc } = serveTriple("files", "depot", environment);

  test(
    "what is stamped is laid out and linted as its people would have it",
    { timeout: 900_000 },
    () => expect(checkedByTools(services(), depot)).toEqual([]),
  );

  test.each(pairs)(
    "%s sends files to %s and gets them back as they are",
    async (from, to) => {
      for (const one of travellers) {
        const parts = [input({ url: fleet().url(depot(to)) }), { name: "content", ...one }];
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
          formOf([input({ url: fleet().url(depot(to)), note }), ...parts]),
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
        body: JSON.stringify({ url: fleet().url(depot(to)), size }),
      });
    expect(await (await make(1000)).text()).toBe("x".repeat(1000));
    expect((await make(0)).headers.get("content-disposition")).toBe('attachment; filename="0.png"');
    expect((await make(1001)).status).toBe(500);
    expect((await make(13)).status).toBe(500);
  });

  test.each(triple)("what %s answers with, byte by byte", async (language) => {
    const url = `${fleet().url(depot(language))}/files`;
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
      await fetch(`${fleet().url(depot(language))}/openapi.json`)
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
    const { hostname, port } = new URL(fleet().url(depot(language)));
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
        const status = readFileSync(`/proc/${fleet().process(depot(language))}/status`, "utf8");
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
      const [status, sent] = await flood("guarded", 1_000 * mega);
      peak = Math.max(peak, memory());
      expect(status).toBe(413);
      // It is refused while it is read, and not after.
      expect(sent).toBeLessThan(500 * mega);
      const [small, sentOfSmall] = await flood("store", 1_000 * mega);
      expect(small).toBe(413);
      expect(sentOfSmall).toBeLessThan(500 * mega);
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
    const { body } = await fleet().rpc(depot(from), "relay-slow", { url: fleet().url(depot(to)) });
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
      fleet().rpc(depot(language), "relay-slow", { url }),
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

  test.each(routed)(
    "at a route: %s",
    async (_, { method = "POST", path, body, type, expected }) => {
      const answers = await Promise.all(
        triple.map(async (language) => {
          const url = `${fleet().url(depot(language))}${path}`;
          const headers = { "content-type": type ?? formType };
          return [language, await told(await post(url, body, headers, method))] as const;
        }),
      );
      for (const [language, answer] of answers)
        expect([language, answer]).toMatchObject([language, expected]);
    },
  );

  test("the documents say of routes and rpcs what they take", async () => {
    for (const language of triple) {
      const document: unknown = await (
        await fetch(`${fleet().url(depot(language))}/openapi.json`)
      ).json();
      const file = { type: "string", contentMediaType: "application/octet-stream" };
      const beside = { input: { contentType: "application/json" } };
      expect(document).toMatchObject({
        paths: {
          "/rooms/{room}/{spot}": {
            put: {
              parameters: [
                { name: "room", in: "path", required: true },
                { name: "spot", in: "path", required: true },
              ],
              requestBody: {
                required: true,
                content: {
                  "multipart/form-data": {
                    schema: {
                      required: ["content"],
                      properties: {
                        input: { properties: { note: { type: "string", default: "none" } } },
                        content: file,
                        copy: file,
                        duplicate: file,
                      },
                    },
                    encoding: beside,
                  },
                },
              },
            },
          },
          "/rpc/frame": {
            post: {
              requestBody: {
                content: {
                  "multipart/form-data": {
                    schema: {
                      properties: { photo: file, picture: file },
                      allOf: [{ anyOf: [{ required: ["photo"] }, { required: ["picture"] }] }],
                    },
                  },
                },
              },
            },
          },
          "/pins/{place}": {
            post: {
              requestBody: { content: { "application/json": {}, "multipart/form-data": {} } },
            },
          },
        },
      });
    }
  });

  test.each(triple)("%s acts once for a key and the same files", async (language) => {
    const keep = async (
      idempotencyKey: string,
      parts: readonly SentPart[],
      url = rpc(language, "keep"),
    ): Promise<[Told, boolean]> => {
      const response = await post(url, formOf(parts), { "idempotency-key": idempotencyKey });
      return [await told(response), response.headers.get("idempotent-replayed") === "true"];
    };
    const [first, isReplayed] = await keep("one", [input({ note: "n" }), content("abc")]);
    expect([first, isReplayed]).toMatchObject([{ status: 200, body: { size: 3 } }, false]);
    for (const [what, parts, isOther] of again) {
      const [answer, replayed] = await keep("one", parts);
      if (!isOther) expect([what, answer, replayed]).toEqual([what, first, true]);
      else
        expect([what, answer]).toMatchObject([
          what,
          { status: 422, body: { error: { code: "idempotency-key-reused" } } },
        ]);
    }
    // By whatever route it comes; under another key it is another call.
    const route = `${fleet().url(depot(language))}/kept/n`;
    expect(await keep("one", [content("abc")], route)).toEqual([first, true]);
    const [other] = await keep("two", [input({ note: "n" }), content("abc")]);
    expect(other.status).toBe(200);
    expect(other.body).not.toEqual(first.body);
    // What was refused takes no key.
    const [large] = await keep("three", [content("x".repeat(1001))]);
    expect(large).toEqual(refused("content", "at most 1000 bytes", 413));
    expect((await keep("three", [content("x")]))[0].status).toBe(200);
  });

  test.each(pairs)("%s has %s act once for its key", async (from, to) => {
    const relay = (sent: SentPart) =>
      post(
        rpc(from, "relay-keep"),
        formOf([input({ url: fleet().url(depot(to)), key: `${from}-${to}` }), sent]),
      );
    const first = await told(await relay(content("abc")));
    expect(first).toMatchObject({ status: 200, body: { size: 3 } });
    expect(await told(await relay(content("abc")))).toEqual(first);
    expect((await relay(content("abd"))).status).toBe(500);
  });

  /** Sends the rest of a body that is refused over a second and a half, and gives what was answered. */
  const slowly = (language: Language, path: string, more: string): Promise<string> =>
    new Promise((resolve, reject) => {
      const { hostname, port } = new URL(fleet().url(depot(language)));
      const socket = connect({ host: hostname, port: Number(port), noDelay: true });
      const begun = part(`${disposition}"content"`, "x".repeat(2_000));
      const pieces = 15;
      const length = begun.length + pieces;
      let heard = "";
      socket.on("data", (data) => (heard += data.toString()));
      socket.on("error", reject);
      socket.on("close", () => reject(new Error(`it was closed after ${heard}`)));
      socket.write(
        `POST ${path} HTTP/1.1\r\nhost: x\r\n${more}content-type: ${formType}\r\ncontent-length: ${length}\r\n\r\n${begun}`,
      );
      void (async () => {
        for (let sent = 0; sent < pieces; sent += 1) {
          await delay(100);
          socket.write("x");
        }
        // Whoever is let finish may go on with the same connection.
        socket.write("GET /health HTTP/1.1\r\nhost: x\r\n\r\n");
        while (!heard.includes('"status"')) await delay(20);
        socket.removeAllListeners("close");
        socket.destroy();
        resolve(heard);
      })();
    });

  test.each(triple)("%s lets who is refused send the rest", async (language) => {
    const [large, unknown, route] = await Promise.all([
      slowly(language, "/rpc/store", ""),
      slowly(language, "/rpc/guarded", ""),
      slowly(language, "/guarded", ""),
    ]);
    expect(large).toMatch(/^HTTP\/1.1 413 [\s\S]*HTTP\/1.1 200 OK/);
    expect(unknown).toMatch(/^HTTP\/1.1 401 [\s\S]*HTTP\/1.1 200 OK/);
    expect(route).toMatch(/^HTTP\/1.1 401 [\s\S]*HTTP\/1.1 200 OK/);
  });

  test.each(triple)("%s passes over what follows a form, and goes on", async (language) => {
    const { hostname, port } = new URL(fleet().url(depot(language)));
    const socket = connect({ host: hostname, port: Number(port) });
    let heard = "";
    socket.on("data", (data) => (heard += data.toString()));
    const closed = new Promise<void>((resolve) => socket.on("close", () => resolve()));
    const body = Buffer.concat([formOf([content("abc")]), Buffer.alloc(3 * mega, "x")]);
    const head = `host: x\r\ncontent-type: ${formType}\r\ncontent-length: ${body.length}\r\n\r\n`;
    socket.write(`POST /rpc/store HTTP/1.1\r\n${head}`);
    socket.write(body);
    socket.write("GET /health HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n");
    await closed;
    expect(heard).toMatch(
      /^HTTP\/1.1 200 [\s\S]*"size":\s*3[\s\S]*HTTP\/1.1 200 OK[\s\S]*"status"/,
    );
  });

  test.each(triple)("%s tells a broken upload as what was no form", async (language) => {
    const { hostname, port } = new URL(fleet().url(depot(language)));
    const socket = connect({ host: hostname, port: Number(port) });
    const head = `POST /rpc/store HTTP/1.1\r\nhost: x\r\nx-request-id: broken-${language}\r\n`;
    socket.write(`${head}content-type: ${formType}\r\ncontent-length: 1000\r\n\r\n`);
    socket.write(part(`${disposition}"content"`));
    await delay(200);
    socket.destroy();
    const lines = await fleet().logged(depot(language), `broken-${language}`);
    expect(lines).toEqual([expect.objectContaining({ level: "info", status: 400, rpc: "store" })]);
  });

  test.each(triple)(
    "%s is answered with more than it takes, and reads no further",
    async (language) => {
      let written = 0;
      const endless: RequestListener = (request, response) => {
        request.resume();
        response.writeHead(200, { "content-type": "image/png" });
        const chunk = Buffer.alloc(64 * 1024);
        const write = (): void => {
          while (!response.destroyed && written < 200 * mega) {
            written += chunk.length;
            if (!response.write(chunk)) return void response.once("drain", write);
          }
          response.end();
        };
        write();
      };
      const given = await scripted(endless, (url) =>
        post(rpc(language, "relay-make"), JSON.stringify({ url, size: 1 }), {
          "content-type": "application/json",
        }),
      );
      expect(given.status).toBe(500);
      expect(written).toBeLessThan(20 * mega);
    },
  );

  test.each(["python", "typescript"] as const)(
    "%s tells what is missing while it is being renamed by its newer name",
    async (language) => {
      const asked = [
        [formOf([input({})]), formType],
        ["{}", "application/json"],
      ] as const;
      for (const [body, type] of asked) {
        const answer = await told(
          await post(rpc(language, "frame"), body, { "content-type": type }),
        );
        expect(answer).toMatchObject({
          status: 400,
          body: { error: { details: { issues: [{ path: "picture" }] } } },
        });
      }
    },
  );

  test.each(triple)(
    "%s takes JSON beside files that grows when it is written again",
    async (language) => {
      const numbers = `{"x":[${Array.from({ length: 2_500_000 }, () => "1e15").join()}]}`;
      const body = formOf([{ ...input({}), content: numbers }, content("abc")]);
      const headers = { "idempotency-key": "growing" };
      for (const name of ["store", "keep"])
        expect((await post(rpc(language, name), body, headers)).status).toBe(200);
    },
    60_000,
  );
});
