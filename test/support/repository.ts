import { execFileSync } from "node:child_process";
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, relative } from "node:path";
import { afterAll, onTestFinished } from "vitest";

/** A folder that goes away with the test. */
export function temporaryFolder(prefix = "flywheel-test-"): string {
  const folder = mkdtempSync(join(tmpdir(), prefix));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** A folder that goes away with the file's last test: for what several tests share. */
export function keptFolder(prefix = "flywheel-test-"): string {
  const folder = mkdtempSync(join(tmpdir(), prefix));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** Git as a user would call it, with a name of its own and no configuration of the machine. */
export function git(cwd: string, ...args: string[]): string {
  const env = { ...process.env, GIT_CONFIG_GLOBAL: "/dev/null", GIT_CONFIG_SYSTEM: "/dev/null" };
  const who = [
    "-c",
    "user.name=Ada",
    "-c",
    "user.email=ada@example.org",
    "-c",
    "init.defaultBranch=main",
  ];
  return execFileSync("git", [...who, ...args], {
    cwd,
    env,
    encoding: "utf8",
    stdio: ["ignore", "pipe", "pipe"],
  }).trim();
}

/** Writes files below a folder: path → text. */
export function writeFiles(folder: string, files: Readonly<Record<string, string>>): void {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
}

/** A repository with one commit that holds these files. */
export function repositoryWith(folder: string, files: Readonly<Record<string, string>>): string {
  mkdirSync(folder, { recursive: true });
  writeFiles(folder, files);
  git(folder, "init", "-q");
  git(folder, "add", "-A");
  git(folder, "commit", "-q", "-m", "as it stands");
  return git(folder, "rev-parse", "HEAD");
}

/** What a file says; undefined where it went between its listing and its reading. */
function readIfThere(path: string): string | undefined {
  try {
    return readFileSync(path, "utf8");
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return undefined;
    throw error;
  }
}

/**
 * Refs as they stand in the files of a repository, by name; what is loose holds against what is packed. It may be asked
 * while git works there: a ref's lock is not a ref, and a ref may go while it is read.
 */
export function refsOf(repository: string): Record<string, string> {
  const folder = join(repository, ".git");
  const refs = new Map<string, string>();
  const packed = join(folder, "packed-refs");
  if (existsSync(packed))
    for (const [, hash = "", name = ""] of readFileSync(packed, "utf8").matchAll(
      /^([0-9a-f]{40}) (.+)$/gm,
    ))
      refs.set(name, hash);
  for (const entry of readdirSync(join(folder, "refs"), { recursive: true, withFileTypes: true })) {
    if (!entry.isFile() || entry.name.endsWith(".lock")) continue;
    const path = join(entry.parentPath, entry.name);
    const hash = readIfThere(path)?.trim();
    if (hash !== undefined) refs.set(relative(folder, path), hash);
  }
  return Object.fromEntries([...refs].toSorted(([a], [b]) => (a < b ? -1 : 1)));
}

/** Names of a repository's draft branches. */
export const draftsOf = (repository: string): string[] =>
  Object.keys(refsOf(repository)).flatMap((name) =>
    name.startsWith("refs/heads/flywheel/") ? [name.slice("refs/heads/".length)] : [],
  );

/**
 * All that a person would notice of a repository: refs, index, work tree, locks. What stands in plain files is read
 * there, because this is asked hundreds of times.
 */
export function stateOf(folder: string): string {
  const place = join(folder, ".git");
  const status = git(folder, "status", "--porcelain=v1", "--untracked-files=all");
  const head = readFileSync(join(place, "HEAD"), "utf8").trim();
  const locks = readdirSync(place, { recursive: true, encoding: "utf8" })
    .filter((path) => path.endsWith(".lock"))
    .toSorted()
    .join("\n");
  const others = join(place, "worktrees");
  const worktrees = 1 + (existsSync(others) ? readdirSync(others).length : 0);
  return JSON.stringify({ refs: refsOf(folder), status, head, locks, worktrees });
}
