import { createBus, openRunLog, readRunLog, type Bus, type RunLog } from "#jarvis";
import type { Templates } from "#forge";
import { HostError, type Host } from "#intent";
import type { AtFailpoint } from "../delivery/deliver.ts";
import type { RefMove } from "../journal/journal.ts";
import {
  Fenced,
  Halt,
  openScheduler,
  type Handler,
  type NodeSpec,
  type RunStatus,
} from "../scheduler/index.ts";
import type { Sensed } from "../sense/sense.ts";
import { askingOf, strayAnswers } from "./answers.ts";
import { readArtifact, type ServiceArtifact } from "./artifact.ts";
import { breakLines, cascadeTitle } from "./changes.ts";
import { runContext, type RunContext } from "./context.ts";
import type { Filling } from "./fill.ts";
import { decide } from "./decide.ts";
import { demandSpace } from "./space.ts";
import { cascadeDocument, type CascadeDocument, type CascadeOutcome } from "./document.ts";
import { prepareService } from "./prepare.ts";
import { recordsOf } from "./records.ts";
import type { RunPlaces, RunRecord } from "./run.ts";
import { loadRules } from "../rules/load.ts";

export interface Controls {
  /** Told of every event of the run. */
  readonly listen?: (bus: Bus) => void;
  /** Aborted by Ctrl-C or a newer epoch. */
  readonly signal: AbortSignal;
  readonly at?: AtFailpoint;
}

const minuteMs = 60_000;

const contends = (language: string | undefined): { readonly contends?: string } =>
  language === undefined ? {} : { contends: language };

/** Every node carries its run as a label: a worker of one run takes no node of another. */
function nodesOf(run: RunContext): NodeSpec[] {
  const prepares = run.record.services.map((one): NodeSpec => {
    const limits = { ...run.after.universe.limits, ...run.after.services.get(one.name)?.limits };
    return {
      id: `prepare:${one.name}`,
      kind: "prepare",
      dependsOn: [],
      payload: { service: one.name },
      maxAttempts: 1,
      timeoutMs: limits.minutes * minuteMs,
      labels: [run.record.run],
      // Services of a language share its tools: cargo locks the target folder, and the TypeScript engine is one process.
      ...contends(run.after.services.get(one.name)?.language),
    };
  });
  const decision: NodeSpec = {
    id: "decide",
    kind: "decide",
    dependsOn: prepares.map((node) => node.id),
    payload: {},
    maxAttempts: 1,
    timeoutMs: 30 * minuteMs,
    labels: [run.record.run],
  };
  return [...prepares, decision];
}

const serviceOf = (payload: unknown): string =>
  typeof payload === "object" &&
  payload !== null &&
  "service" in payload &&
  typeof payload.service === "string"
    ? payload.service
    : "";

/** The artifacts that stand so far, in the order of the plan. */
async function artifactsOf(
  host: Host,
  places: RunPlaces,
  record: RunRecord,
): Promise<ServiceArtifact[]> {
  const all = await Promise.all(record.services.map((one) => readArtifact(host, places, one.name)));
  return all.flatMap((one) => one ?? []);
}

interface Ending {
  moves: readonly RefMove[];
  refused: { readonly repository: string; readonly reason: string } | undefined;
  nothing: boolean;
  notes: readonly string[];
  /** The first failure of the environment: the run stays on the board for `resume`, and the caller is told. */
  environment: HostError | undefined;
}

const openEnding = (): Ending => ({
  moves: [],
  refused: undefined,
  nothing: false,
  notes: [],
  environment: undefined,
});

/** Remembers a failure of the environment, which the board could only keep as text. */
const remembering =
  (ending: Ending, handler: Handler): Handler =>
  async (job, context) => {
    try {
      return await handler(job, context);
    } catch (error) {
      if (error instanceof HostError) ending.environment ??= error;
      throw error;
    }
  };

function handlerOf(
  run: RunContext,
  sensedNames: Pick<RunEnvironment, "everyRepository">,
  ending: Ending,
  at: AtFailpoint | undefined,
): Handler {
  return async (job, context) => {
    if (job.kind === "prepare") {
      const service = run.after.services.get(serviceOf(job.payload));
      if (service === undefined)
        throw new Error(`the run knows no service ${serviceOf(job.payload)}`);
      return prepareService(run, service, context);
    }
    if (run.record.deliver === "none") return { changed: false, outputDigest: "", artifactRef: "" };
    const artifacts = await artifactsOf(run.host, run.places, run.record);
    run.emit({
      type: "delivering",
      mode: run.record.deliver,
      repositories: run.record.repositories.map((one) => one.name),
    });
    const decision = await decide(run.host, run.places, run.record, artifacts, {
      title: cascadeTitle(run.delta),
      breaks: breakLines(run.delta),
      records: await recordsOf(run, artifacts),
      everyRepository: sensedNames.everyRepository,
      stillCurrent: () => context.current() && !context.signal.aborted,
      ...(at === undefined ? {} : { at }),
    });
    if (decision.outcome === "preempted") throw new Fenced(newerEpoch);
    if (decision.outcome === "refused") {
      ending.refused = { repository: decision.repository, reason: decision.reason };
      demandSpace(decision.reason, decision.repository);
      throw new Halt(`${decision.repository} would not take its draft: ${decision.reason}`);
    }
    ending.nothing = decision.outcome === "nothing";
    if (decision.outcome === "committed" && decision.unrecorded !== undefined)
      ending.notes = [decision.unrecorded];
    ending.moves = decision.outcome === "committed" ? decision.moves : [];
    run.emit({
      type: "delivered",
      refs: ending.moves.map(({ repository, ref, from, to }) => ({ repository, ref, from, to })),
    });
    return { changed: ending.moves.length > 0, outputDigest: "", artifactRef: run.places.journal };
  };
}

export interface RunEnvironment {
  readonly templates: Templates;
  readonly names: readonly string[];
  readonly everyRepository: readonly { readonly name: string; readonly absolute: string }[];
  readonly filling?: Filling;
}

/** Why a watch aborts a run: its meaning is old. Such a run is over; an interrupted one may be resumed. */
export const newerEpoch = "a newer epoch stands";

function outcomeOf(status: RunStatus, ending: Ending, deliver: string): CascadeOutcome {
  if (status.state === "preempted" || status.reason === newerEpoch) return "preempted";
  if (status.state !== "done") return "halted";
  return deliver === "none" || ending.nothing ? "clean" : "proposed";
}

/** The run's bus and log; numbers go on where an earlier process stopped. */
async function openBus(
  host: Host,
  places: RunPlaces,
  record: RunRecord,
): Promise<{ bus: Bus; log: RunLog }> {
  const logged = await readRunLog(host.files, places.log);
  const bus = createBus(host.clock, {
    epoch: record.epoch,
    run: record.run,
    firstSeq: (logged.at(-1)?.seq ?? 0) + 1,
  });
  return { bus, log: openRunLog(host.files, places.log, bus) };
}

/**
 * Runs (or goes on with) one cascade: its nodes are on the task board, its context comes from its record. Returns the
 * report. A run that is interrupted stays on the board for `resume`.
 */
export async function runCascade(
  host: Host,
  places: RunPlaces,
  record: RunRecord,
  environment: RunEnvironment,
  controls: Controls,
): Promise<CascadeDocument> {
  const started = host.clock.monotonicMs();
  const { bus, log } = await openBus(host, places, record);
  controls.listen?.(bus);
  const book = await loadRules(host, record.root);
  const run = runContext(host, places, record, { ...environment, rules: book.rules }, bus.emit);
  bus.emit({
    type: "run-started",
    root: record.root,
    services: record.services.map((one) => one.name),
  });
  const scheduler = openScheduler(host, { kind: "embedded", dir: places.state });
  const ending = openEnding();
  try {
    const handle = scheduler.submit({
      runId: record.run,
      // Cascades of one universe take each other's place; a repair by itself takes none's.
      key: record.alone === true ? record.run : record.universeId,
      epoch: record.epoch,
      nodes: nodesOf(run),
    });
    if (handle.status().state !== "running") scheduler.reopen(record.run);
    const serving = scheduler.serve({
      host: "local",
      slots: host.platform.cores,
      labels: [record.run],
      handler: remembering(ending, handlerOf(run, environment, ending, controls.at)),
    });
    const onAbort = (): void => handle.cancel(String(controls.signal.reason));
    if (controls.signal.aborted) onAbort();
    controls.signal.addEventListener("abort", onAbort, { once: true });
    const status = await Promise.race([handle.result(), serving.broken]);
    controls.signal.removeEventListener("abort", onAbort);
    await serving.drain();
    if (ending.environment !== undefined && status.state === "failed") throw ending.environment;
    const failed = status.nodes.find((node) => node.state === "failed");
    if (failed !== undefined)
      throw new Error(`${failed.id} failed: ${failed.error ?? "no reason given"}`);
    const durationMs = Math.round(host.clock.monotonicMs() - started);
    const outcome = outcomeOf(status, ending, record.deliver);
    const artifacts = await artifactsOf(host, places, record);
    bus.emit({ type: "run-finished", outcome, ms: durationMs });
    if (outcome !== "halted") await host.files.remove(places.tree);
    return cascadeDocument({
      root: record.root,
      epoch: record.epoch,
      outcome,
      names: environment.names,
      artifacts,
      mode: record.deliver,
      moves: ending.moves,
      unseen: record.unseen,
      durationMs,
      except: record.except,
      refused: ending.refused,
      notes: [...book.problems, ...ending.notes, ...strayNotes(run, artifacts)],
      ...askingOf(artifacts, run.after.services),
    });
  } finally {
    // The board first: the log may have a full disk to tell of, and who waits for a closed board stops waiting.
    scheduler.close();
    await log.close();
  }
}

/** What became of answers that no hole took: it may be gone, or its id was never that of one. */
const strayNotes = (run: RunContext, artifacts: readonly ServiceArtifact[]): readonly string[] =>
  strayAnswers(run.record.answers ?? [], artifacts, run.after.services).map(
    ({ answer, message, cure }) => `no hole took the answer ${answer}: ${message}; ${cure}`,
  );

/** What a run needs of the universe beside its record. */
export const runEnvironment = (
  sensed: Pick<Sensed, "universe" | "after">,
  templates: Templates,
  filling?: Filling,
): RunEnvironment => ({
  templates,
  ...(filling === undefined ? {} : { filling }),
  names: [...sensed.after.services.keys()],
  everyRepository: sensed.universe.repositories.map(({ name, absolute }) => ({ name, absolute })),
});
