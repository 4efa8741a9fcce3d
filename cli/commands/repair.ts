import {
  planDocument,
  readArtifact,
  askingOf,
  offersOf,
  recoverRuns,
  resumableRun,
  runCascade,
  runEnvironment,
  sense,
  startRun,
  obstacles,
  joinPath,
  strayAnswers,
  type Offer,
  type RunPlaces,
  type RunRecord,
  type Sensed,
  type ServiceArtifact,
} from "#sentinel";
import type { CommandContext } from "../context.ts";
import { commandWords, fillingFor } from "../filling.ts";
import { askingLines } from "../render/asking.ts";
import { plural } from "../render/plural.ts";
import { plainProgress } from "../render/progress.ts";
import { styles } from "../render/style.ts";
import { exits, problem, type CommandResult, type Exit } from "../result.ts";
import { openSoundUniverse, templatesFor, withoutBase } from "../universe.ts";
import { serviceNamed } from "./mechanic.ts";

/**
 * The files that edits speak of, as they stood before the repair. Withheld edits are made to no file: their texts lie in
 * the run tree as they were.
 */
async function textsBefore(
  { host }: CommandContext,
  { artifact, tree }: Repaired,
): Promise<ReadonlyMap<string, string>> {
  const texts = new Map(artifact.files.map((file) => [file.path, file.before ?? ""]));
  for (const { file } of artifact.withheld ?? [])
    if (!texts.has(file)) texts.set(file, (await host.files.readText(joinPath(tree, file))) ?? "");
  return texts;
}

function explain(
  artifact: ServiceArtifact,
  texts: ReadonlyMap<string, string>,
  all: boolean,
  color: boolean,
): string {
  const style = styles(color);
  const lines: string[] = [];
  for (const edit of [...artifact.edits, ...(artifact.withheld ?? [])]) {
    const line = (texts.get(edit.file) ?? "").slice(0, edit.start).split("\n").length;
    lines.push(
      `${edit.file}:${line}`,
      style.bad(`  - ${edit.before}`),
      style.good(`  + ${edit.text}`),
    );
    if (all)
      lines.push(
        style.faint(
          `    ${edit.rule}, ${edit.certainty}, follows from ${edit.change}: ${edit.because}`,
        ),
      );
  }
  for (const hole of artifact.holes)
    lines.push(`${hole.file}:${hole.line}:${hole.column}  ${style.warn("?")} ${hole.question}`);
  return lines.join("\n");
}

export interface RepairFlags {
  readonly engine: string;
  /** The words of an agent program, as one text. */
  readonly command?: string;
  /** Answers to what the service asks, `ID=CHOICE`. */
  readonly answer?: readonly string[];
  /** Whether each edit is to be explained. */
  readonly explain?: boolean;
}

/**
 * `mechanic repair SERVICE`: the service's part of the cascade in a run tree of its own; nothing is proposed and the work
 * tree stays as it is.
 */
export async function repair(
  context: CommandContext,
  name: string,
  flags: RepairFlags,
): Promise<CommandResult> {
  const universe = await openSoundUniverse(context);
  if ("stopped" in universe) return universe.stopped;
  const service = serviceNamed(universe, name);
  if ("stopped" in service) return service.stopped;
  const words = commandWords(flags.command);
  if ("stopped" in words) return words.stopped;
  const choice = { engine: flags.engine, ...words };
  const asked = await fillingFor(context, universe.root, choice);
  if ("stopped" in asked) return asked.stopped;
  const templates = await templatesFor(context, universe.root);
  // A cascade that waits for a person keeps its scene.
  const waiting = await resumableRun(context.host, universe.id);
  await recoverRuns(context.host, universe.id, waiting?.record.epoch);
  const sensed = await sense(context.host, universe, templates, context.base);
  const stopped = withoutBase(sensed, context.base);
  if (stopped !== undefined) return stopped;
  if (!sensed.reached.some((one) => one.service === name)) {
    return {
      exit: exits.done,
      document: {
        schema: "flywheel.repair/1",
        service: name,
        outcome: "untouched",
        edits: [],
        holes: [],
      },
      text: `No change reaches ${name}.`,
    };
  }
  const [blocked] = obstacles(sensed, [name]);
  if (blocked !== undefined) return problem(exits.environment, blocked.message, blocked.cure);
  const except = sensed.reached.map((one) => one.service).filter((other) => other !== name);
  const { places, record } = await startRun(
    context.host,
    sensed,
    { deliver: "none", except, ...choice, answers: flags.answer ?? [], alone: true },
    sensed.beforeSources,
  );
  const environment = runEnvironment(sensed, templates, asked.filling);
  const ran = await runCascade(context.host, places, record, environment, {
    signal: context.signal,
    listen: (bus) => (context.quiet ? undefined : plainProgress(bus, context.say, context.color)),
  });
  const artifact = await readArtifact(context.host, places, name);
  if (artifact === undefined) {
    return context.signal.aborted
      ? problem(exits.interrupted, `the repair of ${name} was interrupted`, "run it again")
      : problem(
          exits.findings,
          `the repair of ${name} did not end: a newer run has taken its place`,
          "run it again",
        );
  }
  const others = waiting === undefined ? [] : await artifactsOf(context, waiting);
  const repaired: Repaired = {
    artifact: { ...artifact, notes: [...artifact.notes, ...(ran.notes ?? [])] },
    tree: places.tree,
    scene: joinPath(places.tree, service.directory),
    strays: strayAnswers(record.answers ?? [], [artifact], sensed.after.services),
    offers: offersOf(
      [artifact, ...others.filter((one) => one.name !== name)],
      sensed.after.services,
    ),
  };
  return repairResult(context, sensed, repaired, flags.explain === true);
}

/** What the services of a run came to. */
async function artifactsOf(
  { host }: CommandContext,
  { places, record }: { readonly places: RunPlaces; readonly record: RunRecord },
): Promise<readonly ServiceArtifact[]> {
  const all = await Promise.all(record.services.map((one) => readArtifact(host, places, one.name)));
  return all.flatMap((one) => one ?? []);
}

/** A repair by itself, with what became of the answers that were given. */
interface Repaired {
  readonly artifact: ServiceArtifact;
  /** Absolute path of the run tree, and of the service in it. */
  readonly tree: string;
  readonly scene: string;
  /** Answers for which there was no hole. */
  readonly strays: ReturnType<typeof strayAnswers>;
  /** What the answers could answer in a cascade that waits. */
  readonly offers: readonly Offer[];
}

/** What the preparation of one service came to, as a command's result. */
async function repairResult(
  context: CommandContext,
  sensed: Sensed,
  repaired: Repaired,
  all: boolean,
): Promise<CommandResult> {
  const { artifact, scene, strays, offers } = repaired;
  const { name, outcome, edits, withheld = [], patch, choices, holes, gates, notes } = artifact;
  const { questions } = askingOf([artifact], sensed.after.services);
  const delta = planDocument(sensed).delta;
  const document = {
    schema: "flywheel.repair/1",
    service: name,
    outcome,
    edits,
    withheld,
    ...(patch === undefined ? {} : { patch }),
    holes,
    ...(choices === undefined ? {} : { choices }),
    questions,
    ...(offers.length === 0 ? {} : { offers }),
    gates,
    notes: [...notes, ...strays.map(({ message, cure }) => `${message}; ${cure}`)],
    delta,
  };
  const held = outcome === "held";
  const texts = await textsBefore(context, repaired);
  const lines = [
    explain(artifact, texts, all, context.color),
    `${name}: ${outcome}, ${edits.length} edits, ${holes.length} holes`,
    ...document.notes,
    ...(held ? [`its scene stands in ${scene}`] : []),
    ...(patch === undefined ? [] : [withheldWords(withheld.length, patch)]),
    ...askingLines(styles(context.color), {
      questions,
      offers,
      holes,
      ...(choices === undefined ? {} : { choices: [choices] }),
      command: `flywheel mechanic repair ${name}`,
      offerCommand: "flywheel sentinel resume",
    }),
  ];
  // A service that still asks although an answer met no hole was told a wrong id.
  const exit =
    exitOf(artifact) === exits.decisions && strays.length > 0 ? exits.usage : exitOf(artifact);
  return { exit, document, text: lines.filter((line) => line !== "").join("\n") };
}

const withheldWords = (count: number, patch: string): string =>
  `${plural(count, "edit")} are certain and wait in ${patch}: git apply it in the root of the run tree`;

function exitOf({ outcome, lacks, holes }: ServiceArtifact): Exit {
  if (outcome !== "held") return exits.done;
  if (lacks !== undefined) return exits.environment;
  const onlyDecisions =
    holes.length > 0 && holes.every((hole) => hole.kind !== "unresolved-diagnostic");
  return onlyDecisions ? exits.decisions : exits.findings;
}
