import type { FileStat } from "#intent";
import { isSettled, type KnownIntent, type Users } from "#sentinel";

/** What a file is in a stamp: `u` the universe's own, `i` an intent, `d` a folder of stamps, `s` stamped. */
export type FileKind = "u" | "i" | "d" | "s";

/** Size, time of content, time of change (both in milliseconds) and inode, as they were before the bytes were read. */
export type Look = readonly [size: number, mtimeMs: number, changedMs: number, inode: number];

/** What nothing looks like: such a file is always read. */
export const unlike: Look = [-1, 0, 0, 0];

/** How a file or folder looks; {@link unlike} for what a look tells nothing of. */
export const lookOf = (stat: FileStat | undefined): Look =>
  stat === undefined || (stat.kind !== "file" && stat.kind !== "directory")
    ? unlike
    : [
        stat.kind === "file" ? stat.size : 0,
        stat.mtimeMs,
        stat.changedMs ?? Number.NaN,
        stat.inode ?? Number.NaN,
      ];

/** The same, where it is old enough to be believed later; `looked` is when looking began, in milliseconds. */
export const settledLook = (stat: FileStat | undefined, looked: number): Look =>
  stat !== undefined && isSettled(stat, looked) ? lookOf(stat) : unlike;

/** What a stamp of the whole universe looked like from outside: all that must be asked where nothing changed. */
export interface KnownLooks {
  /** Joins it to its {@link KnownBytes}. */
  readonly id: string;
  readonly root: string;
  /** What tells program and templates. */
  readonly mark: string;
  /** The last day on which the universe is sound without an edit; null for ever. */
  readonly soundUntil: string | null;
  readonly globs: readonly string[];
  /** Folders that the globs name and that hold something else than one `intent.lisp`, with their intents. */
  readonly others: readonly (readonly [directory: string, intents: readonly string[]])[];
  /** Names of the services, sorted. */
  readonly services: readonly string[];
  /** The universe's own file, then the files of each service, its intent first. Relative to the root. */
  readonly paths: readonly string[];
  /** A {@link FileKind} for each path. */
  readonly kinds: string;
  /** A {@link Look} for each path: four numbers. */
  readonly looks: Float64Array;
  /** What later stamps of a part found; `looks` holds it already. */
  readonly edits: Edits;
}

/** A service as it was stamped. */
export interface KnownService extends KnownIntent {
  /** Digest of its marker. */
  readonly digest: string;
}

/** Path of a scaffold, relative to the root, and SHA-256 of what the stamp says. */
export type KnownScaffold = readonly [path: string, digest: string];

/** What the files of {@link KnownLooks} held: asked only where one looks otherwise. */
export interface KnownBytes {
  /** SHA-256 for each path, in hexadecimal; blanks for folders. */
  readonly digests: (index: number) => string;
  readonly services: readonly KnownService[];
  /** Services that any edit can concern. */
  readonly always: readonly string[];
  readonly users: Users;
}

/**
 * What stamps of a part have found since all was kept, by number of file and of service: a change of one service writes a few
 * hundred bytes in place of a record of all.
 */
export interface Edits {
  readonly files: ReadonlyMap<number, readonly [look: Look, digest: string]>;
  readonly services: ReadonlyMap<
    number,
    readonly [digest: string, scaffolds: readonly KnownScaffold[]]
  >;
}

/** More than this many files are kept with all others. */
export const editsMax = 512;

/** All that is kept anew: nothing of it is an edit. */
export type Known = Omit<KnownLooks, "edits"> & {
  readonly digests: readonly string[];
  readonly known: readonly (Pick<KnownService, "language" | "digest"> & {
    readonly scaffolds: readonly KnownScaffold[];
  })[];
} & Pick<KnownBytes, "always" | "users">;
