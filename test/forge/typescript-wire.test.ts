import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { copyFileSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { intentsOf, modelFrom, shippedTemplates, writeBelow } from "../support/stamp-python.ts";
import { complaints, linkPackages, stampTypeScript } from "../support/stamp-typescript.ts";

const cases = join(import.meta.dirname, "../cases/forge");
const running: ChildProcess[] = [];
let root = "";
let samples = "";
let relay = "";

/** Starts a stamped service on a free port; gives its address. */
async function start(service: string, env: Readonly<Record<string, string>>): Promise<string> {
  const cwd = join(root, "services", service);
  const child = spawn(process.execPath, ["src/main.ts"], {
    cwd,
    env: { PATH: process.env["PATH"] ?? "", PORT: "0", ...env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  running.push(child);
  let said = "";
  for await (const chunk of child.stdout) {
    said += String(chunk);
    const port = /listening on (\d+)/.exec(said)?.[1];
    if (port !== undefined) return `http://127.0.0.1:${port}`;
  }
  throw new Error(`${service} did not start: ${said}${await text(child.stderr)}`);
}

async function text(stream: AsyncIterable<unknown>): Promise<string> {
  let all = "";
  for await (const chunk of stream) all += String(chunk);
  return all;
}

/** Posts a body as JSON; gives the status, what came back, and the request id of the answer. */
async function post(
  address: string,
  path: string,
  body: unknown,
  headers: Record<string, string> = {},
) {
  const init = {
    method: "POST",
    headers,
    body: typeof body === "string" ? body : JSON.stringify(body),
  };
  const response = await fetch(address + path, init);
  const answer = await response.text();
  const parsed: unknown = answer === "" ? undefined : JSON.parse(answer);
  return { status: response.status, body: parsed, requestId: response.headers.get("x-request-id") };
}

/** A sample as it stands on the wire, with all that has no default. */
const sample = (title: string, more: Readonly<Record<string, unknown>> = {}) => ({
  id: "9007199254740993",
  seen: 4_294_967_295,
  ratio: 0.5,
  title,
  data: "AAEC",
  tracking: "6f1c2b7a-3d49-4e4e-9f2b-0a1b2c3d4e5f",
  at: "2026-01-31T12:00:00+02:00",
  day: "2026-01-31",
  lasts: "1.5s",
  price: "12.50",
  rest: { any: [1, null] },
  origin: { type: "made-of", parts: { box: { type: "found", place: "attic" } } },
  holes: [1, null],
  byNumber: { 7: "calm" },
  byId: { "9007199254740993": { class: "a", default: 1, new: true } },
  children: [],
  displayName: "Ada",
  GIVEN_NAME: "Ada",
  ...more,
});

const save = (
  title: string,
  more?: Readonly<Record<string, unknown>>,
  headers?: Record<string, string>,
) => post(samples, "/rpc/save", { sample: sample(title, more) }, headers);

beforeAll(async () => {
  root = mkdtempSync(join(tmpdir(), "flywheel-wire-"));
  const files = stampTypeScript(
    modelFrom(intentsOf(join(cases, "typescript"))),
    await shippedTemplates(),
  );
  await writeBelow(
    root,
    files.map(({ path, text: body }) => [path, body] as const),
  );
  for (const service of ["samples", "relay"]) {
    copyFileSync(
      join(cases, `typescript-wire/${service}.main.ts`),
      join(root, `services/${service}/src/main.ts`),
    );
    rmSync(join(root, `services/${service}/src/custom.ts`));
  }
  linkPackages(root);
  for (const service of ["samples", "relay"])
    expect(complaints(join(root, "services", service), "tsc", "--noEmit")).toBe("");
  relay = await start("relay", { SAMPLES_URL: "http://127.0.0.1:9" });
  samples = await start("samples", {
    OWNER: "Ada",
    BATCH_SIZE: "7",
    EVENTS_URL: `${relay}/, ${relay.replace("127.0.0.1", "localhost")}`,
  });
});

afterAll(() => {
  for (const child of running) child.kill("SIGKILL");
  rmSync(root, { recursive: true, force: true });
});

test("health names the service, and every answer has a request id", async () => {
  const response = await fetch(`${samples}/health`);
  expect(await response.json()).toEqual({ status: "ok", service: "samples" });
  expect(response.headers.get("x-request-id")).toMatch(/^[0-9a-f-]{36}$/);
});

test("an answer has every default, all exact, and nothing of what is unknown or absent", async () => {
  const { status, body, requestId } = await save(
    "plain",
    { unknown: 1, note: null },
    { "x-request-id": "mine-1" },
  );
  expect(status).toBe(200);
  expect(requestId).toBe("mine-1");
  const part = { class: "a", default: 1, new: true };
  expect(body).toEqual({
    ...sample("plain"),
    flag: true,
    count: -7,
    total: "18446744073709551615",
    at: "2026-01-31T10:00:00.000Z",
    mood: "calm",
    names: [],
    byId: { "9007199254740993": part },
  });
});

test.each([
  ["a default of a duration", { lasts: undefined }, { lasts: "0.25s" }],
  ["a default of a text", { title: undefined }, { title: 'a "quoted" text' }],
  ["an enum value that nobody knows", { mood: "melancholy" }, { mood: "melancholy" }],
  [
    "a case that nobody knows",
    { origin: { type: "inherited", from: { aunt: "May" } } },
    { origin: { type: "inherited", from: { aunt: "May" } } },
  ],
  ["an enum value that was renamed", { mood: "undecided" }, { mood: "undecided" }],
  ["a 64-bit number that came as a number", { id: 7 }, { id: "7" }],
  ["samples inside of samples", { children: [sample("inner", { flag: false })] }, {}],
])("%s survives", async (_, given, expected) => {
  const { status, body } = await save("plain", given);
  expect(status).toBe(200);
  expect(body).toMatchObject(expected);
});

test("JSON may be an object that no class made", async () => {
  const { status, body } = await save("grouped");
  expect(status).toBe(200);
  expect(body).toMatchObject({ rest: { "1": ["a", "d"], "2": ["bc"] } });
});

test.each([
  ["no JSON", "{"],
  ["no object", "[]"],
  ["a missing field", { sample: sample("x", { seen: undefined }) }],
  ["null where nothing is optional", { sample: sample("x", { seen: null }) }],
  ["a number that is no 32-bit one", { sample: sample("x", { seen: 4_294_967_296 }) }],
  ["a number that is no 64-bit one", { sample: sample("x", { id: "9223372036854775808" }) }],
  ["a number as text", { sample: sample("x", { ratio: "0.5" }) }],
  ["a text that is no uuid", { sample: sample("x", { tracking: "7" }) }],
  ["a case with a wrong field", { sample: sample("x", { origin: { type: "found", place: 7 } }) }],
  ["a day that is none", { sample: sample("x", { day: "2026-02-30" }) }],
])("%s is an invalid argument", async (_, body) => {
  const answer = await post(samples, "/rpc/save", body);
  expect(answer.status).toBe(400);
  expect(answer.body).toMatchObject({ error: { code: "invalid-argument" } });
});

test("a key under its new name is read, and counts where the old one is there, too", async () => {
  for (const displayName of [undefined, "Never"]) {
    const answer = await post(samples, "/rpc/save", {
      sample: sample("x", { displayName, fullName: "Ada" }),
    });
    expect(answer).toMatchObject({ status: 200, body: { displayName: "Ada" } });
  }
});

test("declared errors have their status, code and fields", async () => {
  expect(await save("lost")).toMatchObject({
    status: 410,
    body: { error: { code: "lost-sample", details: { id: "9007199254740993", shelf: "Ada" } } },
  });
  expect(await save("closed")).toMatchObject({
    status: 423,
    body: { error: { code: "closed", details: {} } },
  });
});

test("what is thrown, and NaN, is an internal error that names the request and nothing else", async () => {
  for (const title of ["broken", "nan"]) {
    const answer = await save(title, {}, { "x-request-id": "mine-2" });
    expect(answer.status).toBe(500);
    expect(answer.body).toEqual({
      error: { code: "internal", message: "internal error", details: { requestId: "mine-2" } },
    });
  }
});

test("an rpc without an output answers {}, one that finds nothing null, and a path that is none 404", async () => {
  expect(await post(samples, "/rpc/delete", { id: "1" })).toMatchObject({ status: 200, body: {} });
  expect(await post(samples, "/rpc/find", { mood: "ANGRY" })).toMatchObject({
    status: 200,
    body: null,
  });
  expect(await post(samples, "/rpc/nothing", {})).toMatchObject({
    status: 404,
    body: { error: { code: "not-found" } },
  });
});

test("settings come from the environment, and maps have text as keys", async () => {
  await save("plain", { id: "1" });
  const { body } = await post(samples, "/rpc/count-by-mood", {});
  expect(body).toEqual({ calm: expect.stringMatching(/^\d+$/) });
});

test("an event reaches the listener at each address, with the request id", async () => {
  const before = await post(relay, "/rpc/last-seen", {});
  await save("heard", {}, { "x-request-id": "mine-3" });
  const after = await post(relay, "/rpc/last-seen", {});
  const events = (answer: { body: unknown }): number =>
    typeof answer.body === "object" && answer.body !== null && "events" in answer.body
      ? Number(answer.body.events)
      : -1;
  expect(after.body).toMatchObject({ title: "heard", requestId: "mine-3" });
  expect(events(after) - events(before)).toBe(2);
});

test("a client gives declared errors as values, and the server behind it answers with them", async () => {
  const third = await start("relay", { SAMPLES_URL: samples });
  const pass = (title: string) =>
    post(third, "/rpc/pass-on", { sample: sample(title) }, { "x-request-id": "mine-4" });
  expect(await pass("lost")).toMatchObject({
    status: 410,
    body: { error: { code: "lost-sample" } },
  });
  expect(await pass("through")).toMatchObject({
    status: 200,
    requestId: "mine-4",
    body: { id: "9007199254740993" },
  });
  expect(await pass("broken")).toMatchObject({
    status: 500,
    body: { error: { details: { requestId: "mine-4" } } },
  });
  expect(await post(relay, "/rpc/pass-on", { sample: sample("unreachable") })).toMatchObject({
    status: 500,
  });
});

test("a service that ends first finishes what it has begun", async () => {
  const address = await start("samples", { OWNER: "Ada" });
  const child = running.at(-1);
  const slow = post(address, "/rpc/save", { sample: sample("slow") });
  await new Promise((resolve) => setTimeout(resolve, 100));
  child?.kill("SIGTERM");
  expect(await slow).toMatchObject({ status: 200 });
  if (child?.exitCode === null) await once(child, "exit");
  expect(child?.exitCode).toBe(0);
});

test("settings that are wrong or missing end the start with one message", async () => {
  await expect(start("samples", { BATCH_SIZE: "many" })).rejects.toThrow(/BATCH_SIZE/);
});
