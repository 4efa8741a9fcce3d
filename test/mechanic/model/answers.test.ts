import { describe, expect, onTestFinished, test } from "vitest";
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
