import { detectSetup, gateCommands, splitCommand } from "#mechanic";
import type { Emit, Host, Service, Universe } from "#intent";
import { joinPath } from "../universe/paths.ts";

export type SetupOutcome =
  | {
      readonly ready: true;
      readonly cached: boolean;
      /** Digest of manifests, toolchain and commands. */ readonly key: string;
    }
  | {
      readonly ready: false;
      readonly reason: string;
      /** The tool that is not installed. */ readonly lacks?: string;
    };

export interface SetupRequest {
  readonly universe: Universe;
  readonly service: Service;
  /** Absolute root of the run tree. */
  readonly root: string;
  /** Absolute folder of cached setups. */
  readonly setups: string;
  readonly environment: Readonly<Record<string, string>>;
  readonly signal: AbortSignal;
  readonly emit: Emit;
}

/** Two services with the same manifests wait for one installation. */
const installing = new Map<string, Promise<unknown>>();
const toolchainOf: Readonly<Record<Service["language"], readonly string[]>> = {
  rust: ["cargo", "--version"],
  typescript: ["node", "--version"],
  python: ["python3", "--version"],
};
const endings: Readonly<
  Record<"timeout" | "aborted" | "flooded" | "signalled", (command: string) => string>
> = {
  timeout: (command) => `\`${command}\` did not end within 10 minutes and was stopped`,
  aborted: (command) => `\`${command}\` was stopped with the run`,
  flooded: (command) => `\`${command}\` wrote more than 4 MiB and was stopped`,
  signalled: (command) => `\`${command}\` was killed by a signal`,
};
const setupTimeoutMs = 10 * 60 * 1000;

/**
 * Puts a service's dependencies into its run tree: from the cache where manifests, toolchain and commands are those of an
 * earlier setup, else by running the commands there and keeping a copy.
 */
export async function setUp(host: Host, request: SetupRequest): Promise<SetupOutcome> {
  const { service, root } = request;
  const directory = joinPath(root, service.directory);
  const setup = await detectSetup(host, root, service, gateCommands(request.universe, service));
  const version = await host.processes.run(toolchainOf[service.language], {
    cwd: directory,
    env: request.environment,
    timeoutMs: 30_000,
  });
  if (version.ended === "missing") return missing(toolchainOf[service.language][0] ?? "");
  const manifests = await Promise.all(
    setup.manifests.map((name) => host.files.readText(joinPath(directory, name))),
  );
  const key = host
    .sha256(
      JSON.stringify([
        host.platform.name,
        version.stdout.trim(),
        setup.commands,
        setup.manifests,
        manifests,
      ]),
    )
    .slice(0, 32);
  const result = setup.result ?? "Cargo.lock";
  const before = installing.get(key);
  // Whoever installed before is told why it failed; this one waits for the folder only.
  await before?.catch(() => undefined);
  const run = install(host, request, {
    directory,
    key,
    kept: joinPath(request.setups, key),
    result,
    commands: setup.commands,
  });
  installing.set(key, run);
  try {
    return await run;
  } finally {
    if (installing.get(key) === run) installing.delete(key);
  }
}

interface Installation {
  readonly directory: string;
  readonly key: string;
  /** Folder in the cache that holds (or will hold) the result. */
  readonly kept: string;
  readonly result: string;
  readonly commands: readonly string[];
}

async function install(
  host: Host,
  request: SetupRequest,
  installation: Installation,
): Promise<SetupOutcome> {
  const { directory, key, kept, result } = installation;
  const target = joinPath(directory, result);
  if ((await host.files.stat(joinPath(kept, "complete"))) !== undefined) {
    const stored = joinPath(kept, result);
    if (
      (await host.files.stat(target)) === undefined &&
      (await host.files.stat(stored)) !== undefined
    )
      await host.files.cloneTree(stored, target);
    return { ready: true, cached: true, key };
  }
  for (const command of installation.commands) {
    const failed = await runCommand(host, request, directory, command);
    if (failed !== undefined) return failed;
  }
  await keep(host, installation, target);
  return { ready: true, cached: false, key };
}

/** Copies the result beside the cache and renames it in: a cache entry is whole or absent. */
async function keep(host: Host, installation: Installation, target: string): Promise<void> {
  const { kept, result } = installation;
  const beside = `${kept}.${host.randomId()}`;
  if ((await host.files.stat(target)) !== undefined)
    await host.files.cloneTree(target, joinPath(beside, result));
  await host.files.writeText(joinPath(beside, "complete"), "");
  try {
    if ((await host.files.stat(kept)) === undefined) await host.files.rename(beside, kept);
  } catch (error) {
    // Another process has finished the same setup in between, and its result is as good.
    if ((await host.files.stat(joinPath(kept, "complete"))) === undefined) throw error;
  } finally {
    await host.files.remove(beside);
  }
}

type NotReady = Exclude<SetupOutcome, { readonly ready: true }>;

const missing = (program: string): NotReady => ({
  ready: false,
  reason: `\`${program}\` is not installed or not on the PATH`,
  lacks: program,
});
const unready = (reason: string): NotReady => ({ ready: false, reason });

async function runCommand(
  host: Host,
  request: SetupRequest,
  cwd: string,
  command: string,
): Promise<NotReady | undefined> {
  const split = splitCommand(command);
  if (!("argv" in split)) return unready(`\`${command}\`: ${split.problem}`);
  const service = request.service.name;
  request.emit({ type: "tool-started", service, argv: split.argv });
  const done = await host.processes.run(split.argv, {
    cwd,
    env: request.environment,
    timeoutMs: setupTimeoutMs,
    signal: request.signal,
    outputLimit: 4 * 1024 * 1024,
  });
  request.emit({ type: "tool-finished", service, argv: split.argv, exit: done.exit, ms: done.ms });
  if (done.ended === "missing") return missing(split.argv[0] ?? command);
  if (done.ended !== "exited") return unready(endings[done.ended](command));
  if (done.exit === 0) return undefined;
  const said = (done.stderr.trim() || done.stdout.trim()).split("\n").slice(-6).join("\n");
  return unready(`\`${command}\` failed (exit ${done.exit ?? "?"}):\n${said}`);
}
