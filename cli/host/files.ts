import {
  lstatSync,
  readdirSync,
  readFileSync,
  realpathSync,
  renameSync,
  writeFileSync,
} from "node:fs";
import * as fs from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import type { FileStat, Files } from "#intent";
import { cloneTree } from "./clone.ts";
import { hostError } from "./errors.ts";
import { systemCode } from "./system-code.ts";

type Kind = FileStat["kind"];
interface Kinded {
  isFile(): boolean;
  isDirectory(): boolean;
  isSymbolicLink(): boolean;
}

const kindOf = (entry: Kinded): Kind =>
  entry.isSymbolicLink()
    ? "symlink"
    : entry.isFile()
      ? "file"
      : entry.isDirectory()
        ? "directory"
        : "other";

/** Runs `body`; what is not there is `undefined`, all else becomes a {@link HostError} with its path. */
function orMissingNow<T>(path: string, body: () => T): T | undefined {
  try {
    return body();
  } catch (error) {
    const code = systemCode(error);
    if (code === "ENOENT" || code === "ENOTDIR") return undefined;
    throw hostError(error, path);
  }
}

/** {@link orMissingNow} as a promise. */
async function orMissing<T>(path: string, body: () => T): Promise<T | undefined> {
  return orMissingNow(path, body);
}

async function guarded<T>(path: string, body: () => Promise<T>): Promise<T> {
  try {
    return await body();
  } catch (error) {
    throw hostError(error, path);
  }
}

/**
 * Makes a folder and those above it. Node's own recursive way never ends where a folder cannot be made and the system
 * says that its parent is missing, as below `/proc`.
 */
async function makeFolders(path: string): Promise<void> {
  if (await makeFolder(path)) return;
  const above = dirname(path);
  if (above !== path) await makeFolders(above);
  if (!(await makeFolder(path)))
    throw Object.assign(new Error(`${path} cannot be made`), { code: "ENOENT" });
}

/** Makes one folder; false where its parent is missing. That it stands already, perhaps since a moment ago, is fine. */
async function makeFolder(path: string): Promise<boolean> {
  try {
    await fs.mkdir(path);
    return true;
  } catch (error) {
    const code = systemCode(error);
    if (code === "ENOENT") return false;
    if (code === "EEXIST" && (await fs.stat(path)).isDirectory()) return true;
    throw error;
  }
}

async function syncFolder(path: string): Promise<void> {
  const handle = await fs.open(path, "r");
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

let written = 0;

/** A name beside `path` that no other write has, of this process or of one that was killed. */
const asideOf = (path: string): string =>
  `${path}.${process.pid}.${Date.now().toString(36)}${(written++).toString(36)}.tmp`;

/** Without a sync to wait for, a write is done at once: five promises a file cost more than writing it. */
async function replace(path: string, text: string, mode: number): Promise<void> {
  const aside = asideOf(path);
  const options = { flag: "wx", mode };
  try {
    try {
      writeFileSync(aside, text, options);
    } catch (error) {
      if (systemCode(error) !== "ENOENT") throw error;
      await makeFolders(dirname(path));
      writeFileSync(aside, text, options);
    }
    renameSync(aside, path);
  } catch (error) {
    await fs.rm(aside, { force: true });
    throw error;
  }
}

async function replaceForGood(path: string, text: string, mode: number): Promise<void> {
  await makeFolders(dirname(path));
  const aside = asideOf(path);
  try {
    const handle = await fs.open(aside, "wx", mode);
    try {
      await handle.writeFile(text, "utf8");
      await handle.sync();
    } finally {
      await handle.close();
    }
    await fs.rename(aside, path);
  } catch (error) {
    await fs.rm(aside, { force: true });
    throw error;
  }
  await syncFolder(dirname(path));
}

async function writeText(
  path: string,
  text: string,
  { mode = 0o644, fsync = false }: { readonly mode?: number; readonly fsync?: boolean },
): Promise<void> {
  if (fsync) await replaceForGood(path, text, mode);
  else await replace(path, text, mode);
}

async function append(path: string, text: string, fsync: boolean): Promise<void> {
  await makeFolders(dirname(path));
  const handle = await fs.open(path, "a");
  try {
    await handle.appendFile(text, "utf8");
    if (fsync) await handle.sync();
  } finally {
    await handle.close();
  }
}

async function writeBytes(path: string, bytes: Uint8Array, mode: number): Promise<void> {
  await makeFolders(dirname(path));
  await fs.writeFile(path, bytes, { mode });
  // The mode that was asked for, whatever the umask.
  await fs.chmod(path, mode);
}

async function createExclusive(path: string, text: string): Promise<boolean> {
  try {
    await makeFolders(dirname(path));
    const handle = await fs.open(path, "wx");
    try {
      await handle.writeFile(text, "utf8");
      await handle.sync();
    } catch (error) {
      // On a full disk the name would stand without its text: a lock that names no owner.
      await fs.rm(path, { force: true });
      throw error;
    } finally {
      await handle.close();
    }
    return true;
  } catch (error) {
    if (systemCode(error) === "EEXIST") return false;
    throw hostError(error, path);
  }
}

function statOf(path: string): FileStat | undefined {
  // An exception for each file that is not there yet costs more than asking.
  const stat = lstatSync(path, { throwIfNoEntry: false });
  if (stat === undefined) return undefined;
  const { size, mtimeMs, ctimeMs, ino } = stat;
  const kind = kindOf(stat);
  return { kind, size, mtimeMs, changedMs: ctimeMs, inode: ino, mode: stat.mode & 0o7777 };
}

function looksOf(root: string, paths: readonly string[]): Float64Array {
  const looks = new Float64Array(4 * paths.length).fill(-1);
  const options = { throwIfNoEntry: false };
  let at = 0;
  for (const path of paths) {
    const stat = lstatSync(`${root}/${path}`, options);
    const isFile = stat?.isFile() === true;
    if (stat !== undefined && (isFile || stat.isDirectory())) {
      looks[at] = isFile ? stat.size : 0;
      looks[at + 1] = stat.mtimeMs;
      looks[at + 2] = stat.ctimeMs;
      looks[at + 3] = stat.ino;
    }
    at += 4;
  }
  return looks;
}

/**
 * The disk, by absolute path. Reading is done at once and not by the thread pool: intents are small, and a promise for
 * each file costs several times what reading it does.
 */
export const realFiles: Files = {
  readText: (path) => orMissing(path, () => readFileSync(path, "utf8")),
  readTextNow: (path) => orMissingNow(path, () => readFileSync(path, "utf8")),
  readBytes: (path) => orMissing(path, () => readFileSync(path)),
  writeText: (path, text, options = {}) => guarded(path, () => writeText(path, text, options)),
  writeBytes: (path, bytes, mode) => guarded(path, () => writeBytes(path, bytes, mode)),
  symlink: async (target, path) => {
    await guarded(path, async () => {
      await makeFolders(dirname(path));
      await fs.symlink(target, path);
    });
  },
  appendText: (path, text, options = {}) =>
    guarded(path, () => append(path, text, options.fsync ?? false)),
  stat: (path) => orMissing(path, () => statOf(path)),
  looksNow: (root, paths) => orMissingNow(root, () => looksOf(root, paths)) ?? new Float64Array(),
  statNow: (path) => orMissingNow(path, () => statOf(path)),
  list: async (path) => {
    const entries = await orMissing(path, () => readdirSync(path, { withFileTypes: true }));
    return (entries ?? []).map((entry) => ({ name: entry.name, kind: kindOf(entry) }));
  },
  makeDirectory: async (path) => {
    await guarded(path, () => makeFolders(path));
  },
  remove: (path) =>
    guarded(path, () => fs.rm(path, { recursive: true, force: true, maxRetries: 3 })),
  rename: (from, to) => guarded(to, () => fs.rename(from, to)),
  cloneTree: (from, to) => guarded(to, () => cloneTree(from, to)),
  createExclusive,
  realPath: (path) => orMissing(path, () => realpathSync(path)),
  temporaryDirectory: (prefix) => guarded(tmpdir(), () => fs.mkdtemp(join(tmpdir(), prefix))),
};
