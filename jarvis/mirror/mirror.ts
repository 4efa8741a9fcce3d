import { HostError, toolFolders, type FileStat, type Host, type Service } from "#intent";
import type { FactsCache } from "./cache.ts";
import type { MirroredFile, MirroredService } from "./facts.ts";
import { mirrorFile, reasonOf, unreadFile, type ReadMarker } from "./read-file.ts";
import { isDocumentPath, isTestPath, languageOf, roleOf } from "./roles.ts";

export interface MirrorOptions {
  readonly host: Host;
  /** Absolute folder of the universe. */
  readonly root: string;
  /** Paths that Forge stamps, relative to the root, with the SHA-256 of what it would write. */
  readonly stamped: ReadonlyMap<string, string>;
  /** Folders (relative to the root) that are other services': they are not read with this one. */
  readonly folders: ReadonlySet<string>;
  readonly cache: FactsCache;
  readonly readMarker: ReadMarker;
}

/** Reads all code of a service but its tests into facts. Reads a file only where the cache does not know it. */
export async function mirrorService(
  options: MirrorOptions,
  service: Pick<Service, "name" | "language" | "directory">,
): Promise<MirroredService> {
  const files: MirroredFile[] = [];
  const inside = (path: string): string => path.slice(service.directory.length + 1);
  const { paths, misnamed, closed } = await codeBelow(options, service.directory);
  for (const path of paths) {
    if (isTestPath(inside(path)) && !options.stamped.has(path)) continue;
    const file = await mirrorPath(options, service, path);
    if (file !== undefined) files.push(file);
  }
  for (const path of misnamed)
    // A folder may be called like code; where a file of the service belongs, it stands in its way.
    if (roleOf(service, inside(path), options.stamped.has(path)) !== "other") {
      const file = await mirrorPath(options, service, path);
      if (file !== undefined) files.push(file);
    }
  for (const [path, reason] of closed)
    if (!isTestPath(`${inside(path)}/`))
      files.push(unreadFile({ path, language: service.language, role: "other" }, reason));
  const { name, directory, language } = service;
  return { name, directory, language, files };
}

/** What stands below a folder, by paths relative to the root. */
interface CodeBelow {
  readonly paths: readonly string[];
  /** Folders that are called like files of code. */
  readonly misnamed: readonly string[];
  /** Folders that cannot be looked into, with the reason. */
  readonly closed: ReadonlyMap<string, string>;
}

/** Paths of code below a folder, sorted; tools' folders and other services are left out. */
async function codeBelow(
  options: Pick<MirrorOptions, "host" | "root" | "folders">,
  directory: string,
): Promise<CodeBelow> {
  const { folders } = options;
  const found: string[] = [];
  const misnamed: string[] = [];
  const closed = new Map<string, string>();
  const open = [directory];
  for (let index = 0; index < open.length; index++) {
    const folder = open[index] ?? "";
    const entries = await entriesOf(options, folder);
    if (typeof entries === "string") {
      closed.set(folder, entries);
      continue;
    }
    for (const entry of entries) {
      const path = folder === "" ? entry.name : `${folder}/${entry.name}`;
      const isDirectory = entry.kind === "directory";
      if (isDirectory && languageOf(path) !== undefined) misnamed.push(path);
      if (isDirectory && !toolFolders.has(entry.name) && !folders.has(path)) open.push(path);
      // A link counts as a file, so that what is not followed is not left out in silence.
      else if (!isDirectory && (languageOf(path) !== undefined || isDocumentPath(path)))
        found.push(path);
    }
  }
  return { paths: found.sort(), misnamed, closed };
}

/** What a folder holds, or why that cannot be told. */
async function entriesOf(
  { host, root }: Pick<MirrorOptions, "host" | "root">,
  folder: string,
): Promise<Awaited<ReturnType<Host["files"]["list"]>> | string> {
  const absolute = folder === "" ? root : `${root}/${folder}`;
  try {
    return await host.files.list(absolute);
  } catch (error) {
    if (error instanceof HostError) return reasonOf(error, { path: folder, absolute });
    throw error;
  }
}

async function mirrorPath(
  { host, root, stamped, cache, readMarker }: MirrorOptions,
  service: Pick<Service, "name" | "language" | "directory">,
  path: string,
): Promise<MirroredFile | undefined> {
  const language = languageOf(path) ?? (isDocumentPath(path) ? service.language : undefined);
  const absolute = `${root}/${path}`;
  const role = roleOf(service, path.slice(service.directory.length + 1), stamped.has(path));
  const stat = await statOf(host, { path, absolute });
  if (language === undefined || stat === undefined) return undefined;
  if (typeof stat === "string") return unreadFile({ path, language, role }, stat);
  const known = cache.get(path, stat);
  const expected = stamped.get(path) ?? "";
  const wanted = { path, absolute, language, role, size: stat.size, kind: stat.kind, expected };
  const file = known ?? (await mirrorFile(host, wanted, readMarker));
  // What cannot be read now may be readable in a moment, without the file having changed.
  if (known === undefined && file.sha256 !== "") cache.set(path, stat, file);
  return { ...file, role: file.marker === undefined ? role : "stamped" };
}

/** What the disk says of a file, or why it says nothing. */
async function statOf(
  host: Host,
  file: { readonly path: string; readonly absolute: string },
): Promise<FileStat | string | undefined> {
  try {
    return await host.files.stat(file.absolute);
  } catch (error) {
    if (error instanceof HostError) return reasonOf(error, file);
    throw error;
  }
}

/**
 * Files that belong to services and stand in none of their folders: what looks stamped, anywhere below the root, and all
 * code of the folders that a universe names and that hold no intent (`orphans`). What may not be looked into outside of
 * services is passed over: it is nobody's code.
 */
export async function mirrorOutside(
  options: MirrorOptions,
  orphans: readonly string[],
): Promise<MirroredFile[]> {
  const files: MirroredFile[] = [];
  for (const path of (await codeBelow(options, "")).paths) {
    const orphan = orphans.find((folder) => path.startsWith(`${folder}/`));
    const looksStamped = /(?:^|\/)(?:test_)?generated[\w.-]*\.\w+$/.test(path);
    if (orphan === undefined ? !looksStamped : isTestPath(path.slice(orphan.length + 1))) continue;
    const language = languageOf(path) ?? "typescript";
    const directory = orphan ?? "";
    const file = await mirrorPath(options, { name: directory, language, directory }, path);
    if (file !== undefined) files.push(file);
  }
  return files;
}
