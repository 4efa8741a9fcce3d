import type { GitObject, Host } from "#intent";
import {
  expandGlob,
  intentsIn,
  type Repository,
  type ServiceFolder,
} from "../universe/discover.ts";
import type { LoadedUniverse } from "../universe/load.ts";
import { folderOf, joinPath, relativeTo } from "../universe/paths.ts";
import { listingOf, nested, treeEntries } from "./git-listing.ts";

/**
 * Services that a commit holds and the work tree does not, or not there any more: their folder was removed or moved, or
 * their intent is a file of another name. Without them a service that went would be no change, and one that moved would be
 * a new service whose users nothing reaches.
 */

const globsOf = ({ model }: LoadedUniverse): readonly string[] => model?.universe.services ?? [];

/** A glob with neither empty parts nor dots, as `expandGlob` reads it. */
const tidy = (glob: string): string => joinPath(...glob.split("/"));

/** Whether only the last part of a glob is a pattern, so that one folder tells what it names. */
const isPlain = (glob: string): boolean =>
  !/[*?]/.test(folderOf(tidy(glob))) && !glob.includes("**");

const insideOf = (root: string, { absolute }: Repository, path: string): string | undefined =>
  relativeTo(absolute, joinPath(root, path));

/**
 * Folders in which globs look that have no pattern but in their last part: git is asked for them with the intents. `own`
 * are the folders that stand in the repository; one that is a service's folder itself has no other's to lose.
 */
export function watchedFolders(
  universe: LoadedUniverse,
  repository: Repository,
  own: readonly string[],
): string[] {
  if (own.includes(repository.name)) return [];
  const folders = globsOf(universe)
    .filter(isPlain)
    .map((glob) => folderOf(tidy(glob)));
  return [...new Set(folders)].filter(
    (folder) => insideOf(universe.root, repository, folder) !== undefined,
  );
}

/** How git calls a folder of the universe at a revision. */
export const treeName = (
  { root }: LoadedUniverse,
  repository: Repository,
  revision: string,
  folder: string,
): string => `${revision}:${insideOf(root, repository, folder) ?? folder}`;

/** What is known of a repository's folders before git is asked for more. */
export interface KnownFolders {
  /** Folders that stand in it, in the work tree. */
  readonly own: readonly string[];
  /** Those of which the revision holds the intent that the work tree has. */
  readonly read: ReadonlySet<string>;
  /** Git's answers about the {@link watchedFolders}. */
  readonly trees: readonly (GitObject | undefined)[];
}

/** Folders with an intent at a revision, where the work tree has another one or none. */
export async function goneFolders(
  host: Host,
  universe: LoadedUniverse,
  repository: Repository,
  revision: string,
  known: KnownFolders,
): Promise<ServiceFolder[]> {
  const named = known.own.includes(repository.name)
    ? []
    : await namedFolders(host, universe, repository, revision, known);
  // What stands in another repository by now is read there.
  const isOthers = (path: string): boolean =>
    universe.folders.some(
      ({ directory, repository: its }) => directory === path && its?.name !== repository.name,
    );
  const asked = [...new Set([...known.own, ...named])].filter(
    (directory) => !known.read.has(directory) && !isOthers(directory),
  );
  if (asked.length === 0) return [];
  const names = asked.map((directory) => treeName(universe, repository, revision, directory));
  const objects = await host.git.readObjects(repository.absolute, names);
  const listing = listingOf(
    new Map(asked.map((directory, index) => [directory, treeEntries(objects[index])])),
  );
  const found = await Promise.all(
    asked.map(async (directory) => {
      const intents = await intentsIn(listing, "", directory);
      return intents.map((intent): ServiceFolder => ({ directory, intent, repository }));
    }),
  );
  return found.flat();
}

/** Folders that the globs name in a repository at a revision. */
async function namedFolders(
  host: Host,
  universe: LoadedUniverse,
  repository: Repository,
  revision: string,
  { own, trees }: KnownFolders,
): Promise<string[]> {
  const globs = globsOf(universe);
  const watched = watchedFolders(universe, repository, own);
  const plain = listingOf(
    new Map(watched.map((folder, index) => [folder, treeEntries(trees[index])])),
  );
  const found: string[] = [];
  for (const glob of globs.filter(isPlain)) {
    const folder = folderOf(tidy(glob));
    // `expandGlob` asks whether each part above stands: the tree that was read says so.
    const above = listingOf(nested(partsOf(folder)));
    const listing = {
      list: plain.list,
      stat: async (path: string) => (await above.stat(path)) ?? plain.stat(path),
    };
    found.push(...(await expandGlob(listing, "", glob)));
  }
  const deep = globs.filter((glob) => !isPlain(glob));
  if (deep.length === 0) return found;
  const all = listingOf(nested(await foldersAt(host, universe, repository, revision)));
  for (const glob of deep) found.push(...(await expandGlob(all, "", glob)));
  return found;
}

/** `a/b/c` as `a`, `a/b` and `a/b/c`. */
const partsOf = (folder: string): string[] =>
  folder === "" ? [] : [...partsOf(folderOf(folder)), folder];

/** All folders of a repository at a revision that stand in the universe. */
async function foldersAt(
  host: Host,
  { root }: LoadedUniverse,
  { absolute }: Repository,
  revision: string,
): Promise<string[]> {
  const prefix = relativeTo(root, absolute) ?? "";
  const tree = `${revision}:${relativeTo(absolute, root) ?? ""}`;
  const { stdout } = await host.git.run(absolute, [
    "ls-tree",
    "-r",
    "-d",
    "-z",
    "--name-only",
    tree,
  ]);
  const below = stdout.split("\0").filter((name) => name !== "");
  return [...partsOf(prefix), ...below.map((name) => joinPath(prefix, name))];
}
