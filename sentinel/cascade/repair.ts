import {
  redAnswers,
  repairService,
  settleRepair,
  withOffers,
  withoutAnswers,
  type RepairResult,
  type RepairTools,
} from "#mechanic";
import type { GateReport, Hole, Limits, RecordedAnswer, RepairRequest, Service } from "#intent";
import type { JobContext } from "../scheduler/types.ts";
import { joinPath } from "../universe/paths.ts";
import type { ChangedFile } from "./artifact.ts";
import { answersOf } from "./answered.ts";
import { answersFor, heardOf, isAddressed } from "./answers.ts";
import { changesFor } from "./changes.ts";
import { choicesIn } from "./choices.ts";
import type { RunContext } from "./context.ts";
import { fillHoles, recall, type Left } from "./fill.ts";
import { handoverEngine, redTests } from "./handover.ts";
import { laid, proposalOf, restore, settledProposal, withBefore } from "./laid.ts";
import { abortReason, gates, redGate, type Preparation, type Step } from "./prepare.ts";
import { readServiceSources, type ServiceSources } from "./sources.ts";
import { checkGate } from "./tree-gates.ts";
import { unresolvedHoles } from "./unresolved.ts";

/** Limits of a service: its own, else the universe's. */
const limitsOf = (run: RunContext, service: Service): Limits => ({
  ...run.after.universe.limits,
  ...service.limits,
});

function requestFor(
  run: RunContext,
  service: Service,
  job: JobContext,
  so: Preparation,
  found: ServiceSources,
): RepairRequest {
  const stampedBefore = new Map(found.stamped);
  for (const file of so.files) {
    if (file.kind !== "stamped") continue;
    if (file.before === null) stampedBefore.delete(file.path);
    else stampedBefore.set(file.path, file.before);
  }
  return {
    root: run.places.tree,
    service,
    before: run.before,
    after: run.after,
    changes: changesFor(run.delta, service.name),
    stampedBefore,
    stampedAfter: found.stamped,
    sources: found.sources,
    tests: found.tests,
    environment: run.environment,
    limits: limitsOf(run, service),
    signal: job.signal,
  };
}

/** What the offline engine has left of a service that is held. */
type Leftover = Pick<Parameters<typeof fillHoles>[5], "request" | "tools"> & {
  readonly found: ServiceSources;
  readonly result: RepairResult;
};

/**
 * Repairs a service in its run tree and judges it by all gates: first what is certain, then, where the run asks somebody,
 * what was left as holes. What is not green in the end leaves the tree as it was stamped, with its holes.
 */
export async function repairInTree(
  run: RunContext,
  service: Service,
  job: JobContext,
  step: Step,
  so: Preparation,
  baseline: GateReport | undefined,
): Promise<void> {
  const left = await repairOffline(run, service, job, step, so, baseline);
  if (left === undefined || job.signal.aborted) return;
  // What a person has answered is no rule's and no model's to answer otherwise: it is asked again, with what was wrong.
  if (so.holes.some((hole) => isAddressed(run, hole))) return;
  const { request, tools, found, result } = left;
  const { edits, texts } = result;
  const offline = { edits: texts.size === 0 ? [] : edits, texts, holes: so.holes };
  const begun = await recall(run, service, job, step, so, { request, tools, offline, baseline });
  const recalled = "outcome" in begun;
  const filled = recalled ? begun : await fillHoles(run, service, job, step, so, begun);
  if (!recalled) so.notes.push(...(begun.recalled ?? []));
  if (filled === undefined) return;
  so.taught = [
    ...(await answersOfPeople(run, service, request, result, filled.texts)),
    ...(recalled ? [] : await answersBy(run, service, begun, filled.texts)),
  ];
  for (const [path, text] of filled.texts)
    await run.host.files.writeText(joinPath(run.places.tree, path), text);
  so.holes = [];
  delete so.proposal;
  keep(so, found, filled, filled.report, filled.newTests);
  for (const { file, rule, change } of filled.edits)
    run.emit({ type: "edited", service: service.name, file, rule, change });
}

/** How people answered holes beforehand: what they taught counts like any other answer. */
function answersOfPeople(
  run: RunContext,
  service: Service,
  { sources, tests }: RepairRequest,
  result: RepairResult,
  after: ReadonlyMap<string, string>,
): Promise<RecordedAnswer[]> {
  const { edits, texts, holes } = withoutAnswers({ ...result, holes: [] });
  const offline = { edits, texts, holes };
  return answersOf(run.host, { delta: run.delta, service, sources, tests, offline, after });
}

/** How holes were answered by whomever was asked. */
const answersBy = (
  run: RunContext,
  service: Service,
  { request: { sources, tests }, offline }: Left,
  after: ReadonlyMap<string, string>,
): Promise<RecordedAnswer[]> =>
  answersOf(run.host, { delta: run.delta, service, sources, tests, offline, after });

/** The offline engine's part. Gives what it left where the service is held now. */
async function repairOffline(
  run: RunContext,
  service: Service,
  job: JobContext,
  step: Step,
  so: Preparation,
  baseline: GateReport | undefined,
): Promise<Leftover | undefined> {
  const found = await readServiceSources(run.host.files, run.places.tree, service);
  const request = requestFor(run, service, job, so, found);
  if (request.limits.repairCycles < 1) {
    so.notes.push(
      `${service.name} may take no repair cycle (:repair-cycles ${request.limits.repairCycles}); its scene is kept`,
    );
    return undefined;
  }
  const standing = so.report?.gates.find((gate) => gate.gate === "check");
  const tools: RepairTools = {
    host: run.host,
    // What a repair asks that was cut off is nobody's to answer.
    emit: (event) => (job.signal.aborted ? undefined : run.emit(event)),
    runCheck: (cycle, likelyRed) => checkGate(run, service, job, cycle, likelyRed),
    ...handoverEngine(run, service, job, request),
    answers: {
      ...answersFor(run),
      offered: (offline) => withOffers(run.host.syntax, request, offline, run.rules),
    },
  };
  let result = await step("repair", async () => {
    const known = standing === undefined ? {} : { standing };
    const done = await repairService(request, { ...tools, ...known });
    if (job.signal.aborted) throw abortReason(service, job);
    return done;
  });
  // A cycle is one pass of the engine with the gates behind it; what the engine asks its compiler is no cycle.
  so.cycles = result.outcome === "unchanged" ? 0 : 1;
  if (result.outcome !== "unchanged") so.engine = "offline";
  if (result.outcome === "held") {
    await holdFor(run, service, job, so, found, result, () =>
      redTests(run, service, job, baseline),
    );
    return { request, tools, found, result };
  }
  const heard = heardOf(result.decided);
  take(so, heard);
  // Nothing to edit where all gates were green already: what they said stands.
  if (result.outcome === "unchanged" && so.report?.green === true) return undefined;
  // The last texts that the compiler was asked about are the ones that were written.
  const settled = result.check === undefined ? [] : [result.check];
  let report = await gates(run, service, job, baseline, { cycle: so.cycles, settled });
  const lint = report.gates.find((gate) => gate.gate === "lint" && gate.status === "failed");
  const again =
    lint === undefined || so.cycles >= request.limits.repairCycles
      ? undefined
      : await step("repair", () => settleRepair(request, tools, result, lint));
  if (again !== undefined) {
    so.cycles += 1;
    result = again;
    const checked = again.check === undefined ? [] : [again.check];
    report = await gates(run, service, job, baseline, { cycle: so.cycles, settled: checked });
  }
  if (report.green) {
    const taught = await answersOfPeople(run, service, request, result, result.texts);
    if (taught.length > 0) so.taught = taught;
    keep(so, found, result, report);
    return undefined;
  }
  await restore(run, found, result);
  so.report = report;
  if (heard.answered.length > 0)
    return askAgain(run, service, so, found, { request, tools, result });
  askWhatIsRed(run, service, so, found, { request, result }, report);
  return { request, tools, found, result };
}

/** The gates are red with what was certain: what they say is asked, and the service is as stamped. */
function askWhatIsRed(
  run: RunContext,
  service: Service,
  so: Preparation,
  found: ServiceSources,
  { request, result }: Pick<Leftover, "request" | "result">,
  report: GateReport,
): void {
  so.proposal = proposalOf(found, result);
  const asked = unresolvedHoles(service, request.changes, report);
  // The engine has told of its own holes already.
  for (const { id, kind, question } of asked)
    run.emit({ type: "hole", service: service.name, id, kind, question });
  so.holes = [...result.holes, ...asked];
  so.notes.push(
    `${service.name} is red after the repair (${redGate(report)}); it was left as stamped`,
  );
}

/** A gate is red with the answers: they are no way out, and the service is as stamped with what they were about asked again. */
function askAgain(
  run: RunContext,
  service: Service,
  so: Preparation,
  found: ServiceSources,
  left: Omit<Leftover, "found">,
): Leftover {
  const back = withoutAnswers(left.result);
  const red = so.report?.gates.find((gate) => gate.status === "failed");
  so.proposal = proposalOf(found, back);
  so.holes = back.holes;
  so.answered = [];
  so.engine = "offline";
  so.choices = choicesIn(service.name, found.sources, so.proposal.edits, so.holes);
  for (const { id, kind, question } of back.holes)
    run.emit({ type: "hole", service: service.name, id, kind, question });
  if (red !== undefined) so.notes.unshift(redAnswers(left.result, red));
  return { ...left, found, result: back };
}

/** Answers of people make the repair theirs, too. */
function take(so: Preparation, { answered, notes }: ReturnType<typeof heardOf>): void {
  so.answered = answered;
  so.notes.push(...notes);
  if (answered.length > 0) so.engine = "person";
}

/** Keeps what is certain of a repair that waits for decisions, and what each candidate would make of it. */
async function holdFor(
  run: RunContext,
  service: Service,
  job: JobContext,
  so: Preparation,
  found: ServiceSources,
  result: RepairResult,
  redTests: () => Promise<readonly Hole[]>,
): Promise<void> {
  hold(so, result);
  // Answers that left the check gate red are not kept: what they were about is asked again.
  if (result.check === undefined) take(so, heardOf(result.decided));
  so.proposal = await settledProposal(run, service, job, found, result);
  so.choices = choicesIn(service.name, found.sources, so.proposal.edits, so.holes);
  const asked = await laid(run, found, result, redTests);
  for (const { id, kind, question } of asked)
    run.emit({ type: "hole", service: service.name, id, kind, question });
  so.holes = [...so.holes, ...asked];
}

function hold(so: Preparation, result: RepairResult): void {
  so.holes = result.holes;
  if (result.reason !== undefined) so.notes.push(result.reason);
}

function keep(
  so: Preparation,
  found: ServiceSources,
  result: Pick<RepairResult, "edits" | "texts">,
  report: GateReport,
  newTests: readonly string[] = [],
): void {
  so.report = report;
  so.edits = withBefore(found, result.edits);
  const testPaths = new Set([...found.tests, ...newTests]);
  for (const [path, after] of result.texts) {
    const before = found.sources.get(path) ?? null;
    const changed: ChangedFile = {
      path,
      kind: testPaths.has(path) ? "test" : "repaired",
      before,
      after,
    };
    if (before !== after) so.files.push(changed);
  }
}
