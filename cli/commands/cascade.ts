import { diffModels, type Hole } from "#intent";
import type { Bus } from "#jarvis";
import {
  adoptRun,
  compareModels,
  exceptedOwners,
  modelsOf,
  obstacles,
  planDocument,
  readArtifact,
  recoverRuns,
  resumableRun,
  runCascade,
  runEnvironment,
  sense,
  startRun,
  type CascadeDocument,
  type CascadeOptions,
  type DeliverMode,
  type Filling,
  type RunPlaces,
  type RunRecord,
  type Sensed,
} from "#sentinel";
import type { CommandContext } from "../context.ts";
import { commandWords, fillingFor } from "../filling.ts";
import { planText } from "../render/plan.ts";
import { createLiveList } from "../render/live.ts";
import { plainProgress } from "../render/progress.ts";
import { reportText } from "../render/report.ts";
import { rolloutSentences } from "../render/rollout.ts";
import { exits, problem, type CommandResult, type Exit } from "../result.ts";
import { answersToRun } from "./answers.ts";
import {
  noService,
  openSoundUniverse,
  templatesFor,
  withoutBase,
  type SoundUniverse,
} from "../universe.ts";

export interface CascadeFlags extends Omit<CascadeOptions, "deliver" | "command"> {
  /** The words of an agent program, as one text. */
  readonly command?: string;
  /** Absent: what the universe says. */
  readonly deliver?: DeliverMode;
  readonly dryRun: boolean;
}

/** How to deliver: as the command says, else as the universe does; landing is refused until it exists. */
export function deliverMode(
  universe: SoundUniverse,
  flag: DeliverMode | undefined,
): DeliverMode | { readonly stopped: CommandResult } {
  if (flag !== undefined) return flag;
  const { delivery } = universe.model.universe;
  if (delivery === "draft-branch") return delivery;
  return {
    stopped: problem(
      exits.findings,
      `form-not-supported-yet: (delivery ${delivery})`,
      "write (delivery draft-branch) in universe.lisp, or pass --deliver draft-branch",
    ),
  };
}

const cleanDocument = (
  root: string,
  names: readonly string[],
  mode: CascadeOptions["deliver"],
): CascadeDocument => ({
  schema: "flywheel.cascade/1",
  root,
  epoch: 0,
  outcome: "clean",
  services: names.map((name) => ({
    name,
    outcome: "untouched",
    engine: null,
    cycles: 0,
    edits: 0,
    files: [],
    holes: [],
    gates: { check: "not-run", lint: "not-run", test: "not-run", scenarios: "skipped" },
    tokens: 0,
    usd: 0,
    ms: 0,
    notes: [],
  })),
  delivery: { mode, refs: [] },
  unseen: [],
  questions: [],
  durationMs: 0,
});

/** The exit code that tells how a cascade ended: decisions that are missing are told from errors. */
function exitOf(context: CommandContext, document: CascadeDocument): Exit {
  if (context.signal.aborted) return exits.interrupted;
  if (
    document.outcome === "proposed" ||
    document.outcome === "clean" ||
    document.outcome === "landed"
  )
    return exits.done;
  if (document.outcome === "preempted") return exits.findings;
  const held = document.services.filter((row) => row.outcome === "held");
  if (held.some((row) => row.lacks !== undefined)) return exits.environment;
  const onlyDecisions =
    held.length > 0 &&
    held.every(
      (row) =>
        row.holes.length > 0 && row.holes.every((hole) => hole.kind !== "unresolved-diagnostic"),
    );
  return onlyDecisions ? exits.decisions : exits.findings;
}

/** The report of a run that has ended, from its document and the artifacts that it left. */
export async function cascadeReport(
  context: CommandContext,
  sensed: Sensed,
  document: CascadeDocument,
  places: RunPlaces,
): Promise<string> {
  const artifacts = await Promise.all(
    document.services.map((row) => readArtifact(context.host, places, row.name)),
  );
  return reportText({
    plan: planDocument(sensed),
    document,
    artifacts: artifacts.flatMap((one) => one ?? []),
    rollout: rolloutSentences(sensed.delta),
    scene: places.tree,
    directories: new Map([...sensed.after.services].map(([name, one]) => [name, one.directory])),
    color: context.color,
  });
}

interface CascadeResult extends CommandResult {
  readonly document: CascadeDocument;
}

/** Runs a cascade with its progress on stderr and reads its report. */
export async function runAndReport(
  context: CommandContext,
  sensed: Sensed,
  places: RunPlaces,
  record: RunRecord,
  filling: Filling | undefined,
): Promise<CascadeResult> {
  const templates = await templatesFor(context, record.root);
  const live = context.live && !context.quiet ? await createLiveList(context.color) : undefined;
  const listen = (bus: Bus): void => {
    if (live !== undefined) live.follow(bus);
    else if (!context.quiet) plainProgress(bus, context.say, context.color);
  };
  let document: CascadeDocument;
  try {
    const environment = runEnvironment(sensed, templates, filling);
    const controls = { signal: context.signal, listen };
    document = await runCascade(context.host, places, record, environment, controls);
  } finally {
    // The list redraws itself until it is stopped, also when the run ends in an error.
    await live?.stop();
  }
  const text = await cascadeReport(context, sensed, document, places);
  return { exit: exitOf(context, document), document, text };
}

function whyClean(sensed: Sensed): string {
  if (sensed.delta.changes.length === 0) return "Nothing changed in meaning";
  return sensed.reached.length === 0
    ? "The change reaches no service"
    : "Every service that the change reaches is left out by --except";
}

/** `sentinel cascade`: sense, plan, stamp, repair, verify, and propose in all repositories or none. */
export async function cascade(
  context: CommandContext,
  flags: CascadeFlags,
): Promise<CommandResult> {
  const universe = await openSoundUniverse(context);
  if ("stopped" in universe) return universe.stopped;
  const deliver = deliverMode(universe, flags.deliver);
  if (typeof deliver !== "string") return deliver.stopped;
  const words = commandWords(flags.command);
  if ("stopped" in words) return words.stopped;
  const choice = { engine: flags.engine, ...words };
  const asked = await fillingFor(context, universe.root, choice);
  if ("stopped" in asked) return asked.stopped;
  const names = [...universe.model.services.keys()];
  const stranger = flags.except.find((name) => !names.includes(name));
  if (stranger !== undefined)
    return noService(`--except ${stranger}: there is no such service`, stranger, names);
  if (universe.repositories.length === 0) {
    return problem(
      exits.environment,
      `no git repository holds the services of ${universe.root}`,
      "run `git init` in the universe (or in each service) and commit once",
    );
  }
  await recoverRuns(context.host, universe.id);
  const sensed = await sense(
    context.host,
    universe,
    await templatesFor(context, universe.root),
    context.base,
  );
  const stopped = withoutBase(sensed, context.base);
  if (stopped !== undefined) return stopped;
  const [alone] = exceptedOwners(sensed, flags.except);
  if (alone !== undefined) return problem(exits.usage, `--except ${alone.message}`, alone.cure);
  const reached = sensed.reached.filter((one) => !flags.except.includes(one.service));
  const blocked = obstacles(
    sensed,
    reached.map((one) => one.service),
  );
  const [first] = blocked;
  if (first !== undefined)
    return problem(exits.environment, blocked.map((one) => one.message).join("; "), first.cure);
  if (reached.length === 0) {
    const document = cleanDocument(universe.root, names, deliver);
    return {
      exit: exits.done,
      document,
      text: `${whyClean(sensed)}: every service stays as it is.`,
    };
  }
  if (flags.dryRun) {
    const plan = planDocument(sensed);
    const text = planText(plan, context.color, rolloutSentences(sensed.delta));
    return { exit: exits.done, document: plan, text };
  }
  const { places, record } = await startRun(
    context.host,
    sensed,
    { deliver, except: flags.except, ...choice, answers: flags.answers ?? [] },
    sensed.beforeSources,
  );
  return withStrays(await runAndReport(context, sensed, places, record, asked.filling), record);
}

/** A cascade that still asks although an answer met no hole was told a wrong id: the words were wrong. */
function withStrays(ran: CascadeResult, { answers = [] }: RunRecord): CommandResult {
  const isStray =
    ran.document.outcome === "halted" &&
    ran.exit === exits.decisions &&
    answers.some((answer) =>
      ran.document.notes?.some((note) => note.startsWith(`no hole took the answer ${answer}:`)),
    );
  return isStray ? { ...ran, exit: exits.usage } : ran;
}

/** The holes that are accepted, by id or place. One that nobody asked is refused; those that stand are the cure. */
async function acceptedHoles(
  context: CommandContext,
  places: RunPlaces,
  record: RunRecord,
  accepted: readonly string[],
): Promise<{ readonly ids: readonly string[] } | { readonly stopped: CommandResult }> {
  const artifacts = await Promise.all(
    record.services.map((one) => readArtifact(context.host, places, one.name)),
  );
  const asked = artifacts.flatMap((one) => one?.holes ?? []);
  const namesOf = (hole: Hole): readonly string[] => [
    hole.id,
    `${hole.file}:${hole.line}`,
    `${hole.file}:${hole.line}:${hole.column}`,
  ];
  const stranger = accepted.find((name) => !asked.some((hole) => namesOf(hole).includes(name)));
  if (stranger !== undefined) {
    const places = asked.map((hole) => `${hole.file}:${hole.line}`);
    const cure = asked.length === 0 ? "it asks nothing" : `it asks about ${places.join(", ")}`;
    return { stopped: problem(exits.usage, `epoch ${record.epoch} has no hole ${stranger}`, cure) };
  }
  const chosen = asked.filter((hole) => namesOf(hole).some((name) => accepted.includes(name)));
  return { ids: chosen.map((hole) => hole.id) };
}

/** `sentinel resume`: goes on with the newest run that has not ended. */
export async function resume(
  context: CommandContext,
  accepted: readonly string[],
  answers: readonly string[] = [],
): Promise<CommandResult> {
  const universe = await openSoundUniverse(context);
  if ("stopped" in universe) return universe.stopped;
  const found = await resumableRun(context.host, universe.id);
  const recovered = await recoverRuns(context.host, universe.id, found?.record.epoch);
  const forward = recovered.find((one) => one.found === "rolled-forward");
  if (found === undefined) {
    const text =
      forward === undefined
        ? "There is no run to go on with."
        : `The delivery of epoch ${forward.epoch} was decided and is complete now.`;
    return { exit: exits.done, document: { schema: "flywheel.resume/1", recovered }, text };
  }
  const { places } = found;
  const { after } = modelsOf(found.record);
  const since = diffModels(after, universe.model).changes[0];
  if (since !== undefined)
    return problem(
      exits.findings,
      `the intents say something else than when epoch ${found.record.epoch} began: ${since.symbol} (${since.kind.replaceAll("-", " ")})`,
      "run `flywheel sentinel cascade` for what they say now, or put them back and resume",
    );
  const holes = await acceptedHoles(context, places, found.record, accepted);
  if ("stopped" in holes) return holes.stopped;
  const given = await answersToRun(context, places, found.record, after, answers);
  if ("stopped" in given) return given.stopped;
  const asked = await fillingFor(context, universe.root, found.record, true);
  if ("stopped" in asked) return asked.stopped;
  const record = await adoptRun(context.host, places, found.record, holes.ids, given.answers, given.vain);
  const bases = record.repositories.map(({ name, absolute, head, base }) => ({
    repository: { name, absolute },
    revision: base,
    head,
  }));
  const sensed = compareModels({
    universe,
    bases,
    beforeSources: record.before,
    ...modelsOf(record),
  });
  return runAndReport(context, sensed, places, record, asked.filling);
}
