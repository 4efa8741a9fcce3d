import { existsSync } from "node:fs";
import { HostError, type GitResult } from "#intent";
import { hostError } from "./errors.ts";
import { systemCode } from "./system-code.ts";

/** Git could not be started: it is not installed, or the folder that it was called for is gone. */
export function gitMissing(error: unknown, cwd: string): Error {
  if (systemCode(error) !== "ENOENT") return hostError(error, cwd);
  if (!existsSync(cwd))
    return new HostError("folder-gone", `${cwd}: the folder is gone`, {
      path: cwd,
      cure: "put it back, or change the globs of (services …)",
      cause: error,
    });
  return new HostError("git-missing", "git is not installed or not on the PATH", {
    cure: "install git 2.30 or newer; `flywheel doctor` shows what works here",
    cause: error,
  });
}

/** Failures that no caller can do anything about, whatever it asked: told with their place and their cure. */
export function gitFailure(result: GitResult, cwd: string): HostError | undefined {
  if (result.exit === 0) return undefined;
  if (result.stderr.includes("dubious ownership")) {
    return new HostError("git-refuses", `git refuses to read ${cwd}: it belongs to another user`, {
      path: cwd,
      cure: `run as its owner, or allow it with: git config --global --add safe.directory ${cwd}`,
    });
  }
  if (/No space left on device|disk quota exceeded/i.test(result.stderr)) {
    return new HostError("disk-full", `${cwd}: the disk is full`, {
      path: cwd,
      cure: "free some space and run the command again; nothing was lost",
    });
  }
  return undefined;
}

/** A repository whose objects cannot be read. */
export const gitUnreadable = (result: GitResult, cwd: string): HostError =>
  new HostError("git-unreadable", `git cannot read ${cwd}: ${firstLine(result.stderr)}`, {
    path: cwd,
    cure: "run `git fsck` there and mend what it names",
  });

/** A `.git` that is no repository: empty, half-written, or a file that points nowhere. */
export const noRepository = (repository: string): HostError =>
  new HostError("git-unreadable", `${repository}/.git is no git repository`, {
    path: repository,
    cure: "run `git init` there, or remove the `.git` that stands in the way",
  });

const firstLine = (text: string): string => text.trim().split("\n")[0] ?? "";
