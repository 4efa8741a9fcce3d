import { spawnSync } from "node:child_process";
import { createServer, type Server } from "node:http";
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import * as fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { heldCustom, heldIntents, type HeldField } from "../support/held-universe.ts";
import { folderForFile, stampAll } from "../support/fleet/copy.ts";
import { Fleet } from "../support/fleet/fleet.ts";
import { prepareServices, type Startable } from "../support/fleet/prepare.ts";
import { patterns, texts } from "../support/random-pattern.ts";
import { writeBelow } from "../support/stamp-python.ts";
import { leftOut } from "../support/tools.ts";

// Fields with bounds in three languages: the same verdict of every value wherever it is read, sent, answered or taken as
// an answer. FLYWHEEL_SEED replays a run.

const seed = Number(process.env["FLYWHEEL_SEED"] ?? 20261122);
const languages = ["python", "rust", "typescript"] as const;
const skipped = leftOut("bounds in three languages", "cargo", "python");

/** A field with what fits into it and what does not, as they are on the wire. */
interface Tried extends HeldField {
  readonly inside: readonly unknown[];
  readonly outside: readonly unknown[];
}

/** A value of each type that may be secret. */
const secrets: readonly (readonly [string, unknown])[] = [
  ["bool", true],
  ["i32", -1],
  ["i64", "-9223372036854775808"],
  ["u32", 1],
  ["u64", "18446744073709551615"],
  ["f64", 1.5],
  ["string", "hush"],
  ["bytes", "AAEC"],
  ["uuid", "6f1c2b7a-3d49-4e4e-9f2b-0a1b2c3d4e5f"],
  ["timestamp", "2026-02-01T12:00:00Z"],
  ["date", "2026-02-01"],
  ["duration", "1.5s"],
  ["decimal", "12.50"],
  ["json", [{ a: null }]],
  ["(list date)", ["2026-02-01"]],
  ["(list timestamp)", ["2026-02-01T12:00:00Z"]],
  ["(map date i32)", { "2026-02-01": 1 }],
  ["(map i32 u32)", { "-1": 1 }],
  ["(map string timestamp)", { a: "2026-02-01T12:00:00Z" }],
];

const tried: readonly Tried[] = [
  {
    name: "small",
    type: "i32",
    bounds: ":min -1 :max 150",
    inside: [-1, 0, 150],
    outside: [-2, 151, -2147483648],
  },
  {
    name: "natural",
    type: "u32",
    bounds: ":min 1 :max 4294967294",
    inside: [1, 4294967294],
    outside: [0, 4294967295],
  },
  {
    name: "large",
    type: "i64",
    bounds: ":min -9007199254740993 :max 9007199254740993",
    inside: ["-9007199254740993", "9007199254740993", 7],
    outside: ["-9007199254740994", "9007199254740994"],
  },
  {
    name: "huge",
    type: "u64",
    bounds: ":max 18446744073709551614",
    inside: ["0", "18446744073709551614"],
    outside: ["18446744073709551615"],
  },
  {
    name: "ratio",
    type: "f64",
    bounds: ":min -0.5 :max 1e21",
    inside: [-0.5, 0, 1e21],
    outside: [-0.5000000000000001, Number("1000000000000000131072")],
  },
  {
    name: "price",
    type: "decimal",
    bounds: ":min 1.50 :max 9007199254740993.0",
    inside: ["1.5", "1.500", "9007199254740993"],
    outside: ["1.49999999999999999999", "-1.5", "9007199254740993.0000000001"],
  },
  {
    name: "wait",
    type: "duration",
    bounds: ":min 1ms :max 1.5h",
    inside: ["0.001s", "5400s", "5400.000s"],
    outside: ["0.000999s", "5400.000001s", "0s"],
  },
  {
    name: "word",
    type: "string",
    bounds: ":length 3",
    inside: ["", "abc", "😀😀😀", "e\u0301e"],
    outside: ["abcd", "😀😀😀😀", "e\u0301e\u0301"],
  },
  { name: "raw", type: "bytes", bounds: ":length 3", inside: ["", "AAEC"], outside: ["AAECAw=="] },
  {
    name: "items",
    type: "(list string)",
    bounds: ":length 2",
    inside: [[], ["abcd", "b"]],
    outside: [["a", "b", "c"]],
  },
  {
    name: "table",
    type: "(map string i32)",
    bounds: ":length 1",
    inside: [{}, { abcd: 1 }],
    outside: [{ a: 1, b: 2 }],
  },
  { name: "none", type: "string", bounds: ":length 0", inside: [""], outside: ["a"] },
  {
    name: "slug",
    type: "string",
    bounds: ':pattern "^[a-z]+(?:-[a-z0-9]+)*$"',
    inside: ["a", "a-b-1"],
    outside: ["", "a-", "a\n", "A", "a b"],
  },
  {
    name: "part",
    type: "string",
    bounds: ':pattern "b."',
    inside: ["abc", "b\u0085"],
    outside: ["ab", "b\n", "b\u2028", "b\r"],
  },
  {
    name: "digits",
    type: "string",
    bounds: String.raw`:pattern "^\\d+\\s\\w\\b"`,
    inside: ["1 a", "12\ufeff_", "1\u00a0b"],
    outside: ["٣ a", "1\u0085a", "1 ä", "1 ab"],
  },
  {
    name: "pin",
    type: "string",
    bounds: String.raw`:length 6 :pattern "^\\d{4}" :secret`,
    inside: ["1234", "123456"],
    outside: ["12345678", "abcd"],
  },
  ...secrets.map(([type, value], index): Tried => ({
    name: `hidden-${index}`,
    type,
    bounds: ":secret",
    inside: [value],
    outside: [],
  })),
];

/** Fields whose patterns nobody thought of. */
const drawn: readonly (HeldField & { readonly pattern: string })[] = fc
  .sample(
    patterns.filter((one) => one !== "" && one.length < 60),
    { numRuns: 24, seed },
  )
  .map((pattern, index) => ({
    name: `drawn-${index}`,
    type: "string",
    bounds: `:pattern ${JSON.stringify(pattern)}`,
    pattern,
  }));

const camel = (name: string): string =>
  name.replaceAll(/-(.)/g, (_, one: string) => one.toUpperCase());

let fleet: Fleet;
let services: readonly Startable[];

/** A stand-in for a service: it counts what arrives, and answers what it is told. */
class Stub {
  requests = 0;
  answer: unknown = {};
  readonly #server: Server = createServer((request, response) => {
    this.requests++;
    request.resume();
    response.setHeader("content-type", "application/json");
    response.end(JSON.stringify(this.answer));
  });

  listen = (): Promise<void> => new Promise((resolve) => this.#server.listen(0, () => resolve()));
  close = (): void => void this.#server.close();

  get url(): string {
    const address = this.#server.address();
    return `http://127.0.0.1:${typeof address === "object" ? address?.port : 0}`;
  }
}
const stub = new Stub();

/** What each language answers, as `language status`. */
const statuses = async (
  ask: (language: string) => Promise<{ readonly status: number }>,
): Promise<string[]> =>
  Promise.all(languages.map(async (one) => `${one} ${(await ask(one)).status}`));
const all = (status: number): string[] => languages.map((one) => `${one} ${status}`);

/** One value of one field, in every direction. */
async function check(field: string, value: unknown, fits: boolean): Promise<void> {
  const key = camel(field);
  const given = { [key]: value };
  const about = `${field} ${JSON.stringify(value)} with seed ${seed}`;
  const taken = await Promise.all(
    languages.map((one) => fleet.rpc(`back-${one}`, "check", { value: given })),
  );
  expect(
    taken.map(({ status }) => status),
    about,
  ).toEqual(fits ? [200, 200, 200] : [400, 400, 400]);
  for (const { body } of fits ? [] : taken)
    expect(body, about).toMatchObject({
      error: {
        code: "invalid-argument",
        message: expect.stringContaining(key),
        details: { issues: [{ path: `value.${key}` }] },
      },
    });
  expect(
    await statuses((one) => fleet.rpc(`back-${one}`, "spoil", { value: given })),
    about,
  ).toEqual(all(fits ? 200 : 500));
  // What does not fit is refused before it is sent, and where it comes back as an answer.
  const before = stub.requests;
  stub.answer = fits ? given : {};
  const pass = (url: string, to: string) => (language: string) =>
    fleet.rpc(`front-${language}`, "pass-on", { to, url, value: given });
  expect(await statuses(pass(stub.url, "rust")), about).toEqual(all(fits ? 200 : 500));
  expect(stub.requests - before, about).toBe(fits ? 3 : 0);
  stub.answer = given;
  const empty = (language: string) =>
    fleet.rpc(`front-${language}`, "pass-on", { to: "rust", url: stub.url, value: {} });
  expect(await statuses(empty), about).toEqual(all(fits ? 200 : 500));
}

describe.skipIf(skipped)("bounds in three languages", () => {
  const folder = folderForFile("flywheel-bounds-");

  beforeAll(async () => {
    const root = join(folder, "universe");
    const fields = [...tried, ...drawn];
    mkdirSync(root);
    await writeBelow(root, heldIntents(fields));
    stampAll(root, join(folder, "state"));
    const names = fields.map((field) => ({ ...field, name: field.name.replaceAll("-", "_") }));
    await writeBelow(root, heldCustom(names));
    services = await prepareServices(root);
    fleet = await Fleet.start(services, [], { SINCE: "2026-02-01" });
    await stub.listen();
  }, 600_000);

  afterAll(async () => {
    stub.close();
    await fleet.stop();
  });

  test.each(tried)("$name $bounds", { timeout: 60_000 }, async ({ name, inside, outside }) => {
    for (const value of inside) await check(name, value, true);
    for (const value of outside) await check(name, value, false);
  });

  test("random patterns match the same texts everywhere", { timeout: 300_000 }, async () => {
    const property = fc.asyncProperty(fc.constantFrom(...drawn), texts, ({ name, pattern }, text) =>
      check(name, text, new RegExp(pattern, "u").test(text)),
    );
    await fc.assert(property, { numRuns: 300, seed });
  });

  test("all nine pairs pass values on that fit", async () => {
    const value = Object.fromEntries(tried.map(({ name, inside }) => [camel(name), inside[0]]));
    for (const to of languages) {
      const ask = (one: string) =>
        fleet.rpc(`front-${one}`, "pass-on", { to, url: fleet.url(`back-${to}`), value });
      expect(await statuses(ask), to).toEqual(all(200));
    }
  });

  test("a secret is told by nobody", async () => {
    for (const language of languages)
      for (const pin of ["hunter2-hunter2", 987654321]) {
        const ask = await fleet.rpc(`back-${language}`, "check", { value: { pin } });
        const made = await fleet.rpc(`back-${language}`, "spoil", { value: { pin: String(pin) } });
        expect([ask.status, made.status], language).toEqual([400, 500]);
        const said = ask.text + made.text + fleet.said(`back-${language}`);
        expect(said, language).not.toContain(String(pin));
        expect(fleet.said(`back-${language}`), language).toContain("pin");
      }
  });

  test("nor is a key inside of one, or the way to it", async () => {
    const maps = secrets.flatMap(([type], index) => (type.startsWith("(map") ? [index] : []));
    expect(maps).toHaveLength(3);
    for (const index of maps)
      for (const inside of [{ hunter2: "x" }, { "2026-02-01": { hunter2: 1 } }])
        for (const language of languages) {
          const value = { [`hidden${index}`]: inside };
          const { status, body, text } = await fleet.rpc(`back-${language}`, "check", { value });
          expect({ status, body }, language).toMatchObject({
            status: 400,
            body: { error: { details: { issues: [{ path: `value.hidden${index}` }] } } },
          });
          expect(text + fleet.said(`back-${language}`), language).not.toContain("hunter2");
        }
  });

  test.each(languages)("every wrong setting is told at once: %s", (language) => {
    const service = services.find(({ name }) => name === `back-${language}`);
    const [program = "", ...args] = service?.argv ?? [];
    const env = {
      PATH: process.env["PATH"],
      PORT: "0",
      MOST: "6",
      WORD: "hunter2",
      REST: "0.5s",
      SINCE: "2026-02-31",
    };
    const { status, stderr } = spawnSync(program, args, {
      cwd: service?.cwd,
      env,
      encoding: "utf8",
    });
    expect(status).not.toBe(0);
    for (const name of ["MOST", "WORD", "REST", "SINCE"])
      expect(stderr.toUpperCase()).toContain(name);
    expect(stderr).not.toContain("hunter2");
    expect(stderr).not.toContain("2026-02-31");
  });
});
