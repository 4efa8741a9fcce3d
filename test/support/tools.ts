import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { hasPostgres } from "./postgres.ts";

const works = (program: string, ...args: string[]): boolean =>
  spawnSync(program, args, { stdio: "ignore" }).status === 0;

/** Which toolchains this machine has. In CI none may be missing: there a missing one fails the run. */
export const toolchains = {
  cargo: works("cargo", "clippy", "--version"),
  rustfmt: works("rustfmt", "--version"),
  python: works("python3", "-c", "import venv, ensurepip"),
  /** Debian's package of that name. */
  "nats-server": works("nats-server", "--version"),
  /** Debian's package of that name; its programs stand off the path. */
  postgresql: hasPostgres,
  openssl: works("openssl", "version"),
  neovim: works("nvim", "--version"),
  /** With Eglot, which comes with 29 and as a package before. */
  emacs: works("emacs", "--batch", "--eval", "(progn (package-initialize) (require 'eglot))"),
};

const required = process.env["FLYWHEEL_REQUIRE_TOOLS"] === "1";

/** Whether a test that needs these tools is to be left out; says so plainly, and never in CI. */
export function leftOut(test: string, ...names: readonly (keyof typeof toolchains)[]): boolean {
  const missing = names.filter((name) => !toolchains[name]);
  if (missing.length === 0) return false;
  if (required)
    throw new Error(`${test} needs ${missing.join(" and ")}, and here nothing may be left out`);
  process.stdout.write(`left out for want of ${missing.join(" and ")}: ${test}\n`);
  return true;
}

/** The checkout. */
export const installation = join(import.meta.dirname, "../..");

/**
 * Caches that outlive one test: set-up dependencies and cargo's target folder cost minutes when they are cold. States are
 * kept apart.
 */
export function sharedCache(): string {
  const folder = join(tmpdir(), "flywheel-tests", "cache");
  mkdirSync(folder, { recursive: true });
  return folder;
}

/** Path of the built command line; `npm test` builds it first. */
export function builtCommand(name = "flywheel"): string {
  const path = join(installation, "dist", `${name}.js`);
  if (!existsSync(path)) throw new Error("dist/ is missing: run `npm run build`");
  return path;
}

export interface Ran {
  readonly exit: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs the built command line as a user would. */
export function flywheel(
  args: readonly string[],
  options: {
    readonly cwd?: string;
    readonly env?: Readonly<Record<string, string>>;
    readonly state: string;
  },
): Ran {
  const env = {
    ...process.env,
    XDG_CACHE_HOME: sharedCache(),
    XDG_STATE_HOME: options.state,
    NO_COLOR: "1",
    ...options.env,
  };
  const done = spawnSync(process.execPath, [builtCommand(), ...args], {
    cwd: options.cwd ?? installation,
    env,
    encoding: "utf8",
    // A command that hangs fails its test instead of the whole run.
    timeout: 900_000,
    killSignal: "SIGKILL",
    maxBuffer: 64 * 1024 * 1024,
  });
  return { exit: done.status, stdout: done.stdout, stderr: done.stderr };
}
