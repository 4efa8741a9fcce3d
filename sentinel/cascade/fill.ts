import {
  createPurse,
  fillByCommand,
  fillByModel,
  fillByRules,
  gateCommands,
  offered,
  readSaved,
  type Filled,
  type FillTools,
  type GateRun,
  type Learned,
  type ModelSettings,
  type Offline,
  type Prompts,
  type Purse,
  type RepairTools,
} from "#mechanic";
import type { GateReport, GateResult, Governance, RepairRequest, Service } from "#intent";
import type { JobContext } from "../scheduler/types.ts";
import { joinPath } from "../universe/paths.ts";
import { choicesIn } from "./choices.ts";
import type { RunContext } from "./context.ts";
import { gates, type Preparation, type Step } from "./prepare.ts";
import { asStanding, putBack, standingFiles } from "./still.ts";

/** Who is asked about what the offline engine leaves, in order. */
export interface Filling {
  readonly rungs: readonly ("anthropic" | "command")[];
  readonly settings: ModelSettings;
  readonly prompts: Prompts;
  /** The agent program and the variables that it gets; present where `command` is a rung. */
  readonly command?: {
    readonly argv: readonly string[];
    readonly environment: Readonly<Record<string, string>>;
  };
  /** Why nobody is asked, and how to go on; present where there is no rung. */
  readonly nobody?: string;
}

/** What one look at a service has in hand when the offline engine is through with it. */
export interface Left {
  readonly request: RepairRequest;
  readonly tools: RepairTools;
  readonly offline: Offline;
  readonly baseline: GateReport | undefined;
  /** What there is to tell of the learned rules. */
  readonly recalled?: readonly string[];
}

/** In these governances code belongs to people alone. */
const handsOff: ReadonlySet<Governance> = new Set(["newborn", "cartography"]);

/**
 * Climbs the ladder: each rung is given the same holes, until one fills them all. What a rung was refused or could not do
 * is a note; the holes stay, and the run tree is as it was stamped.
 */
export async function fillHoles(
  run: RunContext,
  service: Service,
  job: JobContext,
  step: Step,
  so: Preparation,
  left: Left,
): Promise<Extract<Filled, { outcome: "filled" }> | undefined> {
  const { filling } = run;
  if (filling === undefined || so.holes.length === 0 || handsOff.has(service.governance))
    return undefined;
  const said: string[] = [];
  if (filling.nobody !== undefined) said.push(filling.nobody);
  for (const rung of filling.rungs) {
    if (job.signal.aborted) return undefined;
    const filled = await step("repair", () => climb(run, service, job, left, filling, rung));
    so.tokens += filled.spent.tokens;
    so.usd += filled.spent.usd;
    so.cycles += filled.cycles;
    if (filled.outcome === "filled") {
      so.engine = rung;
      // What was said of the holes is settled with them; what earlier rungs did is still worth knowing.
      so.notes = [filled.note, ...said];
      return filled;
    }
    const refused = filled.refusals.map(({ guard, reason }) => ` ${guard} refused: ${reason}`);
    const reason = filled.reason.replace(/\.$/, "");
    said.push(`${rung} left the holes as they were: ${reason}.${refused.join("")}`);
  }
  so.notes.push(...said);
  return undefined;
}

const toolsFor = (
  run: RunContext,
  service: Service,
  job: JobContext,
  left: Left,
  patience: { readonly timeoutMs?: number } = {},
): FillTools => ({
  host: run.host,
  emit: run.emit,
  runCheck: left.tools.runCheck,
  runGates: (texts, cycle) => gatesWith(run, service, job, left, texts, { cycle, ...patience }),
  runTests: () => testsAlone(run, service, job, left.request),
  knownTests: left.baseline?.gates.find((gate) => gate.gate === "test")?.tests?.ran ?? [],
});

/**
 * What a rule writes may never end. A tool over it gets half of the service's minutes: the rest is for those who are asked
 * then.
 */
const patienceOf = ({ limits }: RepairRequest): { readonly timeoutMs: number } => ({
  timeoutMs: Math.min(ruleMinutesMax, limits.minutes / 2) * 60_000,
});

const ruleMinutesMax = 10;

/**
 * Tries what the universe has learnt at the holes, before anybody is asked. Gives the whole repair where that answers all of
 * them, else what those that are asked next begin with. A hole that a rule could answer stays one while others are open,
 * with the rule's answer among its candidates.
 */
export async function recall(
  run: RunContext,
  service: Service,
  job: JobContext,
  step: Step,
  so: Preparation,
  left: Left,
): Promise<Extract<Learned, { outcome: "filled" }> | Left> {
  if (run.rules.length === 0 || so.holes.length === 0 || handsOff.has(service.governance))
    return left;
  const tools = toolsFor(run, service, job, left, patienceOf(left.request));
  const learned = await step("repair", () =>
    fillByRules(left.request, left.offline, run.rules, tools),
  );
  if (learned.outcome === "filled") {
    so.cycles += learned.cycles;
    so.engine = "learned";
    so.notes = [learned.note];
    return learned;
  }
  const recalled = learned.notes;
  if (learned.outcome === "left") return { ...left, recalled };
  const { offers } = learned;
  const shown = so.choices.map(({ hole }) => offered(hole, offers.get(hole.id)));
  const certain = so.proposal?.edits ?? [];
  so.choices = choicesIn(service.name, left.request.sources, certain, shown);
  so.holes = so.holes.map((hole) => offered(hole, offers.get(hole.id)));
  return { ...left, recalled, offline: learned.offline };
}

async function climb(
  run: RunContext,
  service: Service,
  job: JobContext,
  left: Left,
  filling: Filling,
  rung: Filling["rungs"][number],
): Promise<Filled> {
  const tools = toolsFor(run, service, job, left);
  if (rung === "command" && filling.command !== undefined)
    return fillByCommand(left.request, left.offline, {
      ...tools,
      ...filling.command,
      gates: gateCommands(run.after.universe, service),
      others: [...run.after.services.values()]
        .map((one) => one.directory)
        .filter((directory) => directory !== service.directory),
    });
  return fillByModel(left.request, left.offline, {
    ...tools,
    model: run.host.languageModel,
    settings: filling.settings,
    prompts: filling.prompts,
    purse: await purseOf(run),
    memory: memoryOf(run, service.name),
  });
}

/** All gates with these texts in the run tree; afterwards it is as it was stamped. */
async function gatesWith(
  run: RunContext,
  service: Service,
  job: JobContext,
  { request, baseline }: Left,
  texts: ReadonlyMap<string, string>,
  round: { readonly cycle: number; readonly timeoutMs?: number },
): Promise<GateRun> {
  const { report, disturbed, made } = await undisturbed(run, service, request, texts, () =>
    gates(run, service, job, baseline, round),
  );
  if (made.length === 0) return { report, disturbed };
  // What the tests leave behind without the repair, too, is their habit and none of its doing.
  const usual = new Set((await testsOverTree(run, service, job, request)).made);
  return { report, disturbed: [...disturbed, ...made.filter((path) => !usual.has(path))] };
}

/** What gates said, the files that were rewritten or taken away meanwhile, and those that were made. */
interface Watched extends GateRun {
  readonly made: readonly string[];
}

/** Runs gates over the tree with these texts in it, puts it back, and says which files were rewritten meanwhile. */
async function undisturbed(
  run: RunContext,
  service: Service,
  request: RepairRequest,
  texts: ReadonlyMap<string, string>,
  body: () => Promise<GateReport>,
): Promise<Watched> {
  const { files } = run.host;
  const stood = await standingFiles(files, request.root, service.directory);
  const edited = [...texts].map(([path, text]) => [path, asStanding(text)] as const);
  const expected = new Map([...stood, ...edited]);
  try {
    for (const [path, text] of texts) await files.writeText(joinPath(request.root, path), text);
    const report = await body();
    const changed = await putBack(files, request.root, service.directory, expected);
    return {
      report,
      disturbed: changed.filter((path) => expected.has(path)),
      made: changed.filter((path) => !expected.has(path)),
    };
  } finally {
    await putBack(files, request.root, service.directory, stood);
  }
}

const passed = { status: "passed", diagnostics: [], files: 0, ms: 0 } as const;

/** The gates over the tree as it lies there, as if those before the tests had passed. */
function testsOverTree(
  run: RunContext,
  service: Service,
  job: JobContext,
  request: RepairRequest,
): Promise<Watched> {
  const settled: readonly GateResult[] = [
    { gate: "check", ...passed },
    { gate: "lint", ...passed },
  ];
  return undisturbed(run, service, request, new Map(), () =>
    gates(run, service, job, undefined, { settled }),
  );
}

/** The test gate over the tree as it lies there: a new test must be red by itself. */
async function testsAlone(
  run: RunContext,
  service: Service,
  job: JobContext,
  request: RepairRequest,
): Promise<GateResult> {
  const { report, disturbed } = await testsOverTree(run, service, job, request);
  const test = report.gates.find((gate) => gate.gate === "test");
  if (test === undefined) throw new Error(`the test gate of ${service.name} gave no result`);
  // What rewrites the code while it is judged has shown nothing.
  return disturbed.length === 0 ? test : { gate: "test", ...passed, status: "failed" };
}

const memoryOf = (run: RunContext, service: string): string =>
  joinPath(run.places.artifacts, `${service}.model.json`);

const purses = new WeakMap<RunContext, Promise<Purse>>();

/** The run's purse: a budget belongs to the root cause, and what an interrupted run spent stays spent. */
function purseOf(run: RunContext): Promise<Purse> {
  let purse = purses.get(run);
  if (purse === undefined) {
    purse = openPurse(run);
    purses.set(run, purse);
  }
  return purse;
}

async function openPurse(run: RunContext): Promise<Purse> {
  const saved = await Promise.all(
    run.record.services.map((one) => readSaved(run.host, memoryOf(run, one.name))),
  );
  const sum = (of: "tokens" | "usd"): number =>
    saved.reduce((all, one) => all + (one?.spent[of] ?? 0), 0);
  return createPurse({ tokens: sum("tokens"), usd: sum("usd") });
}
