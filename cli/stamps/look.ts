import { hasErrors, type FileStat, type Host } from "#intent";
import { expandGlob, folderOf, intentsIn, linkDiagnostics, listedOnce } from "#sentinel";
import { folderOfStamps } from "./folder.ts";
import { settledLook, type KnownLooks, type Look } from "./known.ts";
import { readLooks } from "./record.ts";

/** The part of the world that looking needs. */
export type LookingHost = Pick<Host, "files" | "clock" | "kept">;

/** What a stamp is asked for, as far as it says what must be looked at. */
export interface Asked {
  /** Services; none means all. */
  readonly names: readonly string[];
}

/** What is known, and which of its paths (by number) do not look as they did. */
export interface Looked {
  readonly known: KnownLooks;
  /** When looking began, in milliseconds. */
  readonly at: number;
  /** Files that must be read to know. */
  readonly touched: readonly number[];
  /** How folders of stamps look now that looked otherwise and hold what they should, by number. */
  readonly stirred: ReadonlyMap<number, Look>;
  /** Folders of stamps that lack a file, or hold one too many. */
  readonly upset: readonly number[];
}

/**
 * Asks the disk, without reading a file, what of the stamp that is known still stands. `mark` tells program and templates.
 * `undefined` where nothing is known, or the globs name other folders or intents than then.
 */
export async function look(
  host: LookingHost,
  root: string,
  mark: string,
  asked: Asked,
): Promise<Looked | undefined> {
  const at = host.clock.now();
  const known = readLooks(host, root, mark);
  if (known === undefined || !asked.names.every((name) => known.services.includes(name)))
    return undefined;
  const today = new Date(at).toISOString().slice(0, 10);
  if (known.soundUntil !== null && known.soundUntil < today) return undefined;
  if (!(await sameIntents(host, known))) return undefined;
  const { touched, folders } = lookAtFiles(host, known, asked);
  const stirred = new Map<number, Look>();
  const upset: number[] = [];
  for (const [index, stat] of folders) {
    if (await holdsItsStamps(host, known, index)) stirred.set(index, settledLook(stat, at));
    else upset.push(index);
  }
  return { known, at, touched, stirred, upset };
}

/** Whether the globs still name the same folders, with the same intents in them. */
async function sameIntents({ files }: LookingHost, known: KnownLooks): Promise<boolean> {
  const { root, globs, others, paths, kinds } = known;
  const listed = listedOnce(files);
  const directories = new Set<string>();
  for (const glob of globs)
    for (const folder of await expandGlob(listed, root, glob)) directories.add(folder);
  const odd = new Map(others);
  const folders: { readonly directory: string; readonly intent?: string }[] = [];
  for (const [directory, intents] of others) {
    if (!directories.has(directory)) return false;
    const now = await intentsIn(listed, root, directory);
    if (now.length !== intents.length || now.some((path, at) => path !== intents[at])) return false;
    if (intents.length === 0) folders.push({ directory });
  }
  let plain = 0;
  for (let index = 0; index < paths.length; index++) {
    if (kinds[index] !== "i") continue;
    const directory = folderOf(paths[index] ?? "");
    if (odd.has(directory)) continue;
    if (!directories.has(directory)) return false;
    plain++;
    folders.push({ directory, intent: paths[index] ?? "" });
  }
  // An intent that is gone, or no file any more, looks otherwise.
  if (plain + odd.size !== directories.size) return false;
  const universe = { path: "universe.lisp", text: "" };
  return !hasErrors(await linkDiagnostics(listed, root, universe, globs, folders));
}

/** Numbers of the files that look otherwise, and how the folders look that do. */
function lookAtFiles(
  { files }: LookingHost,
  { root, services, paths, kinds, looks }: KnownLooks,
  asked: Asked,
): { readonly touched: number[]; readonly folders: Map<number, FileStat | undefined> } {
  const now = files.looksNow(root, paths);
  const chosen = asked.names.length === 0 ? undefined : new Set(asked.names);
  const touched: number[] = [];
  const folders = new Map<number, FileStat | undefined>();
  let service = -1;
  for (let index = 0; index < paths.length; index++) {
    const kind = kinds[index];
    if (kind === "i") service++;
    else if (kind !== "u" && chosen?.has(services[service] ?? "") === false) continue;
    if (isAlike(now, looks, index * 4)) continue;
    if (kind === "d") folders.set(index, files.statNow(`${root}/${paths[index]}`));
    else touched.push(index);
  }
  return { touched, folders };
}

/** Whether four numbers are the same, and tell of something that stands. */
const isAlike = (now: Float64Array, then: Float64Array, at: number): boolean =>
  now[at] === then[at] &&
  now[at + 1] === then[at + 1] &&
  now[at + 2] === then[at + 2] &&
  now[at + 3] === then[at + 3] &&
  (now[at] ?? -1) >= 0;

/** Whether a folder of stamps holds what it should; see {@link folderOfStamps}. */
async function holdsItsStamps(
  { files }: LookingHost,
  { root, paths, kinds }: KnownLooks,
  index: number,
): Promise<boolean> {
  const folder = paths[index] ?? "";
  const stamped = new Set<string>();
  for (let at = index + 1; at < paths.length && kinds[at] !== "i"; at++)
    if (kinds[at] === "s" && folderOf(paths[at] ?? "") === folder) stamped.add(paths[at] ?? "");
  const { own, others, coded } = await folderOfStamps(files, root, folder, stamped);
  return coded && others.length === 0 && own === stamped.size;
}

/** Number of the service to which a path belongs. */
export function serviceAt({ kinds }: Pick<KnownLooks, "kinds">, index: number): number {
  let service = -1;
  for (let at = 0; at <= index; at++) if (kinds[at] === "i") service++;
  return service;
}
