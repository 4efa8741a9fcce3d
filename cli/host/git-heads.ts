import { readFileSync } from "node:fs";
import { dirname, isAbsolute, join } from "node:path";
import { systemCode } from "./system-code.ts";

/** Where a repository's refs and objects are, worktrees and submodules (`.git` files) included. */
export interface GitPlaces {
  readonly gitDirectory: string;
  readonly commonDirectory: string;
}

function textOf(path: string): string | undefined {
  try {
    return readFileSync(path, "utf8").trim();
  } catch (error) {
    const code = systemCode(error);
    if (code === "ENOENT" || code === "ENOTDIR" || code === "EISDIR") return undefined;
    throw error;
  }
}

const against = (folder: string, path: string): string =>
  isAbsolute(path) ? path : join(folder, path);

export function gitPlaces(repository: string): GitPlaces | undefined {
  const dot = join(repository, ".git");
  const link = /^gitdir: (.+)$/.exec(textOf(dot) ?? "")?.[1];
  const gitDirectory = link === undefined ? dot : against(dirname(dot), link);
  if (textOf(join(gitDirectory, "HEAD")) === undefined) return undefined;
  const common = textOf(join(gitDirectory, "commondir"));
  return {
    gitDirectory,
    commonDirectory: common === undefined ? gitDirectory : against(gitDirectory, common),
  };
}

const isHash = (text: string | undefined): text is string =>
  text !== undefined && /^[0-9a-f]{40}(?:[0-9a-f]{24})?$/.test(text);

/**
 * The commit that HEAD names, read from git's own files: loose refs first, then packed ones, as gitrepository-layout(5)
 * says. `undefined` where these do not tell (an unborn branch, a reftable): then git must be asked.
 */
export function readHead({ gitDirectory, commonDirectory }: GitPlaces): string | undefined {
  let value = textOf(join(gitDirectory, "HEAD"));
  for (let depth = 0; depth < 5; depth++) {
    if (isHash(value)) return value;
    const ref = /^ref: (refs\/\S+)$/.exec(value ?? "")?.[1];
    if (ref === undefined) return undefined;
    value =
      textOf(join(gitDirectory, ref)) ??
      textOf(join(commonDirectory, ref)) ??
      packed(commonDirectory, ref);
  }
  return undefined;
}

function packed(commonDirectory: string, ref: string): string | undefined {
  const lines = (textOf(join(commonDirectory, "packed-refs")) ?? "").split("\n");
  return lines.find((line) => line.endsWith(` ${ref}`))?.split(" ")[0];
}
