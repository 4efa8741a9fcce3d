import { tokensOfBytes, tokensOfRequest, type ModelRequest, type ModelUsage } from "#intent";

/** What a call that was never sent costs. */
export const nothing: ModelUsage = { input: 0, output: 0, cacheRead: 0, cacheWrite: 0 };

const sides = {
  input_tokens: "input",
  cache_read_input_tokens: "cacheRead",
  cache_creation_input_tokens: "cacheWrite",
  output_tokens: "output",
} as const;
type Count = keyof ModelUsage;

/**
 * What one call costs: the provider's own counts where they are counts, and where one is absent or is none (a word, less
 * than nothing) at least what was really sent and received, by its length. A limit that trusted any number would be none.
 */
export class Meter {
  readonly #request: ModelRequest;
  readonly #told = new Map<Count, number>();
  readonly #doubted = new Set<Count>();
  #outputIsFinal = false;
  #bytes = 0;

  constructor(request: ModelRequest) {
    this.#request = request;
  }

  /** Takes the counts of one message of the stream; the last word on each stands. */
  count(usage: unknown, isFinal: boolean): void {
    const given: Readonly<Record<string, unknown>> =
      typeof usage === "object" && usage !== null ? { ...usage } : {};
    for (const [name, side] of Object.entries(sides)) {
      const value = given[name];
      if (value === undefined || value === null) continue;
      if (typeof value !== "number" || !Number.isSafeInteger(value) || value < 0)
        this.#doubted.add(side);
      else {
        this.#told.set(side, value);
        if (side === "output" && isFinal) this.#outputIsFinal = true;
      }
    }
  }

  /** Takes a piece of the answer; gives about how many tokens have come in all. */
  wrote(piece: string): number {
    this.#bytes += Buffer.byteLength(piece);
    return tokensOfBytes(this.#bytes);
  }

  /** What it comes to; `ended`: whether the stream came to its own end. */
  usage(ended: boolean): ModelUsage {
    const told = (side: Count): number => this.#told.get(side) ?? 0;
    const read = ["input", "cacheRead", "cacheWrite"] as const;
    const readIsTold = this.#told.has("input") && !read.some((side) => this.#doubted.has(side));
    const writtenIsTold = ended && this.#outputIsFinal && !this.#doubted.has("output");
    return {
      cacheRead: told("cacheRead"),
      cacheWrite: told("cacheWrite"),
      input: readIsTold ? told("input") : Math.max(told("input"), tokensOfRequest(this.#request)),
      output: writtenIsTold ? told("output") : Math.max(told("output"), tokensOfBytes(this.#bytes)),
    };
  }
}
