import { expectedMarker, type Templates } from "#forge";
import { planOrder, serviceEdges, type Host, type Model, type Source } from "#intent";
import type { Repository } from "../universe/discover.ts";
import { pathInRepository, type LoadedUniverse } from "../universe/load.ts";
import { baseModels, type BaseModels, type Snapshot } from "./base-model.ts";
import { namesAt, placesOf, readSnapshot, snapshot, type Place } from "./snapshot.ts";

/**
 * Where code and intent last agreed, for each repository: the newest first-parent ancestor of HEAD whose stamped markers
 * match the intents of that commit; else HEAD. Found from git alone.
 */
export interface Base {
  readonly repository: Repository;
  /** Full hash; `undefined` where the repository has no commit yet. */
  readonly revision: string | undefined;
  readonly head: string | undefined;
}

/** How many ancestors that touched an intent or a stamp are looked at before HEAD is taken. */
const ancestorsMax = 200;

/** All repositories at their HEADs. */
async function snapshotsAtHead(
  host: Host,
  universe: LoadedUniverse,
  places: ReadonlyMap<string, readonly Place[]>,
): Promise<Map<string, Snapshot>> {
  const { repositories } = universe;
  const heads = await host.git.readHeads(repositories.map((repository) => repository.absolute));
  const born = repositories.flatMap((repository, index) =>
    heads[index] === undefined ? [] : [{ repository, head: heads[index] }],
  );
  const wanted = born.map(({ repository, head }) => ({
    repository: repository.absolute,
    names: namesAt(universe, repository, places.get(repository.name) ?? [], head),
  }));
  const answers = await host.git.readManyObjects(wanted);
  const snapshots = new Map<string, Snapshot>(
    repositories.map((repository) => [
      repository.name,
      { revision: undefined, sources: [], markers: new Map() },
    ]),
  );
  for (const [index, { repository }] of born.entries()) {
    snapshots.set(
      repository.name,
      await readSnapshot(
        host,
        universe,
        repository,
        places.get(repository.name) ?? [],
        answers[index] ?? [],
      ),
    );
  }
  return snapshots;
}

/** Services of a repository whose stamped marker differs from what the intents of the snapshots say. */
function disagreeing(
  host: Host,
  model: Model | undefined,
  templates: Templates,
  snap: Snapshot,
): boolean {
  if (model === undefined) return snap.markers.size > 0;
  for (const service of model.services.values()) {
    const marker = snap.markers.get(service.file);
    if (marker === undefined) continue;
    if (marker !== expectedMarker(model, service.name, templates, host.sha256).digest) return true;
  }
  return false;
}

async function ancestors(
  host: Host,
  universe: LoadedUniverse,
  repository: Repository,
  places: readonly Place[],
  head: string,
): Promise<string[]> {
  const paths = places
    .flatMap((place) => [place.intent, ...place.stamped])
    .map((path) => pathInRepository(universe.root, repository, path));
  const args = [
    "log",
    "--first-parent",
    "--format=%H",
    "-n",
    String(ancestorsMax),
    head,
    "--",
    ...paths,
  ];
  const touched = (await host.git.run(repository.absolute, args)).stdout
    .split("\n")
    .filter((line) => line !== "");
  // The parent of a commit that touched an intent is where the old intent stood last.
  const parents = await Promise.all(
    touched.map(async (hash) =>
      (
        await host.git.run(repository.absolute, ["rev-parse", "--verify", "--quiet", `${hash}^1`])
      ).stdout.trim(),
    ),
  );
  const inOrder = touched.flatMap((hash, index) => [hash, parents[index] ?? ""]);
  return [...new Set(inOrder)].filter((hash) => hash !== "" && hash !== head);
}

/** Repositories in the order in which contracts flow: those whose services use nobody come first. */
function upstreamFirst(universe: LoadedUniverse, model: Model | undefined): Repository[] {
  if (model === undefined) return [...universe.repositories];
  const repositoryOf = new Map(
    universe.folders.map((folder) => [folder.intent ?? "", folder.repository?.name ?? ""]),
  );
  const deepest = new Map<string, number>();
  for (const [wave, names] of planOrder(
    model.services.keys(),
    serviceEdges(model),
  ).waves.entries()) {
    for (const name of names)
      deepest.set(repositoryOf.get(model.services.get(name)?.file ?? "") ?? "", wave);
  }
  const depth = (repository: Repository): number => deepest.get(repository.name) ?? 0;
  return [...universe.repositories].sort(
    (a, b) => depth(a) - depth(b) || (a.name < b.name ? -1 : 1),
  );
}

export interface Bases {
  readonly bases: readonly Base[];
  readonly model: Model | undefined;
  readonly sources: readonly Source[];
}

/** Finds the bases and builds the model that the intents made there. `explicit` is `--base REV`. */
export async function findBases(
  host: Host,
  universe: LoadedUniverse,
  templates: Templates,
  explicit?: string,
): Promise<Bases> {
  const places = new Map(
    universe.repositories.map((repository) => [repository.name, placesOf(universe, repository)]),
  );
  const snapshots = await snapshotsAtHead(host, universe, places);
  const heads = new Map([...snapshots].map(([name, snap]) => [name, snap.revision]));
  const models = baseModels(universe);
  if (explicit === undefined) await walkBack(host, universe, templates, places, snapshots, models);
  else {
    for (const repository of universe.repositories) {
      snapshots.set(
        repository.name,
        await snapshot(host, universe, repository, places.get(repository.name) ?? [], explicit),
      );
    }
  }
  const bases = universe.repositories.map((repository) => ({
    repository,
    revision: snapshots.get(repository.name)?.revision,
    head: heads.get(repository.name),
  }));
  return { bases, ...models(snapshots) };
}

async function walkBack(
  host: Host,
  universe: LoadedUniverse,
  templates: Templates,
  places: ReadonlyMap<string, readonly Place[]>,
  snapshots: Map<string, Snapshot>,
  models: BaseModels,
): Promise<void> {
  const now = models(snapshots).model;
  // Mostly code and intent agree everywhere: then there is nothing to walk, in whatever order.
  const stale = [...snapshots.values()].some(
    (snap) => snap.revision !== undefined && disagreeing(host, now, templates, snap),
  );
  if (!stale) return;
  for (const repository of upstreamFirst(universe, now)) {
    const atHead = snapshots.get(repository.name);
    if (
      atHead?.revision === undefined ||
      !disagreeing(host, models(snapshots).model, templates, atHead)
    )
      continue;
    const own = places.get(repository.name) ?? [];
    for (const revision of await ancestors(host, universe, repository, own, atHead.revision)) {
      const snap = await snapshot(host, universe, repository, own, revision);
      snapshots.set(repository.name, snap);
      if (snap.markers.size > 0 && !disagreeing(host, models(snapshots).model, templates, snap))
        break;
      snapshots.set(repository.name, atHead);
    }
  }
}
