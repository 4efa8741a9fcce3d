import { expect, test } from "vitest";
import type { LanguageModel, ModelUsage } from "#intent";
import { readSaved } from "#mechanic";
import { createHost } from "../../../cli/host/index.ts";
import { fill, python } from "./filling.ts";

const host = createHost();

/** A model that says nothing of use, and what its calls are said to cost. */
const saying = (
  usage: ModelUsage,
  during: () => Promise<void> = async () => {},
): LanguageModel => ({
  ask: async () => {
    await during();
    return { kind: "complete", stop: "end_turn", content: [{ type: "text", text: "So." }], usage };
  },
});

const one: ModelUsage = { input: 1, output: 1, cacheRead: 0, cacheWrite: 0 };

test("a call is booked at its worst before it is made: a process that is killed meanwhile forgets none", async () => {
  let memory = "";
  const remembered: number[] = [];
  const model = saying(one, async () => {
    remembered.push((await readSaved(host, memory))?.spent.tokens ?? 0);
  });
  const filled = await fill(python, [], { model, memoryAt: (path) => (memory = path) });
  // The longest answer is what a call can cost; the first one has cost two tokens when the second one begins.
  expect(remembered.map((tokens) => tokens > 16_384)).toEqual([true, true]);
  expect(filled.spent.tokens).toBe(4);
});

test.for([Number.NaN, -1e9, Number.POSITIVE_INFINITY])(
  "whoever counts %d tokens is taken to have cost what they could",
  async (output) => {
    const filled = await fill(python, [], { model: saying({ ...one, output }) });
    expect(filled.spent.tokens).toBeGreaterThan(2 * 16_384);
    expect(filled.spent.usd).toBeGreaterThan(0);
  },
);
