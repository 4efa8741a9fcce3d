import { applySamplePatch, Refused } from "./generated.ts";
import type { EchoTypescript } from "./generated.ts";

/** Gives back what it was given. */
export const app: EchoTypescript = {
  echo: async ({ value }) => value,
  echoPatch: async ({ value }) => value,
  echoPatchOfAll: async ({ value }) => value,
  change: async ({ value, patch }) => applySamplePatch(value, patch),
  echoPage: async ({ value }) => value,
  count: async ({ limit, cursor }) => {
    const from = Number(cursor ?? 0);
    const to = Math.min(from + 3, limit);
    const items = Array.from({ length: to - from }, (_, index) => BigInt(from + index));
    return { items, next: to < limit ? String(to) : undefined };
  },
  echoAll: async ({ batch }) => batch,
  refuse: async ({ value }) => new Refused({ value }),
};
