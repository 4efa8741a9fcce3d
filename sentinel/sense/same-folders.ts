import { hasErrors, type Files, type Host, type Source } from "#intent";
import { expandGlob, intentsIn, repositoryFinder } from "../universe/discover.ts";
import { linkDiagnostics } from "../universe/links.ts";
import { folderOf, joinPath } from "../universe/paths.ts";
import { plainStamp, type KnownFolder, type KnownUniverse } from "./known.ts";

/**
 * Whether the globs of a universe still name the folders that are known, with the same intents in the same repositories.
 * A folder that looks as it did holds what it did; one that does not is listed.
 */
export async function sameFolders(
  host: Host,
  known: KnownUniverse,
  universe: Source,
  globs: readonly string[],
): Promise<boolean> {
  const files = listedOnce(host.files);
  const directories = new Set<string>();
  for (const glob of globs)
    for (const folder of await expandGlob(files, known.root, glob)) directories.add(folder);
  if (directories.size !== known.folders.length) return false;
  const find = repositoryFinder(host, known.root);
  if (((await find(""))?.name ?? "") !== known.rootRepository) return false;
  for (const folder of known.folders) {
    const { directory, repository } = folder;
    if (!directories.has(directory)) return false;
    const stat = await files.stat(joinPath(known.root, directory));
    if (stat === undefined) return false;
    if (plainStamp(stat) !== folder.stamp) {
      if (!(await holdsTheSame(host, known.root, folder))) return false;
    }
    // A repository of its own shows in the folder's stamp, one around it above the folder.
    else if (
      repository !== directory &&
      ((await find(folderOf(directory)))?.name ?? "") !== repository
    )
      return false;
  }
  const folders = known.folders.flatMap(({ directory, intents: [intent] }) =>
    intent === undefined ? [{ directory }] : [{ directory, intent }],
  );
  return !hasErrors(await linkDiagnostics(files, known.root, universe, globs, folders));
}

async function holdsTheSame(
  host: Host,
  root: string,
  { directory, intents, repository }: KnownFolder,
): Promise<boolean> {
  const now = await intentsIn(host.files, root, directory);
  if (now.length !== intents.length || now.some((path, index) => path !== intents[index]))
    return false;
  return ((await repositoryFinder(host, root)(directory))?.name ?? "") === repository;
}

/** Files whose folders are listed once however often that is asked for. */
export function listedOnce(files: Files): Files {
  const lists = new Map<string, ReturnType<Files["list"]>>();
  const list: Files["list"] = (path) => {
    const known = lists.get(path) ?? files.list(path);
    lists.set(path, known);
    return known;
  };
  return { ...files, list };
}
