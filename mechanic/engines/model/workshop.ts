import type { GateReport, GateResult, Oracle, RepairRequest } from "#intent";
import {
  finish,
  judgeTexts,
  offlineTexts,
  treeRefusal,
  type Allowed,
  type FillTools,
  type GateRun,
  type Judged,
  type Offline,
  type Refused,
  type Texts,
} from "../fill/index.ts";
import { diagnosticLines, gateText } from "./brief.ts";
import { inputOf, type Replacement, type ToolCall } from "./calls.ts";
import { readableFiles, search, view } from "./reading.ts";

/** What a tool call came to. `ends` closes the conversation. */
export interface Observation {
  readonly text: string;
  readonly failed: boolean;
  readonly ends?: boolean;
}

/** A repair that all have agreed to. */
export interface Whole extends Allowed {
  readonly report: GateReport;
}

/** The service's code in a model's hands: what it has made so far, and the tools that read, change and judge it. */
export interface Workshop {
  perform(call: ToolCall): Promise<Observation>;
  /** Does again what was done and seen before the run was interrupted: edits that were kept. */
  replay(call: ToolCall, failed: boolean): void;
  /** All gates and questions, as `done` asks for them. */
  finish(): Promise<Observation>;
  readonly whole: Whole | undefined;
  readonly refusals: readonly Refused[];
  /** Times that all gates were asked. */
  readonly cycles: number;
}

/** The service's texts as the model has made them, by path. */
type Made = ReadonlyMap<string, string>;

const no = (text: string): Observation => ({ text, failed: true });
const yes = (text: string): Observation => ({ text, failed: false });

/** The state of the work: what the files say so far, and what became of it. */
interface Bench {
  readonly request: RepairRequest;
  readonly offline: Offline;
  readonly tools: FillTools;
  readonly oracle: Oracle;
  readonly refusals: Map<string, Refused>;
  texts: Map<string, string>;
  cycles: number;
  /** What the gates said last, and of which texts: of the same texts they are not asked again. */
  asked: { readonly of: Made; readonly run: GateRun } | undefined;
  whole: Whole | undefined;
}

/**
 * Opens a workshop on what the offline engine left. Nothing that it is given is written before all have agreed. `cycles`:
 * how often all gates were asked before the run was interrupted.
 */
export function createWorkshop(
  request: RepairRequest,
  offline: Offline,
  tools: FillTools,
  oracle: Oracle,
  cycles: number,
): Workshop {
  const bench: Bench = {
    request,
    offline,
    tools,
    oracle,
    refusals: new Map(),
    texts: new Map(offlineTexts(request, offline)),
    cycles,
    asked: undefined,
    whole: undefined,
  };
  return {
    perform: (call) => perform(bench, call),
    replay: (call, failed) => replay(bench, call, failed),
    finish: () => end(bench),
    get whole() {
      return bench.whole;
    },
    get refusals() {
      return [...bench.refusals.values()];
    },
    get cycles() {
      return bench.cycles;
    },
  };
}

async function perform(bench: Bench, call: ToolCall): Promise<Observation> {
  const input = inputOf(call);
  if (typeof input === "string") return no(input);
  switch (input.tool) {
    case "view":
      return observed(view(readableFiles(bench.request, bench.texts), input.file, input.line));
    case "search":
      return observed(search(readableFiles(bench.request, bench.texts), input.text, input.below));
    case "edit":
      return edit(bench, input.replacements);
    case "run-gate":
      return runGate(bench, input.gate);
    case "done":
      return end(bench);
  }
}

function replay(bench: Bench, call: ToolCall, failed: boolean): void {
  const input = inputOf(call);
  if (typeof input === "string") return;
  if (input.tool !== "edit" || failed) return;
  for (const one of input.replacements) replaceOnce(bench.texts, one);
}

/** The texts that differ from the stamped service's. */
const changed = ({ request, texts }: Bench): Map<string, string> =>
  new Map([...texts].filter(([path, text]) => request.sources.get(path) !== text));

const judge = ({ tools, request, offline }: Bench, texts: Texts): Promise<Judged> =>
  judgeTexts(tools.host, request, offline, "model", texts);

function refused(bench: Bench, refusals: readonly Refused[]): Observation {
  for (const one of refusals) bench.refusals.set(`${one.guard} ${one.reason}`, one);
  const said = refusals.map(({ guard, reason }) => `${guard}: ${reason}`);
  return no(`A guard refuses this, and nothing of it was kept. ${said.join(" ")}`);
}

async function edit(bench: Bench, replacements: readonly Replacement[]): Promise<Observation> {
  const next = new Map(bench.texts);
  for (const one of replacements) {
    // A file that is not among the sources goes to the guards as it would be written: they say why it may not be.
    const missed = replaceOnce(next, one);
    if (missed !== undefined) return no(missed);
  }
  const judged = await judge(bench, next);
  if ("refusals" in judged) return refused(bench, judged.refusals);
  const before = await bench.oracle.check(changed(bench));
  const after = await bench.oracle.check(judged.texts);
  const more = moreErrors(before, after);
  if (more !== undefined) return no(more);
  bench.texts = next;
  return yes(`Kept. ${gateText({ gates: [after] })}`);
}

async function runGate(bench: Bench, gate: "check" | "lint" | "test"): Promise<Observation> {
  if (gate === "check") return yes(gateText({ gates: [await bench.oracle.check(changed(bench))] }));
  const isNew = bench.asked === undefined || !isSame(bench.asked.of, changed(bench));
  // All gates run, so it is a repair cycle like that of `done`; to hear the same again costs none.
  if (isNew) bench.cycles += 1;
  const { report, disturbed } = await askGates(bench, changed(bench));
  if (disturbed.length > 0) return refused(bench, disturbed.map(treeRefusal));
  const text = gateText({ gates: report.gates.slice(0, gate === "lint" ? 2 : 3) });
  return yes(isNew ? `${text}\n${cycleText(bench)}` : `Nothing has changed since:\n${text}`);
}

const cycleText = ({ cycles, request }: Bench): string =>
  `Repair cycle ${cycles} of ${request.limits.repairCycles}; \`done\` takes one.`;

/** All gates over these texts, or what they said of them just before. */
async function askGates(bench: Bench, texts: Made): Promise<GateRun> {
  if (bench.asked !== undefined && isSame(bench.asked.of, texts)) return bench.asked.run;
  const run = await bench.tools.runGates(texts, bench.cycles);
  bench.asked = { of: new Map(texts), run };
  return run;
}

const isSame = (one: Made, other: Made): boolean =>
  one.size === other.size && [...one].every(([path, text]) => other.get(path) === text);

/** Judges the work as a whole, as `done` asks for it. */
async function end(bench: Bench): Promise<Observation> {
  bench.cycles += 1;
  const judged = await judge(bench, bench.texts);
  if ("refusals" in judged) return refused(bench, judged.refusals);
  const tools = { ...bench.tools, runGates: (texts: Made) => askGates(bench, texts) };
  const finished = await finish(bench.request, bench.offline, tools, judged, bench.cycles);
  switch (finished.ended) {
    case "red":
      return no(gateText(finished.report));
    case "refused":
      return refused(bench, finished.refusals);
    case "whole":
      bench.whole = { ...judged, report: finished.report };
      return { text: "All gates are green.", failed: false, ends: true };
  }
}

const observed = (result: { text: string } | string): Observation =>
  typeof result === "string" ? no(result) : yes(result.text);

/** Replaces a text that must occur exactly once; says why it could not. A file that is new begins empty. */
function replaceOnce(texts: Map<string, string>, one: Replacement): string | undefined {
  const text = texts.get(one.file);
  if (text === undefined) {
    texts.set(one.file, one.new);
    return undefined;
  }
  const at = one.old === "" ? -1 : text.indexOf(one.old);
  if (at < 0)
    return `\`old\` does not occur in ${one.file}; view the file and copy it as it stands.`;
  if (text.includes(one.old, at + 1))
    return `\`old\` occurs more than once in ${one.file}; take more of what is around it.`;
  texts.set(one.file, text.slice(0, at) + one.new + text.slice(at + one.old.length));
  return undefined;
}

/** Why an edit is rolled back: more errors than before, or a compiler that could not judge it. */
function moreErrors(before: GateResult, after: GateResult): string | undefined {
  const errors = (gate: GateResult): GateResult["diagnostics"] =>
    gate.diagnostics.filter((one) => one.severity === "error");
  if (after.status === "failed" && errors(after).length === 0)
    return `The check gate could not judge it, so nothing was kept: ${after.reason ?? ""}`;
  if (errors(after).length <= errors(before).length) return undefined;
  return [
    `There are ${errors(after).length} errors with it and ${errors(before).length} without, so nothing was kept:`,
    ...diagnosticLines(errors(after)),
  ].join("\n");
}
