import { setTimeout as delay } from "node:timers/promises";
import type { ChainRustApi } from "./generated.chain-rust.ts";
import type { ChainTypescript, ChainTypescriptEvents } from "./generated.ts";

/** Passes on to Rust. */
export const app = (next: ChainRustApi, events: ChainTypescriptEvents): ChainTypescript => ({
  async pass({ hops }, ctx) {
    await events.passed({ hops }, ctx);
    const rest = hops === 0 ? [] : await next.pass({ hops: hops - 1 }, ctx);
    return ["typescript", ...rest];
  },
  async fail() {
    throw new Error("this cannot work", { cause: new Error("the disk is full") });
  },
  async wait({ ms }) {
    await delay(ms);
    return "done";
  },
  async note() {},
});
