import type { CallerTypescript } from "./generated.ts";
import { EchoRustClient } from "./generated.echo-rust.ts";
import type { SamplePatch } from "./generated.echo-rust.ts";
import { walk } from "./generated.pages.ts";

/** Calls an echo service in any language: the wire is one. */
export const app: CallerTypescript = {
  async total({ url, limit }) {
    const client = new EchoRustClient(url);
    let sum = 0n;
    for await (const number of walk((cursor) => client.count({ limit, cursor }))) sum += number;
    return sum;
  },
  passOn: ({ url, batch }, ctx) => new EchoRustClient(url).echoAll({ batch }, ctx),
  withoutWeight({ url, value, label }, ctx) {
    const patch: SamplePatch = { weight: null, label };
    return new EchoRustClient(url).change({ value, patch }, ctx);
  },
};
