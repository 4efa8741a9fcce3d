import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, renameSync, rmSync } from "node:fs";
import { join } from "node:path";
import { sharedCache } from "./tools.ts";

/** The newest of the oldest line that Flywheel runs on; the package `node` brings the binary. */
const version = "22.23.3";

/**
 * Path of Node 22, installed once into the shared cache. `undefined` where it cannot be had, which is said plainly; in CI,
 * where nothing may be left out, that is an error.
 */
export function node22(test: string): string | undefined {
  const folder = join(sharedCache(), `node-${version}`);
  const program = join(folder, "node_modules/.bin/node");
  if (existsSync(program)) return program;
  const aside = `${folder}.${process.pid}`;
  mkdirSync(aside, { recursive: true });
  const args = [
    "install",
    "--no-save",
    "--no-audit",
    "--no-fund",
    "--prefix",
    aside,
    `node@${version}`,
  ];
  const done = spawnSync("npm", args, { encoding: "utf8" });
  const works =
    done.status === 0 &&
    spawnSync(join(aside, "node_modules/.bin/node"), ["--version"]).status === 0;
  if (works && !existsSync(folder)) renameSync(aside, folder);
  rmSync(aside, { recursive: true, force: true });
  if (works) return program;
  const reason = `Node ${version} cannot be installed: ${done.stderr.trim()}`;
  if (process.env["FLYWHEEL_REQUIRE_TOOLS"] === "1") throw new Error(reason);
  process.stdout.write(`left out under Node 22: ${test} (${reason})\n`);
  return undefined;
}
