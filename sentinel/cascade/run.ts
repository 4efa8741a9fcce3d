import type { Host, Model, Source } from "#intent";
import { buildModel } from "#intent";
import type { LoadedUniverse } from "../universe/load.ts";
import { parseJson } from "../journal/json.ts";
import { joinPath } from "../universe/paths.ts";

/** Folders of one run. The run tree may be thrown away; the state may not. */
export interface RunPlaces {
  /** Holds the task board and all runs of this universe. */
  readonly state: string;
  readonly run: string;
  readonly record: string;
  readonly log: string;
  readonly journal: string;
  readonly artifacts: string;
  /** Root of the run tree: mirrors the universe's layout. */
  readonly tree: string;
  /** Run trees of this universe. */
  readonly cache: string;
  /** Caches of all universes: set-up dependencies. */
  readonly setups: string;
  /** Caches of all universes: how services stood, by their content. */
  readonly baselines: string;
}

/** Folder that holds what is kept of one universe outside of it. */
export const stateFolderOf = (host: Host, universeId: string): string =>
  joinPath(host.platform.stateDirectory, universeId);

export function runPlaces(host: Host, universeId: string, epoch: number): RunPlaces {
  const state = stateFolderOf(host, universeId);
  const cache = joinPath(host.platform.cacheDirectory, universeId);
  const run = joinPath(state, "runs", String(epoch));
  return {
    state,
    run,
    record: joinPath(run, "run.json"),
    log: joinPath(run, "log.jsonl"),
    journal: joinPath(run, "journal.jsonl"),
    artifacts: joinPath(run, "artifacts"),
    tree: joinPath(cache, String(epoch)),
    cache,
    setups: joinPath(host.platform.cacheDirectory, "setup"),
    baselines: joinPath(host.platform.cacheDirectory, "baselines"),
  };
}

export type DeliverMode = "draft-branch" | "none";

/** All that a run needs to go on after a crash, whatever the work trees have become since. */
export interface RunRecord {
  readonly v: 1;
  readonly run: string;
  readonly epoch: number;
  readonly root: string;
  readonly universe: string;
  readonly universeId: string;
  readonly startedAt: number;
  readonly pid: number;
  readonly deliver: DeliverMode;
  readonly except: readonly string[];
  readonly engine: string;
  /** The words of an agent program that the command line named. */
  readonly command?: readonly string[];
  readonly before: readonly Source[];
  readonly after: readonly Source[];
  readonly repositories: readonly {
    readonly name: string;
    readonly absolute: string;
    readonly head: string;
    readonly base: string;
  }[];
  /** Repositories that the run moves nothing in, as they stood. */
  readonly others?: RunRecord["repositories"];
  /** Services to prepare, in the plan's order, with the repository that holds each. */
  readonly services: readonly { readonly name: string; readonly repository: string }[];
  /** Files with uncommitted changes that stay where they are, by repository. */
  readonly unseen: readonly string[];
  /** Ids of holes that a person has answered with: the code is right as it stands. */
  readonly accepted?: readonly string[];
  /** Answers of people, `ID=CHOICE`, in the order in which they were given: a later one to a hole is the one that counts. */
  readonly answers?: readonly string[];
  /** A repair of one service that was asked for by itself: no cascade, so nothing for `resume` to go on with. */
  readonly alone?: true;
}

const isRecord = (value: unknown): value is RunRecord =>
  typeof value === "object" &&
  value !== null &&
  "v" in value &&
  value.v === 1 &&
  "epoch" in value &&
  "after" in value;

export async function writeRunRecord(
  host: Host,
  places: RunPlaces,
  record: RunRecord,
): Promise<void> {
  await host.files.writeText(places.record, `${JSON.stringify(record)}\n`, { fsync: true });
}

/**
 * Takes over a run that another process began: from here on we are the process that is at work on it. `answers` are those
 * that are given now; `vain` are earlier ones that were refused or red, and are asked about again.
 */
export async function adoptRun(
  host: Host,
  places: RunPlaces,
  record: RunRecord,
  accepted: readonly string[] = [],
  answers: readonly string[] = [],
  vain: readonly string[] = [],
): Promise<RunRecord> {
  const adopted: RunRecord = {
    ...record,
    pid: host.platform.pid,
    accepted: [...new Set([...(record.accepted ?? []), ...accepted])],
    answers: [
      ...(record.answers ?? []).filter((one) => !answers.includes(one) && !vain.includes(one)),
      ...answers,
    ],
  };
  await writeRunRecord(host, places, adopted);
  return adopted;
}

/** A record that cannot be read is as if there were none: what a run has moved stands in its journal. */
export async function readRunRecord(host: Host, places: RunPlaces): Promise<RunRecord | undefined> {
  const text = await host.files.readText(places.record);
  if (text === undefined) return undefined;
  const value = parseJson(text);
  return isRecord(value) ? value : undefined;
}

/** The models that a run compares, built from the texts that it started with. */
export function modelsOf(record: RunRecord): { before: Model; after: Model } {
  const [after] = buildModel(record.after);
  if (after === undefined) throw new Error(`the intents of run ${record.run} make no model`);
  const [before] = buildModel(record.before);
  return { before: before ?? { universe: after.universe, services: new Map() }, after };
}

/** Epochs of a universe that left a run behind, ascending. */
export async function epochsOf(host: Host, universeId: string): Promise<number[]> {
  const folder = joinPath(host.platform.stateDirectory, universeId, "runs");
  const entries = await host.files.list(folder);
  return entries
    .map((entry) => Number(entry.name))
    .filter((epoch) => Number.isSafeInteger(epoch) && epoch > 0)
    .sort((a, b) => a - b);
}

export const draftRef = (epoch: number): string => `refs/heads/flywheel/epoch-${epoch}`;

/** Draft branches of a repository: epoch and tip. */
export async function draftsOf(
  host: Host,
  absolute: string,
): Promise<{ ref: string; epoch: number; tip: string }[]> {
  const { stdout } = await host.git.run(absolute, [
    "for-each-ref",
    "--format=%(refname) %(objectname)",
    "refs/heads/flywheel/",
  ]);
  return stdout.split("\n").flatMap((line) => {
    const [, ref, epoch, tip] =
      /^(refs\/heads\/flywheel\/epoch-(\d+)) ([0-9a-f]+)$/.exec(line) ?? [];
    return ref === undefined || tip === undefined ? [] : [{ ref, epoch: Number(epoch), tip }];
  });
}

/**
 * Opens the next epoch: one more than any run or draft branch that stands. The run's folder is created exclusively, so
 * that two processes never share an epoch.
 */
export async function openEpoch(host: Host, universe: LoadedUniverse): Promise<number> {
  const drafts = await Promise.all(
    universe.repositories.map((repository) => draftsOf(host, repository.absolute)),
  );
  const stands = [
    ...(await epochsOf(host, universe.id)),
    ...drafts.flat().map((draft) => draft.epoch),
  ];
  for (let epoch = Math.max(0, ...stands) + 1; ; epoch++) {
    const claim = joinPath(runPlaces(host, universe.id, epoch).run, "epoch");
    if (await host.files.createExclusive(claim, `${host.platform.pid}\n`)) return epoch;
  }
}
