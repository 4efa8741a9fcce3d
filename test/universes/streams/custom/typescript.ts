import { setTimeout as delay } from "node:timers/promises";
import { FeedRustClient, RunDry as OtherRunDry } from "./generated.feed-rust.ts";
import { RemoteError, RunDry, type FeedTypescript } from "./generated.ts";

const seen = new Map<string, number>();
const count = (name: string): number => {
  const now = (seen.get(name) ?? 0) + 1;
  seen.set(name, now);
  return now;
};

/** What a stream says, one text a value, and how it came to its end. */
const heard = async (values: AsyncIterable<unknown>, stopAfter = 0): Promise<string[]> => {
  const said: string[] = [];
  try {
    for await (const value of values) {
      if (value instanceof OtherRunDry) return [...said, `dry after ${value.after}`];
      said.push(String(value));
      if (said.length === stopAfter) return [...said, "stopped"];
    }
  } catch (error) {
    if (error instanceof RemoteError) return [...said, `failed: ${error.code}`];
    throw error;
  }
  return [...said, "end"];
};

export const app: FeedTypescript = {
  async *countUp({ upto, pauseMs, how, name }, { signal }) {
    let ended = false;
    try {
      for (let number = 1; number <= upto; number += 1) {
        if (pauseMs > 0) await delay(pauseMs, undefined, { signal });
        count(`sent ${name}`);
        yield number;
      }
      if (how === "dry") yield new RunDry({ after: upto });
      if (how === "breaks") throw new Error("it broke");
      if (how === "hangs") await delay(60_000, undefined, { signal });
      ended = true;
    } finally {
      count(`${ended ? "ended" : "left"} ${name}`);
    }
  },
  async *tick({ pausesMs }, { signal }) {
    for (const [index, pauseMs] of pausesMs.entries()) {
      await delay(pauseMs, undefined, { signal });
      yield index;
    }
  },
  async *readOut({ readings }) {
    yield* readings;
  },
  async *pour({ pieces, size, name }) {
    for (let piece = 0; piece < pieces; piece += 1) {
      count(name);
      yield "x".repeat(size);
    }
  },
  async seen() {
    return seen;
  },
  watch({ url, stopAfter, ...input }, ctx) {
    return heard(new FeedRustClient(url).countUp(input, ctx), stopAfter);
  },
  async *whisper({ upto }) {
    for (let number = 1; number <= upto; number += 1) yield number;
  },
  watchWhispers({ url, key }, ctx) {
    return heard(
      new FeedRustClient(url, { credential: { apiKey: key } }).whisper({ upto: 2 }, ctx),
    );
  },
  watchTicks({ url, pausesMs }, ctx) {
    return heard(new FeedRustClient(url).tick({ pausesMs }, ctx));
  },
  watchReadings({ url, readings }, ctx) {
    return new FeedRustClient(url).readOut({ readings }, ctx);
  },
  async watchPour({ url, waitMs, ...input }, ctx) {
    let size = 0n;
    for await (const piece of new FeedRustClient(url).pour(input, ctx)) {
      if (size === 0n) await delay(waitMs);
      size += BigInt(piece.length);
    }
    return size;
  },
};
