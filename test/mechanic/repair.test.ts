import { readFileSync } from "node:fs";
import { join } from "node:path";

import { expect, test } from "vitest";

import type { EventBody, GateResult, Hole, RepairEdit, RepairRequest } from "#intent";
import { repairService, type RepairResult, type RepairTools } from "#mechanic";

import { createHost } from "../../cli/host/index.ts";
import { inFolder } from "./gates/bundle.ts";
import { requestOf } from "./typescript/case.ts";

const host = createHost();
const bundle = join(import.meta.dirname, "../cases/scenario-a/typescript.txt");
const custom = "services/shop/src/custom.ts";
const green: GateResult = { gate: "check", status: "passed", diagnostics: [], files: 2, ms: 1 };
const red: GateResult = {
  ...green,
  status: "failed",
  diagnostics: [
    {
      tool: "tsc",
      code: "TS2322",
      severity: "error",
      message: "Type 'string' is not assignable.",
      file: custom,
      line: 1,
      column: 1,
      endLine: 1,
      endColumn: 7,
    },
  ],
};
const comment: RepairEdit = {
  file: custom,
  start: 0,
  end: 0,
  text: "// seen\n",
  change: "users/UserProfile.id",
  rule: "retype-slot",
  certainty: "certain",
  because: "A test asks for it.",
};

const question = (line: number): Hole => ({
  id: "ordering:x",
  kind: "ordering",
  file: custom,
  line,
  column: 1,
  endLine: line,
  endColumn: 2,
  delta: "users/UserProfile.id",
  question: "?",
  candidates: [],
});

interface Setting {
  readonly check?: (text: string) => GateResult;
  readonly engine?: RepairTools["engine"];
  readonly standing?: GateResult;
  readonly request?: (request: RepairRequest) => RepairRequest;
}

/** Repairs the scenario in a real folder; gives the result, the text that lies there afterwards and the events. */
async function repair(setting: Setting): Promise<{
  result: RepairResult;
  text: string;
  before: string;
  events: EventBody[];
  asked: number;
}> {
  const request = requestOf(bundle, "shop");
  const events: EventBody[] = [];
  let asked = 0;
  return inFolder(request.sources, async (root) => {
    const read = (): string => readFileSync(join(root, custom), "utf8");
    const runCheck = (): Promise<GateResult> => {
      asked += 1;
      return Promise.resolve((setting.check ?? (() => green))(read()));
    };
    const tools: RepairTools = {
      host,
      emit: (event) => events.push(event),
      runCheck,
      ...(setting.engine === undefined ? {} : { engine: setting.engine }),
      ...(setting.standing === undefined ? {} : { standing: setting.standing }),
    };
    const result = await repairService(
      (setting.request ?? ((same) => same))({ ...request, root }),
      tools,
    );
    return { result, text: read(), before: request.sources.get(custom) ?? "", events, asked };
  });
}

test("a green repair is written, whole, and tells of its edits", async () => {
  const { result, text, events } = await repair({
    check: (text) => (text.includes("Map<string, Letter>") ? green : red),
  });
  expect(result.outcome).toBe("repaired");
  expect(text).toContain("greet(userId: string, retries: number = 3)");
  expect(events.filter((event) => event.type === "edited")).toHaveLength(3);
}, 60_000);

test("what nothing asks for is left unchanged", async () => {
  const { result, text, before } = await repair({
    engine: async () => ({ edits: [], holes: [], cycles: 0 }),
  });
  expect(result).toMatchObject({ outcome: "unchanged", cycles: 0 });
  expect(text).toBe(before);
});

test("a repair that stays red is taken back, and each diagnostic is a hole", async () => {
  const { result, text, before } = await repair({
    check: () => red,
    engine: async () => ({ edits: [comment], holes: [], cycles: 1 }),
  });
  expect(result).toMatchObject({
    outcome: "held",
    holes: [{ kind: "unresolved-diagnostic", file: custom, line: 1 }],
  });
  expect(text).toBe(before);
});

test("a hole holds the whole service", async () => {
  const hole = question(1);
  const { result, text, before, events } = await repair({
    engine: async () => ({ edits: [comment], holes: [hole], cycles: 1 }),
  });
  expect(result).toMatchObject({
    outcome: "held",
    holes: [hole],
    reason: "1 decision is missing.",
  });
  expect(events.filter((event) => event.type === "hole")).toHaveLength(1);
  expect(text).toBe(before);
});

test("a refused edit holds the service and says why", async () => {
  const { result, text, before, asked } = await repair({
    engine: async () => ({
      edits: [{ ...comment, text: "// @ts-ignore\n" }],
      holes: [],
      cycles: 1,
    }),
  });
  expect(result.outcome).toBe("held");
  expect(result.reason).toContain("@ts-ignore");
  expect([text, asked]).toEqual([before, 0]);
});

test("what would do more to a test than spell a change is asked, and the rest of the repair stands", async () => {
  const more: RepairEdit = { ...comment, rule: "always-there", start: 1, end: 2, text: "2" };
  const { result } = await repair({
    request: (request) => ({ ...request, tests: new Set([custom]) }),
    engine: async () => ({ edits: [comment, more], holes: [], cycles: 1 }),
  });
  expect(result).toMatchObject({
    outcome: "held",
    reason: "1 decision is missing.",
    edits: [comment],
    holes: [
      {
        kind: "expected-value",
        file: custom,
        line: 1,
        choices: [{ label: "2", edits: [{ start: 1, end: 2, text: "2" }] }],
      },
    ],
  });
});

test.for(["newborn", "cartography"] as const)(
  "code that is governed as %s is never edited",
  async (governance) => {
    const { result, text, before } = await repair({
      check: () => red,
      request: (request) => ({ ...request, service: { ...request.service, governance } }),
    });
    expect(result.outcome).toBe("held");
    expect(result.reason).toContain(governance);
    expect(result.holes).toHaveLength(1);
    expect(text).toBe(before);
  },
);

test("a service out of minutes, or cancelled, is held and starts no tool", async () => {
  const engine: RepairTools["engine"] = async () => ({ edits: [comment], holes: [], cycles: 1 });
  const late = await repair({
    engine,
    request: (request) => ({ ...request, limits: { ...request.limits, minutes: -1 } }),
  });
  expect([late.result.outcome, late.asked, late.text]).toEqual(["held", 0, late.before]);
  expect(late.result.reason).toContain("minutes");
  const cancelled = await repair({
    engine,
    request: (request) => ({ ...request, signal: AbortSignal.abort() }),
  });
  expect([cancelled.result.outcome, cancelled.asked, cancelled.text]).toEqual([
    "held",
    0,
    cancelled.before,
  ]);
});

test("what was cut off counts as nothing: as stamped, with the engine's questions and the compiler's", async () => {
  const hole = question(2);
  const errors = red.diagnostics.flatMap((one) =>
    [2, 5].map((line) => ({ ...one, line, endLine: line })),
  );
  const standing: GateResult = { ...red, diagnostics: errors };
  for (const cut of ["cancelled", "late"] as const) {
    const stop = new AbortController();
    const { result, text, before } = await repair({
      standing,
      // It is cut off after half of its work: a question and an edit stand already.
      engine: async () => {
        if (cut === "cancelled") stop.abort();
        return { edits: [comment], holes: [hole], cycles: 1 };
      },
      request: (request) => ({
        ...request,
        signal: stop.signal,
        limits: { ...request.limits, minutes: cut === "late" ? -1 : 5 },
      }),
    });
    expect(result).toMatchObject({ outcome: "held", edits: [], texts: new Map() });
    expect(result.holes.map(({ kind, line }) => [kind, line])).toEqual([
      [hole.kind, 2],
      ["unresolved-diagnostic", 5],
    ]);
    expect(text).toBe(before);
  }
});

test("the oracle puts the tree back, also when the check throws", async () => {
  const engine: RepairTools["engine"] = async (_request, oracle) => {
    await expect(oracle.check(new Map([[custom, "broken"]]))).rejects.toThrow("tool");
    expect(oracle.rounds).toBe(1);
    return { edits: [], holes: [], cycles: 1 };
  };
  const { text, before } = await repair({
    engine,
    check: (text) => {
      if (text === "broken") throw new Error("tool");
      return green;
    },
  });
  expect(text).toBe(before);
});

test("the compiler is asked once about the same texts, and again where its tool had failed", async () => {
  const failed: GateResult = { ...red, diagnostics: [], reason: "The tool hung." };
  const verdicts: string[] = [];
  const engine: RepairTools["engine"] = async (request, oracle) => {
    const stands = request.sources.get(custom) ?? "";
    for (const text of ["hangs", "hangs", "broken", "broken", stands])
      verdicts.push((await oracle.check(new Map([[custom, text]]))).status);
    return { edits: [], holes: [], cycles: 1 };
  };
  const check = (text: string): GateResult =>
    text === "hangs" ? failed : text === "broken" ? red : green;
  const { result, asked } = await repair({ engine, check });
  expect(verdicts).toEqual(["failed", "failed", "failed", "failed", "passed"]);
  // Twice what hung, once what is broken, once the texts as they stand; the loop's own last question is the same.
  expect(asked).toBe(4);
  expect(result.outcome).toBe("unchanged");
  const told = await repair({ engine, check, standing: green });
  expect(told.asked).toBe(3);
});
