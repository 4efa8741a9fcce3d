import { cpSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import * as fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { batchOf } from "../support/any-value.ts";
import { folderForFile, stampAll } from "../support/fleet/copy.ts";
import { Fleet } from "../support/fleet/fleet.ts";
import { answerOf, type Answer } from "../support/fleet/http.ts";
import { prepareServices } from "../support/fleet/prepare.ts";
import { defaults, edges, meaning, plain, spellings, type Wire } from "../support/echo-values.ts";
import { bodies, refusals, ways, writings } from "../support/echo-writings.ts";
import { installation, leftOut } from "../support/tools.ts";

const skipped = leftOut("the same values over the wire in three languages", "cargo", "python");
const given = join(installation, "test/universes/echo");

interface Speaker {
  readonly language: "python" | "rust" | "typescript";
  readonly custom: string;
  /** What calls the others. */
  readonly caller: string;
  /** Where the language keeps what people write in a service of this name. */
  readonly path: (service: string) => string;
}

const speakers: readonly Speaker[] = [
  {
    language: "python",
    custom: "python.py",
    caller: "walk.py",
    path: (service) => `${service}_python/custom.py`,
  },
  { language: "rust", custom: "rust.rs", caller: "walk.rs", path: () => "src/custom.rs" },
  {
    language: "typescript",
    custom: "typescript.ts",
    caller: "walk.ts",
    path: () => "src/custom.ts",
  },
];

let fleet: Fleet;

/** Three services of one intent and who calls them: everything but `custom` is what Forge makes, scaffolds included. */
function makeUniverse(root: string, state: string): void {
  mkdirSync(root);
  cpSync(join(given, "universe.lisp"), join(root, "universe.lisp"));
  for (const kind of ["echo", "caller"])
    for (const { language } of speakers) {
      const intent = readFileSync(join(given, `${kind}.lisp.txt`), "utf8");
      const folder = join(root, "services", `${kind}-${language}`);
      mkdirSync(folder, { recursive: true });
      writeFileSync(join(folder, "intent.lisp"), intent.replaceAll("LANGUAGE", language));
    }
  stampAll(root, state);
  for (const { language, custom, caller, path } of speakers) {
    const copy = (kind: string, name: string): void =>
      cpSync(
        join(given, "custom", name),
        join(root, "services", `${kind}-${language}`, path(kind)),
      );
    copy("echo", custom);
    copy("caller", caller);
  }
}

/** A plain value with the text of one field, as it is sent. */
const withField = (field: string, text: string): string =>
  JSON.stringify({ value: { ...plain, [field]: "@" } }).replace('"@"', () => text);

/** Asks all three; gives their answers by language. */
async function askAll(rpc: string, body: unknown): Promise<[string, Answer][]> {
  const asked = speakers.map(async ({ language }): Promise<[string, Answer]> => [
    language,
    await fleet.rpc(`echo-${language}`, rpc, body),
  ]);
  return Promise.all(asked);
}

/** A value comes back from every language as what it was, defaults written and absent optionals left out. */
async function check(value: Wire, expected: Wire = value): Promise<void> {
  const answers = await askAll("echo", { value });
  for (const [language, { status, text }] of answers) {
    expect(status, `${language}: ${text}`).toBe(200);
    expect(meaning(text), language).toEqual(meaning(JSON.stringify({ ...defaults, ...expected })));
  }
}

const sample: Wire = {
  id: "6f1c2b7a-3d49-4e4e-9f2b-0a1b2c3d4e5f",
  label: "it",
  huge: "7",
  anything: { a: 1 },
  inner: { label: "in" },
  how_it_is: "calm",
  secretText: "hush",
  weight: 2.5,
  price: "1.50",
  maybeAnything: [1],
  next: {
    id: "00000000-0000-0000-0000-000000000000",
    label: "",
    huge: "0",
    anything: null,
    inner: { label: "", weight: 0.5 },
    how_it_is: "WILD",
  },
};

/** A default is no part of a patch, and a required JSON value may be set to JSON's own null. */
const patches: readonly Wire[] = [
  {},
  { label: "" },
  { huge: "18446744073709551615", price: "0.10" },
  { anything: null, maybeAnything: null },
  { secretText: null, weight: null, price: null, next: null },
  { how_it_is: "never heard of", weight: 0.5, maybeAnything: { a: null } },
  { inner: { label: "other", inner: { label: "deeper" } }, next: sample },
];

const refusedPatches: readonly string[] = [
  '{"label":null}',
  '{"label":"more than twenty characters"}',
  '{"huge":null}',
  '{"huge":"-1"}',
  '{"inner":null}',
  '{"inner":{}}',
  '{"how_it_is":null}',
  '{"secretText":77}',
  '{"weight":-1}',
  '{"price":1.5}',
  '{"next":{"label":"it"}}',
  "null",
];

const pages: readonly Wire[] = [
  { items: [] },
  { items: [sample, sample] },
  { items: [sample], next: "a cursor" },
  { items: [sample], next: "" },
  { items: [], next: null },
];

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null;

/** Where two values differ first, and how; `undefined` where they are the same. */
function differenceOf(value: unknown, expected: unknown, path = ""): string | undefined {
  if (!isObject(value) || !isObject(expected))
    return Object.is(value, expected)
      ? undefined
      : `${path}: ${JSON.stringify(value)} for ${JSON.stringify(expected)}`;
  for (const key of new Set([...Object.keys(value), ...Object.keys(expected)])) {
    if (!Object.hasOwn(value, key) || !Object.hasOwn(expected, key))
      return `${path}.${key} is in one alone`;
    const found = differenceOf(value[key], expected[key], `${path}.${key}`);
    if (found !== undefined) return found;
  }
  return undefined;
}

describe.skipIf(skipped)("values over the wire in three languages", () => {
  const folder = folderForFile("flywheel-echo-");

  beforeAll(async () => {
    const root = join(folder, "universe");
    makeUniverse(root, join(folder, "state"));
    fleet = await Fleet.start(await prepareServices(root));
  }, 600_000);

  afterAll(async () => fleet.stop());

  test("a plain value comes back, with its defaults", () => check(plain));

  test.each(edges)("edges of %s come back as they were", async (field, values) => {
    for (const value of values) await check({ ...plain, [field]: value });
  });

  test.each(spellings)("%s may be spelt %j", (field, value, expected) =>
    check({ ...plain, [field]: value }, { ...plain, [field]: expected }),
  );

  test.each(refusals)("%s is refused by all or by none", async (field, texts) => {
    for (const text of texts) {
      const answers = await askAll("echo", withField(field, text));
      expect(
        answers.map(([language, { status }]) => `${language} ${status}`),
        `${field} ${text}`,
      ).toEqual(["python 400", "rust 400", "typescript 400"]);
    }
  });

  test.each(writings)("%s may be written %s", async (field, text, expected) => {
    for (const [language, answer] of await askAll("echo", withField(field, text))) {
      expect(answer.status, `${language}: ${answer.text}`).toBe(200);
      expect(meaning(answer.text), language).toMatchObject({ [field]: expected });
    }
  });

  test.each(ways)("of %s as %s is told that it is %s which is wrong", async (field, text, path) => {
    for (const [language, { status, body }] of await askAll("echo", withField(field, text)))
      expect({ status, body }, language).toEqual({
        status: 400,
        body: {
          error: {
            code: "invalid-argument",
            message: expect.stringContaining(`${path}: `),
            details: { issues: [{ path, message: expect.stringMatching(/../) }] },
          },
        },
      });
  });

  test.each(bodies)("of bodies: %s", async (_, body, ok) => {
    const headers = { "content-type": "application/json" };
    for (const { language } of speakers) {
      const url = `${fleet.url(`echo-${language}`)}/rpc/count`;
      const answer = await answerOf(
        await fetch(url, { method: "POST", headers, body: new Uint8Array(Buffer.from(body)) }),
      );
      const told = ok ? { items: ["0", "1", "2"] } : { error: { code: "invalid-argument" } };
      expect(answer, language).toMatchObject({ status: ok ? 200 : 400, body: told });
    }
  });

  test.each(["GET", "PUT", "DELETE"])("%s of an rpc is nothing that is there", async (method) => {
    for (const { language } of speakers) {
      const url = `${fleet.url(`echo-${language}`)}/rpc/count`;
      const answer = await answerOf(await fetch(url, { method }));
      expect(answer, language).toMatchObject({
        status: 404,
        body: {
          error: { code: "not-found", message: `echo-${language} has nothing at /rpc/count` },
        },
      });
    }
  });

  test.each(edges)("a patch of %s comes back as it was", async (field, values) => {
    for (const value of values)
      for (const [language, { status, text }] of await askAll("echo-patch-of-all", {
        value: { [field]: value },
      })) {
        expect(status, `${language}: ${text}`).toBe(200);
        expect(meaning(text), language).toEqual(meaning(JSON.stringify({ [field]: value })));
      }
  });

  test("patches: what is absent stays, and null takes away", async () => {
    for (const patch of patches) {
      for (const [language, { status, text }] of await askAll("echo-patch", { value: patch })) {
        expect(status, `${language}: ${text}`).toBe(200);
        expect(JSON.parse(text), language).toEqual(patch);
      }
      const changed = Object.entries({ ...sample, ...patch }).filter(
        ([key, value]) => value !== null || key === "anything",
      );
      for (const [language, { status, text }] of await askAll("change", { value: sample, patch })) {
        expect(status, `${language}: ${text}`).toBe(200);
        expect(JSON.parse(text), language).toEqual(Object.fromEntries(changed));
      }
    }
  });

  test.each(refusedPatches)("the patch %s is refused", async (text) => {
    const answers = await askAll("echo-patch", { value: JSON.parse(text) });
    expect(answers.map(([language, { status }]) => `${language} ${status}`)).toEqual([
      "python 400",
      "rust 400",
      "typescript 400",
    ]);
    // Of a secret, nobody is told.
    for (const [language, answer] of answers) expect(answer.text, language).not.toContain("77");
  });

  test.each(pages)("the page %j comes back", async (page) => {
    for (const [language, { status, text }] of await askAll("echo-page", { value: page })) {
      expect(status, `${language}: ${text}`).toBe(200);
      const { next, ...rest } = page;
      expect(JSON.parse(text), language).toEqual(typeof next === "string" ? page : rest);
    }
  });

  test("pages lead from one to the next, to the end", async () => {
    for (const { language } of speakers) {
      const seen: unknown[] = [];
      let cursor: unknown;
      do {
        const { text } = await fleet.rpc(`echo-${language}`, "count", { limit: 7, cursor });
        const page: { items: unknown[]; next?: string } = JSON.parse(text);
        seen.push(...page.items);
        cursor = page.next;
      } while (cursor !== undefined);
      expect(seen, language).toEqual(["0", "1", "2", "3", "4", "5", "6"]);
    }
  });

  test("stamped clients walk over the pages of all, and send patches", async () => {
    const { weight: _, ...rest } = sample;
    for (const { language: from } of speakers) {
      for (const { language: to } of speakers) {
        const url = fleet.url(`echo-${to}`);
        for (const limit of [0, 1, 3, 100]) {
          const { text } = await fleet.rpc(`caller-${from}`, "total", { url, limit });
          expect(JSON.parse(text), `${from} ${to}`).toBe(String((limit * (limit - 1)) / 2));
        }
        for (const label of [undefined, "other"]) {
          const given = { url, value: sample, label };
          const { text } = await fleet.rpc(`caller-${from}`, "without-weight", given);
          expect(JSON.parse(text), `${from} ${to}`).toEqual({ ...rest, label: label ?? "it" });
        }
      }
    }
  });

  test("each field that has no default is required", async () => {
    for (const field of Object.keys(plain)) {
      const { [field]: _, ...rest } = plain;
      const answers = await askAll("echo", { value: rest });
      expect(
        answers.map(([language, { status }]) => `${language} ${status}`),
        field,
      ).toEqual(["python 400", "rust 400", "typescript 400"]);
    }
  });

  test("whole values come back, whatever is in them", { timeout: 120_000 }, async () => {
    const value = fc.record({
      small: fc.maxSafeInteger().map((drawn) => drawn | 0),
      large: fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }).map(String),
      huge: fc.bigInt({ min: 0n, max: 2n ** 64n - 1n }).map(String),
      ratio: fc.double({ noNaN: true, noDefaultInfinity: true }),
      text: fc.string({ unit: "binary" }),
      raw: fc.uint8Array().map((bytes) => Buffer.from(bytes).toString("base64")),
      id: fc.uuid(),
      moment: fc
        .date({ min: new Date("0001-01-01"), max: new Date("9999-12-31"), noInvalidDate: true })
        .map((drawn) => drawn.toISOString()),
      mood: fc.string({ unit: "grapheme" }),
      anything: fc.jsonValue({ maxDepth: 3 }),
      numbers: fc.array(fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }).map(String)),
    });
    await fc.assert(
      fc.asyncProperty(value, (drawn) => check({ ...plain, ...drawn })),
      { numRuns: 60 },
    );
  });

  test(
    "batches of values come back through all nine pairs as they were",
    { timeout: 600_000 },
    async () => {
      const seed = Number(process.env["FLYWHEEL_SEED"] ?? Date.now() % 2 ** 31);
      const each = 40;
      const batches = fc.sample(batchOf(each), { numRuns: 10, seed });
      let count = 0;
      const wrong: string[] = [];
      for (const batch of batches) {
        const expected = meaning(JSON.stringify(batch));
        const pairs = speakers.flatMap(({ language: from }) =>
          speakers.map(async ({ language: to }) => {
            const url = fleet.tap(`echo-${to}`).url;
            const { status, text } = await fleet.rpc(`caller-${from}`, "pass-on", { url, batch });
            const found =
              status === 200 ? differenceOf(meaning(text), expected) : text.slice(0, 500);
            if (found !== undefined) wrong.push(`${from} to ${to}: ${status} ${found}`);
            count += 3 * each;
          }),
        );
        await Promise.all(pairs);
      }
      process.stdout.write(
        `${count} values over nine pairs, ${wrong.length} batches differ (seed ${seed})\n`,
      );
      expect(wrong, `replay with FLYWHEEL_SEED=${seed}`).toEqual([]);
      expect(count).toBeGreaterThanOrEqual(10_000);
    },
  );

  test("a declared error carries the same value with the same code and status", async () => {
    const value = { ...plain, ...defaults, large: "-9223372036854775808", mood: "odd" };
    for (const [language, { status, text }] of await askAll("refuse", { value })) {
      expect(status, `${language}: ${text}`).toBe(422);
      expect(meaning(text), language).toEqual({
        error: { code: "refused", message: "refused", details: { value } },
      });
    }
  });
});
