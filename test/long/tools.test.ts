import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { Ajv2020 } from "ajv/dist/2020.js";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { defaults, edges, meaning, plain, spellings } from "../support/echo-values.ts";
import { refusals } from "../support/echo-writings.ts";
import { folderForFile } from "../support/fleet/copy.ts";
import { Fleet } from "../support/fleet/fleet.ts";
import { prepareServices, type Startable } from "../support/fleet/prepare.ts";
import {
  languages,
  makeTools,
  speak,
  type Language,
  type Speaker,
  type Spoken,
  type ToolAnswer,
  type ToolCall,
} from "../support/fleet/tools.ts";
import { unasked } from "../support/fleet/unasked.ts";
import { installation, leftOut, sharedCache } from "../support/tools.ts";

const skipped = leftOut("tools in three languages", "cargo", "python");

let fleet: Fleet;
let root: string;
let services: ReadonlyMap<string, Startable>;

const overHttp = (language: Language, era: Speaker["era"], service = "desk"): Speaker => ({
  era,
  url: `${fleet.url(`${service}-${language}`)}/mcp`,
});

function overStdio(language: Language, era: Speaker["era"]): Speaker {
  const found = services.get(`desk-${language}`);
  if (found === undefined) throw new Error(`there is no desk in ${language}`);
  return { era, command: [...found.argv, "--mcp"], cwd: found.cwd };
}

/** Every way to reach the tools: three languages, two transports, two protocols. */
const ways = (): [string, Speaker][] =>
  languages.flatMap((language) =>
    (["legacy", "modern"] as const).flatMap((era): [string, Speaker][] => [
      [`${language}, HTTP, ${era}`, overHttp(language, era)],
      [`${language}, stdio, ${era}`, overStdio(language, era)],
    ]),
  );

/** Asks all ways the same, one after the other: each is a process of its own. */
async function askAll(calls: readonly ToolCall[]): Promise<[string, Spoken][]> {
  const said: [string, Spoken][] = [];
  for (const [way, speaker] of ways()) said.push([way, await speak(root, speaker, calls)]);
  return said;
}

/** What an answer says, which its text says again. */
function saidOf(answer: ToolAnswer | undefined): { isError: boolean; said: unknown } {
  if (answer === undefined || "thrown" in answer) throw new Error(JSON.stringify(answer));
  const said = meaning(JSON.stringify(answer.structuredContent));
  expect(meaning(answer.content[0].text)).toEqual(said);
  return { isError: answer.isError, said };
}

const parsed = (text: string): unknown => JSON.parse(text);
const same = (value: unknown): unknown => meaning(JSON.stringify(value));

/** Every call with what all ways answer to it. */
async function check(table: readonly (readonly [ToolCall, unknown])[], isError = false) {
  for (const [way, { answers }] of await askAll(table.map(([call]) => call)))
    for (const [index, [call, expected]] of table.entries())
      expect(saidOf(answers[index]), `${way}: ${JSON.stringify(call)}`).toEqual({
        isError,
        said: same(expected),
      });
}

const call = (name: string, given: Readonly<Record<string, unknown>> = {}): ToolCall => ({
  name,
  arguments: given,
});

/** Runs a gate in a service; gives what it complains of. */
function complaints(service: string, program: string, ...args: string[]): string {
  const done = spawnSync(program, args, {
    cwd: join(root, "services", service),
    encoding: "utf8",
    env: { ...process.env, CARGO_TARGET_DIR: join(sharedCache(), "tools-rust") },
  });
  return done.status === 0
    ? ""
    : `${service}: ${program} ${args.join(" ")}\n${done.stdout}${done.stderr}`;
}

describe.skipIf(skipped)("tools in three languages, called by a client of MCP", () => {
  const folder = folderForFile("flywheel-tools-");

  beforeAll(async () => {
    root = join(folder, "universe");
    makeTools(root, join(folder, "state"));
    const prepared = await prepareServices(root);
    services = new Map(prepared.map((one) => [one.name, one]));
    fleet = await Fleet.start(prepared, [], { LOG: "info" });
  }, 900_000);

  afterAll(async () => fleet.stop());

  test(
    "all ways list the same tools, whose schemas are schemas",
    { timeout: 300_000 },
    async () => {
      const [[, first] = [], ...others] = await askAll([]);
      const tools = first?.tools ?? [];
      expect(tools).toHaveLength(14);
      expect(tools.map(({ name }) => name)).toContain("names-of");
      for (const [way, { tools: also }] of others) expect(also, way).toEqual(tools);
      const ajv = new Ajv2020({ strict: false, validateFormats: false });
      for (const { inputSchema, outputSchema } of tools) {
        ajv.compile(inputSchema);
        if (outputSchema !== undefined) ajv.compile(outputSchema);
      }
      const schemas = new Map(tools.map((tool) => [tool.name, tool]));
      expect(schemas.get("find-person")?.inputSchema).toEqual({
        type: "object",
        properties: {
          name: {
            type: "string",
            description: "What the person is called.",
            maxLength: 40,
            pattern: expect.stringMatching(/^\[A-Z\]/),
          },
          exact: { type: "boolean", default: true },
          limit: { type: "integer", minimum: 1, maximum: 10, default: 3 },
          mood: { $ref: "#/$defs/Mood", description: "How they feel." },
        },
        required: ["name"],
        $defs: { Mood: { type: "string", enum: ["calm", "WILD"] } },
      });
      expect(schemas.get("forget")?.outputSchema).toBeUndefined();
      const takes = ajv.compile(schemas.get("echo")?.inputSchema ?? false);
      expect(takes({ value: plain }), JSON.stringify(takes.errors)).toBe(true);
      expect(takes({ value: { ...plain, small: "1" } })).toBe(false);
      expect(takes({ value: { ...plain, mood: "no such mood" } })).toBe(false);
      const gives = ajv.compile(schemas.get("echo")?.outputSchema ?? false);
      expect(gives({ ...plain, ...defaults, mood: "no such mood" })).toBe(true);
      expect(gives(plain)).toBe(false);
    },
  );

  test("values of every type and shape come back as they were", { timeout: 300_000 }, async () => {
    const values = edges.flatMap(([field, all]) =>
      all.map((value) => ({ ...plain, [field]: value })),
    );
    expect(values.length).toBeGreaterThan(100);
    await check([
      ...values.map((value) => [call("echo", { value }), { ...defaults, ...value }] as const),
      ...spellings.map(
        ([field, value, expected]) =>
          [
            call("echo", { value: { ...plain, [field]: value } }),
            { ...defaults, ...plain, [field]: expected },
          ] as const,
      ),
    ]);
  });

  test("what an rpc refuses, a tool refuses", { timeout: 300_000 }, async () => {
    const isJson = (text: string): boolean => !/NaN|Infinity|1e999|\\u[dD]/.test(text);
    const wrong = refusals.flatMap(([field, texts]) =>
      texts.filter(isJson).map((text) => ({ ...plain, [field]: parsed(text) })),
    );
    expect(wrong.length).toBeGreaterThan(100);
    const calls = wrong.map((value) => call("echo", { value }));
    for (const [way, { answers }] of await askAll(calls))
      for (const [index, one] of calls.entries()) {
        const { isError, said } = saidOf(answers[index]);
        expect({ isError, said }, `${way}: ${JSON.stringify(one)}`).toMatchObject({
          isError: true,
          said: { error: { code: "invalid-argument" } },
        });
      }
  });

  test.each(unasked)("at /mcp %s is refused in one way", async (_, asked, status, code) => {
    const told = await Promise.all(
      languages.map(async (language) => {
        const { method = "POST", headers, body } = asked;
        const response = await fetch(`${fleet.url(`desk-${language}`)}/mcp`, {
          method,
          headers: {
            "content-type": "application/json; charset=utf-8",
            accept: "application/json, text/event-stream",
            ...headers,
          },
          ...(body === undefined ? {} : { body: new Uint8Array(Buffer.from(body)) }),
        });
        return { language, status: response.status, body: await response.json() };
      }),
    );
    const [{ body } = { body: undefined }] = told;
    expect(body).toEqual({
      jsonrpc: "2.0",
      id: null,
      error: { code, message: expect.stringMatching(/../) },
    });
    expect(told).toEqual(languages.map((language) => ({ language, status, body })));
  });

  test("answers of every shape, as objects or under `result`", { timeout: 300_000 }, () =>
    check([
      [call("give-shape", { shape: { type: "else", x: [1] } }), { type: "else", x: [1] }],
      [call("find-person", { name: "Ada" }), { name: "Ada", age: 36, pin: "0000" }],
      [call("names-of", { names: ["a", "👩‍🚀"] }), { result: ["a", "👩‍🚀"] }],
      [call("names-of", { names: [] }), { result: [] }],
      [call("count-names", { names: { a: 1, b: 2 } }), { result: "2" }],
      [call("maybe-name", { name: "é" }), { result: "é" }],
      [call("maybe-name"), { result: null }],
      [call("maybe-name", { name: null }), { result: null }],
      [call("age-by-name", { names: { a: -1, "": 2 } }), { a: -1, "": 2 }],
      [call("list-people"), { items: [{ name: "first", pin: "0000" }] }],
      [call("list-people", { cursor: "x" }), { items: [{ name: "x", pin: "0000" }], next: "x" }],
      [call("change-person", { patch: { age: null } }), { age: null }],
      [call("change-person", { patch: { name: "Eve" } }), { name: "Eve" }],
      [call("change-person", { patch: {} }), {}],
      [call("now-and-then"), { result: "2026-01-01T00:00:00.000Z" }],
      [call("anything", { value: null }), { result: null }],
      [call("anything", { value: [{ a: 1.5 }] }), { result: [{ a: 1.5 }] }],
      [call("forget", { all: true }), {}],
    ]),
  );

  test("declared errors are told by code, with their fields", { timeout: 300_000 }, async () => {
    const value = { ...plain, ...defaults };
    const error = (code: string, message: string, details: unknown): unknown => ({
      error: { code, message, details },
    });
    await check(
      [
        [call("refuse", { value }), error("refused", "refused", { value })],
        [
          call("find-person", { name: "Bob" }),
          error("person-not-found", "person not found", { name: "Bob" }),
        ],
      ],
      true,
    );
  });

  test(
    "bounds hold, and nothing of what is thrown is told but the request's id",
    { timeout: 300_000 },
    async () => {
      const calls = [
        call("find-person", { name: "ada" }),
        call("find-person", { name: "Ada", limit: 11 }),
        call("names-of", { names: ["1", "2", "3", "4"] }),
        call("fail"),
        call("no-such-tool"),
      ];
      for (const [way, { answers, stderr }] of await askAll(calls)) {
        const [pattern, max, length, failed, unknown] = answers;
        for (const refused of [pattern, max, length])
          expect(saidOf(refused), way).toMatchObject({
            isError: true,
            said: { error: { code: "invalid-argument" } },
          });
        expect(saidOf(failed), way).toEqual({
          isError: true,
          said: {
            error: {
              code: "internal",
              message: "internal error",
              details: { requestId: expect.stringMatching(/^[0-9a-f-]{32,36}$/) },
            },
          },
        });
        expect(unknown, way).toEqual({
          thrown: expect.stringContaining("there is no tool no-such-tool"),
        });
        // Under stdio the log is on stderr, where the client hands it on.
        if (!way.includes("stdio")) continue;
        const lines = stderr.split("\n").filter((line) => line.startsWith("{"));
        expect(lines, way).toHaveLength(4);
        expect(
          lines.filter((line) => line.includes("the drawer is stuck")),
          way,
        ).toHaveLength(1);
        expect(JSON.parse(lines[0] ?? ""), way).toMatchObject({
          service: expect.stringMatching(/^desk-/),
          path: "/tools/find-person",
          status: 400,
          rpc: "find-person",
        });
      }
    },
  );

  test("tools stand beside rpcs, under the request's id and in its trace", async () => {
    const traceId = "0af7651916cd43dd8448eb211c80319c";
    for (const language of languages) {
      const name = `desk-${language}`;
      expect((await fleet.rpc(name, "ping", {})).text).toBe('"pong"');
      expect(await (await fetch(`${fleet.url(name)}/ping`)).text()).toBe('"pong"');
      expect((await fetch(`${fleet.url(name)}/ready`)).status).toBe(200);
      expect(
        (await fetch(`${fleet.url(name)}/tools/fail`, { method: "POST", body: "{}" })).status,
      ).toBe(404);
      const headers = {
        "x-request-id": `asked-${language}`,
        traceparent: `00-${traceId}-b7ad6b7169203331-01`,
      };
      const { answers } = await speak(root, { ...overHttp(language, "modern"), headers }, [
        call("fail"),
      ]);
      expect(saidOf(answers[0]).said).toMatchObject({
        error: { details: { requestId: `asked-${language}` } },
      });
      const line = fleet
        .said(name)
        .split("\n")
        .find((one) => one.includes(`asked-${language}`));
      expect(JSON.parse(line ?? "{}")).toMatchObject({ traceId, level: "error", rpc: "fail" });
      expect(line).toContain(`the drawer is stuck in ${traceId}`);
    }
  });

  test("a service of tools alone serves them", async () => {
    for (const language of languages) {
      const said = await speak(root, overHttp(language, "legacy", "plain"), [
        call("greet", { name: "Ada" }),
      ]);
      expect(said.server.name).toBe(`plain-${language}`);
      expect(saidOf(said.answers[0])).toEqual({ isError: false, said: { result: "Hello, Ada!" } });
    }
  });

  test(
    "what is stamped is clean and laid out as its language's tools want it",
    { timeout: 900_000 },
    () => {
      const here = (name: string): string => join(installation, "node_modules/.bin", name);
      for (const service of ["desk", "plain"]) {
        const typescript = `${service}-typescript`;
        expect(complaints(typescript, here("oxfmt"), "--check", "src")).toBe("");
        expect(complaints(typescript, here("oxlint"), "--deny-warnings", "src")).toBe("");
        expect(complaints(typescript, here("tsc"), "--noEmit")).toBe("");
        const python = `${service}-python`;
        const environment = join(root, "services", python, ".venv/bin");
        expect(existsSync(environment)).toBe(true);
        expect(complaints(python, join(environment, "ruff"), "format", "--check", ".")).toBe("");
        expect(complaints(python, join(environment, "ruff"), "check", ".")).toBe("");
        const pyright = join(installation, "node_modules/pyright/index.js");
        const program = join(environment, "python");
        expect(
          complaints(
            python,
            process.execPath,
            pyright,
            "--pythonpath",
            program,
            `${service}_python`,
          ),
        ).toBe("");
        const rust = `${service}-rust`;
        expect(complaints(rust, "cargo", "fmt", "--check")).toBe("");
        expect(
          complaints(rust, "cargo", "clippy", "--quiet", "--all-targets", "--", "-D", "warnings"),
        ).toBe("");
      }
    },
  );

  test("a service that is told to stop ends", async () => {
    for (const language of languages)
      expect(await fleet.end(`desk-${language}`), language).toEqual({ exit: 0, signal: null });
  });
});
