import type { ModelBlock } from "#intent";
import { isObject, objectOf, type JsonObject } from "./anthropic-json.ts";

/** One block of an answer while it comes. */
export interface Block {
  readonly start: JsonObject;
  text: string;
  signature: string;
  closed: boolean;
}

/** A block from its start event; `undefined` where that has no kind, or calls a tool without a name or an id. */
export function beginBlock(start: unknown): Block | undefined {
  if (!isObject(start) || !isText(start["type"])) return undefined;
  if (start["type"] === "tool_use" && !(isText(start["id"]) && isText(start["name"])))
    return undefined;
  return { start, text: "", signature: "", closed: false };
}

const isText = (value: unknown): value is string => typeof value === "string" && value !== "";

/** Where a piece of each kind keeps its text, and the one kind of block that it belongs to. */
const pieces: ReadonlyMap<unknown, readonly [field: string, block: string]> = new Map([
  ["text_delta", ["text", "text"]],
  ["input_json_delta", ["partial_json", "tool_use"]],
  ["thinking_delta", ["thinking", "thinking"]],
  ["signature_delta", ["signature", "thinking"]],
] as const);

/**
 * Adds a piece to its block; gives what was added, or `undefined` where the piece is of another kind than the block. In a
 * block of a kind that we hand back as it came, and of a kind of piece that we do not know, nothing is added.
 */
export function takeDelta(block: Block, delta: JsonObject): string | undefined {
  const [field, belongs] = pieces.get(delta["type"]) ?? [];
  const kind = block.start["type"];
  const isOurs = kind === "text" || kind === "tool_use" || kind === "thinking";
  if (field === undefined) return kind === "tool_use" ? undefined : "";
  const piece = delta[field];
  if (typeof piece !== "string" || (isOurs && kind !== belongs)) return undefined;
  if (field === "signature") block.signature += piece;
  else block.text += piece;
  return piece;
}

/** A block that stopped, or `undefined` where it did not, or holds no JSON object where one belongs. */
export function finishBlock({ start, text, signature, closed }: Block): ModelBlock | undefined {
  if (!closed) return undefined;
  if (start["type"] === "text") return { type: "text", text };
  if (start["type"] === "tool_use") {
    const input = objectOf(text === "" ? "{}" : text);
    return input === undefined
      ? undefined
      : { type: "tool-call", id: String(start["id"]), name: String(start["name"]), input };
  }
  const whole = start["type"] === "thinking" ? { ...start, thinking: text, signature } : start;
  return { type: "opaque", json: JSON.stringify(whole) };
}
