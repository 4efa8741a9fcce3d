import type { Diagnostic, Files, Source } from "#intent";
import type { ServiceFolder } from "./discover.ts";
import { told } from "./messages.ts";
import { baseName, folderOf, joinPath, relativeTo, segmentPattern } from "./paths.ts";

/**
 * Symbolic links that a glob of `(services …)` names, or that stand where an intent is looked for. They are not followed
 * (two paths for one service would be two services), and a service that is left out in silence would not be repaired, so
 * each is an error; except one that leads to a folder which the globs find anyway.
 */
export async function linkDiagnostics(
  files: Files,
  root: string,
  universe: Source,
  globs: readonly string[],
  folders: readonly ServiceFolder[],
): Promise<Diagnostic[]> {
  const found: Diagnostic[] = [];
  const directories = new Set(folders.map((folder) => folder.directory));
  for (const glob of globs) {
    const at = universe.text.indexOf(`"${glob}"`);
    const span = at === -1 ? { start: 0, end: 0 } : { start: at, end: at + glob.length + 2 };
    for (const path of await linksOf(files, root, glob)) {
      const target = await files.realPath(joinPath(root, path));
      const inside = target === undefined ? undefined : relativeTo(root, target);
      if (inside !== undefined && directories.has(inside)) continue;
      if (target === undefined || (await files.stat(target))?.kind === "directory")
        found.push(told("link-not-followed", universe.path, span, { path }));
    }
  }
  for (const { directory, intent } of folders) {
    if (intent !== undefined) continue;
    const path = joinPath(directory, "intent.lisp");
    if ((await files.stat(joinPath(root, path)))?.kind === "symlink")
      found.push(told("link-not-followed", path, { start: 0, end: 0 }, { path }));
  }
  return found;
}

/** Links in the folder that a glob's last segment looks into; deeper globs (`**`) meet too many that nobody means. */
async function linksOf(files: Files, root: string, glob: string): Promise<string[]> {
  const folder = folderOf(glob);
  if (/[*?]/.test(folder)) return [];
  const pattern = segmentPattern(baseName(glob));
  const entries = await files.list(joinPath(root, folder));
  return entries
    .filter((entry) => entry.kind === "symlink" && pattern.test(entry.name))
    .map((entry) => joinPath(folder, entry.name));
}
