import type { Model, Source } from "#intent";

/** A universe as it stands on the disk. */
export interface OpenUniverse {
  readonly sources: readonly Source[];
  /**
   * The model that changes of a document are measured against; `undefined` where no commit holds one. It takes a while the
   * first time, and when a commit was made since. `path` is the document's, from the root.
   */
  readonly before: (path?: string) => Promise<Model | undefined>;
}

/** What the server asks of the world. After a universe is opened, nothing of it is read again unless somebody says so. */
export interface LanguageWorld {
  /**
   * The root of the universe that a folder stands in, and the folder itself: absolute, symbolic links resolved. `undefined`
   * where there is none.
   */
  readonly locate: (
    folder: string,
  ) => Promise<{ readonly root: string; readonly folder: string } | undefined>;
  readonly open: (root: string) => Promise<OpenUniverse>;
  /** The intents that some globs name below a root, as they stand on the disk. */
  readonly intents: (root: string, globs: readonly string[]) => Promise<readonly Source[]>;
  readonly readText: (path: string) => Promise<string | undefined>;
  /** The day in UTC, such as `2026-12-31`. */
  readonly today: () => string;
}
