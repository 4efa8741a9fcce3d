import { spawnSync } from "node:child_process";
import { createHash, randomUUID } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync } from "node:fs";
import { join } from "node:path";
import { installation, sharedCache } from "./tools.ts";

const requirements = join(installation, "universe.example/services/notifications/requirements.txt");

/** What the example needs not, and stamped code over PostgreSQL does. */
const databasePackages = ["psycopg[binary,pool]==3.3.9"];

function run(program: string, ...args: string[]): void {
  const done = spawnSync(program, args, { encoding: "utf8" });
  if (done.status !== 0)
    throw new Error(`${program} ${args.join(" ")} failed:\n${done.stdout}${done.stderr}`);
}

/**
 * Folder of a virtual environment with the packages that stamped Python needs and ruff and pytest; made once and kept by
 * the content of the example's requirements. Throws where it cannot be made.
 */
export function pythonEnvironment(): string {
  const key = createHash("sha256")
    .update(readFileSync(requirements))
    .update(databasePackages.join(" "))
    .digest("hex")
    .slice(0, 16);
  const folder = join(sharedCache(), `python-${key}`);
  if (existsSync(folder)) return folder;
  const fresh = join(sharedCache(), `python-${randomUUID()}`);
  mkdirSync(fresh, { recursive: true });
  run("python3", "-m", "venv", fresh);
  run(
    join(fresh, "bin/python"),
    "-m",
    "pip",
    "install",
    "--disable-pip-version-check",
    "-q",
    "-r",
    requirements,
    ...databasePackages,
  );
  try {
    renameSync(fresh, folder);
  } catch (error) {
    // Another test file was first.
    rmSync(fresh, { recursive: true, force: true });
    if (!existsSync(folder)) throw error;
  }
  return folder;
}
