import type { Host } from "#intent";
import { fingerprint } from "../shared/holes.ts";

/** Files of the outside world that a program asked for: known ones by absolute path, and what is known not to be there. */
export interface ExternalFiles {
  exists(path: string): boolean;
  read(path: string): string | undefined;
  /** What tells two texts of one path apart. */
  version(path: string): string;
  /** Reads what was asked for since the last call and was not known; whether anything was. */
  load(): Promise<boolean>;
}

const declaration = /(?:\.d\.[cm]?ts|\/package\.json)$/;

/**
 * A view of the disk for a compiler that reads synchronously, filled through the asynchronous port: the compiler asks,
 * what is missing is noted, loaded by whole packages, and the compiler asks again. Nothing outside of `root` and
 * `libraries` is ever looked at.
 */
export function createExternalFiles(host: Host, root: string, libraries: string): ExternalFiles {
  const texts = new Map<string, string>();
  const absent = new Set<string>();
  const packages = new Map<string, "present" | "absent">();
  const misses = new Set<string>();
  const versions = new Map<string, string>();
  const known = (path: string): boolean => {
    if (texts.has(path)) return true;
    if (absent.has(path) || !(path.startsWith(`${root}/`) || path.startsWith(`${libraries}/`)))
      return false;
    const owner = packageOf(path);
    if (owner === undefined || !packages.has(owner)) misses.add(path);
    return false;
  };
  return {
    exists: known,
    read: (path) => (known(path) ? texts.get(path) : undefined),
    version: (path) => {
      const text = texts.get(path);
      if (text === undefined) return "0";
      const version = versions.get(path) ?? versionOf(text);
      versions.set(path, version);
      return version;
    },
    load: async () => {
      const asked = [...misses];
      misses.clear();
      const owners = new Set(asked.map(packageOf).filter((owner) => owner !== undefined));
      for (const owner of owners) {
        const stat = await host.files.stat(owner);
        packages.set(owner, stat === undefined ? "absent" : "present");
        if (stat !== undefined) await loadPackage(host, owner, texts);
      }
      await Promise.all(
        asked
          .filter((path) => packageOf(path) === undefined)
          .map((path) => loadFile(host, path, texts, absent)),
      );
      return asked.length > 0;
    },
  };
}

/** The folder of the npm package that holds a path, such as `…/node_modules/@types/node`. */
function packageOf(path: string): string | undefined {
  return /^.*\/node_modules\/(?:@[^/]+\/)?[^/]+(?=\/)/.exec(path)?.[0];
}

async function loadFile(
  host: Host,
  path: string,
  texts: Map<string, string>,
  absent: Set<string>,
): Promise<void> {
  const stat = await host.files.stat(path);
  const text = stat?.kind === "file" ? await host.files.readText(path) : undefined;
  if (text === undefined) absent.add(path);
  else texts.set(path, text);
}

/** Loads what a compiler can want of a package: its declarations and manifests, not those of packages nested inside. */
async function loadPackage(host: Host, folder: string, texts: Map<string, string>): Promise<void> {
  const entries = await host.files.list(folder);
  await Promise.all(
    entries.map(async (entry) => {
      const path = `${folder}/${entry.name}`;
      if (entry.kind === "directory" && entry.name !== "node_modules")
        await loadPackage(host, path, texts);
      if (entry.kind !== "file" || !declaration.test(path)) return;
      const text = await host.files.readText(path);
      if (text !== undefined) texts.set(path, text);
    }),
  );
}

/** A sum of a text with its length. Texts of one path are compared by it, few of them, so that 32 bits are enough. */
export const versionOf = (text: string): string => `${text.length}-${fingerprint(text)}`;
