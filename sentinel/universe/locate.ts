import type { Host } from "#intent";
import { folderOf, joinPath } from "./paths.ts";

export type Located =
  | { readonly root: string }
  /** `intent`: a lone service without its universe. */
  | { readonly missing: "universe"; readonly from: string; readonly intent?: string }
  | { readonly missing: "folder"; readonly from: string };

async function nearestAbove(host: Host, from: string, name: string): Promise<string | undefined> {
  for (let folder = from; ; folder = folderOf(folder)) {
    if ((await host.files.stat(joinPath(folder, name)))?.kind === "file") return folder;
    if (folder === "/" || folder === "") return undefined;
  }
}

/**
 * Finds the universe's root: `explicit` (from `--root`), else `UNIVERSE_ROOT`, else the nearest `universe.lisp` above
 * `from`. Absolute paths, symbolic links resolved.
 */
export async function locateUniverse(host: Host, from: string, explicit?: string): Promise<Located> {
  const wanted = explicit ?? host.platform.environment["UNIVERSE_ROOT"];
  const start = await host.files.realPath(wanted ?? from);
  if (start === undefined) return { missing: "folder", from: wanted ?? from };
  if (wanted !== undefined) {
    const found = (await host.files.stat(joinPath(start, "universe.lisp")))?.kind === "file";
    return found ? { root: start } : { missing: "universe", from: start };
  }
  const root = await nearestAbove(host, start, "universe.lisp");
  if (root !== undefined) return { root };
  const lone = await nearestAbove(host, start, "intent.lisp");
  return { missing: "universe", from: start, ...(lone === undefined ? {} : { intent: joinPath(lone, "intent.lisp") }) };
}
