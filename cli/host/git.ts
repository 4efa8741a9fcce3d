import { spawn, spawnSync } from "node:child_process";
import type { Git, GitObject, GitResult } from "#intent";
import { gitFailure, gitMissing, gitUnreadable, noRepository } from "./git-errors.ts";
import { gitPlaces, readHead } from "./git-heads.ts";
import { realProcesses } from "./processes.ts";
import { systemCode } from "./system-code.ts";

/**
 * Set on every call: no hook, no file-system monitor and no editor of anybody runs, refs and commits reach the disk, and
 * automatic packing never starts behind our back.
 */
const always = [
  "-c",
  "core.hooksPath=/dev/null",
  "-c",
  "core.fsmonitor=false",
  "-c",
  "core.fsync=committed,reference",
  "-c",
  "gc.auto=0",
  "-c",
  "maintenance.auto=false",
  "-c",
  "core.quotePath=false",
  "-c",
  "advice.detachedHead=false",
] as const;

function environment(extra: Readonly<Record<string, string>> = {}): Record<string, string> {
  const inherited: Record<string, string> = {};
  for (const [name, value] of Object.entries(process.env)) {
    // Variables such as GIT_DIR or GIT_INDEX_FILE would point us at another repository (a hook's, for instance).
    if (value !== undefined && !name.startsWith("GIT_")) inherited[name] = value;
  }
  return {
    ...inherited,
    LC_ALL: "C",
    GIT_TERMINAL_PROMPT: "0",
    GIT_OPTIONAL_LOCKS: "0",
    GIT_LITERAL_PATHSPECS: "1",
    ...extra,
  };
}

/**
 * Plumbing goes through `spawn` and not through execa: loading execa costs more than the git calls of a whole
 * `sentinel plan` (see docs/decisions.md).
 */
function run(
  cwd: string,
  args: readonly string[],
  options: Parameters<Git["run"]>[2] = {},
): Promise<GitResult> {
  return new Promise((resolve, reject) => {
    const child = spawn("git", [...always, ...args], {
      cwd,
      env: environment(options.env),
      stdio: ["pipe", "pipe", "pipe"],
    });
    const stdout: Buffer[] = [];
    const stderr: Buffer[] = [];
    child.stdout.on("data", (chunk: Buffer) => stdout.push(chunk));
    child.stderr.on("data", (chunk: Buffer) => stderr.push(chunk));
    // Git may exit before it read all of its input; its exit code tells what happened.
    child.stdin.on("error", () => undefined);
    child.on("error", (error) => {
      reject(gitMissing(error, cwd));
    });
    child.on("close", (exit) => {
      const result = {
        exit,
        stdout: Buffer.concat(stdout).toString("utf8"),
        stderr: Buffer.concat(stderr).toString("utf8"),
      };
      const failed = gitFailure(result, cwd);
      if (failed === undefined) resolve(result);
      else reject(failed);
    });
    child.stdin.end(options.input ?? "");
  });
}

const objectTypes = ["blob", "tree", "commit", "tag"] as const;

/** Splits the answer of `git cat-file --batch` into objects, in order. */
export function splitBatch(output: Buffer, count: number): (GitObject | undefined)[] {
  const objects: (GitObject | undefined)[] = [];
  let at = 0;
  while (objects.length < count && at < output.length) {
    const newline = output.indexOf(10, at);
    const end = newline === -1 ? output.length : newline;
    const [, id, name, size] =
      /^([0-9a-f]+) (\w+) (\d+)$/.exec(output.toString("utf8", at, end)) ?? [];
    at = end + 1;
    const type = objectTypes.find((one) => one === name);
    if (id === undefined || type === undefined) {
      objects.push(undefined);
      continue;
    }
    const bytes = output.subarray(at, at + Number(size));
    objects.push({ id, type, bytes, text: () => bytes.toString("utf8") });
    at += Number(size) + 1;
  }
  while (objects.length < count) objects.push(undefined);
  return objects;
}

const batch = [...always, "cat-file", "--batch"];
const batchInput = (names: readonly string[]): string => names.map((name) => `${name}\n`).join("");

/**
 * Throws where a batch failed. An object that is missing is an answer; a batch that complains (of a damaged one, say)
 * means that the repository cannot be read, though git calls such an object missing too.
 */
function holdBatch(exit: number | null, stderr: Buffer, cwd: string): void {
  const said = { exit, stdout: "", stderr: stderr.toString("utf8") };
  if (said.exit !== 0 || /^(?:error|fatal):/m.test(said.stderr))
    throw gitFailure(said, cwd) ?? gitUnreadable(said, cwd);
}

function readObjects(
  cwd: string,
  names: readonly string[],
): Promise<readonly (GitObject | undefined)[]> {
  return new Promise((resolve, reject) => {
    const child = spawn("git", batch, { cwd, env: environment(), stdio: ["pipe", "pipe", "pipe"] });
    const stdout: Buffer[] = [];
    const stderr: Buffer[] = [];
    child.stdout.on("data", (chunk: Buffer) => stdout.push(chunk));
    child.stderr.on("data", (chunk: Buffer) => stderr.push(chunk));
    child.stdin.on("error", () => undefined);
    child.on("error", (error) => reject(gitMissing(error, cwd)));
    child.on("close", (exit) => {
      try {
        holdBatch(exit, Buffer.concat(stderr), cwd);
        resolve(splitBatch(Buffer.concat(stdout), names.length));
      } catch (error) {
        reject(error);
      }
    });
    child.stdin.end(batchInput(names));
  });
}

/**
 * Like {@link readObjects}, but waits on the spot: for a short answer that everything else needs, pipes that report back
 * cost as much as git itself.
 */
function readObjectsNow(
  cwd: string,
  names: readonly string[],
  extra: Readonly<Record<string, string>> = {},
): readonly (GitObject | undefined)[] {
  const options = { cwd, env: environment(extra), input: batchInput(names) };
  const child = spawnSync("git", batch, { ...options, maxBuffer: Number.POSITIVE_INFINITY });
  // Git may exit before it read all of its input; its exit code tells what happened.
  if (child.error !== undefined && systemCode(child.error) !== "EPIPE")
    throw gitMissing(child.error, cwd);
  holdBatch(child.status, child.stderr, cwd);
  return splitBatch(child.stdout, names.length);
}

/** Repositories whose objects one process reads; the list of folders must fit into one environment variable. */
const togetherMax = 400;

async function headOf(repository: string): Promise<string | undefined> {
  const places = gitPlaces(repository);
  if (places === undefined) throw noRepository(repository);
  const read = readHead(places);
  if (read !== undefined) return read;
  const asked = await run(repository, ["rev-parse", "--verify", "--quiet", "HEAD^{commit}"]);
  return asked.exit === 0 ? asked.stdout.trim() : undefined;
}

/**
 * Objects are named by what they hold, so one git can read those of many repositories when it is told where they lie
 * (`GIT_ALTERNATE_OBJECT_DIRECTORIES`). Starting a process for each costs more than all the reading.
 */
function readTogether(
  wanted: Parameters<Git["readManyObjects"]>[0],
): readonly (readonly (GitObject | undefined)[])[] {
  const [first] = wanted;
  if (first === undefined) return [];
  const places = wanted.map((one) => gitPlaces(one.repository));
  const folders = places.flatMap((one) =>
    one === undefined ? [] : [`${one.commonDirectory}/objects`],
  );
  // A folder with a colon would need quoting that older versions of git do not read.
  if (folders.length < wanted.length || folders.some((folder) => folder.includes(":"))) {
    return wanted.map((one) => readObjectsNow(one.repository, one.names));
  }
  const objects = readObjectsNow(
    first.repository,
    wanted.flatMap((one) => one.names),
    { GIT_ALTERNATE_OBJECT_DIRECTORIES: folders.join(":") },
  );
  let at = 0;
  return wanted.map((one) => objects.slice(at, (at += one.names.length)));
}

async function readManyObjects(
  wanted: Parameters<Git["readManyObjects"]>[0],
): Promise<readonly (readonly (GitObject | undefined)[])[]> {
  const chunks = Array.from({ length: Math.ceil(wanted.length / togetherMax) }, (_, index) =>
    wanted.slice(index * togetherMax, (index + 1) * togetherMax),
  );
  return chunks.flatMap(readTogether);
}

/** The installed git. */
export const realGit: Git = {
  run,
  readObjects,
  readHeads: (repositories) => Promise.all(repositories.map(headOf)),
  readManyObjects,
  start: (cwd, args) =>
    realProcesses.start(["git", ...always, ...args], { cwd, env: environment() }),
};
