import { existsSync } from "node:fs";
import { availableParallelism, homedir } from "node:os";
import { dirname, join } from "node:path";
import type { Platform } from "#intent";

/** `dist/` where this module was bundled into `dist/lib/`. */
function bundleFolder(): string | undefined {
  const folder = import.meta.dirname;
  return folder.endsWith("/lib") && existsSync(join(folder, "../templates.json"))
    ? dirname(folder)
    : undefined;
}

/** The nearest folder above this module, or above the bundle that it is part of, that holds our `package.json`. */
function installationFolder(bundle: string | undefined): string {
  let folder = bundle === undefined ? import.meta.dirname : dirname(bundle);
  while (!existsSync(join(folder, "package.json"))) {
    const above = dirname(folder);
    if (above === folder) return folder;
    folder = above;
  }
  return folder;
}

const folderFrom = (variable: string, fallback: string): string => {
  const value = process.env[variable];
  // The XDG specification says that relative values are to be ignored.
  return value !== undefined && value.startsWith("/") ? value : join(homedir(), fallback);
};

/** Where all that can be rebuilt is kept for this user. */
export const cacheDirectory = (): string =>
  join(folderFrom("XDG_CACHE_HOME", ".cache"), "flywheel");

/** This machine. */
export function realPlatform(): Platform {
  const bundle = bundleFolder();
  const installation = installationFolder(bundle);
  return {
    environment: process.env,
    cores: availableParallelism(),
    pid: process.pid,
    name: `${process.platform}-${process.arch}`,
    cacheDirectory: cacheDirectory(),
    stateDirectory: join(folderFrom("XDG_STATE_HOME", ".local/state"), "flywheel"),
    installation,
    bundle: bundle ?? installation,
    node: process.execPath,
  };
}
