import {
  buildModel,
  expiredBreaks,
  hasErrors,
  overrideDiagnostics,
  readUniverse,
  type Consulted,
  type Diagnostic,
  type Host,
  type Model,
  type Source,
} from "#intent";
import {
  discoverServices,
  repositoryFinder,
  type Repository,
  type ServiceFolder,
} from "./discover.ts";
import { linkDiagnostics } from "./links.ts";
import { baseName, joinPath, relativeTo } from "./paths.ts";
import { readSources } from "./sources.ts";

/** A universe as its work trees say it is. */
export interface LoadedUniverse {
  /** Absolute. */
  readonly root: string;
  /** Name and a digest of the root: tells apart two checkouts of one universe in the cache and the state folder. */
  readonly id: string;
  readonly name: string;
  readonly universeFile: string;
  readonly sources: readonly Source[];
  readonly folders: readonly ServiceFolder[];
  /** Repository of `universe.lisp`, where it stands in one. */
  readonly rootRepository: Repository | undefined;
  /** All repositories with a service, and the root's. Sorted by name. */
  readonly repositories: readonly Repository[];
  /** `undefined` where the intents are too broken to mean anything. */
  readonly model: Model | undefined;
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Reads every intent of the universe at `root` and builds its model. Reads only; needs no git. `consulted` is told whom the
 * check of each service looked at.
 */
export async function loadUniverse(
  host: Host,
  root: string,
  consulted?: Map<string, Consulted>,
): Promise<LoadedUniverse> {
  const universeFile = "universe.lisp";
  const own = await readSources(host, root, [universeFile]);
  const universeSource: Source = own.sources[0] ?? { path: universeFile, text: "" };
  const [universe, universeDiagnostics] = readUniverse(universeSource);
  const find = repositoryFinder(host, root);
  const folders =
    universe === undefined ? [] : await discoverServices(host, root, universe.services, find);
  const intents = folders.flatMap((folder) => (folder.intent === undefined ? [] : [folder.intent]));
  const others = await readSources(host, root, intents);
  const sources = [universeSource, ...others.sources];
  const [model, meant] =
    universe === undefined
      ? [undefined, universeDiagnostics]
      : buildModel(sources, consulted === undefined ? {} : { consulted });
  const links =
    universe === undefined
      ? []
      : await linkDiagnostics(host.files, root, universeSource, universe.services, folders);
  const judged = model === undefined ? [] : judgementDiagnostics(host, model);
  const diagnostics = [...own.diagnostics, ...others.diagnostics, ...links, ...meant, ...judged];
  const rootRepository = await find("");
  const name = universe?.name ?? baseName(root);
  return {
    root,
    id: `${name}-${host.sha256(root).slice(0, 8)}`,
    name,
    universeFile,
    sources,
    folders,
    rootRepository,
    repositories: repositoriesOf(folders, rootRepository),
    model,
    diagnostics,
  };
}

/** What is wrong with how changes are to be judged: own rules of nothing, and accepted breaks whose day (in UTC) is past. */
function judgementDiagnostics({ clock }: Host, model: Model): Diagnostic[] {
  const today = new Date(clock.now()).toISOString().slice(0, 10);
  return [...overrideDiagnostics(model.universe), ...expiredBreaks(model, today)];
}

function repositoriesOf(
  folders: readonly ServiceFolder[],
  root: Repository | undefined,
): Repository[] {
  const all = new Map<string, Repository>();
  for (const repository of [...folders.map((folder) => folder.repository), root]) {
    if (repository !== undefined) all.set(repository.name, repository);
  }
  return [...all.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** Path of a universe's file inside its repository. */
export function pathInRepository(root: string, repository: Repository, path: string): string {
  const absolute = joinPath(root, path);
  return relativeTo(repository.absolute, absolute) ?? path;
}

/** Whether the intents can be stamped and compared: a model stands and no diagnostic is an error. */
export const isSound = (
  universe: LoadedUniverse,
): universe is LoadedUniverse & { readonly model: Model } =>
  universe.model !== undefined && !hasErrors(universe.diagnostics);
