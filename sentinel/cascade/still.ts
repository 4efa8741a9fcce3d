import { toolFolders, type Files } from "#intent";
import { joinPath } from "../universe/paths.ts";

/** What stands at a path: a file's bytes with its mode, or where a link leads. */
export type Standing =
  | { readonly bytes: Uint8Array; readonly mode: number }
  | { readonly link: string };

/** What tools leave behind by themselves, where nothing of that name stood. */
const litter =
  /(?:^|\/)(?:\.coverage[^/]*|coverage|htmlcov|\.nyc_output|\.(?:mypy|hypothesis|cache|eslint|vite)[^/]*|[^/]*\.(?:egg-info|tsbuildinfo|pyc|profraw)|Cargo\.lock)(?:\/|$)/;

/** A file as it is to stand. */
export const asStanding = (text: string): Standing => ({
  bytes: new TextEncoder().encode(text),
  mode: 0o644,
});

/**
 * Everything in a service's folder but what tools made, by path relative to `root`: tests ask fixtures as well as code, so
 * there is no file by which a service is not judged.
 */
export async function standingFiles(
  files: Files,
  root: string,
  directory: string,
): Promise<Map<string, Standing>> {
  const found = new Map<string, Standing>();
  const folders = [directory];
  for (let folder = folders.pop(); folder !== undefined; folder = folders.pop()) {
    for (const { name, kind } of await files.list(joinPath(root, folder))) {
      if (toolFolders.has(name)) continue;
      const path = joinPath(folder, name);
      if (kind === "directory") folders.push(path);
      const one = kind === "directory" ? undefined : await standing(files, joinPath(root, path));
      if (one !== undefined) found.set(path, one);
    }
  }
  return found;
}

async function standing(files: Files, path: string): Promise<Standing | undefined> {
  const stat = await files.stat(path);
  if (stat?.kind === "symlink") return { link: (await files.realPath(path)) ?? "" };
  const bytes = stat?.kind === "file" ? await files.readBytes(path) : undefined;
  return stat === undefined || bytes === undefined ? undefined : { bytes, mode: stat.mode & 0o777 };
}

/**
 * Puts the folder back to what `expected` says and gives the paths where it was something else: gates run code, and code
 * can rewrite what judges it. What tools leave behind is taken away without a word.
 */
export async function putBack(
  files: Files,
  root: string,
  directory: string,
  expected: ReadonlyMap<string, Standing>,
): Promise<readonly string[]> {
  const now = await standingFiles(files, root, directory);
  const changed = [...new Set([...expected.keys(), ...now.keys()])].filter(
    (path) => !same(expected.get(path), now.get(path)),
  );
  // First what is there: a link in a folder's place would lead the rest elsewhere.
  for (const path of changed) if (now.has(path)) await files.remove(joinPath(root, path));
  for (const path of changed) {
    const one = expected.get(path);
    if (one === undefined) continue;
    await files.remove(joinPath(root, path));
    if ("link" in one) await files.symlink(one.link, joinPath(root, path));
    else await files.writeBytes(joinPath(root, path), one.bytes, one.mode);
  }
  return changed.filter((path) => expected.has(path) || !litter.test(path)).sort();
}

function same(one: Standing | undefined, other: Standing | undefined): boolean {
  if (one === undefined || other === undefined) return one === other;
  if ("link" in one || "link" in other)
    return "link" in one && "link" in other && one.link === other.link;
  const { bytes } = other;
  return (
    one.bytes.length === bytes.length && one.bytes.every((byte, index) => byte === bytes[index])
  );
}
