import type { Host } from "#intent";
import { folderOf, joinPath } from "./paths.ts";

/** The part of the world that locating needs. */
export type LocatingHost = Pick<Host, "files" | "platform">;

/** The nearest folder at or above `from` that holds a file of this name. */
export async function nearestAbove(
  host: LocatingHost,
  from: string,
  name: string,
): Promise<string | undefined> {
  for (let folder = from; ; folder = folderOf(folder)) {
    if ((await host.files.stat(joinPath(folder, name)))?.kind === "file") return folder;
    if (folder === "/" || folder === "") return undefined;
  }
}

/**
 * The universe's root, where there is one: see `locateUniverse`, which says what is missing. `start` is the folder that was
 * asked about, links resolved; `wanted` is what somebody named.
 */
export async function universeRoot(
  host: LocatingHost,
  from: string,
  explicit?: string,
): Promise<{
  readonly root: string | undefined;
  readonly start: string | undefined;
  readonly wanted: string | undefined;
}> {
  // An empty variable is how a shell says that there is none.
  const wanted = explicit ?? (host.platform.environment["UNIVERSE_ROOT"] || undefined);
  const start = await host.files.realPath(wanted ?? from);
  if (start === undefined) return { root: undefined, start, wanted };
  if (wanted === undefined)
    return { root: await nearestAbove(host, start, "universe.lisp"), start, wanted };
  const found = (await host.files.stat(joinPath(start, "universe.lisp")))?.kind === "file";
  return { root: found ? start : undefined, start, wanted };
}
