import type { ModelAnswer, ModelBlock, ModelRequest, ModelUsage } from "#intent";
import { beginBlock, finishBlock, takeDelta, type Block } from "./anthropic-block.ts";
import { isObject, type JsonObject } from "./anthropic-json.ts";
import { Meter } from "./anthropic-usage.ts";

/** Puts the events of one streamed answer together. */
export interface AnswerReader {
  /** Takes one event; gives a sentence where the answer has gone wrong and need not be read on. */
  read(event: unknown): string | undefined;
  /** What the whole stream came to. */
  end(): ModelAnswer;
  /** What the request, which was sent, has cost so far. */
  usage(): ModelUsage;
}

/** Reads the answer to a request, event by event. */
export const answerReader = (request: ModelRequest): AnswerReader => new Reader(request);

/** More tokens than could be, by far: somebody who does not stop. */
const timesTooLong = 5;

/**
 * Reads strictly, and takes no shape for granted: a message that starts once, blocks that start and stop one place each, one
 * of the two stop reasons that we act on, the end of the message, and nothing after it. All else is an answer that broke
 * off, of which nothing may be used (a search-and-replace text that is cut is often still a valid one).
 */
class Reader implements AnswerReader {
  readonly #maxTokens: number;
  readonly #meter: Meter;
  readonly #blocks = new Map<number, Block>();
  #started = false;
  #stop: string | null = null;
  #ended = false;

  constructor(request: ModelRequest) {
    this.#maxTokens = request.maxTokens;
    this.#meter = new Meter(request);
  }

  read(event: unknown): string | undefined {
    if (!isObject(event)) return "the answer holds an event that is no object";
    const { type } = event;
    if (this.#ended) return "the answer goes on after its end";
    if (type === "message_start") return this.#start(event);
    if (!this.#started) return "the answer holds an event before its beginning";
    if (type === "content_block_start") return this.#begin(event);
    if (type === "content_block_delta") return this.#take(event);
    if (type === "content_block_stop") return this.#close(event);
    if (type === "message_delta") return this.#delta(event);
    if (type === "message_stop") this.#ended = true;
    // Kinds of events that came after this was written are passed over, as the API's rules ask for.
    return undefined;
  }

  #start({ message }: JsonObject): string | undefined {
    if (this.#started) return "the answer begins twice";
    this.#started = true;
    this.#meter.count(isObject(message) ? message["usage"] : undefined, false);
    return undefined;
  }

  #begin({ index, content_block: start }: JsonObject): string | undefined {
    if (this.#stop !== null) return "the answer goes on after its stop reason";
    if (typeof index !== "number" || this.#blocks.has(index))
      return "the answer holds two blocks in one place";
    const block = beginBlock(start);
    if (block === undefined) return "the answer holds a block without a shape";
    const same = (one: Block): boolean =>
      block.start["type"] === "tool_use" && one.start["id"] === block.start["id"];
    if ([...this.#blocks.values()].some(same)) return "the answer holds two tool calls with one id";
    this.#blocks.set(index, block);
    return this.#wrote(JSON.stringify(start));
  }

  #take({ index, delta }: JsonObject): string | undefined {
    if (this.#stop !== null) return "the answer goes on after its stop reason";
    const block = typeof index === "number" ? this.#blocks.get(index) : undefined;
    if (block === undefined || block.closed)
      return "the answer holds a piece of a block that is not open";
    const added = isObject(delta) ? takeDelta(block, delta) : undefined;
    return added === undefined ? "the answer holds a piece of another kind" : this.#wrote(added);
  }

  #close({ index }: JsonObject): string | undefined {
    const block = typeof index === "number" ? this.#blocks.get(index) : undefined;
    if (block === undefined || block.closed) return "the answer ends a block that is not open";
    block.closed = true;
    return undefined;
  }

  #delta({ delta, usage }: JsonObject): string | undefined {
    const stop = isObject(delta) ? delta["stop_reason"] : undefined;
    if (typeof stop === "string") this.#stop = stop;
    this.#meter.count(usage, true);
    return undefined;
  }

  #wrote(piece: string): string | undefined {
    const most = this.#maxTokens * timesTooLong;
    return this.#meter.wrote(piece) > most ? "the answer did not end" : undefined;
  }

  end(): ModelAnswer {
    const stop = this.#stop;
    if (!this.#ended || stop === null) return this.#broken("the answer broke off before its end");
    if (stop !== "end_turn" && stop !== "tool_use")
      return this.#broken(`the answer stopped with ${stop.slice(0, 40)}`);
    const content = [...this.#blocks.values()].map(finishBlock);
    if (content.includes(undefined)) return this.#broken("a tool call is not complete");
    // An empty text says nothing, and the API takes none back.
    const whole = content.flatMap((block): readonly ModelBlock[] =>
      block === undefined || (block.type === "text" && block.text === "") ? [] : [block],
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
    return this.#meter.usage(this.#ended);
  }
}
