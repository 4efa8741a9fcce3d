import type { ModelAnswer, ModelBlock, ModelRequest, ModelUsage } from "#intent";
import type Anthropic from "@anthropic-ai/sdk";

/** Puts the events of one streamed answer together. */
export interface AnswerReader {
  /** Takes one event; gives a sentence where the answer has gone wrong and need not be read on. */
  read(event: Anthropic.RawMessageStreamEvent): string | undefined;
  /** What the whole stream came to. */
  end(): ModelAnswer;
  /** What the provider has told of the cost so far. */
  usage(): ModelUsage;
  /** The same for a request that was sent and got no word of its cost: then by its length. */
  usageSent(): ModelUsage;
}

/** About as many characters as a token has at the least, in code. */
const charactersPerToken = 3;

interface Open {
  readonly start: Anthropic.ContentBlock;
  text: string;
  signature: string;
  closed: boolean;
}

/** Fields that count, as the messages of the stream give them: the last word stands. */
type Counted = Pick<
  Anthropic.MessageDeltaUsage,
  "input_tokens" | "output_tokens" | "cache_read_input_tokens" | "cache_creation_input_tokens"
>;

/** Reads the answer to a request, event by event. */
export const answerReader = (request: ModelRequest): AnswerReader => new Reader(request);

/**
 * Reads strictly: a message that starts, blocks that start and stop, one of the two stop reasons that we act on, and the
 * end of the message. All else is an answer that broke off, of which nothing may be used (a search-and-replace text that is
 * cut is often still a valid one).
 */
class Reader implements AnswerReader {
  readonly #request: ModelRequest;
  readonly #blocks = new Map<number, Open>();
  #counted: ModelUsage | undefined;
  #stop: string | null = null;
  #ended = false;
  #written = 0;

  constructor(request: ModelRequest) {
    this.#request = request;
  }

  read(event: Anthropic.RawMessageStreamEvent): string | undefined {
    switch (event.type) {
      case "message_start":
        this.#count(event.message.usage);
        return undefined;
      case "content_block_start": {
        const start = event.content_block;
        this.#blocks.set(event.index, { start, text: "", signature: "", closed: false });
        return undefined;
      }
      case "content_block_delta":
        return this.#take(event.index, event.delta);
      case "content_block_stop": {
        const open = this.#blocks.get(event.index);
        if (open !== undefined) open.closed = true;
        return undefined;
      }
      case "message_delta":
        this.#stop = event.delta.stop_reason;
        this.#count(event.usage);
        return undefined;
      case "message_stop":
        this.#ended = true;
        return undefined;
    }
  }

  #take(index: number, delta: Anthropic.RawContentBlockDelta): string | undefined {
    const added = take(this.#blocks.get(index), delta);
    if (added === undefined) return "the answer holds a piece of a block that never began";
    this.#written += added;
    // More than could be, by far: somebody who does not stop.
    return this.#written > this.#request.maxTokens * 16 ? "the answer did not end" : undefined;
  }

  #count(one: Counted): void {
    this.#counted = {
      input: one.input_tokens ?? this.#counted?.input ?? 0,
      output: one.output_tokens,
      cacheRead: one.cache_read_input_tokens ?? this.#counted?.cacheRead ?? 0,
      cacheWrite: one.cache_creation_input_tokens ?? this.#counted?.cacheWrite ?? 0,
    };
  }

  end(): ModelAnswer {
    const stop = this.#stop;
    if (!this.#ended || stop === null) return this.#broken("the answer broke off before its end");
    if (stop !== "end_turn" && stop !== "tool_use")
      return this.#broken(`the answer stopped with ${stop}`);
    const content = [...this.#blocks.values()].map(finished);
    if (content.includes(undefined)) return this.#broken("a tool call is not complete");
    // An empty text says nothing, and the API takes none back.
    const whole = content.flatMap((block) =>
      block === undefined || (block.type === "text" && block.text === "") ? [] : block,
    );
    if (whole.some((block) => block.type === "tool-call") !== (stop === "tool_use"))
      return this.#broken(`the answer stopped with ${stop}, and its tool calls say otherwise`);
    return { kind: "complete", stop, content: whole, usage: this.usage() };
  }

  #broken(reason: string): ModelAnswer {
    // Who declines a question declines it again.
    return { kind: "failed", reason, retry: this.#stop !== "refusal", usage: this.usage() };
  }

  usage(): ModelUsage {
    const told = this.#counted ?? { input: 0, output: 0, cacheRead: 0, cacheWrite: 0 };
    // A stream that broke off before its last count has written all that we read.
    const read = this.#ended ? 0 : Math.ceil(this.#written / charactersPerToken);
    return { ...told, output: Math.max(told.output, read) };
  }

  usageSent(): ModelUsage {
    return this.#counted === undefined
      ? { input: lengthOf(this.#request), output: 0, cacheRead: 0, cacheWrite: 0 }
      : this.usage();
  }
}

const lengthOf = ({ system, messages, tools }: ModelRequest): number =>
  Math.ceil(JSON.stringify([system, messages, tools]).length / charactersPerToken);

/** Adds a piece to its block; gives how many characters it has. */
function take(open: Open | undefined, delta: Anthropic.RawContentBlockDelta): number | undefined {
  if (open === undefined || open.closed) return undefined;
  const piece =
    delta.type === "text_delta"
      ? delta.text
      : delta.type === "input_json_delta"
        ? delta.partial_json
        : delta.type === "thinking_delta"
          ? delta.thinking
          : "";
  open.text += piece;
  if (delta.type === "signature_delta") open.signature += delta.signature;
  return piece.length;
}

/** A block that stopped, or `undefined` where it did not, or holds no JSON object where one belongs. */
function finished(open: Open): ModelBlock | undefined {
  if (!open.closed) return undefined;
  const { start } = open;
  if (start.type === "text") return { type: "text", text: open.text };
  if (start.type === "tool_use") {
    const input = objectOf(open.text === "" ? "{}" : open.text);
    return input === undefined
      ? undefined
      : { type: "tool-call", id: start.id, name: start.name, input };
  }
  const whole =
    start.type === "thinking"
      ? { ...start, thinking: open.text, signature: open.signature }
      : start;
  return { type: "opaque", json: JSON.stringify(whole) };
}

function objectOf(text: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return isObject(value) ? value : undefined;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null && !Array.isArray(value);
