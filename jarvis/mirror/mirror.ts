import { toolFolders, type Host, type Service } from "#intent";
import type { FactsCache } from "./cache.ts";
import type { MirroredFile, MirroredService } from "./facts.ts";
import { mirrorFile, type ReadMarker } from "./read-file.ts";
import { isTestPath, languageOf, roleOf } from "./roles.ts";

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
  for (const path of await codeBelow(options, service.directory)) {
    if (isTestPath(inside(path))) continue;
    const file = await mirrorPath(options, service, path);
    if (file !== undefined) files.push(file);
  }
  const { name, directory, language } = service;
  return { name, directory, language, files };
}

/** Paths of code below a folder, relative to the root and sorted; tools' folders and other services are left out. */
export async function codeBelow(
  { host, root, folders }: Pick<MirrorOptions, "host" | "root" | "folders">,
  directory: string,
): Promise<string[]> {
  const found: string[] = [];
  const open = [directory];
  for (let index = 0; index < open.length; index++) {
    const folder = open[index] ?? "";
    for (const entry of await host.files.list(`${root}/${folder}`)) {
      const path = folder === "" ? entry.name : `${folder}/${entry.name}`;
      if (entry.kind === "directory" && !toolFolders.has(entry.name) && !folders.has(path))
        open.push(path);
      // A link counts as a file, so that what is not followed is not left out in silence.
      else if (entry.kind !== "directory" && languageOf(path) !== undefined) found.push(path);
    }
  }
  return found.sort();
}

async function mirrorPath(
  { host, root, stamped, cache, readMarker }: MirrorOptions,
  service: Pick<Service, "name" | "language" | "directory">,
  path: string,
): Promise<MirroredFile | undefined> {
  const language = languageOf(path);
  const absolute = `${root}/${path}`;
  const stat = await host.files.stat(absolute);
  if (language === undefined || stat === undefined) return undefined;
  const role = roleOf(service, path.slice(service.directory.length + 1), stamped.has(path));
  const known = cache.get(path, stat);
  const expected = stamped.get(path) ?? "";
  const wanted = { path, absolute, language, role, size: stat.size, kind: stat.kind, expected };
  const file = known ?? (await mirrorFile(host, wanted, readMarker));
  // What cannot be read now may be readable in a moment, without the file having changed.
  if (known === undefined && file.sha256 !== "") cache.set(path, stat, file);
  return { ...file, role: file.marker === undefined ? role : "stamped" };
}

/**
 * Files that belong to services and stand in none of their folders: what looks stamped, anywhere below the root, and all
 * code of the folders that a universe names and that hold no intent (`orphans`).
 */
export async function mirrorOutside(
  options: MirrorOptions,
  orphans: readonly string[],
): Promise<MirroredFile[]> {
  const files: MirroredFile[] = [];
  for (const path of await codeBelow(options, "")) {
    const orphan = orphans.find((folder) => path.startsWith(`${folder}/`));
    const looksStamped = /(?:^|\/)generated[\w.-]*\.\w+$/.test(path);
    if (orphan === undefined ? !looksStamped : isTestPath(path.slice(orphan.length + 1))) continue;
    const language = languageOf(path) ?? "typescript";
    const directory = orphan ?? "";
    const file = await mirrorPath(options, { name: directory, language, directory }, path);
    if (file !== undefined) files.push(file);
  }
  return files;
}
