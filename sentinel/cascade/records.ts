import { createTwoFilesPatch } from "diff";
import {
  changedDeclarations,
  codeDeclarations,
  serviceEdges,
  type Host,
  type RecordedRevision,
  type RepairedDeclaration,
  type Service,
  type UnchainedRecord,
} from "#intent";
import { joinPath, relativeTo } from "../universe/paths.ts";
import type { ChangedFile, ServiceArtifact } from "./artifact.ts";
import { changesFor } from "./changes.ts";
import type { RunContext } from "./context.ts";
import { lineChanges } from "./document.ts";

/** Where the records of a universe stand, relative to its root. */
export const recordsPath = "flywheel/repairs.jsonl";

/** What this cascade's repairs were, one record a repaired service, in the plan's order. */
export async function recordsOf(
  run: RunContext,
  artifacts: readonly ServiceArtifact[],
): Promise<UnchainedRecord[]> {
  const repaired = artifacts.filter((artifact) => artifact.outcome === "repaired");
  const records = await Promise.all(repaired.map((artifact) => recordOf(run, artifact)));
  return records.flatMap((record) => record ?? []);
}

async function recordOf(
  run: RunContext,
  artifact: ServiceArtifact,
): Promise<UnchainedRecord | undefined> {
  const service = run.after.services.get(artifact.name);
  if (service === undefined) return undefined;
  const changes = changesFor(run.delta, service.name);
  const kinds = new Map(changes.map((change) => [change.symbol, change.kind]));
  const custom = artifact.files.filter((file) => file.kind === "repaired");
  const counted = custom.map((file) => lineChanges(file.before, file.after));
  return {
    v: 1,
    type: "repair",
    at: run.record.startedAt,
    epoch: run.record.epoch,
    run: run.record.run,
    service: service.name,
    language: service.language,
    changes: changes.map(({ symbol, kind, from, to }) => ({ symbol, kind, from, to })),
    intents: intentPatches(run, service),
    revisions: revisionsOf(run, service),
    edits: artifact.edits.map(({ file, change, rule, before, text }) => ({
      file,
      change,
      kind: kinds.get(change) ?? null,
      rule,
      before,
      after: text,
    })),
    declarations: (
      await Promise.all(custom.map((file) => repairedDeclarations(run.host, service, file)))
    ).flat(),
    ...(artifact.taught === undefined ? {} : { answers: artifact.taught }),
    lines: {
      added: counted.reduce((sum, one) => sum + one.added, 0),
      removed: counted.reduce((sum, one) => sum + one.removed, 0),
    },
    engine: artifact.engine ?? "hand",
    cost: {
      cycles: artifact.cycles,
      tokens: artifact.tokens ?? 0,
      usd: artifact.usd ?? 0,
      ms: artifact.ms,
    },
    verdict: artifact.gates,
  };
}

/** The service and all that it uses, directly or through others. */
function closureOf(run: RunContext, service: Service): Set<string> {
  const edges = serviceEdges(run.after);
  const found = new Set([service.name]);
  for (const name of found)
    for (const [provider, consumer] of edges) if (consumer === name) found.add(provider);
  return found;
}

/** The changed intents that the service's meaning rests on, as patches. */
function intentPatches(run: RunContext, service: Service): UnchainedRecord["intents"] {
  const closure = closureOf(run, service);
  const files = new Set([
    run.after.universe.file,
    ...[...closure].flatMap((name) => run.after.services.get(name)?.file ?? []),
  ]);
  return run.record.after.flatMap(({ path, text }) => {
    const before = run.record.before.find((source) => source.path === path)?.text ?? "";
    if (!files.has(path) || before === text) return [];
    const patch = createTwoFilesPatch(path, path, before, text, "", "", { context: 3 });
    return [{ path, patch: patch.replace(/^(?:Index: .*\n)?=+\n/, "") }];
  });
}

/** Revisions of the repositories that hold these services and the universe's own file. */
function revisionsOf(run: RunContext, service: Service): RecordedRevision[] {
  const { record } = run;
  const all = [...record.repositories, ...(record.others ?? [])];
  const folders = [...closureOf(run, service)].flatMap(
    (name) => run.after.services.get(name)?.directory ?? [],
  );
  const needed = new Set(["."]);
  for (const folder of folders) {
    const holding = all
      .filter(({ absolute }) => relativeTo(absolute, joinPath(record.root, folder)) !== undefined)
      .toSorted((a, b) => b.absolute.length - a.absolute.length);
    if (holding[0] !== undefined) needed.add(holding[0].name);
  }
  return all
    .filter((one) => needed.has(one.name))
    .map(({ name, head, base }) => ({ repository: name, head, base }));
}

async function repairedDeclarations(
  host: Host,
  service: Service,
  file: ChangedFile,
): Promise<RepairedDeclaration[]> {
  const { before, after } = file;
  if (before === null || after === null) return [];
  const [old, now] = await Promise.all(
    [before, after].map(async (text) =>
      codeDeclarations((await host.syntax.parse(service.language, text)).root, text),
    ),
  );
  return changedDeclarations(old ?? [], now ?? []).map((one) => ({
    file: file.path,
    name: one.name,
    before: before.slice(one.before.node.start, one.before.node.end),
    after: after.slice(one.after.node.start, one.after.node.end),
  }));
}
