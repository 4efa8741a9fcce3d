import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { ask as askRaw } from "../support/fleet/ask.ts";
import { folderForFile } from "../support/fleet/copy.ts";
import { Fleet } from "../support/fleet/fleet.ts";
import { prepareServices, type Startable } from "../support/fleet/prepare.ts";
import {
  apiKeyOf,
  ellipticSigner,
  rsaSigner,
  secretSigner,
  tokenOf,
  type Signer,
} from "../support/fleet/tokens.ts";
import { makeTriple, pairs, triple, type Language } from "../support/fleet/triple.ts";
import { leftOut, sharedCache } from "../support/tools.ts";

const skipped = leftOut("callers of rpcs in three languages", "cargo", "python");
const desk = (language: Language): string => `desk-${language}`;

const [issuer, audience] = ["https://login.example", "desks"];
const rsa = rsaSigner("rsa-1");
const rotated = rsaSigner("rsa-2");
const strange = rsaSigner("rsa-1");
const elliptic = ellipticSigner();
const shared = secretSigner("a secret of many characters, so that it is long enough", "shared");
/** The public key that everybody knows, as a secret: what confuses algorithms. */
const confused = secretSigner(JSON.stringify(rsa.jwk), "rsa-1");
const confusedByModulus: Signer = secretSigner(
  Buffer.from(String(rsa.jwk["n"]), "base64url").toString("latin1"),
  "rsa-1",
);
const keys = {
  writes: "key-that-writes-0123456789",
  old: "old-key-of-the-shop-0123456789",
  next: "next-key-of-the-shop-0123456789",
  none: "key-without-scopes-0123456789",
  reads: "key-that-reads-stools-0123456789",
  builds: "key-that-builds-stools-0123456789",
  clears: "key-that-clears-stools-0123456789",
};
const environment = {
  AUTH_JWKS: JSON.stringify({ keys: [rsa, rotated, elliptic, shared].map(({ jwk }) => jwk) }),
  AUTH_ISSUER: issuer,
  AUTH_AUDIENCE: audience,
  AUTH_API_KEYS: JSON.stringify([
    apiKeyOf("writer", keys.writes, ["orders:write"]),
    apiKeyOf("shop", keys.old, ["orders:write", "shop:admin"]),
    apiKeyOf("shop", keys.next, ["orders:write", "shop:admin"]),
    apiKeyOf("guest", keys.none, []),
    apiKeyOf("reader", keys.reads, ["stools:read"]),
    apiKeyOf("builder", keys.builds, ["stools:write"]),
    apiKeyOf("janitor", keys.clears, ["shop:admin", "stools:read", "stools:write"]),
  ]),
};

const nowS = (): number => Math.floor(Date.now() / 1000);
/** What a right token says; it is for an hour. */
const claims = {
  iss: issuer,
  aud: audience,
  sub: "ada",
  exp: nowS() + 3600,
  scope: "orders:write orders:read",
  tenant: "north",
};
const bearer = (token: string): Record<string, string> => ({ authorization: `Bearer ${token}` });
const rightToken = tokenOf(rsa, claims);
const [head = "", body = "", signature = ""] = rightToken.split(".");
const unsigned = (alg: string): string =>
  `${Buffer.from(JSON.stringify({ alg, typ: "JWT" })).toString("base64url")}.${body}.`;

interface Answered {
  readonly status: number;
  readonly body: unknown;
  readonly challenge: string | null;
}

describe.skipIf(skipped)("callers of rpcs in three languages", () => {
  const folder = folderForFile("flywheel-auth-");
  let services: readonly Startable[] = [];
  let fleet: Fleet;

  beforeAll(async () => {
    const root = join(folder, "universe");
    makeTriple("auth", "desk", root, join(folder, "state"));
    services = await prepareServices(root);
    const known = Object.fromEntries(
      triple.map((language) => [`DESK_${language.toUpperCase()}_API_KEY`, keys.next]),
    );
    const more = { ...known, MCP_ORIGINS: "https://desk.example, https://shop.example" };
    fleet = await Fleet.start(services, [], { ...environment, ...more });
  }, 900_000);
  afterAll(() => fleet?.stop());
  // While a program is waited for, services close connections that are kept, which is heard of afterwards.
  afterEach(() => new Promise<void>((resolve) => setTimeout(resolve, 50)));

  const at = (language: Language): string =>
    services.find(({ name }) => name === desk(language))?.cwd ?? "";

  async function ask(
    language: Language,
    path: string,
    headers: Readonly<Record<string, string>>,
    input: unknown = {},
    method = "POST",
  ): Promise<Answered> {
    const text = typeof input === "string" ? input : JSON.stringify(input);
    const response = await fetch(`${fleet.url(desk(language))}${path}`, {
      method,
      headers: { "content-type": "application/json", ...headers },
      ...(method === "POST" || method === "PATCH" ? { body: text } : {}),
    });
    const answered = await response.text();
    const challenge = response.headers.get("www-authenticate");
    return {
      status: response.status,
      body: JSON.parse(/^data: (.*)$/m.exec(answered)?.[1] ?? answered),
      challenge: challenge?.replace(desk(language), "desk") ?? null,
    };
  }

  /** What all three answer, which is the same. */
  async function same(...call: Parameters<typeof ask> extends [Language, ...infer R] ? R : never) {
    const [first, ...others] = await Promise.all(triple.map((language) => ask(language, ...call)));
    for (const one of others) expect(one).toEqual(first);
    return first;
  }

  const refusal = (code: string, message: string, details: unknown = {}) => ({
    error: { code, message, details },
  });
  const noToken = {
    status: 401,
    body: refusal("unauthenticated", "the bearer token is not valid"),
    challenge: 'Bearer realm="desk", error="invalid_token"',
  };
  const noKey = {
    status: 401,
    body: refusal("unauthenticated", "the API key is not one of those that are known"),
    challenge: 'Bearer realm="desk"',
  };

  test("what is stamped is laid out and linted as its people would have it", () => {
    const said = (cwd: string, program: string, ...args: string[]): string => {
      const env = { ...process.env, CARGO_TARGET_DIR: join(sharedCache(), "stamped-rust") };
      const { status, stdout, stderr } = spawnSync(program, args, { cwd, env, encoding: "utf8" });
      return status === 0 ? "" : `${program} ended with ${status}\n${stdout}${stderr}`;
    };
    const python = at("python");
    expect([
      said(
        at("rust"),
        "rustfmt",
        "--edition",
        "2024",
        "--check",
        "src/lib.rs",
        "tests/generated.rs",
      ),
      said(at("rust"), "cargo", "clippy", "--quiet", "--all-targets", "--", "-D", "warnings"),
      said(at("typescript"), "oxfmt", "--check", "src", "test/generated.test.ts"),
      said(at("typescript"), "oxlint", "src"),
      said(at("typescript"), "tsc", "--noEmit"),
      said(python, ".venv/bin/ruff", "format", "--check", "."),
      said(python, ".venv/bin/ruff", "check", "."),
      said(python, "pyright", "--pythonpath", ".venv/bin/python"),
    ]).toEqual(Array.from({ length: 8 }, () => ""));
  }, 600_000);

  test("a scenario is gone through by a caller with all scopes", () => {
    const ran = (language: Language, program: string, ...args: string[]): string => {
      const env = { ...process.env, CARGO_TARGET_DIR: join(sharedCache(), "stamped-rust") };
      const options = { cwd: at(language), env, encoding: "utf8" } as const;
      const { status, stdout, stderr } = spawnSync(program, args, options);
      return status === 0 ? "" : `${program} ended with ${status}\n${stdout}${stderr}`;
    };
    const node = [process.execPath, "--test", "test/generated.test.ts"] as const;
    expect([
      ran("rust", "cargo", "test", "--quiet", "--test", "generated"),
      ran("typescript", ...node),
      ran("python", ".venv/bin/python", "-m", "pytest", "-q", "-p", "no:cacheprovider"),
    ]).toEqual(["", "", ""]);
  }, 600_000);

  test("who shows nothing is told what to show, before the input is looked at", async () => {
    const expected = {
      status: 401,
      body: refusal("unauthenticated", "expected a bearer token or an API key"),
      challenge: 'Bearer realm="desk"',
    };
    expect(await same("/rpc/place-order", {}, { item: "tea" })).toEqual(expected);
    expect(await same("/rpc/place-order", {}, "no JSON")).toEqual(expected);
    expect(await same("/orders", {}, { item: "tea" })).toEqual(expected);
    expect(await same("/me", {}, undefined, "GET")).toEqual(expected);
  });

  test("what asks nobody is open, and looks at no credential", async () => {
    for (const path of ["/health", "/ready", "/openapi.json"])
      for (const language of triple) {
        const { status } = await fetch(`${fleet.url(desk(language))}${path}`);
        expect(status, path).toBe(200);
      }
    expect(await same("/rpc/ping", {})).toMatchObject({ status: 200, body: "pong" });
    expect(await same("/rpc/ping", bearer("garbage"))).toMatchObject({ status: 200 });
  });

  test.each<readonly [string, () => Record<string, string>]>([
    ["garbage", () => bearer("garbage")],
    ["three parts of garbage", () => bearer("a.b.c")],
    ["an empty token", () => ({ authorization: "Bearer" })],
    [
      "another scheme",
      () => ({ authorization: `Basic ${Buffer.from("ada:pw").toString("base64")}` }),
    ],
    ["an expired one", () => bearer(tokenOf(rsa, { ...claims, exp: nowS() - 120 }))],
    ["one that never expires", () => bearer(tokenOf(rsa, { ...claims, exp: undefined }))],
    [
      "one whose end is text",
      () => bearer(tokenOf(rsa, { ...claims, exp: String(nowS() + 3600) })),
    ],
    ["one that is not yet valid", () => bearer(tokenOf(rsa, { ...claims, nbf: nowS() + 120 }))],
    [
      "one of another issuer",
      () => bearer(tokenOf(rsa, { ...claims, iss: "https://evil.example" })),
    ],
    ["one of two issuers", () => bearer(tokenOf(rsa, { ...claims, iss: [issuer, "evil"] }))],
    ["one of no issuer", () => bearer(tokenOf(rsa, { ...claims, iss: undefined }))],
    ["one for another audience", () => bearer(tokenOf(rsa, { ...claims, aud: "shops" }))],
    ["one for other audiences", () => bearer(tokenOf(rsa, { ...claims, aud: ["a", "b"] }))],
    ["one for no audience", () => bearer(tokenOf(rsa, { ...claims, aud: undefined }))],
    ["one of nobody", () => bearer(tokenOf(rsa, { ...claims, sub: undefined }))],
    ["one whose subject is a number", () => bearer(tokenOf(rsa, { ...claims, sub: 7 }))],
    ["`none`", () => bearer(unsigned("none"))],
    ["`None`", () => bearer(unsigned("None"))],
    ["`none` with a signature", () => bearer(`${unsigned("none")}${signature}`)],
    ["a public key as a secret", () => bearer(tokenOf(confused, claims, { kid: "rsa-1" }))],
    ["its modulus as a secret", () => bearer(tokenOf(confusedByModulus, claims, { kid: "rsa-1" }))],
    ["the secret, said to be RSA", () => bearer(tokenOf(shared, claims, { alg: "RS256" }))],
    ["the secret under another's id", () => bearer(tokenOf(shared, claims, { kid: "rsa-1" }))],
    ["another algorithm of RSA", () => bearer(tokenOf(rsa, claims, { alg: "RS512" }))],
    ["a stranger's key of the same id", () => bearer(tokenOf(strange, claims))],
    ["a stranger's key of no id", () => bearer(tokenOf(strange, claims, { kid: undefined }))],
    [
      "a key that comes along",
      () => bearer(tokenOf(strange, claims, { jwk: strange.jwk, kid: "x" })),
    ],
    ["what must be understood", () => bearer(tokenOf(rsa, claims, { crit: ["b64"], b64: true }))],
    [
      "another body under a signature",
      () => bearer(`${head}.${unsigned("x").split(".")[1]}x.${signature}`),
    ],
    ["a cut signature", () => bearer(rightToken.slice(0, -4))],
    ["no signature", () => bearer(`${head}.${body}.`)],
  ])("of tokens %s is refused", async (_, shown) => {
    const headers = shown();
    expect(await same("/rpc/who-am-i", headers)).toEqual(noToken);
    expect(await same("/me", headers, undefined, "GET")).toEqual(noToken);
  });

  test.each<readonly [string, () => string]>([
    ["RSA", () => rightToken],
    ["RSA, without the key's id", () => tokenOf(rsa, claims, { kid: undefined })],
    ["RSA, after the keys were rotated", () => tokenOf(rotated, claims)],
    ["an elliptic curve", () => tokenOf(elliptic, claims)],
    ["a secret", () => tokenOf(shared, claims, { kid: "shared" })],
    ["RSA, of several audiences", () => tokenOf(rsa, { ...claims, aud: ["shops", audience] })],
    ["RSA, expired half a minute ago", () => tokenOf(rsa, { ...claims, exp: nowS() - 20 })],
    ["RSA, valid in half a minute", () => tokenOf(rsa, { ...claims, nbf: nowS() + 30 })],
    ["RSA, made by a clock ahead", () => tokenOf(rsa, { ...claims, iat: nowS() + 900 })],
  ])("a right token of %s says who calls", async (_, made) => {
    const token = made();
    const expected = { status: 200, body: "token ada [orders:write orders:read] north" };
    expect(await same("/rpc/who-am-i", bearer(token))).toMatchObject(expected);
    expect(await same("/me", { authorization: `bearer  ${token}` }, {}, "GET")).toMatchObject(
      expected,
    );
  });

  test("scopes are asked for, all of them, and said", async () => {
    const poor = bearer(tokenOf(rsa, { ...claims, scope: "orders:read" }));
    expect(await same("/orders", poor, { item: "tea" })).toEqual({
      status: 403,
      body: refusal("permission-denied", "this needs the scope orders:write", {
        missing: ["orders:write"],
      }),
      challenge: 'Bearer realm="desk", error="insufficient_scope", scope="orders:write"',
    });
    expect(await same("/shops/north", bearer(rightToken), undefined, "DELETE")).toEqual({
      status: 403,
      body: refusal("permission-denied", "this needs the scope shop:admin", {
        missing: ["shop:admin"],
      }),
      challenge: 'Bearer realm="desk", error="insufficient_scope", scope="orders:write shop:admin"',
    });
    const longer = bearer(tokenOf(rsa, { ...claims, scope: "orders:writer shop:adm" }));
    expect(await same("/rpc/close-shop", longer, { shop: "north" })).toMatchObject({ status: 403 });
    const listed = bearer(tokenOf(rsa, { ...claims, scope: ["orders:write"] }));
    expect(await same("/orders", listed, { item: "tea" })).toMatchObject({ status: 403 });
    const admin = bearer(tokenOf(rsa, { ...claims, scope: "orders:write shop:admin" }));
    const closed = { status: 200, body: "ada closed north" };
    expect(await same("/shops/north", admin, undefined, "DELETE")).toMatchObject(closed);
    expect(await same("/rpc/close-shop", admin, { shop: "north" })).toMatchObject(closed);
  });

  test("a key says who calls, the old one and the next", async () => {
    const asks = (key: string) => same("/me", { "x-api-key": key }, undefined, "GET");
    expect(await asks(keys.writes)).toMatchObject({ body: "api-key writer [orders:write] -" });
    for (const key of [keys.old, keys.next])
      expect(await asks(key)).toMatchObject({ body: "api-key shop [orders:write shop:admin] -" });
    expect(await asks(keys.none)).toMatchObject({ status: 200, body: "api-key guest [] -" });
    for (const key of ["wrong", keys.writes.slice(0, -1), `${keys.writes}x`, "schlüssel"])
      expect(await asks(key), key).toEqual(noKey);
    expect(await same("/orders", { "x-api-key": keys.none }, { item: "tea" })).toMatchObject({
      status: 403,
    });
    expect(await same("/rpc/close-shop", { "x-api-key": keys.next }, { shop: "x" })).toMatchObject({
      status: 200,
      body: "shop closed x",
    });
  });

  describe("what a crud does", () => {
    const stool = { id: "high", name: "A high one." };
    const low = { ...stool, name: "A low one." };
    const change = { name: low.name };
    /** What is done, the scopes that it needs, and what it answers: by its route, and by its name. */
    const deeds: readonly (readonly [
      what: string,
      scopes: readonly string[],
      answer: unknown,
      route: readonly [method: string, path: string, input?: unknown],
      byName: readonly [path: string, input: unknown],
    ])[] = [
      ["create", ["stools:write"], stool, ["POST", "/stools", stool], ["/rpc/create-stool", stool]],
      [
        "list",
        ["stools:read"],
        { items: [stool] },
        ["GET", "/stools?limit=5"],
        ["/rpc/list-stools", { limit: 5 }],
      ],
      ["get", ["stools:read"], stool, ["GET", "/stools/high"], ["/rpc/get-stool", { id: "high" }]],
      [
        "update",
        ["stools:write"],
        low,
        ["PATCH", "/stools/high", { change }],
        ["/rpc/update-stool", { id: "high", change }],
      ],
      [
        "delete",
        ["shop:admin", "stools:write"],
        {},
        ["DELETE", "/stools/high"],
        ["/rpc/delete-stool", { id: "high" }],
      ],
    ];
    const holders: Readonly<Record<string, readonly string[]>> = {
      [keys.none]: [],
      [keys.reads]: ["stools:read"],
      [keys.builds]: ["stools:write"],
    };

    test("needs the scopes that its crud says, on both ways to it", async () => {
      for (const [what, scopes, answer, [method, path, input], [name, named]] of deeds) {
        const ways = (headers: Readonly<Record<string, string>>) =>
          [same(path, headers, input, method), same(name, headers, named)] as const;
        for (const way of ways({}))
          expect(await way, what).toMatchObject({
            status: 401,
            body: refusal("unauthenticated", "expected a bearer token or an API key"),
          });
        for (const way of ways(bearer("garbage"))) expect(await way, what).toEqual(noToken);
        for (const [key, held] of Object.entries(holders)) {
          const missing = scopes.filter((scope) => !held.includes(scope));
          if (missing.length === 0) continue;
          for (const way of ways({ "x-api-key": key }))
            expect(await way, `${what} ${key}`).toEqual({
              status: 403,
              body: refusal("permission-denied", `this needs the scope ${missing.join(" ")}`, {
                missing,
              }),
              challenge: `Bearer realm="desk", error="insufficient_scope", scope="${scopes.join(" ")}"`,
            });
        }
        const scope = scopes.join(" ");
        const right = bearer(tokenOf(rsa, { ...claims, scope }));
        expect(await same(path, right, input, method), what).toMatchObject({
          status: 200,
          body: answer,
        });
      }
    });

    test("is done by its name by whoever has the scopes", async () => {
      for (const [what, , answer, , [name, named]] of deeds)
        expect(await same(name, { "x-api-key": keys.clears }, named), what).toMatchObject({
          status: 200,
          body: answer,
        });
    });

    test.each(pairs)("by a client of %s at %s is what its key is for", async (from, to) => {
      const furnished = async (kind: string, credential: string): Promise<unknown> => {
        const input = { url: fleet.url(desk(to)), kind, credential };
        return (await fleet.rpc(desk(from), "furnish", input)).body;
      };
      const [unknown, poor] = ["401 unauthenticated", "403 permission-denied"];
      expect(await furnished("none", "")).toEqual([unknown, unknown, unknown, unknown, unknown]);
      expect(await furnished("api-key", keys.none)).toEqual([poor, poor, poor, poor, poor]);
      expect(await furnished("api-key", keys.clears)).toEqual([
        "done",
        "done",
        "done",
        "done",
        "done",
      ]);
      const writes = tokenOf(rsa, { ...claims, scope: "stools:write" });
      const [list, create, get, update, remove] = [poor, "done", poor, "done", poor];
      expect(await furnished("token", writes)).toEqual([list, create, get, update, remove]);
    });
  });

  describe("tools", () => {
    const version = { "mcp-protocol-version": "2025-06-18" };
    const accept = { accept: "application/json, text/event-stream" };

    async function tell(
      language: Language,
      headers: Readonly<Record<string, string>>,
      method: string,
      params: unknown = {},
    ): Promise<Answered> {
      const all = { ...version, ...accept, ...headers };
      return ask(language, "/mcp", all, { jsonrpc: "2.0", id: 1, method, params });
    }

    /** What all three answer to a call of a tool. */
    async function called(
      headers: Readonly<Record<string, string>>,
      name: string,
      input: unknown = {},
      meta?: unknown,
    ): Promise<Answered> {
      const params = { name, arguments: input, ...(meta === undefined ? {} : { _meta: meta }) };
      const told = await Promise.all(
        triple.map((language) => tell(language, headers, "tools/call", params)),
      );
      const [first, ...others] = told.map(({ status, body: text, challenge }) => {
        const { result } = Object(text);
        const { structuredContent, isError } = Object(result);
        const said = result === undefined ? text : { structuredContent, isError: isError === true };
        return { status, body: said, challenge };
      });
      if (first === undefined) throw new Error("nobody answers");
      for (const one of others) expect(one).toEqual(first);
      return first;
    }

    test("are for those who are known, and told to nobody else", async () => {
      const nobody = {
        status: 401,
        body: refusal("unauthenticated", "expected a bearer token or an API key"),
        challenge: 'Bearer realm="desk"',
      };
      expect(await called({}, "greet")).toEqual(nobody);
      expect(await called(bearer("garbage"), "greet")).toEqual(noToken);
      expect(await called({ "x-api-key": "wrong" }, "greet")).toEqual(noKey);
      // What a caller shows is taken from headers alone.
      expect(await called({}, "greet", {}, { "x-api-key": keys.writes })).toEqual(nobody);
      for (const language of triple) {
        expect(await tell(language, {}, "tools/list")).toEqual(nobody);
        const { status, body: told } = await tell(language, bearer(rightToken), "tools/list");
        expect(status).toBe(200);
        expect(told).toMatchObject({
          result: { tools: [{ name: "find-order" }, { name: "greet" }] },
        });
      }
    });

    test("know who calls, and need the scopes", async () => {
      const said = (result: unknown) => ({
        status: 200,
        body: { structuredContent: { result }, isError: false },
      });
      expect(await called(bearer(rightToken), "greet")).toMatchObject(
        said("token ada [orders:write orders:read] north"),
      );
      const meta = { authorization: `Bearer ${rightToken}` };
      expect(await called({ "x-api-key": keys.writes }, "greet", {}, meta)).toMatchObject(
        said("api-key writer [orders:write] -"),
      );
      expect(await called(bearer(rightToken), "find-order", { item: "tea" })).toMatchObject(
        said("ada has tea"),
      );
      expect(
        await called({ "x-api-key": keys.writes }, "find-order", { item: "tea" }),
      ).toMatchObject({
        status: 200,
        body: {
          structuredContent: refusal("permission-denied", "this needs the scope orders:read", {
            missing: ["orders:read"],
          }),
          isError: true,
        },
      });
    });

    test("are not for pages of a browser that nobody listed", async () => {
      const listed = { ...bearer(rightToken), origin: "https://shop.example" };
      expect(await called(listed, "greet")).toMatchObject({ status: 200 });
      for (const origin of ["https://evil.example", "null", "https://shop.example.evil.example"])
        expect(await called({ ...listed, origin }, "greet")).toEqual({
          status: 403,
          body: refusal("permission-denied", "tools are not for this origin or host"),
          challenge: null,
        });
    });

    test("are for the names of the service, where they are said", async () => {
      const named = await Fleet.start(services, [], {
        ...environment,
        MCP_HOSTS: "tools.example, tools.example:8080",
      });
      try {
        const call = { jsonrpc: "2.0", id: 1, method: "tools/call", params: { name: "greet" } };
        for (const language of triple)
          for (const [host, status] of [
            ["tools.example", 200],
            ["tools.example:8080", 200],
            ["evil.example", 403],
            ["tools.example.evil.example", 403],
          ] as const) {
            const headers = { host, ...version, ...accept, ...bearer(rightToken) };
            const told = await askRaw(named.url(desk(language)), {
              target: "/mcp",
              method: "POST",
              headers: { "content-type": "application/json", ...headers },
              body: JSON.stringify(call),
            });
            expect(told.status, `${language} ${host}`).toBe(status);
          }
      } finally {
        await named.stop();
      }
    });

    test.each(triple)("of %s over stdin know who started them", (language) => {
      const service = services.find(({ name }) => name === desk(language));
      if (service === undefined) throw new Error(`there is no desk of ${language}`);
      const [program, ...args] = service.argv;
      const client = { name: "test", version: "1" };
      const params = { protocolVersion: "2025-06-18", capabilities: {}, clientInfo: client };
      const lines = [
        { jsonrpc: "2.0", id: 1, method: "initialize", params },
        { jsonrpc: "2.0", method: "notifications/initialized" },
        { jsonrpc: "2.0", id: 2, method: "tools/call", params: { name: "greet", arguments: {} } },
        {
          jsonrpc: "2.0",
          id: 3,
          method: "tools/call",
          params: { name: "find-order", arguments: { item: "tea" } },
        },
      ];
      const ran = spawnSync(
        "bash",
        // The answers come before the end of what is said.
        ["-c", '(cat; sleep 12) | "$0" "$@" --mcp', program, ...args],
        {
          cwd: service.cwd,
          env: { PATH: process.env["PATH"] ?? "", PORT: "0" },
          input: lines.map((line) => `${JSON.stringify(line)}\n`).join(""),
          encoding: "utf8",
          timeout: 30_000,
        },
      );
      expect(ran.stdout, ran.stderr).toContain("local local [] -");
      expect(ran.stdout).toContain("local has tea");
    });
  });

  test("of two credentials none counts", async () => {
    const both = { "x-api-key": keys.writes, ...bearer(rightToken) };
    expect(await same("/rpc/who-am-i", both)).toEqual({
      status: 400,
      body: refusal("invalid-argument", "expected a token or an API key, not both"),
      challenge: null,
    });
  });

  test("what is remembered of a key is its caller's own", async () => {
    const once = { "idempotency-key": '"one"' };
    for (const language of triple) {
      const place = async (headers: Record<string, string>): Promise<unknown> =>
        (await ask(language, "/orders", { ...once, ...headers }, { item: "cups" })).body;
      const ada = await place(bearer(rightToken));
      const shop = await place({ "x-api-key": keys.old });
      expect(String(ada)).toMatch(/^ada has order \d+ of cups$/);
      expect(String(shop)).toMatch(/^shop has order \d+ of cups$/);
      expect(await place(bearer(tokenOf(elliptic, claims)))).toBe(ada);
      expect(await place({ "x-api-key": keys.next })).toBe(shop);
      // A key of the name of a token's subject is somebody else.
      expect(await place(bearer(tokenOf(rsa, { ...claims, sub: "shop" })))).not.toBe(shop);
      expect(await place({})).toMatchObject({ error: { code: "unauthenticated" } });
      const poor = bearer(tokenOf(rsa, { ...claims, scope: "" }));
      expect(await place(poor)).toMatchObject({ error: { code: "permission-denied" } });
    }
  });

  test.each(pairs)("%s shows %s who it is", async (from, to) => {
    const url = fleet.url(desk(to));
    const relay = async (kind: string, credential: string, key?: string): Promise<unknown> => {
      const input = { url, kind, credential, ...(key === undefined ? {} : { key }) };
      return (await fleet.rpc(desk(from), "relay", input)).body;
    };
    expect(await relay("none", "")).toBe("401 unauthenticated");
    expect(await relay("token", "garbage")).toBe("401 unauthenticated");
    expect(await relay("api-key", "wrong")).toBe("401 unauthenticated");
    const ada = "token ada [orders:write orders:read] north";
    expect(await relay("token", rightToken)).toBe(ada);
    expect(await relay("tokens", rightToken)).toBe(ada);
    expect(await relay("api-key", keys.writes)).toBe("api-key writer [orders:write] -");
    expect(await relay("api-key", keys.none, `key of ${from}`)).toBe("403 permission-denied");
    const placed = await relay("api-key", keys.writes, `key of ${from}`);
    expect(placed).toMatch(/^writer has order \d+ of relayed$/);
    expect(await relay("api-key", keys.writes, `key of ${from}`)).toBe(placed);
    expect(await relay("tokens", rightToken, `key of ${from}`)).toMatch(/^ada has order/);
    for (const bad of ["", "two\nlines", "sch\u00fcssel"]) {
      const said = String(await relay("api-key", bad));
      expect(said).toMatch(/the credential for desk-\w+ is empty or no text for a header$/);
      if (bad !== "") expect(said).not.toContain(bad);
    }
  });

  test.each(triple)("a client of %s takes its key from the environment", async (language) => {
    const input = { url: "", kind: "env", credential: "" };
    expect((await fleet.rpc(desk(language), "relay", input)).body).toBe(
      "api-key shop [orders:write shop:admin] -",
    );
  });

  test("no credential is told to the log", () => {
    for (const language of triple)
      for (const secret of [...Object.values(keys), rightToken, signature])
        expect(fleet.said(desk(language))).not.toContain(secret);
  });

  describe("at the start of", () => {
    const secret = "very-secret-text";
    const cases: readonly (readonly [
      string,
      Readonly<Record<string, string>>,
      readonly string[],
    ])[] = [
      ["nothing", {}, ["AUTH_JWKS or AUTH_API_KEYS must be set: DESK asks who calls"]],
      [
        "keys alone",
        { AUTH_JWKS: environment.AUTH_JWKS },
        [
          "AUTH_ISSUER is not set; it is who makes the tokens",
          "AUTH_AUDIENCE is not set; it is whom the tokens are for",
        ],
      ],
      [
        "what is no set",
        { ...environment, AUTH_JWKS: `{"keys": "${secret}"}` },
        ["AUTH_JWKS: expected a JSON Web Key Set (RFC 7517)"],
      ],
      [
        "keys that are none",
        {
          ...environment,
          AUTH_JWKS: JSON.stringify({
            keys: [
              { ...rsa.jwk, d: secret },
              { ...rsa.jwk, alg: "RS512" },
              { ...rsa.jwk, n: String(rsa.jwk["n"]).slice(0, 171) },
              { kty: "oct", k: secret },
              { kty: "OKP", crv: "Ed25519", x: secret },
              rsa.jwk,
            ],
          }),
        },
        [
          "AUTH_JWKS: key 1 is a private key; give the public one",
          "AUTH_JWKS: key 2 expected an RSA key of RS256",
          "AUTH_JWKS: key 3 is shorter than 2048 bits",
          "AUTH_JWKS: key 4 is shorter than 256 bits",
          "AUTH_JWKS: key 5 expected an RSA key of RS256",
        ],
      ],
      ...[secret, "[]", `[{"name": "a", "sha256": "${secret}"}]`, `[{"name": "${secret}"}]`].map(
        (text) =>
          [
            `keys such as ${text.slice(0, 20)}`,
            { ...environment, AUTH_API_KEYS: text },
            ["AUTH_API_KEYS: expected a list such as"],
          ] as const,
      ),
    ];
    test.each(triple)("%s all that is wrong is said, and no secret", async (language) => {
      const service = services.find(({ name }) => name === desk(language));
      if (service === undefined) throw new Error(`there is no desk of ${language}`);
      const [program, ...args] = service.argv;
      for (const [what, env, lines] of cases) {
        const ran = spawnSync(program, args, {
          cwd: service.cwd,
          env: { PATH: process.env["PATH"] ?? "", PORT: "0", ...env },
          encoding: "utf8",
          timeout: 20_000,
        });
        const said = ran.stdout + ran.stderr;
        expect(ran.status, what).toBe(1);
        for (const line of lines) expect(said).toContain(line.replace("DESK", desk(language)));
        expect(said, what).not.toContain(secret);
        expect(said, what).not.toContain("listening on");
      }
    });
  });

  test("the document says what to show", () => {
    const documents = triple.map((language): unknown => {
      const file = language === "python" ? "desk_python" : "src";
      return JSON.parse(readFileSync(join(at(language), file, "generated.openapi.json"), "utf8"));
    });
    for (const document of documents) {
      expect(document).toMatchObject({
        paths: {
          "/me": { get: { security: [{ bearer: [] }, { "api-key": [] }] } },
          "/stools": {
            get: { security: [{ bearer: ["stools:read"] }, { "api-key": ["stools:read"] }] },
            post: { security: [{ bearer: ["stools:write"] }, { "api-key": ["stools:write"] }] },
          },
          "/stools/{id}": {
            get: { security: [{ bearer: ["stools:read"] }, { "api-key": ["stools:read"] }] },
            patch: { security: [{ bearer: ["stools:write"] }, { "api-key": ["stools:write"] }] },
            delete: {
              security: [
                { bearer: ["shop:admin", "stools:write"] },
                { "api-key": ["shop:admin", "stools:write"] },
              ],
            },
          },
          "/rpc/close-shop": {
            post: {
              security: [
                { bearer: ["orders:write", "shop:admin"] },
                { "api-key": ["orders:write", "shop:admin"] },
              ],
            },
          },
        },
        components: {
          securitySchemes: {
            bearer: { type: "http", scheme: "bearer" },
            "api-key": { type: "apiKey", in: "header", name: "x-api-key" },
          },
        },
      });
      expect(document).not.toHaveProperty(["paths", "/rpc/ping", "post", "security"]);
    }
  });
});
