import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { copyFileSync, existsSync, mkdtempSync, readFileSync, renameSync, rmSync } from "node:fs";
import { join } from "node:path";
import { sharedCache } from "../tools.ts";

const manifest = join(import.meta.dirname, "package.json");

/**
 * A folder with the packages that documents are read with, installed once for each content of the manifest and kept among
 * the shared caches. Two that install at once do not meet: each works aside, and the first to finish is taken.
 */
export function openapiPackages(): string {
  const key = createHash("sha256").update(readFileSync(manifest)).digest("hex").slice(0, 16);
  const folder = join(sharedCache(), `openapi-${key}`);
  if (existsSync(folder)) return folder;
  const aside = mkdtempSync(`${folder}-`);
  copyFileSync(manifest, join(aside, "package.json"));
  const args = ["install", "--no-package-lock", "--no-audit", "--no-fund", "--ignore-scripts"];
  const done = spawnSync("npm", args, { cwd: aside, encoding: "utf8" });
  if (done.status !== 0) throw new Error(`npm install failed:\n${done.stdout}${done.stderr}`);
  try {
    renameSync(aside, folder);
  } catch (error) {
    rmSync(aside, { recursive: true, force: true });
    if (!existsSync(folder)) throw error;
  }
  return folder;
}

/** What a program of those packages says where it fails; nothing where it is content. */
export function complaintsOf(cwd: string, program: string, ...args: string[]): string {
  const { status, stdout, stderr } = spawnSync(program, args, { cwd, encoding: "utf8" });
  return status === 0 ? "" : `${program} ended with ${status}\n${stdout}${stderr}`;
}
