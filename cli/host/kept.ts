import {
  closeSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { dirname, join } from "node:path";
import type { Kept } from "#intent";
import { cacheDirectory } from "./platform.ts";
import { systemCode } from "./system-code.ts";

/** What was kept at `path` by an earlier run; `undefined` where it cannot be had: it only saves time. */
export function readKept(path: string): Buffer | undefined {
  let data: Buffer | undefined;
  allowed(() => {
    data = readFileSync(path);
  });
  return data;
}

/**
 * Keeps what only saves time. Written aside and renamed, so that nobody reads half of it. A folder or disk that refuses costs
 * time and nothing else.
 */
export function keep(path: string, data: Buffer): void {
  const aside = `${path}.${process.pid}`;
  if (!allowed(() => makeFolders(dirname(path)))) return;
  if (!allowed(() => writeWhole(aside, data)) || !allowed(() => renameSync(aside, path)))
    allowed(() => rmSync(aside, { force: true }));
  allowed(() => forgetOld(dirname(path)));
}

/** One by one: Node's own recursive way never ends below `/proc`. */
function makeFolders(path: string): void {
  if (statSync(path, { throwIfNoEntry: false })?.isDirectory() === true) return;
  if (dirname(path) !== path) makeFolders(dirname(path));
  mkdirSync(path);
}

function writeWhole(path: string, data: Buffer): void {
  const file = openSync(path, "wx", 0o600);
  try {
    // `writeSync` may write a part and say so; this goes on until the system refuses.
    writeFileSync(file, data);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}

const oldMs = 30 * 24 * 60 * 60 * 1000;

/** Removes what builds of long ago left; one that is still used makes its own again. */
function forgetOld(folder: string): void {
  for (const name of readdirSync(folder)) {
    const path = join(folder, name);
    if (Date.now() - statSync(path).mtimeMs > oldMs) rmSync(path, { force: true });
  }
}

/** Whether the system let `body` do its work. What is no refusal of the system is thrown on. */
export function allowed(body: () => void): boolean {
  try {
    body();
    return true;
  } catch (error) {
    if (systemCode(error) === undefined) throw error;
    return false;
  }
}

/** The user's cache folder. */
export const realKept: Kept = {
  read: (name) => readKept(join(cacheDirectory(), name))?.toString("utf8"),
  keep: (name, text) => keep(join(cacheDirectory(), name), Buffer.from(text)),
};
