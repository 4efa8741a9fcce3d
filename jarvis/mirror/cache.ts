import type { FileStat, Host } from "#intent";
import type { MirroredFile } from "./facts.ts";

/** Raised when the readers find something else in the same text. */
const factsVersion = 9;

/** What an earlier audit read, by path; good as long as the file has the same size and was not changed since. */
export interface FactsCache {
  /** The facts of a file that has not changed. */
  get(path: string, stat: FileStat): MirroredFile | undefined;
  set(path: string, stat: FileStat, file: MirroredFile): void;
  /** Writes it down for the next audit; what was not asked for is dropped. */
  save(): Promise<void>;
}

type Entry = readonly [
  path: string,
  size: number,
  mtimeMs: number,
  changedMs: number,
  readAt: number,
  file: MirroredFile,
];

/**
 * Opens the facts that an earlier audit kept in `path` (absolute). A damaged cache is an empty one: it only saves time. A
 * file that was written in the moment in which it was read is not trusted, as its time would not tell of a second write
 * (git's "racily clean").
 */
export async function openFactsCache(host: Host, path: string): Promise<FactsCache> {
  const before = new Map<string, Entry>();
  for (const entry of entriesIn((await host.files.readText(path)) ?? ""))
    before.set(entry[0], entry);
  const kept = new Map<string, Entry>();
  let changed = false;
  return {
    get: (file, stat) => {
      const entry = before.get(file);
      if (entry === undefined) return undefined;
      const [, size, mtimeMs, changedMs, readAt, mirrored] = entry;
      if (size !== stat.size || mtimeMs !== stat.mtimeMs || changedMs !== changeOf(stat))
        return undefined;
      if (isRacy(mtimeMs, readAt) || readAt - changedMs < tickMs) return undefined;
      kept.set(file, entry);
      return mirrored;
    },
    set: (file, stat, mirrored) => {
      changed = true;
      kept.set(file, [file, stat.size, stat.mtimeMs, changeOf(stat), host.clock.now(), mirrored]);
    },
    save: async () => {
      if (!changed && kept.size === before.size) return;
      const text = JSON.stringify([factsVersion, [...kept.values()]]);
      await host.files.writeText(path, `${text}\n`);
    },
  };
}

/** A time of writing can be set back (`touch -r`, an archive that is unpacked over it); this one cannot. */
const changeOf = ({ changedMs = 0 }: FileStat): number => changedMs;

/** Two changes within one tick of the disk's clock look like one. */
const tickMs = 20;

/** Disks that count whole seconds need two of them; the others some milliseconds. */
const isRacy = (mtimeMs: number, readAt: number): boolean =>
  readAt - mtimeMs < (mtimeMs % 1000 === 0 ? 2000 : 50);

function entriesIn(text: string): Entry[] {
  const value = parsed(text);
  if (!Array.isArray(value) || value[0] !== factsVersion || !Array.isArray(value[1])) return [];
  return value[1].filter(isEntry);
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

/** The file is ours and carries a version: its outer shape tells a cut or foreign one. */
const isEntry = (value: unknown): value is Entry =>
  Array.isArray(value) &&
  typeof value[0] === "string" &&
  value.slice(1, 5).every((part) => typeof part === "number") &&
  typeof value[5] === "object" &&
  value[5] !== null &&
  "facts" in value[5];
