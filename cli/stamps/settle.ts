import {
  isSubjectPath,
  readMarker,
  stampedTests,
  type StampedFile,
  type StampResult,
} from "#forge";
import { toolFolders, type Host, type Service } from "#intent";
import { folderOf, joinPath, readServiceSources } from "#sentinel";
import { folderOfStamps } from "./folder.ts";
import { settledLook, unlike, type FileKind, type Look } from "./known.ts";
import { staleOf, type Stale } from "./stale.ts";
import type { SoundUniverse } from "../universe.ts";

export type Status = "written" | "unchanged" | "stale" | "created" | "removed";

export interface SettledFile {
  readonly path: string;
  readonly status: Status;
  /** Where it is stale. */
  readonly stale?: Stale;
}

/**
 * A file as it is to be known: what it is (`c` a scaffold), how it looked before it was read, and the digest of what the stamp
 * says.
 */
export interface Entry {
  readonly path: string;
  readonly kind: FileKind | "c";
  readonly look: Look;
  readonly digest: string;
}

export interface SettledService {
  readonly name: string;
  readonly files: readonly SettledFile[];
  /** Its folders of stamps, its stamped files and its scaffolds. */
  readonly entries: readonly Entry[];
}

/** How services are settled: in which universe, and whether anything is written. */
export interface Settling {
  readonly host: Host;
  readonly universe: Pick<SoundUniverse, "root" | "model">;
  readonly checkOnly: boolean;
  /** When looking began, in milliseconds. */
  readonly at: number;
}

type Made = StampResult["services"][number];

/** Makes the files of a service what its stamp says, or says which are not. */
export async function settleService(settling: Settling, made: Made): Promise<SettledService> {
  const { host, universe, checkOnly, at } = settling;
  const files: SettledFile[] = [];
  const entries: Entry[] = [];
  const owner = universe.model.services.get(made.name);
  // Asked only where a scaffold is missing: the whole folder must be looked through to know.
  let known: Promise<boolean> | undefined;
  const bare = (): Promise<boolean> => (known ??= isBare(host, universe.root, owner));
  for (const file of made.files) {
    const path = joinPath(universe.root, file.path);
    const stat = host.files.statNow(path);
    const before = stat === undefined ? undefined : await host.files.readText(path);
    const kind = file.kind === "stamped" ? "s" : "c";
    const look = before === file.text ? settledLook(stat, at) : unlike;
    entries.push({ path: file.path, kind, look, digest: host.sha256(file.text) });
    const settled =
      before === file.text
        ? ({ path: file.path, status: "unchanged" } as const)
        : await settle(settling, made.name, file, before, bare);
    if (settled !== undefined) files.push(settled);
  }
  const folders = await settleFolders(settling, made, files);
  if (!checkOnly)
    for (const path of leftOver(files)) await host.files.remove(joinPath(universe.root, path));
  return { name: made.name, files, entries: [...folders, ...entries] };
}

const leftOver = (files: readonly SettledFile[]): string[] =>
  files.flatMap(({ path, status }) => (status === "removed" ? [path] : []));

/** Whether a service has no code yet. */
const isBare = async (host: Host, root: string, service: Service | undefined): Promise<boolean> =>
  service !== undefined && (await readServiceSources(host.files, root, service)).sources.size === 0;

/** What becomes of a file that is not what it should be: stamped ones are overwritten, scaffolds only made in a bare service, and what stamped tests ask wherever it is missing. */
async function settle(
  { host, universe, checkOnly }: Settling,
  service: string,
  file: StampedFile,
  before: string | undefined,
  bare: () => Promise<boolean>,
): Promise<SettledFile | undefined> {
  const path = joinPath(universe.root, file.path);
  if (file.kind === "scaffold") {
    if (before !== undefined) return undefined;
    // Stamped tests do not run without what they ask.
    if (checkOnly)
      return isSubjectPath(file.path)
        ? { path: file.path, status: "stale", stale: { reason: "missing" } }
        : undefined;
    // Asked before anything of people's is written.
    const isNew = await bare();
    if (!isNew && !isSubjectPath(file.path)) return undefined;
    await host.files.writeText(path, file.text);
    return { path: file.path, status: "created" };
  }
  if (checkOnly) {
    const stale = staleOf(universe.model, service, file, before, host.sha256);
    return { path: file.path, status: "stale", stale };
  }
  await host.files.writeText(path, file.text);
  return { path: file.path, status: before === undefined ? "created" : "written" };
}

/** Looks through the folders in which stamped files stand, and adds to `files` those of the service that it has no more. */
async function settleFolders(
  settling: Settling,
  made: Made,
  files: SettledFile[],
): Promise<Entry[]> {
  const { host, universe, at } = settling;
  const { root } = universe;
  const stamped = new Set(
    made.files.flatMap((file) => (file.kind === "stamped" ? [file.path] : [])),
  );
  const paths = new Set([...stamped].map(folderOf));
  // Another language or another name stamps other folders, and leaves the first ones behind.
  const isMoved = files.some(
    ({ status, stale }) => status === "created" || stale?.reason === "missing",
  );
  for (const path of isMoved
    ? await foldersBeside(settling, made.name, paths)
    : testsBeside(settling, made.name, paths))
    files.push(
      ...(await leftOversIn(
        settling,
        made.name,
        (await folderOfStamps(host.files, root, path, stamped)).others,
      )),
    );
  const folders: Entry[] = [];
  for (const path of paths) {
    const stat = host.files.statNow(joinPath(root, path));
    const { others, coded } = await folderOfStamps(host.files, root, path, stamped);
    files.push(...(await leftOversIn(settling, made.name, others)));
    const look = coded && others.length === 0 ? settledLook(stat, at) : unlike;
    folders.push({ path, kind: "d", look, digest: "" });
  }
  return folders;
}

/** The folder of a service's tests, where it has no stamped ones any more. */
function testsBeside(
  { universe: { model } }: Settling,
  name: string,
  stamped: ReadonlySet<string>,
): string[] {
  const service = model.services.get(name);
  if (service === undefined) return [];
  const path = folderOf(joinPath(service.directory, stampedTests[service.language]));
  return stamped.has(path) ? [] : [path];
}

/** The other folders right below a service's, where a stamp of it may be left. */
async function foldersBeside(
  { host, universe: { root, model } }: Settling,
  name: string,
  stamped: ReadonlySet<string>,
): Promise<string[]> {
  const directory = model.services.get(name)?.directory ?? "";
  const others = new Set([...model.services.values()].map((service) => service.directory));
  return (await host.files.list(joinPath(root, directory)))
    .filter((entry) => entry.kind === "directory" && !toolFolders.has(entry.name))
    .map((entry) => joinPath(directory, entry.name))
    .filter((path) => !stamped.has(path) && !others.has(path));
}

/** Those of `paths` that are stamps of the service, or of one that is no more. */
async function leftOversIn(
  { host, universe: { root, model }, checkOnly }: Settling,
  name: string,
  paths: readonly string[],
): Promise<SettledFile[]> {
  const found: SettledFile[] = [];
  for (const path of paths) {
    const marker = readMarker((await host.files.readText(joinPath(root, path))) ?? "");
    if (marker === undefined) continue;
    if (marker.service !== name && model.services.has(marker.service)) continue;
    const { digest, templates } = marker;
    const stale: Stale = { reason: "left-over", from: { digest, templates } };
    found.push(checkOnly ? { path, status: "stale", stale } : { path, status: "removed" });
  }
  return found;
}

/**
 * The service as it is known, where its files hold these bytes: every byte compared by its digest. `undefined` where it must be
 * printed to know.
 */
export async function standingService(
  { host, universe: { root }, at }: Settling,
  name: string,
  known: readonly Entry[],
): Promise<SettledService | undefined> {
  const stamped = new Set(known.flatMap(({ kind, path }) => (kind === "s" ? [path] : [])));
  const files: SettledFile[] = [];
  const entries: Entry[] = [];
  let isCoded = true;
  for (const entry of known) {
    const path = joinPath(root, entry.path);
    const stat = host.files.statNow(path);
    if (entry.kind === "d") {
      const { others, coded } = await folderOfStamps(host.files, root, entry.path, stamped);
      if (others.length > 0) return undefined;
      isCoded &&= coded;
      entries.push({ ...entry, look: coded ? settledLook(stat, at) : unlike });
      continue;
    }
    const text = stat === undefined ? undefined : await host.files.readText(path);
    const same = text !== undefined && host.sha256(text) === entry.digest;
    if (!same && (entry.kind === "s" || (text === undefined && !isCoded))) return undefined;
    if (same) files.push({ path: entry.path, status: "unchanged" });
    entries.push({ ...entry, look: same ? settledLook(stat, at) : unlike });
  }
  return { name, files, entries };
}
