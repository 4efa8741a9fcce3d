import { describe, expect, onTestFinished, test, vi } from "vitest";
import type { LanguageModel, ModelAnswer, ModelRequest } from "#intent";
import { anthropicModel } from "../../../cli/host/anthropic.ts";
import { startMessagesServer, type Fault, type Reply } from "../../support/messages-server.ts";

const request = (timeoutMs = 5000): ModelRequest => ({
  model: "claude-opus-5-5",
  system: "You answer.",
  messages: [{ role: "user", content: [{ type: "text", text: "What now?" }] }],
  tools: [{ name: "edit", description: "Edits.", schema: { type: "object" } }],
  maxTokens: 256,
  timeoutMs,
  signal: new AbortController().signal,
});

/** The real client against a server that always answers so. */
async function answering(reply: Reply | Fault): Promise<LanguageModel> {
  const server = await startMessagesServer(() => reply);
  onTestFinished(() => server.close());
  return anthropicModel({ ANTHROPIC_API_KEY: "key", ANTHROPIC_BASE_URL: server.url });
}

const reply: Reply = {
  text: "I see.",
  calls: [
    { name: "edit", input: { file: "a.ts", old: "one", new: 'two "three" { }' } },
    { name: "edit", input: { file: "b.ts", old: "four", new: "" } },
  ],
};

/** What is usable of an answer; ids are the server's. */
const contentOf = (answer: ModelAnswer): unknown =>
  answer.kind === "complete"
    ? answer.content.map((block) => (block.type === "tool-call" ? block.input : block))
    : undefined;

const whole = [{ type: "text", text: "I see." }, ...(reply.calls ?? []).map((one) => one.input)];

test("a whole answer comes with its text, its calls, its stop reason and its cost", async () => {
  const answer = await (await answering(reply)).ask(request());
  expect(answer).toMatchObject({ kind: "complete", stop: "tool_use" });
  expect(contentOf(answer)).toEqual(whole);
  expect(answer.usage).toEqual({ input: 100, output: 20, cacheRead: 0, cacheWrite: 0 });
});

test("an answer that is cut anywhere is none, and what it cost is counted", async () => {
  const model = await Promise.all(
    Array.from({ length: 200 }, (_, cut) =>
      answering({ fault: "cut", share: cut / 200, reply }).then((one) => one.ask(request())),
    ),
  );
  for (const answer of model) {
    expect(answer).toMatchObject({ kind: "failed", retry: true });
    expect(answer.usage.input).toBeGreaterThan(0);
  }
});

describe("what is no answer", () => {
  const cases: readonly (readonly [string, Reply | Fault, RegExp])[] = [
    ["no stop reason", { ...reply, stop: null }, /broke off/],
    ["too long", { ...reply, stop: "max_tokens" }, /max_tokens/],
    ["calls, and an end", { ...reply, stop: "end_turn" }, /tool calls say otherwise/],
    ["no call, and tool use", { text: "I see.", stop: "tool_use" }, /tool calls say otherwise/],
    ["input cut", { fault: "input", name: "edit", json: '{"file":"a' }, /not complete/],
    ["input a list", { fault: "input", name: "edit", json: "[]" }, /not complete/],
    ["endless", { fault: "endless" }, /did not end/],
    ["429", { fault: "status", status: 429, retryAfter: 7 }, /429/],
    ["529", { fault: "status", status: 529 }, /529/],
  ];
  test.for(cases)("%s", async ([, said, reason]) => {
    const answer = await (await answering(said)).ask(request());
    expect(answer).toMatchObject({ kind: "failed", retry: true });
    expect(answer.kind === "failed" ? answer.reason : "").toMatch(reason);
  });

  test("a wait that the server asks for is handed on; a wrong key is not tried again", async () => {
    const busy = await (
      await answering({ fault: "status", status: 429, retryAfter: 7 })
    ).ask(request());
    expect(busy).toMatchObject({ retryAfterMs: 7000, usage: { input: 0, output: 0 } });
    const wrong = await (await answering({ fault: "status", status: 401 })).ask(request());
    expect(wrong).toMatchObject({ kind: "failed", retry: false });
  });

  test("silence ends with the clock, and is counted as sent", async () => {
    const answer = await (await answering({ fault: "silence" })).ask(request(100));
    expect(answer).toMatchObject({ kind: "failed", retry: true });
    expect(answer.usage.input).toBeGreaterThan(0);
  });

  test("without a key nobody is asked", async () => {
    const model = anthropicModel({ ANTHROPIC_AUTH_TOKEN: "another" });
    expect(model.missing?.what).toBe("ANTHROPIC_API_KEY is not set");
    expect(await model.ask(request())).toMatchObject({ kind: "failed", retry: false });
  });
});

/** Events as a server writes them. */
const written = (events: readonly unknown[]): string =>
  events
    .map((one) => `event: ${isNamed(one) ? one.type : "odd"}\ndata: ${JSON.stringify(one)}\n\n`)
    .join("");
const isNamed = (one: unknown): one is { readonly type: string } =>
  typeof one === "object" && one !== null && "type" in one && typeof one.type === "string";

const starts = (usage: unknown): object => ({ type: "message_start", message: { usage } });
const stops = (reason: string, usage: unknown): object[] => [
  { type: "message_delta", delta: { stop_reason: reason }, usage },
  { type: "message_stop" },
];
const says = (text: string): object[] => [
  { type: "content_block_start", index: 0, content_block: { type: "text", text: "" } },
  { type: "content_block_delta", index: 0, delta: { type: "text_delta", text } },
  { type: "content_block_stop", index: 0 },
];

describe("a count that is none", () => {
  const text = "and so on ".repeat(300);
  const cases: readonly (readonly [string, unknown, unknown])[] = [
    ["words", { input_tokens: "few", output_tokens: 1 }, { output_tokens: "many" }],
    ["absent", {}, {}],
    ["no usage at all", undefined, undefined],
    ["less than nothing", { input_tokens: -1e9, output_tokens: -1 }, { output_tokens: -1e9 }],
    ["beyond counting", { input_tokens: 1e300 }, { output_tokens: 1e300 }],
    ["a part of a token", { input_tokens: 0.5 }, { output_tokens: 0.5 }],
    ["nothing but a first word", { input_tokens: null, output_tokens: 1 }, null],
    ["a list", [1, 2], [3]],
    [
      "a discount",
      { input_tokens: 0, cache_read_input_tokens: -5 },
      { output_tokens: -1, input_tokens: -1 },
    ],
  ];
  test.for(cases)("%s: the cost is by length", async ([, first, last]) => {
    const body = written([starts(first), ...says(text), ...stops("end_turn", last)]);
    const asked = request();
    const { usage } = await (await answering({ fault: "raw", body })).ask(asked);
    const sent = JSON.stringify([asked.system, asked.messages, asked.tools]).length / 4;
    expect(usage.input).toBeGreaterThanOrEqual(sent);
    expect(usage.output).toBeGreaterThanOrEqual(text.length / 4);
    for (const count of Object.values(usage))
      expect(count >= 0 && Number.isFinite(count)).toBe(true);
  });
});

const call = (index: number, id: string): object[] => [
  {
    type: "content_block_start",
    index,
    content_block: { type: "tool_use", id, name: "edit", input: {} },
  },
  { type: "content_block_delta", index, delta: { type: "input_json_delta", partial_json: "{}" } },
  { type: "content_block_stop", index },
];
const counts = { input_tokens: 10, output_tokens: 10 };
const ending = stops("tool_use", counts);

describe("a stream that is none", () => {
  const cases: readonly (readonly [string, readonly unknown[], RegExp])[] = [
    ["a call after the end", [starts(counts), ...ending, ...call(0, "a")], /after its end/],
    [
      "an answer after the end",
      [starts(counts), ...call(0, "a"), ...ending, starts(counts)],
      /end/,
    ],
    [
      "a call after its stop reason",
      [starts(counts), ending[0], ...call(0, "a"), ending[1]],
      /after its stop reason/,
    ],
    [
      "two blocks in one place",
      [starts(counts), ...call(0, "a"), ...call(0, "b"), ...ending],
      /one place/,
    ],
    [
      "two calls with one id",
      [starts(counts), ...call(0, "a"), ...call(1, "a"), ...ending],
      /one id/,
    ],
    ["a call before the beginning", [...call(0, "a"), starts(counts), ...ending], /beginning/],
    ["two beginnings", [starts(counts), starts(counts), ...call(0, "a"), ...ending], /twice/],
    ["a call without a name", [starts(counts), ...call(0, ""), ...ending], /without a shape/],
    ["a block without a place", [starts(counts), { type: "content_block_start" }], /place/],
    [
      "words in a call",
      [
        starts(counts),
        ...call(0, "a").slice(0, 2),
        { type: "content_block_delta", index: 0, delta: { type: "text_delta", text: "}" } },
      ],
      /another kind/,
    ],
    [
      "a block that ends twice",
      [starts(counts), ...call(0, "a"), { type: "content_block_stop", index: 0 }, ...ending],
      /not open/,
    ],
    ["nothing", [null], /no object/],
    [
      "a message without a body",
      [{ type: "message_start" }, { type: "message_delta" }],
      /broke off/,
    ],
  ];
  test.for(cases)("%s", async ([, events, reason]) => {
    const model = await answering({ fault: "raw", body: written(events) });
    const answer = await model.ask(request());
    expect(answer).toMatchObject({ kind: "failed", retry: true });
    expect(answer.kind === "failed" ? answer.reason : "").toMatch(reason);
  });

  test("what the API may add is passed over", async () => {
    const events = [starts(counts), { type: "news" }, ...call(0, "a"), ...ending];
    const model = await answering({ fault: "raw", body: written(events) });
    expect(await model.ask(request())).toMatchObject({ kind: "complete", stop: "tool_use" });
  });
});

describe("what is no API", () => {
  const page = `<html><body>${"Bad gateway ".repeat(2000)}</body></html>`;
  const html = { "content-type": "text/html; charset=utf-8" };
  const cases: readonly (readonly [string, Fault, RegExp, boolean])[] = [
    ["a page", { fault: "raw", headers: html, body: page }, /it sent text\/html$/, false],
    ["no type", { fault: "raw", headers: {}, body: "" }, /no content type/, false],
    [
      "a page of a gateway",
      { fault: "raw", status: 502, headers: html, body: page },
      /502: a page \(text\/html\)$/,
      true,
    ],
    [
      "words without an end",
      { fault: "raw", status: 500, headers: {}, body: "no ".repeat(5000) },
      /^.{30,300}…$/,
      true,
    ],
  ];
  test.for(cases)("%s", async ([, fault, reason, retry]) => {
    const answer = await (await answering(fault)).ask(request());
    expect(answer).toMatchObject({ kind: "failed", retry });
    expect(answer.kind === "failed" ? answer.reason : "").toMatch(reason);
  });

  test("who sends us elsewhere is not followed", async () => {
    let asked = 0;
    const server = await startMessagesServer(() => {
      asked += 1;
      return { fault: "raw", status: 307, headers: { location: "/v1/other" }, body: "" };
    });
    onTestFinished(() => server.close());
    const model = anthropicModel({ ANTHROPIC_API_KEY: "key", ANTHROPIC_BASE_URL: server.url });
    const answer = await model.ask(request());
    expect(answer).toMatchObject({ kind: "failed", retry: false, usage: { input: 0 } });
    expect([asked, answer.kind === "failed" ? answer.reason : ""]).toEqual([1, "the API said 307"]);
  });

  test("a call that never left costs nothing", async () => {
    const server = await startMessagesServer(() => reply);
    await server.close();
    const unheard = await anthropicModel({
      ANTHROPIC_API_KEY: "key",
      ANTHROPIC_BASE_URL: server.url,
    }).ask(request());
    expect(unheard).toMatchObject({
      kind: "failed",
      retry: true,
      reason: "the API could not be reached (ECONNREFUSED)",
      usage: { input: 0, output: 0, cacheRead: 0, cacheWrite: 0 },
    });
  });

  test.for([
    "not a url",
    "api.anthropic.com",
    "ftp://host",
    "http://me:secret@host",
    "http://host/?a=b",
    "http://host/#a",
    "http://",
  ])("%s is refused before the first call", (address) => {
    const model = anthropicModel({ ANTHROPIC_API_KEY: "key", ANTHROPIC_BASE_URL: address });
    expect(model.missing?.what).toBe("ANTHROPIC_BASE_URL is no address of an API");
  });

  test("so is a key that cannot be sent, and it is not told", () => {
    const { missing } = anthropicModel({ ANTHROPIC_API_KEY: "sk-one\nsk-two" });
    expect(missing?.what).toContain("ANTHROPIC_API_KEY");
    expect(JSON.stringify(missing)).not.toContain("sk-");
  });
});

test("nothing else of the environment reaches the server or our own output", async () => {
  const variables = {
    ANTHROPIC_CUSTOM_HEADERS: "x-leak: yes\nauthorization: Bearer another\nx-api-key: another",
    ANTHROPIC_LOG: "debug",
    ANTHROPIC_AUTH_TOKEN: "another",
    ANTHROPIC_BASE_URL: "http://127.0.0.1:9",
  };
  const printed = (["log", "debug", "info", "warn", "error"] as const).map((name) =>
    vi.spyOn(console, name).mockImplementation(() => undefined),
  );
  onTestFinished(() => {
    vi.restoreAllMocks();
    vi.unstubAllEnvs();
  });
  for (const [name, value] of Object.entries(variables)) vi.stubEnv(name, value);
  const server = await startMessagesServer(() => reply);
  onTestFinished(() => server.close());
  const model = anthropicModel({ ANTHROPIC_API_KEY: "key", ANTHROPIC_BASE_URL: server.url });
  expect(await model.ask(request())).toMatchObject({ kind: "complete" });
  expect(server.seen.map((one) => [one.key, JSON.stringify(one.headers)])).toEqual([
    ["key", expect.not.stringMatching(/leak|another/)],
  ]);
  expect(printed.flatMap((one) => one.mock.calls)).toEqual([]);
  // They are everybody else's as before.
  expect(process.env).toMatchObject(variables);
});
