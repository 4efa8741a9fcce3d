import {
  planDocument,
  readArtifact,
  recoverRuns,
  runCascade,
  runEnvironment,
  sense,
  startRun,
  obstacles,
  joinPath,
  type ServiceArtifact,
} from "#sentinel";
import type { CommandContext } from "../context.ts";
import { plainProgress } from "../render/progress.ts";
import { styles } from "../render/style.ts";
import { exits, problem, type CommandResult } from "../result.ts";
import { openSoundUniverse, templatesFor, withoutBase } from "../universe.ts";
import { serviceNamed } from "./mechanic.ts";

function explain(artifact: ServiceArtifact, all: boolean, color: boolean): string {
  const style = styles(color);
  const texts = new Map(artifact.files.map((file) => [file.path, file.before ?? ""]));
  const lines: string[] = [];
  for (const edit of artifact.edits) {
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

/**
 * `mechanic repair SERVICE`: the service's part of the cascade in a run tree of its own; nothing is proposed and the work
 * tree stays as it is.
 */
export async function repair(
  context: CommandContext,
  name: string,
  all: boolean,
): Promise<CommandResult> {
  const universe = await openSoundUniverse(context);
  if ("stopped" in universe) return universe.stopped;
  const service = serviceNamed(universe, name);
  if ("stopped" in service) return service.stopped;
  const templates = await templatesFor(context, universe.root);
  await recoverRuns(context.host, universe.id);
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
    { deliver: "none", except, engine: "offline" },
    sensed.beforeSources,
  );
  await runCascade(context.host, places, record, runEnvironment(sensed, templates), {
    signal: context.signal,
    listen: (bus) => (context.quiet ? undefined : plainProgress(bus, context.say, context.color)),
  });
  const artifact = await readArtifact(context.host, places, name);
  if (artifact === undefined) {
    return context.signal.aborted
      ? problem(
          exits.interrupted,
          `the repair of ${name} was interrupted`,
          "run it again, or go on with `flywheel sentinel resume`",
        )
      : problem(
          exits.findings,
          `the repair of ${name} did not end: a newer run has taken its place`,
          "run it again",
        );
  }
  const document = {
    schema: "flywheel.repair/1",
    service: name,
    outcome: artifact.outcome,
    edits: artifact.edits,
    holes: artifact.holes,
    gates: artifact.gates,
    delta: planDocument(sensed).delta,
  };
  const held = artifact.outcome === "held";
  const lines = [
    explain(artifact, all, context.color),
    `${name}: ${artifact.outcome}, ${artifact.edits.length} edits, ${artifact.holes.length} holes`,
    ...artifact.notes,
  ];
  if (held) lines.push(`its scene stands in ${joinPath(places.tree, service.directory)}`);
  const exit = !held
    ? exits.done
    : artifact.lacks !== undefined
      ? exits.environment
      : artifact.holes.length > 0 &&
          artifact.holes.every((hole) => hole.kind !== "unresolved-diagnostic")
        ? exits.decisions
        : exits.findings;
  return { exit, document, text: lines.filter((line) => line !== "").join("\n") };
}
