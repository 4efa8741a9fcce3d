import { spawn, type ChildProcess } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { createServer, type Server } from "node:http";
import { readFileSync } from "node:fs";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { pythonEnvironment } from "../support/python-environment.ts";
import {
  intentsOf,
  modelFrom,
  shippedTemplates,
  stampPython,
  writeBelow,
} from "../support/stamp-python.ts";
import { leftOut } from "../support/tools.ts";

const caseFolder = join(import.meta.dirname, "../cases/forge/python");
const skipped = leftOut("the stamped Python service on the wire", "python");

interface Heard {
  readonly path: string;
  readonly requestId: string | undefined;
  readonly body: unknown;
}

interface Answer {
  readonly status: number;
  readonly body: unknown;
}

let root = "";
let base = "";
let service: ChildProcess | undefined;
let neighbour: Server | undefined;
const heard: Heard[] = [];
let accountAnswer: Answer = { status: 200, body: {} };

/** A neighbour that plays `ledger` and listens to events; it remembers what it hears. */
async function startNeighbour(): Promise<string> {
  const server = createServer((request, response) => {
    let text = "";
    request.on("data", (chunk: Buffer) => (text += chunk.toString()));
    request.on("end", () => {
      const path = request.url ?? "";
      heard.push({
        path,
        requestId: request.headers["x-request-id"]?.toString(),
        body: JSON.parse(text),
      });
      const { status, body } = path.startsWith("/events/")
        ? { status: 204, body: undefined }
        : accountAnswer;
      response
        .writeHead(status, { "content-type": "application/json" })
        .end(body === undefined ? "" : JSON.stringify(body));
    });
  });
  neighbour = server;
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address: AddressInfo | string | null = server.address();
  if (address === null || typeof address === "string") throw new Error("the neighbour has no port");
  return `http://127.0.0.1:${address.port}`;
}

/** Starts `python -m depot` and waits for the line that names its port. */
async function startService(
  folder: string,
  environment: Readonly<Record<string, string>>,
): Promise<string> {
  const child = spawn(join(pythonEnvironment(), "bin/python"), ["-m", "depot"], {
    cwd: folder,
    env: environment,
  });
  service = child;
  let errors = "";
  child.stderr.on("data", (chunk: Buffer) => (errors += chunk.toString()));
  return new Promise((resolve, reject) => {
    let output = "";
    child.stdout.on("data", (chunk: Buffer) => {
      output += chunk.toString();
      const port = /listening on (\d+)/.exec(output)?.[1];
      if (port !== undefined) resolve(`http://127.0.0.1:${port}`);
    });
    child.on("exit", (code) => reject(new Error(`the service ended with ${code}: ${errors}`)));
  });
}

async function post(
  path: string,
  body: unknown,
  headers: Readonly<Record<string, string>> = {},
): Promise<Answer & { readonly requestId: string | null }> {
  const text = typeof body === "string" ? body : JSON.stringify(body);
  const response = await fetch(`${base}${path}`, { method: "POST", body: text, headers });
  const answer = await response.text();
  const parsed: unknown = answer === "" ? undefined : JSON.parse(answer);
  return { status: response.status, body: parsed, requestId: response.headers.get("x-request-id") };
}

/** A thing as another service would send it, with what it may leave out left out. */
const thing = {
  id: "7f2f1c1e-5d5a-4e0c-9f6a-0123456789ab",
  displayName: "Kettle",
  size: 3,
  big: "9007199254740993",
  ratio: 2,
  price: "12.50",
  data: "-_8",
  madeAt: "2026-01-02T03:04:05.5+02:00",
  day: "2026-01-02",
  extra: { deep: [null, 1.5] },
  sizes: { "9007199254740993": "wide", "2": null },
  whereabouts: { type: "out", toWhom: "Ada" },
  list: ["calm", "melancholy"],
};

/** The same as it comes back: defaults written, absent optionals left out, one spelling of each value. */
const written = {
  ...thing,
  count: 1,
  bigger: "18446744073709551615",
  cents: "7",
  data: "+/8=",
  madeAt: "2026-01-02T01:04:05.500000Z",
  wait: "1.5s",
  mood: "calm",
  tags: [],
};

describe.skipIf(skipped)("a stamped Python service", () => {
  beforeAll(async () => {
    root = await mkdtemp(join(tmpdir(), "flywheel-wire-"));
    const files = stampPython(modelFrom(intentsOf(caseFolder)), await shippedTemplates());
    const folder = "services/depot/depot";
    const own = ["custom.py", "__main__.py"].map(
      (name) =>
        [`${folder}/${name}`, readFileSync(join(caseFolder, "written", name), "utf8")] as const,
    );
    await writeBelow(root, [...files.map(({ path, text }) => [path, text] as const), ...own]);
    const url = await startNeighbour();
    const environment = {
      PATH: process.env["PATH"] ?? "",
      PORT: "0",
      LABEL: "Depot",
      LEDGER_URL: url,
      EVENTS_URL: `${url}, ${url}`,
    };
    base = await startService(join(root, "services/depot"), environment);
  }, 300_000);

  afterAll(async () => {
    service?.removeAllListeners("exit");
    service?.kill("SIGKILL");
    neighbour?.close();
    await rm(root, { recursive: true, force: true });
  });

  test("is healthy", async () => {
    const response = await fetch(`${base}/health`);
    expect([response.status, await response.json()]).toEqual([
      200,
      { status: "ok", service: "depot" },
    ]);
  });

  test("reads and writes every kind of value, and tells everybody", async () => {
    heard.length = 0;
    const answer = await post(
      "/rpc/keep",
      { thing: { ...thing, nobodyKnows: 1 } },
      { "x-request-id": "r-1" },
    );
    expect(answer).toEqual({ status: 200, body: written, requestId: "r-1" });
    expect(heard.map(({ path, requestId }) => [path, requestId])).toEqual([
      ["/events/depot/thing-kept", "r-1"],
      ["/events/depot/thing-kept", "r-1"],
    ]);
    expect(heard[0]?.body).toMatchObject({
      specversion: "1.0",
      type: "depot/thing-kept",
      source: "depot",
      data: { thingId: thing.id, mood: "calm" },
    });
    expect(await post("/rpc/keep", { thing: written })).toMatchObject({
      status: 200,
      body: written,
    });
  });

  test("takes null for an optional and keeps an unknown enum value", async () => {
    const { body } = await post("/rpc/keep", {
      thing: { ...thing, account: null, nick: null, mood: "gloomy" },
    });
    expect(body).toEqual({ ...written, mood: "gloomy" });
    expect(await post("/rpc/find-mood", { name: "Kettle" })).toMatchObject({
      status: 200,
      body: "gloomy",
    });
    expect(await post("/rpc/find-mood", { name: "nobody" })).toMatchObject({
      status: 200,
      body: null,
    });
  });

  test("keeps what an unknown case holds, and refuses a known one with a wrong field", async () => {
    const whereabouts = { type: "sold", price: [1.5, null] };
    const { body } = await post("/rpc/keep", { thing: { ...thing, whereabouts } });
    expect(body).toEqual({ ...written, whereabouts });
    const wrong = { ...thing, whereabouts: { type: "on-shelf", shelf: "top" } };
    expect(await post("/rpc/keep", { thing: wrong })).toMatchObject({ status: 400 });
  });

  test("declared errors have their status, code and fields", async () => {
    const { status, body } = await post("/rpc/keep", { thing: { ...thing, size: 101 } });
    expect([status, body]).toEqual([
      409,
      { error: { code: "too-big", message: "too big", details: { size: 101, limit: "100" } } },
    ]);
  });

  test("another service's answer and its declared error arrive as values", async () => {
    heard.length = 0;
    const account = { id: "5", standing: "unheard-of" };
    accountAnswer = { status: 200, body: account };
    const kept = await post(
      "/rpc/keep",
      { thing: { ...thing, account: { id: "5" } } },
      { "x-request-id": "r-2" },
    );
    expect(kept).toMatchObject({ status: 200, body: { account } });
    expect(heard[0]).toEqual({ path: "/rpc/find-account", requestId: "r-2", body: { id: "5" } });
    accountAnswer = {
      status: 404,
      body: { error: { code: "no-account", message: "", details: { id: "5" } } },
    };
    const { status, body } = await post("/rpc/keep", { thing: { ...thing, account: { id: "5" } } });
    expect([status, body]).toEqual([
      404,
      { error: { code: "no-account", message: "no account", details: { id: "5" } } },
    ]);
    accountAnswer = { status: 503, body: { error: { code: "internal", message: "down" } } };
    expect(await post("/rpc/keep", { thing: { ...thing, account: { id: "5" } } })).toMatchObject({
      status: 500,
    });
  });

  test("what is thrown is internal, with the request id", async () => {
    accountAnswer = { status: 200, body: [] };
    const { status, body } = await post("/rpc/boom", {}, { "x-request-id": "r-3" });
    expect([status, body]).toEqual([
      500,
      { error: { code: "internal", message: "internal error", details: { requestId: "r-3" } } },
    ]);
  });

  test("an rpc without output answers an empty object", async () => {
    expect(await post("/rpc/forget", { id: thing.id })).toMatchObject({ status: 200, body: {} });
  });

  test.each([
    ["no JSON", "{"],
    ["a list", []],
    ["a missing field", { thing: { ...thing, size: undefined } }],
    ["text for a number", { thing: { ...thing, size: "3" } }],
    ["a number out of range", { thing: { ...thing, size: 2 ** 31 } }],
    [
      "a new name while the old one stands on the wire",
      { thing: { ...thing, displayName: undefined, full_name: "x" } },
    ],
    ["NaN", `{"thing":${JSON.stringify(thing).replace('"ratio":2', '"ratio":NaN')}}`],
    [
      "NaN inside JSON",
      `{"thing":${JSON.stringify(thing).replace('"deep":[null', '"deep":[NaN')}}`,
    ],
    ["no base64", { thing: { ...thing, data: "a" } }],
    ["a moment without a zone", { thing: { ...thing, madeAt: "2026-01-02T03:04:05" } }],
    ["a decimal as a number", { thing: { ...thing, price: 12.5 } }],
  ])("refuses %s as an invalid argument", async (_, body) => {
    expect(await post("/rpc/keep", body)).toMatchObject({
      status: 400,
      body: { error: { code: "invalid-argument" } },
    });
  });

  test("hears events of others, and refuses what is none", async () => {
    accountAnswer = { status: 200, body: { id: "9" } };
    await post("/rpc/keep", { thing: { ...thing, displayName: "Lamp", account: { id: "9" } } });
    const data = { account: { id: "9", standing: "late" }, at: "2026-01-02T03:04:05Z" };
    const event = {
      specversion: "1.0",
      id: "1",
      source: "ledger",
      type: "ledger/account-closed",
      data,
    };
    expect(await post("/events/ledger/account-closed", event)).toMatchObject({
      status: 204,
      body: undefined,
    });
    expect(await post("/rpc/find-mood", { name: "Lamp" })).toMatchObject({ body: null });
    expect(
      await post("/events/ledger/account-closed", { ...event, type: "ledger/other" }),
    ).toMatchObject({ status: 400 });
    expect(await post("/events/ledger/account-closed", { ...event, data: {} })).toMatchObject({
      status: 400,
    });
  });
});

test.skipIf(skipped)("a wrong environment is told as a whole", async () => {
  const folder = await mkdtemp(join(tmpdir(), "flywheel-config-"));
  try {
    const files = stampPython(modelFrom(intentsOf(caseFolder)), await shippedTemplates());
    await writeBelow(
      folder,
      files.map(({ path, text }) => [path, text] as const),
    );
    const program =
      "from depot.generated import Config, ConfigError\ntry:\n    Config.from_env()\nexcept ConfigError as error:\n    print(error)\n";
    const child = spawn(join(pythonEnvironment(), "bin/python"), ["-c", program], {
      cwd: join(folder, "services/depot"),
      env: { PORT: "70000", SHELVES: "many", OPENED: "yesterday" },
    });
    let output = "";
    child.stdout.on("data", (chunk: Buffer) => (output += chunk.toString()));
    await new Promise((resolve) => child.on("exit", resolve));
    for (const name of ["PORT", "SHELVES", "LABEL", "OPENED"])
      expect(output).toContain(`${name}: `);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
});
