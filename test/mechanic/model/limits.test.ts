import { describe, expect, test } from "vitest";
import { defaultLimits, type LanguageModel, type ModelBlock, type ModelUsage } from "#intent";
import { readSaved } from "#mechanic";
import { createHost } from "../../../cli/host/index.ts";
import { fill, green, python, type Setting } from "./filling.ts";

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

type Call = readonly [name: string, input: object];

/** A model whose coder makes all calls of one answer at once, answer by answer, and notes what it was told of each. */
function callingAtOnce(answers: readonly (readonly Call[])[], told: string[]): LanguageModel {
  return {
    ask: async ({ tools, messages }) => {
      const round = messages.filter((message) => message.role === "assistant").length;
      const calls = tools.some((tool) => tool.name === "edit") ? (answers[round] ?? []) : [];
      for (const block of messages.at(-1)?.content ?? [])
        if (block.type === "tool-result") told.push(block.text);
      const content: ModelBlock[] = calls.map(([name, input], at) => ({
        type: "tool-call",
        id: `call-${at}`,
        name,
        input: { ...input },
      }));
      if (content.length > 0) return { kind: "complete", stop: "tool_use", content, usage: one };
      const words: ModelBlock = { type: "text", text: "That is all." };
      return { kind: "complete", stop: "end_turn", content: [words], usage: one };
    },
  };
}

const edit: Call = [
  "edit",
  { replacements: [{ file: python.custom, old: "QUESTION", new: '"calm"' }] },
];
const done: Call = ["done", { summary: "done" }];
const tests: Call = ["run-gate", { gate: "test" }];
const more = (word: string): Call => [
  "edit",
  {
    replacements: [
      { file: python.custom, old: "return str", new: `word = "${word}"\n    return str` },
    ],
  },
];
const times = (count: number, ...calls: Call[]): Call[] =>
  Array.from({ length: count }, () => calls).flat();

describe("one answer with many calls takes no more repair cycles than there are", () => {
  const check = async (
    answers: readonly (readonly Call[])[],
    setting: Setting = {},
  ): Promise<{ outcome: string; cycles: number; runs: number; told: string[]; reason: string }> => {
    const told: string[] = [];
    let runs = 0;
    const { gates = () => green } = setting;
    const filled = await fill(python, [], {
      ...setting,
      limits: { ...defaultLimits, repairCycles: 3 },
      model: callingAtOnce(answers, told),
      gates: () => {
        runs += 1;
        return gates();
      },
    });
    const reason = filled.outcome === "left" ? filled.reason : "";
    return { outcome: filled.outcome, cycles: filled.cycles, runs, told, reason };
  };
  const red = (): typeof green => ({
    ...green,
    green: false,
    gates: green.gates.map((gate) => ({ ...gate, status: "failed" })),
  });

  test("twelve times `done`", async () => {
    const ended = await check([[edit, ...times(12, done)]], { gates: red });
    expect(ended).toMatchObject({ outcome: "left", cycles: 3 });
    expect(ended.runs).toBeLessThanOrEqual(3);
    expect(ended.reason).toContain(":repair-cycles");
  });

  test("twelve times `done` that answers nothing", async () => {
    const ended = await check([times(12, done)]);
    expect(ended).toMatchObject({ outcome: "left", cycles: 3, runs: 0 });
    expect(ended.reason).toContain(":repair-cycles");
  });

  test("the tests after each of six edits", async () => {
    const calls = ["a", "b", "c", "d", "e", "f"].flatMap((word) => [more(word), tests]);
    const ended = await check([[edit, ...calls, done]]);
    expect(ended).toMatchObject({ outcome: "left", cycles: 3, runs: 3 });
    expect(ended.reason).toContain(":repair-cycles");
  });

  test("the same texts are not judged twice, and an honest answer has its cycle left", async () => {
    const ended = await check([[edit, ...times(3, tests)], [done]]);
    expect(ended).toMatchObject({ outcome: "filled", cycles: 2, runs: 1 });
    expect(ended.told.filter((text) => text.startsWith("Nothing has changed since"))).toHaveLength(
      2,
    );
  });
});
