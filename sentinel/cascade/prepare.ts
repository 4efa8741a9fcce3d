import type { GateReport, GateResult, GateStatus, Service } from "#intent";
import { setUp } from "../runtree/setup.ts";
import { Fenced, Halt, type JobContext, type NodeResult } from "../scheduler/types.ts";
import { joinPath, relativeTo } from "../universe/paths.ts";
import {
  readArtifact,
  writeArtifact,
  type ChangedFile,
  type ServiceArtifact,
  type ServiceOutcome,
} from "./artifact.ts";
import { isAnswered, vainIn, type Answered } from "./answers.ts";
import { baselineOf, type BaselineRequest } from "./baseline.ts";
import { writeChoices, type HoleChoices } from "./choices.ts";
import type { RunContext } from "./context.ts";
import { isHandedOver, ledgerOfRed } from "./handover.ts";
import { writeProposal, type Proposal } from "./proposal.ts";
import { repairInTree } from "./repair.ts";
import { addDifferences, gatesOfScene, isEditedByHand } from "./scene.ts";
import { demandRoom, demandSpace, demandSpaceFor } from "./space.ts";
import { checkOutService, stampService } from "./tree.ts";
import { treeGates } from "./tree-gates.ts";

/** What a preparation has found so far; its end is the service's artifact. */
export interface Preparation {
  readonly files: ChangedFile[];
  notes: string[];
  edits: ServiceArtifact["edits"];
  holes: ServiceArtifact["holes"];
  cycles: number;
  engine: string | null;
  /** What models cost: tokens, and US dollars. */
  tokens: number;
  usd: number;
  report: GateReport | undefined;
  stamped: boolean;
  /** Digest of the set-up; empty before it. */
  setup: string;
  asked?: NonNullable<ServiceArtifact["asked"]>;
  taught?: NonNullable<ServiceArtifact["taught"]>;
  /** What is certain in a service that is held. */
  proposal?: Proposal;
  /** The patch of an earlier look at the same scene. */
  kept?: Pick<ServiceArtifact, "withheld" | "patch" | "choices" | "answered">;
  /** What the candidates of its holes make of the code. */
  choices: readonly HoleChoices[];
  /** Answers of people that its edits hold. */
  answered: readonly Answered[];
  /** What this machine lacks, where that is why the service is held. */
  lacks?: string;
}

const fresh = (): Preparation => ({
  files: [],
  notes: [],
  edits: [],
  holes: [],
  cycles: 0,
  engine: null,
  tokens: 0,
  usd: 0,
  report: undefined,
  stamped: false,
  setup: "",
  choices: [],
  answered: [],
});

/** Runs one step under the eyes of the run: before it the epoch is checked, around it the log is written. */
export type Step = <T>(
  stage: "prepare" | "setup" | "stamp" | "repair" | "verdict",
  body: () => Promise<T>,
) => Promise<T>;

function stepper(run: RunContext, service: Service, job: JobContext): Step {
  return async (stage, body) => {
    if (!job.current() || job.signal.aborted) throw abortReason(service, job);
    run.emit({ type: "stage-started", service: service.name, stage });
    const started = run.host.clock.monotonicMs();
    const ms = (): number => Math.round(run.host.clock.monotonicMs() - started);
    try {
      const value = await body();
      run.emit({
        type: "stage-finished",
        service: service.name,
        stage,
        outcome: "passed",
        ms: ms(),
      });
      return value;
    } catch (error) {
      const outcome = job.signal.aborted ? "aborted" : "failed";
      run.emit({
        type: "stage-finished",
        service: service.name,
        stage,
        outcome,
        ms: ms(),
        detail: error instanceof Error ? error.message : String(error),
      });
      throw error;
    }
  };
}

/** A service cannot go on without a person; the reason is a sentence for the report. */
class Held extends Error {
  override readonly name = "Held";
}

/**
 * Prepares one service in its run tree: check out, set up, gates as they were, stamp, gates, repair, gates. The pipeline
 * of a cascade's node is this function.
 */
export async function prepareService(
  run: RunContext,
  service: Service,
  job: JobContext,
): Promise<NodeResult> {
  const started = run.host.clock.monotonicMs();
  const earlier = await readArtifact(run.host, run.places, service.name);
  const so = fresh();
  const step = stepper(run, service, job);
  let held = false;
  try {
    const scene = await sceneToGoOnWith(run, service, earlier);
    if (scene?.stamped === true) await gatesOfScene(run, service, job, step, so);
    else await stampAndRepair(run, service, job, step, so, scene !== undefined);
    if (scene?.stamped === false) await addDifferences(run, service, so);
    if (job.signal.aborted) throw abortReason(service, job);
    if (so.report !== undefined) demandSpaceFor(so.report);
    held = so.holes.length > 0 || so.report?.green !== true;
  } catch (error) {
    // What the machine lacks is no finding about this service: the run stops and goes on with `resume`.
    if (!(error instanceof Held) || !job.current()) throw error;
    so.notes.push(error.message);
    held = true;
  }
  if (held) await demandRoom(run.host, run.places.tree);
  const outcome: ServiceOutcome = held
    ? "held"
    : so.edits.length > 0 || so.files.some((file) => file.kind === "repaired")
      ? "repaired"
      : so.files.some((file) => file.before !== file.after)
        ? "stamped"
        : "untouched";
  const artifact: ServiceArtifact = {
    ...artifactOf(service, so, outcome, Math.round(run.host.clock.monotonicMs() - started)),
    ...vainIn(run, so.holes),
    ...(held ? { stamped: so.stamped, ...(await keptBeside(run, service, so)) } : {}),
  };
  if (!job.current()) throw new Fenced(`${service.name}: a newer epoch stands`);
  const { ref, digest } = await writeArtifact(run.host, run.places, artifact);
  run.emit({ type: "service-finished", service: service.name, outcome, ms: artifact.ms });
  if (held) throw new Halt(so.notes[0] ?? `${service.name} needs ${so.holes.length} decisions`);
  return { changed: outcome !== "untouched", outputDigest: digest, artifactRef: ref };
}

/** What is kept beside a held service's scene: the patch of what is certain, and what each candidate makes of the code. */
async function keptBeside(
  run: RunContext,
  service: Service,
  so: Preparation,
): Promise<NonNullable<Preparation["kept"]>> {
  // The scene of an earlier look keeps what lies beside it.
  if (so.kept !== undefined) return so.kept;
  const patch = await writeProposal(run.host, run.places, service.name, so.proposal);
  const choices = await writeChoices(run.host, run.places, service.name, so.choices);
  return {
    ...(patch === undefined ? {} : { withheld: so.proposal?.edits ?? [], patch }),
    ...(choices === undefined ? {} : { choices }),
  };
}

/**
 * The scene to go on with. One whose holes have been answered on the command line is as it was stamped: its repair is made
 * anew, with the answers. Where somebody has edited it by hand, it is judged as it stands.
 */
async function sceneToGoOnWith(
  run: RunContext,
  service: Service,
  earlier: ServiceArtifact | undefined,
): Promise<ServiceArtifact | undefined> {
  const scene = await sceneOf(run, service, earlier);
  if (scene?.stamped !== true || !isAnswered(run, scene)) return scene;
  if (await isEditedByHand(run, service, scene)) return scene;
  // A kill from here on leaves a tree that looks as if somebody had worked in it.
  await writeArtifact(run.host, run.places, { ...scene, anew: true });
  return undefined;
}

/** The scene that an earlier look left, where its folder still stands. */
async function sceneOf(
  run: RunContext,
  service: Service,
  earlier: ServiceArtifact | undefined,
): Promise<ServiceArtifact | undefined> {
  if (earlier?.outcome !== "held" || earlier.anew === true) return undefined;
  const folder = await run.host.files.stat(joinPath(run.places.tree, service.directory));
  return folder === undefined ? undefined : earlier;
}

async function stampAndRepair(
  run: RunContext,
  service: Service,
  job: JobContext,
  step: Step,
  so: Preparation,
  standing: boolean,
): Promise<void> {
  // A scene that was held before its stamp may have been mended since: it is taken as it stands.
  if (!standing) await step("prepare", () => checkOutService(run, service));
  // A new service has no manifest of its own before it is stamped; there is nothing that it could be set up by.
  const isNew = !run.before.services.has(service.name);
  if (isNew) await stampInto(run, service, step, so);
  await setUpService(run, service, job, step, so);
  const handedOver = isHandedOver(run.delta, service.name);
  if (handedOver && mayBreak(run, service))
    throw new Held(
      `${service.name} is handed over and reached by a change of contract at once; cascade the one, merge it, then the other`,
    );
  let baseline = isNew
    ? undefined
    : await (standing
        ? gates(run, service, job, undefined)
        : baselineOf(run.host, baselineRequest(run, service, job, so)));
  if (job.signal.aborted) throw abortReason(service, job);
  if (baseline !== undefined && !baseline.green) {
    so.report = baseline;
    demandSpaceFor(baseline);
    // That it is red is what a hand-over is about; the tests that it passes all the same must still pass.
    if (handedOver) baseline = await ledgerOfRed(run, service, job, baseline);
    else
      throw new Held(
        `${service.name} was red before the change (${redGate(baseline)}); mend it first, or leave it out with --except ${service.name}`,
      );
  }
  if (!isNew) await stampInto(run, service, step, so);
  so.report = await gates(run, service, job, baseline);
  // A green compile is not the goal: what the change makes wrong in silence is found from the delta (REPAIR).
  if (so.report.green && !mayBreak(run, service) && !handedOver) return;
  if (job.signal.aborted) throw abortReason(service, job);
  await repairInTree(run, service, job, step, so, baseline);
  if (job.signal.aborted) throw abortReason(service, job);
}

/** The service's dependencies in its run tree; a scene that is looked at again has them already. */
export const setUpService = (
  run: RunContext,
  service: Service,
  job: JobContext,
  step: Step,
  so: Preparation,
): Promise<void> =>
  step("setup", async () => {
    const ready = await setUp(run.host, {
      universe: run.after.universe,
      service,
      root: run.places.tree,
      setups: run.places.setups,
      environment: run.environment,
      signal: job.signal,
      emit: run.emit,
    });
    if (ready.ready) {
      so.setup = ready.key;
      return;
    }
    demandSpace(ready.reason, `${service.name}, set-up`);
    if (ready.lacks !== undefined) so.lacks = ready.lacks;
    throw new Held(`${service.name} could not be set up: ${ready.reason}`);
  });

const stampInto = (run: RunContext, service: Service, step: Step, so: Preparation): Promise<void> =>
  step("stamp", async () => {
    const { files, problems } = await stampService(run, service);
    so.files.push(...files);
    if (problems.length > 0)
      throw new Held(`${service.name} cannot be stamped: ${problems.join("; ")}`);
    so.stamped = true;
  });

/** Changes that compile everywhere and can still be wrong: a table over all variants, a comparison that is never true. */
const silent =
  /^(?:variant-|.*-(?:retyped|renamed|removed|output-changed|became-optional|became-required)$)/;

/** Whether the service's code may be wrong although it compiles: what the plan is not sure of, and what is silent. */
const mayBreak = (run: RunContext, service: Service): boolean =>
  run.delta.changes.some((change) =>
    change.verdicts.some(
      (one) =>
        one.consumer === service.name && (one.verdict !== "compatible" || silent.test(change.kind)),
    ),
  );

export function abortReason(service: Service, job: JobContext): Error {
  if (job.signal.reason === "timeout")
    return new Held(`${service.name} used up its minutes (limits); its scene is kept`);
  return new Fenced(
    `${service.name}: the run has ended (${String(job.signal.reason ?? "a newer epoch stands")})`,
  );
}

/** Names the gate that is red and the first thing that it says. */
export function redGate(report: GateReport): string {
  const red = report.gates.find((gate) => gate.status === "failed");
  const first = red?.reason ?? red?.diagnostics.find((one) => one.severity === "error")?.message;
  return red === undefined
    ? "no gate ran"
    : `${red.gate}${first === undefined ? "" : `: ${first}`}`;
}

/** What the baseline of a service is asked of: its gates and its tree at the commit that the run began with. */
export function baselineRequest(
  run: RunContext,
  service: Service,
  job: JobContext,
  so: Preparation,
): BaselineRequest {
  const owner = run.record.services.find((one) => one.name === service.name)?.repository;
  const repository = run.record.repositories.find((one) => one.name === owner);
  if (repository === undefined)
    throw new Error(`run ${run.record.run} does not know the repository of ${service.name}`);
  const inside = (directory: string): string | undefined =>
    relativeTo(repository.absolute, joinPath(run.record.root, directory));
  return {
    universe: run.before.universe,
    service: run.before.services.get(service.name) ?? service,
    root: run.places.tree,
    repository: repository.absolute,
    revision: repository.head,
    prefix: inside(service.directory) ?? "",
    others: [...run.before.services.values()].flatMap((one) => inside(one.directory) ?? []),
    setup: so.setup,
    kept: run.places.baselines,
    environment: run.environment,
    signal: job.signal,
    emit: run.emit,
  };
}

/**
 * The gates of the run tree as it stands; the baseline's tests must run and pass again. `settled` are gates that have
 * judged this very tree.
 */
export function gates(
  run: RunContext,
  service: Service,
  job: JobContext,
  baseline: GateReport | undefined,
  round: {
    readonly cycle?: number;
    readonly settled?: readonly GateResult[];
    readonly timeoutMs?: number;
  } = {},
): Promise<GateReport> {
  return treeGates(run, service, job, "test", {
    ...(baseline === undefined ? {} : { baseline }),
    ...round,
  });
}

function lacksOf(so: Preparation): { readonly lacks?: string } {
  const lacks = so.lacks ?? so.report?.gates.find((gate) => gate.status === "failed")?.lacks;
  return lacks === undefined ? {} : { lacks };
}

function artifactOf(
  service: Service,
  so: Preparation,
  outcome: ServiceOutcome,
  ms: number,
): ServiceArtifact {
  const status = (name: "check" | "lint" | "test"): GateStatus =>
    so.report?.gates.find((gate) => gate.gate === name)?.status ?? "not-run";
  return {
    name: service.name,
    outcome,
    engine: so.engine,
    cycles: so.cycles,
    edits: so.edits,
    files: so.files,
    holes: so.holes,
    gates: {
      check: status("check"),
      lint: status("lint"),
      test: status("test"),
      scenarios: "skipped",
    },
    notes: so.notes,
    ...(so.asked === undefined ? {} : { asked: so.asked }),
    ...(so.taught === undefined ? {} : { taught: so.taught }),
    ...(so.answered.length === 0 ? {} : { answered: so.answered }),
    ...(so.tokens === 0 ? {} : { tokens: so.tokens, usd: so.usd }),
    ms,
    ...lacksOf(so),
  };
}
