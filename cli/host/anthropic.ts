import type {
  LanguageModel,
  ModelAnswer,
  ModelBlock,
  ModelMessage,
  ModelRequest,
  ModelUsage,
} from "#intent";
import type Anthropic from "@anthropic-ai/sdk";
import { answerReader, type AnswerReader } from "./anthropic-answer.ts";
import { nothing } from "./anthropic-usage.ts";

/**
 * Claude over the Messages API, streamed. The key and the address come from the environment and are read nowhere else;
 * the SDK's other ways to find credentials are switched off, so that what answers is what the user named.
 */
export function anthropicModel(
  environment: Readonly<Record<string, string | undefined>>,
): LanguageModel {
  const apiKey = environment["ANTHROPIC_API_KEY"] ?? "";
  const baseURL = environment["ANTHROPIC_BASE_URL"] ?? "";
  if (apiKey === "") {
    const what = "ANTHROPIC_API_KEY is not set";
    return {
      missing: { what, cure: "set ANTHROPIC_API_KEY to a key of the Anthropic API" },
      ask: async () => ({ kind: "failed", reason: what, retry: false, usage: nothing }),
    };
  }
  let client: Promise<Anthropic> | undefined;
  const open = async (): Promise<Anthropic> => {
    // Imported late: no command but a cascade with holes needs it.
    const sdk = await import("@anthropic-ai/sdk");
    return new sdk.Anthropic({
      apiKey,
      authToken: null,
      // Repeating is the caller's business: it knows what may still be spent.
      maxRetries: 0,
      ...(baseURL === "" ? {} : { baseURL }),
    });
  };
  return { ask: async (request) => askOnce(await (client ??= open()), request) };
}

/** One streamed call with one clock for all of it: an answer that never ends is cut off like one that never begins. */
async function askOnce(client: Anthropic, request: ModelRequest): Promise<ModelAnswer> {
  const timer = new AbortController();
  const timeout = setTimeout(() => timer.abort("timeout"), request.timeoutMs);
  const signal = AbortSignal.any([request.signal, timer.signal]);
  const reader = answerReader(request);
  try {
    const stream = await client.messages.create({ ...bodyOf(request), stream: true }, { signal });
    for await (const event of stream) {
      const broken = reader.read(event);
      if (broken === undefined) continue;
      stream.controller.abort();
      return failed(broken, true, reader.usage());
    }
    return reader.end();
  } catch (error) {
    if (request.signal.aborted) return failed("the call was cancelled", false, reader.usage());
    if (timer.signal.aborted) return outOfTime(request, reader);
    return failureOf(error, reader);
  } finally {
    clearTimeout(timeout);
  }
}

const failed = (reason: string, retry: boolean, usage: ModelUsage): ModelAnswer => ({
  kind: "failed",
  reason,
  retry,
  usage,
});

const outOfTime = (request: ModelRequest, reader: AnswerReader): ModelAnswer =>
  failed(
    `no whole answer came within ${Math.round(request.timeoutMs / 1000)} s`,
    true,
    reader.usage(),
  );

/** Statuses that another try may cure; all other refusals are for good. */
const passing = (status: number): boolean =>
  status === 408 || status === 409 || status === 429 || status >= 500;

function failureOf(error: unknown, reader: AnswerReader): ModelAnswer {
  const message = error instanceof Error ? error.message : String(error);
  const status =
    error instanceof Error && "status" in error && typeof error.status === "number"
      ? error.status
      : undefined;
  // Without a status the connection broke, or an error came in the middle of the stream.
  if (status === undefined) return failed(`the answer broke off: ${message}`, true, reader.usage());
  const wait = retryAfterMs(error);
  return {
    kind: "failed",
    reason: `the API said ${status}: ${message}`,
    retry: passing(status),
    usage: nothing,
    ...(wait === undefined ? {} : { retryAfterMs: wait }),
  };
}

function retryAfterMs(error: unknown): number | undefined {
  if (!(error instanceof Error) || !("headers" in error) || !(error.headers instanceof Headers))
    return undefined;
  const seconds = Number(error.headers.get("retry-after") ?? Number.NaN);
  return Number.isFinite(seconds) && seconds >= 0 ? seconds * 1000 : undefined;
}

/** The request in the API's words. The end of the conversation is where the provider may keep what it has read. */
function bodyOf(request: ModelRequest): Anthropic.MessageCreateParamsNonStreaming {
  const messages = request.messages.map(messageOf);
  const last = messages.at(-1)?.content;
  const end = Array.isArray(last) ? last.at(-1) : undefined;
  if (end !== undefined && (end.type === "text" || end.type === "tool_result"))
    end.cache_control = { type: "ephemeral" };
  return {
    model: request.model,
    max_tokens: request.maxTokens,
    system: [{ type: "text", text: request.system, cache_control: { type: "ephemeral" } }],
    messages,
    tools: request.tools.map(({ name, description, schema }) => ({
      name,
      description,
      input_schema: { ...schema, type: "object" },
    })),
    ...(isEffort(request.effort) ? { output_config: { effort: request.effort } } : {}),
  };
}

const efforts = ["low", "medium", "high", "xhigh", "max"] as const;
const isEffort = (word: string | undefined): word is (typeof efforts)[number] =>
  efforts.some((one) => one === word);

const messageOf = ({ role, content }: ModelMessage): Anthropic.MessageParam => ({
  role,
  content: content.map(blockOf),
});

function blockOf(block: ModelBlock): Anthropic.ContentBlockParam {
  switch (block.type) {
    case "text":
      return { type: "text", text: block.text };
    case "tool-call":
      return { type: "tool_use", id: block.id, name: block.name, input: block.input };
    case "tool-result":
      return {
        type: "tool_result",
        tool_use_id: block.id,
        content: [{ type: "text", text: block.text }],
        is_error: block.failed,
      };
    case "opaque":
      return JSON.parse(block.json);
  }
}
