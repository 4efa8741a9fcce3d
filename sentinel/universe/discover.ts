import { toolFolders, type Files, type FileStat, type Host } from "#intent";
import { folderOf, joinPath, relativeTo, segmentPattern } from "./paths.ts";

/** One git repository with at least one service or the universe's own file. */
export interface Repository {
  /** Folder relative to the universe's root; `.` for the root itself or a repository around it. */
  readonly name: string;
  /** Absolute folder that holds `.git`. */
  readonly absolute: string;
}

/** A folder of the universe that a glob of `(services …)` names. */
export interface ServiceFolder {
  /** Relative to the root. */
  readonly directory: string;
  /** Path of the intent relative to the root; absent where the work tree has none (any more). */
  readonly intent?: string;
  readonly repository?: Repository;
}

/** What globs and intents are looked for in: a disk, or what git holds. */
export interface Listing {
  list: Files["list"];
  stat(path: string): Promise<Pick<FileStat, "kind"> | undefined>;
}

async function foldersIn(files: Listing, root: string, directory: string): Promise<string[]> {
  const entries = await files.list(joinPath(root, directory));
  return entries
    .filter((entry) => entry.kind === "directory" && !toolFolders.has(entry.name))
    .map((entry) => joinPath(directory, entry.name))
    .sort();
}

async function allBelow(files: Listing, root: string, directory: string): Promise<string[]> {
  const found: string[] = [directory];
  for (let index = 0; index < found.length; index++) {
    const folder = found[index];
    if (folder !== undefined) found.push(...(await foldersIn(files, root, folder)));
  }
  return found;
}

/** Folders that a glob such as `services/*` or `teams/**` names, sorted. Symbolic links are not followed. */
export async function expandGlob(files: Listing, root: string, glob: string): Promise<string[]> {
  let current = [""];
  for (const segment of glob.split("/").filter((part) => part !== "" && part !== ".")) {
    const next: string[] = [];
    for (const directory of current) {
      if (segment === "**") next.push(...(await allBelow(files, root, directory)));
      else if (segment.includes("*") || segment.includes("?")) {
        const pattern = segmentPattern(segment);
        const inside = await foldersIn(files, root, directory);
        next.push(
          ...inside.filter((folder) => pattern.test(folder.slice(folder.lastIndexOf("/") + 1))),
        );
      } else if ((await files.stat(joinPath(root, directory, segment)))?.kind === "directory") {
        next.push(joinPath(directory, segment));
      }
    }
    current = next;
  }
  return [...new Set(current)].filter((folder) => folder !== "").sort();
}

/** The intents of a folder: `intent.lisp`, else files named `NAME.intent.lisp`. */
export async function intentsIn(
  files: Listing,
  root: string,
  directory: string,
): Promise<string[]> {
  const names = (await files.list(joinPath(root, directory)))
    .filter((entry) => entry.kind === "file")
    .map((entry) => entry.name);
  if (names.includes("intent.lisp")) return [joinPath(directory, "intent.lisp")];
  return names
    .filter((name) => name.endsWith(".intent.lisp"))
    .sort()
    .map((name) => joinPath(directory, name));
}

/** Looks for the repository around a folder; answers are remembered by folder. */
export function repositoryFinder(
  host: Host,
  root: string,
): (directory: string) => Promise<Repository | undefined> {
  const known = new Map<string, Promise<string | undefined>>();
  const gitFolder = (absolute: string): Promise<string | undefined> => {
    const before = known.get(absolute);
    if (before !== undefined) return before;
    const looking = look(absolute);
    known.set(absolute, looking);
    return looking;
  };
  const look = async (absolute: string): Promise<string | undefined> => {
    // A `.git` file is a worktree or a submodule, a folder is a repository.
    if ((await host.files.stat(joinPath(absolute, ".git"))) !== undefined) return absolute;
    return absolute === "/" ? undefined : gitFolder(folderOf(absolute));
  };
  return async (directory) => {
    const absolute = await gitFolder(directory === "" ? root : joinPath(root, directory));
    if (absolute === undefined) return undefined;
    const inside = relativeTo(root, absolute);
    return { name: inside === undefined || inside === "" ? "." : inside, absolute };
  };
}

/** All service folders of a universe with their intents and repositories. */
export async function discoverServices(
  host: Host,
  root: string,
  globs: readonly string[],
  find: (directory: string) => Promise<Repository | undefined>,
): Promise<ServiceFolder[]> {
  const directories = new Set<string>();
  for (const glob of globs)
    for (const folder of await expandGlob(host.files, root, glob)) directories.add(folder);
  const folders = await Promise.all(
    [...directories].sort().map(async (directory): Promise<ServiceFolder[]> => {
      const [intents, repository] = await Promise.all([
        intentsIn(host.files, root, directory),
        find(directory),
      ]);
      const inside = repository === undefined ? {} : { repository };
      if (intents.length === 0) return [{ directory, ...inside }];
      return intents.map((intent) => ({ directory, intent, ...inside }));
    }),
  );
  return folders.flat();
}
