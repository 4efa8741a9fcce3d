import { readFile } from "node:fs/promises";
import { dirname, isAbsolute, join } from "node:path";
import { systemCode } from "./errors.ts";

/** Where a repository's refs and objects are, worktrees and submodules (`.git` files) included. */
export interface GitPlaces {
  readonly gitDirectory: string;
  readonly commonDirectory: string;
}

async function textOf(path: string): Promise<string | undefined> {
  try {
    return (await readFile(path, "utf8")).trim();
  } catch (error) {
    const code = systemCode(error);
    if (code === "ENOENT" || code === "ENOTDIR" || code === "EISDIR") return undefined;
    throw error;
  }
}

const against = (folder: string, path: string): string => (isAbsolute(path) ? path : join(folder, path));

export async function gitPlaces(repository: string): Promise<GitPlaces | undefined> {
  const dot = join(repository, ".git");
  const link = /^gitdir: (.+)$/.exec((await textOf(dot)) ?? "")?.[1];
  const gitDirectory = link === undefined ? dot : against(dirname(dot), link);
  if ((await textOf(join(gitDirectory, "HEAD"))) === undefined) return undefined;
  const common = await textOf(join(gitDirectory, "commondir"));
  return { gitDirectory, commonDirectory: common === undefined ? gitDirectory : against(gitDirectory, common) };
}

const isHash = (text: string | undefined): text is string => text !== undefined && /^[0-9a-f]{40}(?:[0-9a-f]{24})?$/.test(text);

/**
 * The commit that HEAD names, read from git's own files: loose refs first, then packed ones, as gitrepository-layout(5)
 * says. `undefined` where these do not tell (an unborn branch, a reftable): then git must be asked.
 */
export async function readHead({ gitDirectory, commonDirectory }: GitPlaces): Promise<string | undefined> {
  let value = await textOf(join(gitDirectory, "HEAD"));
  for (let depth = 0; depth < 5; depth++) {
    if (isHash(value)) return value;
    const ref = /^ref: (refs\/\S+)$/.exec(value ?? "")?.[1];
    if (ref === undefined) return undefined;
    value = (await textOf(join(gitDirectory, ref))) ?? (await textOf(join(commonDirectory, ref))) ?? (await packed(commonDirectory, ref));
  }
  return undefined;
}

async function packed(commonDirectory: string, ref: string): Promise<string | undefined> {
  const lines = ((await textOf(join(commonDirectory, "packed-refs"))) ?? "").split("\n");
  return lines.find((line) => line.endsWith(` ${ref}`))?.split(" ")[0];
}
