import { mainStampedPath, readMarker } from "#forge";
import type { GitObject, Host, Model, Service, Source } from "#intent";
import type { Repository, ServiceFolder } from "../universe/discover.ts";
import { pathInRepository, type LoadedUniverse } from "../universe/load.ts";
import { baseName, joinPath } from "../universe/paths.ts";
import type { Snapshot } from "./base-model.ts";
import { goneFolders, treeName, watchedFolders } from "./gone.ts";

/** Where an intent and its stamped main files are looked for. */
export interface Place {
  readonly folder: ServiceFolder;
  readonly intent: string;
  readonly stamped: readonly string[];
}

/** The places of a repository in the work tree. The stamped main file may be of any language at an older commit. */
export function placesOf(universe: LoadedUniverse, repository: Repository): Place[] {
  return placesIn(
    universe,
    universe.folders.filter((folder) => folder.repository?.name === repository.name),
  );
}

/** A model never changes, and each of a thousand repositories asks it. */
const known = new WeakMap<Model, ReadonlyMap<string, Service>>();

function servicesByFile(model: Model | undefined): ReadonlyMap<string, Service> {
  if (model === undefined) return new Map();
  const found =
    known.get(model) ?? new Map([...model.services.values()].map((one) => [one.file, one]));
  known.set(model, found);
  return found;
}

function placesIn({ model }: LoadedUniverse, folders: readonly ServiceFolder[]): Place[] {
  const byFile = servicesByFile(model);
  return folders.map((folder) => {
    const service = folder.intent === undefined ? undefined : byFile.get(folder.intent);
    const name = service?.name ?? baseName(folder.directory);
    const languages =
      service === undefined
        ? (["rust", "typescript", "python"] as const)
        : ([service.language] as const);
    return {
      folder,
      intent: folder.intent ?? joinPath(folder.directory, "intent.lisp"),
      stamped: languages.map((language) =>
        joinPath(folder.directory, mainStampedPath(name, language)),
      ),
    };
  });
}

const directoriesOf = (places: readonly Place[]): string[] =>
  places.map(({ folder }) => folder.directory);

type Inside = (path: string) => string;

const insideAt =
  ({ root }: LoadedUniverse, repository: Repository, revision: string): Inside =>
  (path) =>
    `${revision}:${pathInRepository(root, repository, path)}`;

/** What to ask git for, to know some places. */
const namesOf = (places: readonly Place[], inside: Inside): string[] =>
  places.flatMap((place) => [inside(place.intent), ...place.stamped.map(inside)]);

/** Reads git's answers to {@link namesOf}, in the same order, and takes them out of `objects`. */
function readPlaces(
  places: readonly Place[],
  objects: (GitObject | undefined)[],
): Pick<Snapshot, "sources" | "markers"> {
  const sources: Source[] = [];
  const markers = new Map<string, string>();
  const answers = objects.splice(
    0,
    places.reduce((all, { stamped }) => all + 1 + stamped.length, 0),
  );
  let at = 0;
  for (const place of places) {
    const text = answers[at++]?.text();
    if (text !== undefined) sources.push({ path: place.intent, text });
    for (const _ of place.stamped) {
      const marker = readMarker(answers[at++]?.text() ?? "");
      if (marker !== undefined) markers.set(place.intent, marker.digest);
    }
  }
  return { sources, markers };
}

/** What to ask git for, to know a repository at a revision. */
export function namesAt(
  universe: LoadedUniverse,
  repository: Repository,
  places: readonly Place[],
  revision: string,
): string[] {
  const inside = insideAt(universe, repository, revision);
  const own =
    universe.rootRepository?.name === repository.name ? [inside(universe.universeFile)] : [];
  const trees = watchedFolders(universe, repository, directoriesOf(places)).map((folder) =>
    treeName(universe, repository, revision, folder),
  );
  return [`${revision}^{commit}`, ...own, ...namesOf(places, inside), ...trees];
}

/** Reads git's answers to {@link namesAt}, in the same order, and then what stood where the work tree has nothing. */
export async function readSnapshot(
  host: Host,
  universe: LoadedUniverse,
  repository: Repository,
  places: readonly Place[],
  objects: readonly (GitObject | undefined)[],
): Promise<Snapshot> {
  const [commit, ...rest] = objects;
  const own = universe.rootRepository?.name === repository.name ? rest.shift()?.text() : undefined;
  const universes = own === undefined ? [] : [{ path: universe.universeFile, text: own }];
  const { sources, markers } = readPlaces(places, rest);
  if (commit === undefined) return { revision: undefined, sources: [], markers };
  const paths = new Set(sources.map(({ path }) => path));
  const read = new Set(
    places.filter(({ intent }) => paths.has(intent)).map(({ folder }) => folder.directory),
  );
  const gone = await goneFolders(host, universe, repository, commit.id, {
    own: directoriesOf(places),
    read,
    trees: rest,
  });
  const more = await placesAt(host, universe, repository, placesIn(universe, gone), commit.id);
  return {
    revision: commit.id,
    sources: [...universes, ...sources, ...more.sources],
    markers: new Map([...markers, ...more.markers]),
  };
}

async function placesAt(
  host: Host,
  universe: LoadedUniverse,
  repository: Repository,
  places: readonly Place[],
  revision: string,
): Promise<ReturnType<typeof readPlaces>> {
  const names = namesOf(places, insideAt(universe, repository, revision));
  const objects = names.length === 0 ? [] : await host.git.readObjects(repository.absolute, names);
  return readPlaces(places, [...objects]);
}

/** A repository at a revision. */
export async function snapshot(
  host: Host,
  universe: LoadedUniverse,
  repository: Repository,
  places: readonly Place[],
  revision: string,
): Promise<Snapshot> {
  const objects = await host.git.readObjects(
    repository.absolute,
    namesAt(universe, repository, places, revision),
  );
  return readSnapshot(host, universe, repository, places, objects);
}
