import { randomBytes } from "node:crypto";
import type { Host } from "#intent";
import { anthropicModel } from "./anthropic.ts";
import { realClock } from "./clock.ts";
import { realDatabases } from "./databases.ts";
import { rememberingSha256, sha256 } from "./digests.ts";
import { realFiles } from "./files.ts";
import { realGit } from "./git.ts";
import { realKept } from "./kept.ts";
import { realPlatform } from "./platform.ts";
import { realProcesses } from "./processes.ts";
import { realSyntax } from "./syntax.ts";
import { realWatcher } from "./watcher.ts";

export { killAllChildren } from "./processes.ts";

/**
 * The real world behind the ports. `remembers`: digests may come from the user's cache folder, for commands that only
 * tell something.
 */
export function createHost(remembers = false): Host {
  return {
    files: realFiles,
    processes: realProcesses,
    git: realGit,
    databases: realDatabases,
    watcher: realWatcher,
    clock: realClock,
    syntax: realSyntax,
    platform: realPlatform(),
    languageModel: anthropicModel(process.env),
    kept: realKept,
    sha256: remembers ? rememberingSha256() : sha256,
    randomId: () => randomBytes(8).toString("hex"),
  };
}
