import { toolFolders, type Files } from "#intent";
import { joinPath } from "../universe/paths.ts";

/** Files by which a service is judged: code of any kind, and what says how it is made and run. */
const judging =
  /(?:^|\/)[^/]*\.(?:rs|[cm]?[jt]sx?|pyi?|toml|cfg|ini|lisp)$|(?:^|\/)(?:package|tsconfig[^/]*|pyrightconfig|\.[^/]*)\.json$/;

/** The files of a service's folder by which it is judged, with their texts, by path relative to `root`. */
export async function judgingFiles(
  files: Files,
  root: string,
  directory: string,
): Promise<Map<string, string>> {
  const found = new Map<string, string>();
  const folders = [directory];
  for (let folder = folders.pop(); folder !== undefined; folder = folders.pop()) {
    for (const { name, kind } of await files.list(joinPath(root, folder))) {
      const path = joinPath(folder, name);
      if (kind === "directory" && !toolFolders.has(name)) folders.push(path);
      // A link in a file's place is the file gone.
      else if (kind === "file" && judging.test(path))
        found.set(path, (await files.readText(joinPath(root, path))) ?? "");
    }
  }
  return found;
}

/**
 * Puts the folder back to what `expected` says and gives the paths where it was something else: gates run code, and code
 * can rewrite the tests that judge it.
 */
export async function putBack(
  files: Files,
  root: string,
  directory: string,
  expected: ReadonlyMap<string, string>,
): Promise<readonly string[]> {
  const now = await judgingFiles(files, root, directory);
  const changed = [...new Set([...expected.keys(), ...now.keys()])].filter(
    (path) => expected.get(path) !== now.get(path),
  );
  for (const path of changed) {
    const text = expected.get(path);
    await files.remove(joinPath(root, path));
    if (text !== undefined) await files.writeText(joinPath(root, path), text);
  }
  return changed.sort();
}
