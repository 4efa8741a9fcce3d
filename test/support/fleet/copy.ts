import { cpSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll } from "vitest";
import { flywheel, installation } from "../tools.ts";

/** What builds leave behind and a copy does not need. */
const left = /[/\\](?:node_modules|target|\.venv|__pycache__|\.flywheel|Cargo\.lock)$/;

/** A folder that goes away after the tests of this file. */
export function folderForFile(prefix: string): string {
  const folder = mkdtempSync(join(tmpdir(), prefix));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** Copies a folder of the checkout, without what tools left in it. */
export const copyClean = (from: string, to: string): void =>
  cpSync(join(installation, from), to, { recursive: true, filter: (path) => !left.test(path) });

/** Stamps every service of a universe with the built command line; throws with its diagnostics. */
export function stampAll(root: string, state: string): void {
  const ran = flywheel(["forge", "stamp", "--root", root], { state });
  if (ran.exit !== 0) throw new Error(ran.stderr + ran.stdout);
}
