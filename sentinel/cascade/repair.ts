import {
  gateCommands,
  redAnswers,
  repairService,
  runGates,
  settleLint,
  settleRepair,
  withOffers,
  withoutAnswers,
  type RepairResult,
  type RepairTools,
} from "#mechanic";
import type {
  Change,
  CodeDiagnostic,
  GateName,
  GateReport,
  GateResult,
  Hole,
  Limits,
  RecordedAnswer,
  RepairEdit,
  RepairRequest,
  Service,
} from "#intent";
import type { JobContext } from "../scheduler/types.ts";
import { joinPath } from "../universe/paths.ts";
import type { ChangedFile, ServiceArtifact } from "./artifact.ts";
import { answersOf } from "./answered.ts";
import { answersFor, heardOf, isAddressed } from "./answers.ts";
import { changesFor } from "./changes.ts";
import { choicesIn } from "./choices.ts";
import type { RunContext } from "./context.ts";
import { fillHoles, recall, type Left } from "./fill.ts";
import { handoverEngine, redTests } from "./handover.ts";
import type { Proposal } from "./proposal.ts";
import { gates, redGate, type Preparation, type Step } from "./prepare.ts";
import { readServiceSources, type ServiceSources } from "./sources.ts";

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
    emit: run.emit,
    runCheck: (cycle, likelyRed) => checkGate(run, service, job, cycle, likelyRed),
    ...handoverEngine(run, service, job, request),
    answers: {
      ...answersFor(run),
      offered: (offline) => withOffers(run.host.syntax, request, offline, run.rules),
    },
  };
  let result = await step("repair", () =>
    repairService(request, { ...tools, ...(standing === undefined ? {} : { standing }) }),
  );
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

/** The gates of the run tree as it stands, up to and including one; `settled` have judged this very tree. */
export const gatesUpTo = (
  run: RunContext,
  service: Service,
  job: JobContext,
  upTo: GateName,
  round: {
    readonly cycle?: number;
    readonly settled?: readonly GateResult[];
    readonly likelyRed?: boolean;
  } = {},
): Promise<GateReport> =>
  runGates(
    run.host,
    {
      root: run.places.tree,
      service,
      commands: gateCommands(run.after.universe, service),
      environment: run.environment,
      signal: job.signal,
      emit: run.emit,
      cycle: 1,
      ...round,
    },
    upTo,
  );

async function checkGate(
  run: RunContext,
  service: Service,
  job: JobContext,
  cycle: number,
  likelyRed = false,
): Promise<GateResult> {
  const report = await gatesUpTo(run, service, job, "check", { cycle, likelyRed });
  const check = report.gates.find((gate) => gate.gate === "check");
  if (check === undefined) throw new Error(`the check gate of ${service.name} gave no result`);
  return check;
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

/**
 * What is certain in a held service, with what the linter says of it settled as it would be in a repair that is kept. The
 * tree holds the texts only while the gates look at them.
 */
async function settledProposal(
  run: RunContext,
  service: Service,
  job: JobContext,
  found: ServiceSources,
  result: RepairResult,
): Promise<Proposal> {
  if (result.texts.size === 0) return proposalOf(found, result);
  return laid(run, found, result, async () => {
    const { gates: judged } = await gatesUpTo(run, service, job, "lint");
    const lint = judged.find((gate) => gate.gate === "lint" && gate.status === "failed");
    const settled =
      lint === undefined ? undefined : settleLint(found.sources, result.edits, result.texts, lint);
    return proposalOf(found, settled ?? result);
  });
}

/** Lays the texts of a result over the run tree while somebody looks at them. */
async function laid<T>(
  run: RunContext,
  found: ServiceSources,
  result: Pick<RepairResult, "texts">,
  body: () => Promise<T>,
): Promise<T> {
  try {
    for (const [path, text] of result.texts)
      await run.host.files.writeText(joinPath(run.places.tree, path), text);
    return await body();
  } finally {
    await restore(run, found, result);
  }
}

/** What the engine is sure of although the service is held: a person who decides the rest need not do it again. */
function proposalOf(
  found: ServiceSources,
  result: Pick<RepairResult, "texts" | "edits">,
): Proposal {
  const texts = [...result.texts].map(
    ([path, after]) => [path, { before: found.sources.get(path) ?? "", after }] as const,
  );
  return { edits: withBefore(found, result.edits), texts: new Map(texts) };
}

const withBefore = (
  found: ServiceSources,
  edits: readonly RepairEdit[],
): ServiceArtifact["edits"] =>
  edits.map((edit) => ({
    ...edit,
    before: (found.sources.get(edit.file) ?? "").slice(edit.start, edit.end),
  }));

async function restore(
  run: RunContext,
  found: ServiceSources,
  result: Pick<RepairResult, "texts">,
): Promise<void> {
  for (const path of result.texts.keys()) {
    const before = found.sources.get(path);
    if (before !== undefined)
      await run.host.files.writeText(joinPath(run.places.tree, path), before);
  }
}

/** What the gates still say, each as a question: a lint or a test that the change turned red needs a person. */
export function unresolvedHoles(
  service: Service,
  changes: readonly Change[],
  report: GateReport,
): Hole[] {
  const red = report.gates.find((gate) => gate.status === "failed");
  const said = red?.diagnostics.filter((one) => one.severity === "error") ?? [];
  const delta = changes.find((change) => change.cause === undefined)?.symbol ?? service.name;
  const hole = (
    one: Pick<
      CodeDiagnostic,
      "tool" | "code" | "message" | "file" | "line" | "column" | "endLine" | "endColumn"
    >,
  ): Hole => ({
    id: `${service.name}/${red?.gate ?? "gate"}/${one.code}/${one.file}`,
    kind: red?.gate === "test" ? "expected-value" : "unresolved-diagnostic",
    file: one.file,
    line: one.line,
    column: one.column,
    endLine: one.endLine,
    endColumn: one.endColumn,
    delta,
    question: `${one.tool} says ${one.code}: ${one.message.split("\n")[0] ?? ""}`,
    candidates: [],
    settledBy: "gates",
    code: one.code,
  });
  const whole = {
    tool: red?.gate ?? "gate",
    code: "failed",
    message: red?.reason ?? "the gate is red",
    file: service.file,
    line: 1,
    column: 1,
    endLine: 1,
    endColumn: 1,
  };
  const holes = said.length > 0 ? said.map(hole) : [hole(whole)];
  return [...new Map(holes.map((one) => [one.id, one])).values()];
}
