import { setTimeout as delay } from "node:timers/promises";
import { DepotRustClient, TooDull as OtherTooDull } from "./generated.depot-rust.ts";
import { RemoteError, TooDull, type DepotTypescript, type Receipt } from "./generated.ts";
import type { File } from "./generated.wire-files.ts";

/** FNV-1a of 32 bits. */
const digestOf = (content: Uint8Array): string =>
  content.reduce((hash, byte) => Math.imul(hash ^ byte, 0x0100_0193) >>> 0, 0x811c_9dc5).toString();

const receiptOf = (
  { content, mediaType, name }: File,
  copy: File | undefined,
  note: string,
): Receipt => ({
  name,
  mediaType,
  size: content.length,
  digest: digestOf(content),
  note,
  copySize: copy?.content.length,
  copyName: copy?.name,
});

const nothing: File = { content: new Uint8Array(), mediaType: "application/x-nothing" };

/** How often `keep` was called. */
let kept = 0;

export const app: DepotTypescript = {
  async store({ content, copy, note }) {
    if (content.name === "dull.txt") return new TooDull({ name: content.name });
    return receiptOf(content, copy, note);
  },
  async echo({ content }) {
    return content;
  },
  async make({ size, mediaType }) {
    if (size === 13) return new TooDull({ name: "thirteen" });
    return { content: new Uint8Array(size).fill(120), mediaType, name: `${size}.png` };
  },
  async guarded() {},
  async hang({ room, place, content, copy, note }) {
    if (content.name === "dull.txt") return new TooDull({ name: content.name });
    return receiptOf(content, copy, `${room} ${place} ${note}`);
  },
  async pin({ place, content = nothing, note = "none" }) {
    return receiptOf(content, undefined, `${place} ${note}`);
  },
  async frame({ picture }) {
    return receiptOf(picture, undefined, "");
  },
  async keep({ content, copy, note }) {
    kept += 1;
    return receiptOf(content, copy, `${note} ${kept}`);
  },
  async slow({ content }) {
    await delay(2_000);
    return receiptOf(content, undefined, "");
  },
  relay({ url, content }, ctx) {
    return new DepotRustClient(url).echo({ content }, ctx);
  },
  async relayStore({ url, content, copy, note }, ctx) {
    const answer = await new DepotRustClient(url).store({ content, copy, note }, ctx);
    return answer instanceof OtherTooDull ? new TooDull({ name: answer.name }) : answer;
  },
  async relayMake({ url, size }, ctx) {
    const made = await new DepotRustClient(url).make({ size, mediaType: "image/png" }, ctx);
    if (made instanceof OtherTooDull) throw new Error("too dull");
    return made;
  },
  relayKeep({ url, key, content }, ctx) {
    return new DepotRustClient(url).keep({ content, note: "none" }, ctx, key);
  },
  async relaySlow({ url }, ctx) {
    const content: File = { content: new Uint8Array(3), mediaType: "image/png" };
    try {
      await new DepotRustClient(url).slow({ content }, ctx);
    } catch (error) {
      if (error instanceof RemoteError) return error.code;
      throw error;
    }
    return "it answered";
  },
};
