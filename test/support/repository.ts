import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
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

/** All that a person would notice of a repository: refs, index, work tree, locks. */
export function stateOf(folder: string): string {
  const refs = git(folder, "for-each-ref", "--format=%(refname) %(objectname)");
  const status = git(folder, "status", "--porcelain=v1", "--untracked-files=all");
  const head = git(folder, "rev-parse", "HEAD");
  const locks = execFileSync("find", [".git", "-name", "*.lock"], {
    cwd: folder,
    encoding: "utf8",
  }).trim();
  const worktrees = git(folder, "worktree", "list", "--porcelain")
    .split("\n")
    .filter((line) => line.startsWith("worktree")).length;
  return JSON.stringify({ refs, status, head, locks, worktrees });
}
