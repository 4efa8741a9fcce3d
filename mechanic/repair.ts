import type {
  CodeDiagnostic,
  Emit,
  GateResult,
  Governance,
  Hole,
  Host,
  RepairEdit,
  RepairOutcome,
  RepairRequest,
} from "#intent";

import { decideHoles, type Answers, type Decided, type Resolved } from "./answers/index.ts";
import { deltaEngine, type Engine } from "./engines/delta/index.ts";
import { guardEdits, type Refusal } from "./guards/index.ts";
import { settleLint } from "./engines/suggestions/lint.ts";
import { createHoles, type HoleList } from "./engines/delta/shared/index.ts";
import { createOracle, outOfTime, type RunCheck } from "./oracle.ts";
import { askedOfTests } from "./test-questions.ts";

/** What a repair works with. */
export interface RepairTools {
  readonly host: Host;
  readonly emit: Emit;
  /** The check gate over the run tree as it lies there. */
  readonly runCheck: RunCheck;
  /** What the check gate has said of the run tree as it lies there, where it was asked already. */
  readonly standing?: GateResult;
  /** Instead of the language's offline engine. */
  readonly engine?: Engine;
  /** What people have said about the holes that the engine may find. */
  readonly answers?: Answers;
}

/** How a repair ended. The run tree holds the repaired texts only where `outcome` is `"repaired"`. */
export interface RepairResult extends RepairOutcome {
  /** `unchanged`: green as stamped, nothing to do. `held`: left as stamped; the holes and `reason` say what is missing. */
  readonly outcome: "unchanged" | "repaired" | "held";
  readonly reason?: string;
  /** New texts by path: what was written, or, where held, what the edits alone would give. */
  readonly texts: ReadonlyMap<string, string>;
  /** The edits among `edits` that touch existing tests. */
  readonly testEdits: readonly RepairEdit[];
  /** The check gate over the texts, where it was asked. */
  readonly check?: GateResult;
  /** What people have answered, where they have: its edits are among `edits`. */
  readonly decided?: Decided;
  /** The edits without those of answers, where there are answers. */
  readonly certain?: Pick<RepairResult, "edits" | "texts" | "testEdits">;
}

/** In these governances code belongs to people alone: a red service waits for them. */
const handsOff: ReadonlySet<Governance> = new Set(["newborn", "cartography"]);

/**
 * Repairs one stamped service: the engine proposes, the guards judge, the compiler decides, and only then are the texts
 * written, together. A repair that is refused, red, or has a hole leaves the service as stamped.
 */
export async function repairService(
  request: RepairRequest,
  tools: RepairTools,
): Promise<RepairResult> {
  const { host, emit } = tools;
  const deadlineMs = host.clock.monotonicMs() + request.limits.minutes * 60_000;
  const oracle = createOracle(host, request, tools.runCheck, deadlineMs, tools.standing);
  if (handsOff.has(request.service.governance))
    return leave(request, tools, await oracle.check(new Map()));
  const engine = tools.engine ?? (await deltaEngine(request.service.language));
  const late = (): string | undefined =>
    request.signal.aborted
      ? "The run was cancelled."
      : host.clock.monotonicMs() > deadlineMs
        ? outOfTime(request)
        : undefined;
  const first = await engine(request, oracle, host, emit);
  const early = late();
  if (early !== undefined) return stopped(request, tools, first, early);
  const { proposal, guarded } = await judgedByGuards(host, request, first);
  if ("refusals" in guarded) return refused(request, tools, proposal, guarded.refusals);
  const decided = await decideHoles(host, request, proposal, guarded, tools.answers ?? unanswered);
  const { texts, testEdits } = decided.allowed;
  const proposed = {
    ...decided.proposal,
    cycles: Math.max(proposal.cycles, 1),
    texts,
    testEdits,
    decided,
    certain: { edits: proposal.edits, texts: guarded.texts, testEdits: guarded.testEdits },
  };
  if (proposed.holes.length > 0) return waiting(request, tools, proposed);
  const check = await oracle.check(texts);
  const result = { ...proposed, check };
  const over = late();
  if (over !== undefined) return stopped(request, tools, proposal, over);
  if (check.status === "failed")
    return decided.answered.length === 0
      ? red(request, tools, result, check)
      : takenBack(request, tools, result, check);
  if (texts.size === 0) return { ...result, cycles: 0, outcome: "unchanged" };
  await write(request, tools, texts, result.edits);
  return { ...result, outcome: "repaired" };
}

/** What the guards say of a proposal; what they refuse of tests alone is asked about, and the rest goes on. */
async function judgedByGuards(
  host: Host,
  request: RepairRequest,
  first: RepairOutcome,
): Promise<{ proposal: RepairOutcome; guarded: Awaited<ReturnType<typeof guardEdits>> }> {
  const guarded = await guardEdits(host, request, first.edits);
  const proposal =
    "refusals" in guarded ? askedOfTests(request, first, guarded.refusals) : undefined;
  return proposal === undefined
    ? { proposal: first, guarded }
    : { proposal, guarded: await guardEdits(host, request, proposal.edits) };
}

const unanswered: Answers = { given: [], accepted: [], whole: true };

/** A repair without the answers in it: what they were about is open again. */
export function withoutAnswers<T extends Omit<RepairResult, "outcome">>(result: T): T {
  const { decided, certain } = result;
  if (decided === undefined || certain === undefined) return result;
  const asked = [...decided.answered.map((one: Resolved) => one.hole), ...decided.accepted];
  return { ...result, ...certain, holes: [...result.holes, ...asked] };
}

/** With the answers the compiler is not content: they are no way out, and what they were about is asked again. */
function takenBack(
  request: RepairRequest,
  tools: RepairTools,
  result: Omit<RepairResult, "outcome">,
  check: GateResult,
): RepairResult {
  const back = withoutAnswers(result);
  announce(tools, request, back.holes);
  return { ...back, outcome: "held", reason: redAnswers(result, check) };
}

/** The sentence for answers that leave a gate red, with the first things that it says. */
export function redAnswers(
  { decided }: Pick<RepairResult, "decided">,
  { gate, reason, diagnostics }: GateResult,
): string {
  const said = diagnostics
    .filter(({ severity }) => severity === "error")
    .slice(0, saidMax)
    .map(
      ({ file, line, code, message }) =>
        `\n${file}:${line} ${code}: ${message.split("\n")[0] ?? ""}`,
    );
  const count = decided?.answered.length ?? 0;
  const which = count === 1 ? "With the answer" : `With the ${count} answers`;
  const why = reason === undefined ? "" : ` (${reason})`;
  return `${which} the ${gate} gate is red, so nothing was kept${why}:${said.join("")}`.replace(
    /:$/,
    ".",
  );
}

const saidMax = 3;

/**
 * Settles what the lint gate says of a repair's own lines, by the linter's own suggestions from an allow-list. Returns the
 * repair with them, written and accepted by the check gate; `undefined` where something else is wrong, and then the tree
 * stays as it is.
 */
export async function settleRepair(
  request: RepairRequest,
  tools: RepairTools,
  result: RepairResult,
  lint: GateResult,
): Promise<RepairResult | undefined> {
  const settled = settleLint(request.sources, result.edits, result.texts, lint);
  if (settled === undefined) return undefined;
  const guarded = await guardEdits(tools.host, request, settled.edits);
  if ("refusals" in guarded) return undefined;
  const deadlineMs = tools.host.clock.monotonicMs() + request.limits.minutes * 60_000;
  const oracle = createOracle(tools.host, request, tools.runCheck, deadlineMs);
  const check = await oracle.check(guarded.texts);
  if (check.status !== "passed" || request.signal.aborted) return undefined;
  await write(request, tools, guarded.texts, settled.edits);
  return { ...result, edits: settled.edits, ...guarded, check };
}

/** Decisions are missing, so no compiler needs to be asked: the service stays as it was stamped. */
function waiting(
  request: RepairRequest,
  tools: RepairTools,
  proposed: Omit<RepairResult, "outcome">,
): RepairResult {
  const count = proposed.holes.length;
  announce(tools, request, proposed.holes);
  const reason = `${count} ${count === 1 ? "decision is" : "decisions are"} missing.`;
  return { ...proposed, outcome: "held", reason };
}

/** Writes what all have agreed to, and tells of each edit. */
async function write(
  request: RepairRequest,
  tools: RepairTools,
  texts: ReadonlyMap<string, string>,
  edits: readonly RepairEdit[],
): Promise<void> {
  for (const [path, text] of texts)
    await tools.host.files.writeText(`${request.root}/${path}`, text);
  for (const edit of edits)
    tools.emit({
      type: "edited",
      service: request.service.name,
      file: edit.file,
      rule: edit.rule,
      change: edit.change,
    });
}

function announce(
  tools: RepairTools,
  request: RepairRequest,
  holes: readonly Hole[],
): readonly Hole[] {
  for (const hole of holes)
    tools.emit({
      type: "hole",
      service: request.service.name,
      id: hole.id,
      kind: hole.kind,
      question: hole.question,
    });
  return holes;
}

/** The compiler is still not content and no rule explains why: each diagnostic that is left is asked about. */
function red(
  request: RepairRequest,
  tools: RepairTools,
  result: Omit<RepairResult, "outcome">,
  check: GateResult,
): RepairResult {
  const holes = unresolved(request, result.texts, check);
  const reason = check.reason ?? "The check gate is still red after the repair.";
  return { ...result, outcome: "held", reason, holes: announce(tools, request, holes) };
}

/**
 * The repair was cut off, so none of it counts: the service is as stamped. What the engine had to ask it asks, and what
 * the compiler said of the service as stamped is still to be done.
 */
function stopped(
  request: RepairRequest,
  tools: RepairTools,
  { holes, cycles }: RepairOutcome,
  reason: string,
): RepairResult {
  const { standing } = tools;
  const said = standing === undefined ? [] : unresolved(request, new Map(), standing);
  const asked = (one: Hole): boolean =>
    holes.some(({ file, line, endLine }) => {
      return file === one.file && line <= one.endLine && one.line <= endLine;
    });
  return {
    outcome: "held",
    reason,
    cycles,
    edits: [],
    texts: new Map(),
    testEdits: [],
    holes: announce(tools, request, [...holes, ...said.filter((one) => !asked(one))]),
  };
}

/** Each error of the check gate over these texts, as a question. */
function unresolved(
  request: RepairRequest,
  texts: ReadonlyMap<string, string>,
  { diagnostics }: GateResult,
): readonly Hole[] {
  const holes = createHoles();
  for (const diagnostic of diagnostics)
    if (diagnostic.severity === "error") addUnresolved(holes, request, texts, diagnostic);
  return holes.all();
}

function addUnresolved(
  holes: HoleList,
  request: RepairRequest,
  texts: ReadonlyMap<string, string>,
  diagnostic: CodeDiagnostic,
): void {
  const text =
    texts.get(diagnostic.file) ??
    request.sources.get(diagnostic.file) ??
    request.stampedAfter.get(diagnostic.file) ??
    "";
  holes.add({
    kind: "unresolved-diagnostic",
    file: diagnostic.file,
    text,
    span: spanOf(text, diagnostic),
    delta: request.changes[0]?.symbol ?? request.service.name,
    inside: diagnostic.code,
    settledBy: "gates",
    code: diagnostic.code,
    question: `${diagnostic.tool} still says ${diagnostic.code}: ${diagnostic.message.split("\n")[0] ?? ""}`,
  });
}

function spanOf(text: string, at: CodeDiagnostic): { start: number; end: number } {
  const lines = text.split("\n");
  const offset = (line: number, column: number): number =>
    lines.slice(0, line - 1).reduce((sum, one) => sum + one.length + 1, 0) + column - 1;
  const start = Math.min(text.length, offset(at.line, at.column));
  return { start, end: Math.max(start, Math.min(text.length, offset(at.endLine, at.endColumn))) };
}

function leave(request: RepairRequest, tools: RepairTools, check: GateResult): RepairResult {
  const base = { edits: [], cycles: 0, texts: new Map<string, string>(), testEdits: [], check };
  if (check.status !== "failed") return { ...base, holes: [], outcome: "unchanged" };
  const holes = unresolved(request, base.texts, check);
  const { name, governance } = request.service;
  const reason = `${name} is governed as \`${governance}\`, where Flywheel stamps and reports but never edits code: repair it by hand or change its governance.`;
  return { ...base, holes: announce(tools, request, holes), outcome: "held", reason };
}

function refused(
  request: RepairRequest,
  tools: RepairTools,
  proposal: RepairOutcome,
  refusals: readonly Refusal[],
): RepairResult {
  const holes = createHoles();
  for (const { edit, guard, reason } of refusals) {
    const text = request.sources.get(edit.file) ?? "";
    holes.add({
      kind: "unresolved-diagnostic",
      file: edit.file,
      text,
      span: { start: Math.min(edit.start, text.length), end: Math.min(edit.end, text.length) },
      delta: edit.change,
      inside: edit.rule,
      question: `A repair was refused here (${guard}): ${reason}`,
      candidates: [],
    });
  }
  const [first] = refusals;
  const reason = `A guard refused the repair (${first?.guard ?? ""}): ${first?.reason ?? ""}`;
  return {
    ...proposal,
    outcome: "held",
    reason,
    holes: announce(tools, request, [...proposal.holes, ...holes.all()]),
    texts: new Map(),
    testEdits: [],
  };
}
