import { spawnSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { folderForFile } from "../support/fleet/copy.ts";
import { Fleet } from "../support/fleet/fleet.ts";
import { certificates, Issuer, says, serves, type Answering } from "../support/fleet/issuer.ts";
import { prepareServices, type Startable } from "../support/fleet/prepare.ts";
import {
  apiKeyOf,
  ellipticSigner,
  rsaSigner,
  secretSigner,
  tokenOf,
  type Signer,
} from "../support/fleet/tokens.ts";
import { makeTriple, triple, type Language } from "../support/fleet/triple.ts";
import { leftOut } from "../support/tools.ts";

// Keys of tokens that an issuer serves: one table, asked of services of three languages that know it by its address.

const skipped = leftOut("keys of tokens by address", "cargo", "python");
const desk = (language: Language): string => `desk-${language}`;

/** Where the stamped times stand, and what they are here: how long keys are fresh, and how long issuers are left alone. */
const times: Readonly<Record<Language, readonly [file: string, ...(readonly [string, string])[]]>> =
  {
    python: [
      "desk_python/generated_wire_issuer.py",
      ["_FRESH = 600.0\n", "_FRESH = 3.0\n"],
      ["_PAUSE = 10.0\n", "_PAUSE = 1.0\n"],
    ],
    rust: [
      "src/generated.rs",
      ["FRESH: Duration = Duration::from_secs(600);", "FRESH: Duration = Duration::from_secs(3);"],
      ["PAUSE: Duration = Duration::from_secs(10);", "PAUSE: Duration = Duration::from_secs(1);"],
    ],
    typescript: [
      "src/generated.wire-issuer.ts",
      ["const freshMs = 600_000;", "const freshMs = 3_000;"],
      ["const pauseMs = 10_000;", "const pauseMs = 1_000;"],
    ],
  };
const [freshMs, pauseMs] = [3_000, 1_000];

const [issuedBy, audience] = ["https://login.example", "desks"];
const first = rsaSigner("first");
const second = ellipticSigner("second");
const third = rsaSigner("third");
const nameless = rsaSigner();
const shared = secretSigner("a secret of many characters, so that it is long enough", "shared");
const key = "key-of-the-shop-0123456789";
const claims = {
  iss: issuedBy,
  aud: audience,
  sub: "ada",
  exp: Math.floor(Date.now() / 1000) + 3600,
};
const bearer = (signer: Signer, header: Readonly<Record<string, unknown>> = {}) => ({
  authorization: `Bearer ${tokenOf(signer, claims, header)}`,
});

const settings = (address: string): Readonly<Record<string, string>> => ({
  AUTH_JWKS: address,
  AUTH_ISSUER: issuedBy,
  AUTH_AUDIENCE: audience,
  AUTH_API_KEYS: JSON.stringify([apiKeyOf("shop", key, [])]),
});

/** A service that knows its own issuer. */
interface Started {
  readonly language: Language;
  readonly issuer: Issuer;
  readonly fleet: Fleet;
}
const later = (ms: number): Promise<void> => new Promise((done) => setTimeout(done, ms));

const unknown = { status: 401, code: "unauthenticated" };
const notThere = { status: 503, code: "unavailable" };
const ada = { status: 200, said: "token ada [] -" };

async function asks(
  { language, fleet }: Started,
  headers: Readonly<Record<string, string>>,
): Promise<unknown> {
  const { status, body } = await fleet.rpc(desk(language), "who-am-i", {}, headers);
  if (typeof body === "string") return { status, said: body };
  const { code } = Object(Object(body).error);
  return { status, code };
}

const probe = async ({ language, fleet }: Started, path: string): Promise<number> =>
  (await fetch(`${fleet.url(desk(language))}${path}`)).status;

const saidBy = ({ language, fleet }: Started): string => fleet.said(desk(language));
/** The lines of the log that tell that an issuer gave no keys. */
const complaintsOf = (one: Started): string[] =>
  saidBy(one)
    .split("\n")
    .filter((line) => line.startsWith("{"))
    .map((line): unknown => Object(JSON.parse(line)).error)
    .filter((error) => typeof error === "string")
    .filter((error) => error.startsWith("no keys of tokens from "));

describe.skipIf(skipped)("keys of tokens by address", { timeout: 120_000 }, () => {
  const folder = folderForFile("flywheel-issuers-");
  let services: readonly Startable[] = [];

  beforeAll(() => prepare(), 900_000);
  async function prepare(): Promise<void> {
    const root = join(folder, "universe");
    makeTriple("auth", "desk", root, join(folder, "state"));
    for (const language of triple) {
      const [file, ...changes] = times[language];
      const path = join(root, "services", desk(language), file);
      let text = readFileSync(path, "utf8");
      for (const [stamped, short] of changes) {
        expect(text.split(stamped), `${language}: ${stamped}`).toHaveLength(2);
        text = text.replace(stamped, short);
      }
      writeFileSync(path, text);
    }
    services = await prepareServices(root);
  }

  const running: Started[] = [];
  afterAll(async () => {
    await Promise.all(running.map(({ fleet }) => fleet.stop()));
    await Promise.all(running.map(({ issuer }) => issuer.goes().catch(() => undefined)));
  });

  async function start(
    language: Language,
    answering: Answering | undefined,
    more: Readonly<Record<string, string>> = {},
    issuer = new Issuer(),
    below = "",
  ): Promise<Started> {
    // Its port is known from here on.
    await issuer.comes();
    if (answering === undefined) await issuer.goes();
    else issuer.answering = answering;
    const service = services.filter(({ name }) => name === desk(language));
    const environment = { ...settings(`${issuer.address}${below}`), ...more };
    const fleet = await Fleet.start(service, [], environment);
    const started = { language, issuer, fleet };
    running.push(started);
    return started;
  }

  /** Does the same with each language, at the same time; all have ended when one has failed, so that none is left running. */
  const each = async (what: (language: Language) => Promise<void>): Promise<void> => {
    const ended = await Promise.allSettled(triple.map((language) => what(language)));
    for (const one of ended) if (one.status === "rejected") throw one.reason;
  };

  test("a service whose issuer is away starts, is not ready, and knows its keys when it comes", () =>
    each(async (language) => {
      const one = await start(language, undefined);
      expect(await probe(one, "/health"), language).toBe(200);
      expect(await probe(one, "/ready"), language).toBe(503);
      expect(await asks(one, bearer(first)), language).toEqual(notThere);
      expect(await asks(one, { authorization: "Bearer garbage" }), language).toEqual(notThere);
      expect(await asks(one, {}), language).toEqual(unknown);
      expect(await asks(one, { "x-api-key": key })).toEqual({
        status: 200,
        said: "api-key shop [] -",
      });
      expect(complaintsOf(one)[0], language).toContain(one.issuer.address);
      one.issuer.answering = serves(first.jwk);
      await one.issuer.comes();
      await vi.waitUntil(async () => (await probe(one, "/ready")) === 200, { timeout: 5_000 });
      expect(await asks(one, bearer(first)), language).toEqual(ada);
    }));

  test("keys are fetched at the start, once, whoever asks for them", () =>
    each(async (language) => {
      const one = await start(language, serves(first.jwk, second.jwk));
      await vi.waitUntil(() => one.issuer.asked === 1, { timeout: 5_000 });
      const tokens = [bearer(first), bearer(second), bearer(first, { kid: undefined })];
      const answers = await Promise.all([...tokens, ...tokens].map((token) => asks(one, token)));
      expect(answers, language).toEqual(Array.from({ length: 6 }, () => ada));
      expect(await probe(one, "/ready"), language).toBe(200);
      expect(one.issuer.asked, language).toBe(1);
      expect(complaintsOf(one), language).toEqual([]);
    }));

  test("a key that nobody knows is asked for, and not more often than once in a pause", () =>
    each(async (language) => {
      const one = await start(language, serves(first.jwk));
      await vi.waitUntil(async () => (await probe(one, "/ready")) === 200, { timeout: 5_000 });
      await later(pauseMs + 200);
      // The issuer goes on to another key.
      one.issuer.answering = serves(second.jwk);
      const before = one.issuer.asked;
      const many = Array.from({ length: 20 }, () => asks(one, bearer(second)));
      expect(await Promise.all(many), language).toEqual(Array.from({ length: 20 }, () => ada));
      expect(one.issuer.asked - before, language).toBe(1);
      // What it does not serve any more is no key.
      expect(await asks(one, bearer(first)), language).toEqual(unknown);
      const begun = performance.now();
      let calls = 0;
      while (performance.now() - begun < 3 * pauseMs) {
        const kid = `made up ${(calls += 1)}`;
        expect(await asks(one, bearer(third, { kid })), language).toEqual(unknown);
      }
      expect(calls, language).toBeGreaterThan(20);
      expect(one.issuer.asked - before, language).toBeLessThanOrEqual(5);
      expect(await asks(one, bearer(second)), language).toEqual(ada);
    }));

  test("a key that is taken away is known no longer, without a call that waits for it", () =>
    each(async (language) => {
      const one = await start(language, serves(first.jwk, nameless.jwk));
      await vi.waitUntil(async () => (await probe(one, "/ready")) === 200, { timeout: 5_000 });
      expect(await asks(one, bearer(nameless)), language).toEqual(ada);
      await later(freshMs + 200);
      const waiting: (() => void)[] = [];
      one.issuer.answering = (request, response) =>
        waiting.push(() => serves(first.jwk)(request, response));
      expect(await asks(one, bearer(nameless)), language).toEqual(ada);
      await vi.waitUntil(() => waiting.length === 1, { timeout: 2_000 });
      expect(await asks(one, bearer(nameless)), language).toEqual(ada);
      for (const answer of waiting) answer();
      await vi.waitUntil(
        async () => JSON.stringify(await asks(one, bearer(nameless))) === JSON.stringify(unknown),
        { timeout: 2_000 },
      );
      expect(await asks(one, bearer(first)), language).toEqual(ada);
    }));

  test("who waits for a slow issuer waits for its answer, and nobody else does", () =>
    each(async (language) => {
      const slow: Answering = (request, response) =>
        void later(2_000).then(() => serves(first.jwk)(request, response));
      const one = await start(language, slow);
      const begun = performance.now();
      const waiting = Promise.all([asks(one, bearer(first)), asks(one, bearer(first))]);
      expect(await asks(one, { "x-api-key": key }), language).toMatchObject({ status: 200 });
      expect(performance.now() - begun, language).toBeLessThan(1_500);
      expect(await waiting, language).toEqual([ada, ada]);
      expect(one.issuer.asked, language).toBe(1);
    }));

  test("an issuer that goes away leaves the keys that it had told", () =>
    each(async (language) => {
      const one = await start(language, serves(first.jwk));
      await vi.waitUntil(async () => (await probe(one, "/ready")) === 200, { timeout: 5_000 });
      const worse: readonly Answering[] = [
        says(500, ""),
        says(200, "<html>"),
        serves(),
        (_, response) => response.destroy(),
      ];
      for (const answering of worse) {
        one.issuer.answering = answering;
        await later(pauseMs + 200);
        expect(await asks(one, bearer(second)), language).toEqual(unknown);
        expect(await asks(one, bearer(first)), language).toEqual(ada);
        expect(await probe(one, "/ready"), language).toBe(200);
      }
      expect(complaintsOf(one).length, language).toBeGreaterThanOrEqual(worse.length);
      await one.issuer.goes();
      await later(freshMs);
      expect(await asks(one, bearer(first)), language).toEqual(ada);
      expect(await probe(one, "/ready"), language).toBe(200);
      one.issuer.answering = serves(second.jwk);
      await one.issuer.comes();
      await later(pauseMs + 200);
      expect(await asks(one, bearer(second)), language).toEqual(ada);
    }));

  const padding = " ".repeat(300_000);
  const right = JSON.stringify({ keys: [first.jwk] });
  const cut: Answering = (_, response) => {
    response.writeHead(200, { "content-length": "5000" });
    response.write(right);
    setTimeout(() => response.destroy(), 50);
  };
  const never: Answering = () => undefined;
  const elsewhere: Answering = (request, response) =>
    request.url === "/right"
      ? serves(first.jwk)(request, response)
      : says(302, "", { location: "/right" })(request, response);
  test.each<readonly [string, Answering, string]>([
    ["an error", says(500, right), "the answer is 500"],
    ["nothing", says(404, ""), "the answer is 404"],
    ["another address", elsewhere, "the answer is 302"],
    ["no JSON", says(200, "<html>"), "expected a JSON Web Key Set (RFC 7517)"],
    ["JSON of something else", says(200, "[]"), "expected a JSON Web Key Set (RFC 7517)"],
    ["keys that are none", says(200, '{"keys":[7]}'), "expected a JSON Web Key Set (RFC 7517)"],
    ["no keys", serves(), "none of the keys can be used"],
    ["a secret", serves(shared.jwk), "none of the keys can be used"],
    [
      "a private key, one for encryption and one of another kind",
      serves(
        { ...first.jwk, d: "private" },
        { ...first.jwk, use: "enc" },
        { ...first.jwk, alg: "RS512" },
        { kty: "OKP", crv: "Ed25519", x: "x" },
      ),
      "none of the keys can be used",
    ],
    ["too much", says(200, right + padding), "262144 bytes"],
    ["a part", cut, ""],
    ["an answer that never comes", never, "no answer within 5s"],
  ])("of an issuer that gives %s nothing is taken", (_, answering, reason) =>
    each(async (language) => {
      const one = await start(language, answering, {}, new Issuer(), "?token=hidden");
      expect(await asks(one, bearer(first)), language).toEqual(notThere);
      expect(await probe(one, "/ready"), language).toBe(503);
      const [complaint = ""] = complaintsOf(one);
      expect(complaint, language).toContain(`${one.issuer.address}: `);
      expect(complaint, language).toContain(reason);
      expect(saidBy(one), language).not.toContain("hidden");
      await one.fleet.stop();
    }),
  );

  test("of a set with other keys beside only those count that are for signatures", () =>
    each(async (language) => {
      const encrypts = { ...second.jwk, use: "enc" };
      const one = await start(
        language,
        serves(shared.jwk, encrypts, { kty: "unheard-of" }, { ...first.jwk, use: "sig" }),
      );
      expect(await asks(one, bearer(first)), language).toEqual(ada);
      expect(await asks(one, bearer(shared)), language).toEqual(unknown);
      expect(await asks(one, bearer(second)), language).toEqual(unknown);
      expect(await asks(one, bearer(first, { alg: "none" })), language).toEqual(unknown);
    }));

  test.skipIf(leftOut("issuers by https", "openssl"))(
    "an issuer by https is who its certificate says",
    () => {
      const { authority, ...secured } = certificates(folder);
      return each(async (language) => {
        const trusted = { NODE_EXTRA_CA_CERTS: authority, SSL_CERT_FILE: authority };
        const one = await start(language, serves(first.jwk), trusted, new Issuer(secured));
        expect(await asks(one, bearer(first)), language).toEqual(ada);
        const other = await start(language, serves(first.jwk), {}, new Issuer(secured));
        expect(await asks(other, bearer(first)), language).toEqual(notThere);
        expect(complaintsOf(other)[0], language).toContain(other.issuer.address);
        expect(other.issuer.asked, language).toBe(0);
      });
    },
  );

  test.each(triple)(
    "a service of %s does not start with an address that is not safe",
    (language) => {
      const service = services.find(({ name }) => name === desk(language));
      if (service === undefined) throw new Error(`there is no desk of ${language}`);
      const [program, ...args] = service.argv;
      for (const address of [
        "http://login.example/keys",
        "http://localhost.login.example/keys",
        "http://127.0.0.1@login.example/keys",
        "HTTP://login.example/keys",
        "https://secret@login.example/keys",
        "https:///keys",
        "https://login.example /keys",
      ]) {
        const ran = spawnSync(program, args, {
          cwd: service.cwd,
          env: { PATH: process.env["PATH"] ?? "", PORT: "0", ...settings(address) },
          encoding: "utf8",
          timeout: 20_000,
        });
        const said = ran.stdout + ran.stderr;
        expect(ran.status, address).toBe(1);
        expect(said).toContain(
          "AUTH_JWKS: keys come from https://, or from http:// of this machine",
        );
        expect(said).not.toContain("secret");
        expect(said).not.toContain("listening on");
      }
    },
  );
});
