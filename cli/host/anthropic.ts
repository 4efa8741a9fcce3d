import type { LanguageModel, ModelAnswer, ModelBlock, ModelMessage, ModelRequest } from "#intent";
import type Anthropic from "@anthropic-ai/sdk";
import { answerReader, type AnswerReader } from "./anthropic-answer.ts";
import { openClient, type Access } from "./anthropic-client.ts";
import { contentType, failed, failureOf } from "./anthropic-failure.ts";
import { nothing } from "./anthropic-usage.ts";

const standardURL = "https://api.anthropic.com";

/**
 * Claude over the Messages API, streamed. The key and the address come from the environment and are read nowhere else;
 * nothing else of it is handed on, so that what answers is what the user named.
 */
export function anthropicModel(
  environment: Readonly<Record<string, string | undefined>>,
): LanguageModel {
  const access = accessOf(environment);
  if ("what" in access)
    return {
      missing: access,
      ask: async () => failed(access.what, false, nothing),
    };
  let client: Promise<Anthropic> | undefined;
  return { ask: async (request) => askOnce(await (client ??= openClient(access)), request) };
}

/** The key and the address, or what is wrong with them, before anything is sent; the key itself is never told. */
function accessOf(
  environment: Readonly<Record<string, string | undefined>>,
): Access | NonNullable<LanguageModel["missing"]> {
  const apiKey = (environment["ANTHROPIC_API_KEY"] ?? "").trim();
  const given = (environment["ANTHROPIC_BASE_URL"] ?? "").trim();
  const cure = "set ANTHROPIC_API_KEY to a key of the Anthropic API";
  if (apiKey === "") return { what: "ANTHROPIC_API_KEY is not set", cure };
  if (!/^[!-~]+$/.test(apiKey))
    return { what: "ANTHROPIC_API_KEY holds characters that no key has", cure };
  const baseURL = given === "" ? standardURL : given;
  if (isAddress(baseURL)) return { apiKey, baseURL };
  return {
    what: "ANTHROPIC_BASE_URL is no address of an API",
    cure: `set it to one like ${standardURL}, or leave it out`,
  };
}

/** Whether a path can be put behind it and be asked for: no other scheme, no name and password, no query. */
function isAddress(text: string): boolean {
  const url = URL.parse(text);
  return (
    url !== null &&
    (url.protocol === "https:" || url.protocol === "http:") &&
    [url.username, url.password, url.search, url.hash].every((part) => part === "")
  );
}

/** One streamed call with one clock for all of it: an answer that never ends is cut off like one that never begins. */
async function askOnce(client: Anthropic, request: ModelRequest): Promise<ModelAnswer> {
  if (request.signal.aborted) return failed("the call was cancelled", false, nothing);
  const timer = new AbortController();
  const timeout = setTimeout(() => timer.abort("timeout"), request.timeoutMs);
  const signal = AbortSignal.any([request.signal, timer.signal]);
  const reader = answerReader(request);
  try {
    return await readAnswer(client, request, reader, signal);
  } catch (error) {
    if (request.signal.aborted) return failed("the call was cancelled", false, reader.usage());
    if (timer.signal.aborted) return outOfTime(request, reader);
    return failureOf(error, reader.usage());
  } finally {
    clearTimeout(timeout);
  }
}

async function readAnswer(
  client: Anthropic,
  request: ModelRequest,
  reader: AnswerReader,
  signal: AbortSignal,
): Promise<ModelAnswer> {
  const { data: stream, response } = await client.messages
    .create({ ...bodyOf(request), stream: true }, { signal })
    .withResponse();
  const type = contentType(response.headers);
  if (type !== "text/event-stream") {
    stream.controller.abort();
    return failed(
      `what answers is no Messages API: it sent ${type === "" ? "no content type" : type}`,
      false,
      reader.usage(),
    );
  }
  for await (const event of stream) {
    const broken = reader.read(event);
    if (broken === undefined) continue;
    stream.controller.abort();
    return failed(broken, true, reader.usage());
  }
  return reader.end();
}

const outOfTime = (request: ModelRequest, reader: AnswerReader): ModelAnswer =>
  failed(
    `no whole answer came within ${Math.round(request.timeoutMs / 1000)} s`,
    true,
    reader.usage(),
  );

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
