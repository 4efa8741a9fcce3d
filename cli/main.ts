import { HostError } from "#intent";
import type { CommandContext } from "./context.ts";
import { createHost, killAllChildren } from "./host/index.ts";
import { buildProgram, type Invoke } from "./program.ts";
import { exits, problem, type CommandResult, type Exit } from "./result.ts";

export type Group = "flywheel" | "forge" | "mechanic" | "sentinel" | "jarvis";

/** How long tools get to end after Ctrl-C before they are killed. */
const graceMs = 4000;

function interruption(): AbortSignal {
  const controller = new AbortController();
  const stop = (): void => {
    if (controller.signal.aborted) {
      killAllChildren();
      process.exit(exits.interrupted);
    }
    controller.abort("interrupted");
    setTimeout(() => {
      killAllChildren();
      process.exit(exits.interrupted);
    }, graceMs).unref();
  };
  process.on("SIGINT", stop);
  process.on("SIGTERM", stop);
  return controller.signal;
}

/** A reader that closes its end early (`| head -1`) has seen what it wanted: that is no failure. */
function tolerateClosedPipes(): void {
  for (const stream of [process.stdout, process.stderr]) {
    stream.on("error", (error) => {
      if (!("code" in error && error.code === "EPIPE")) throw error;
    });
  }
}

/** What fails behind the back of a command (a log that cannot be written) is told like any other failure. */
function tellStrays(json: boolean, interrupted: () => boolean): void {
  const tell = (error: unknown): void => {
    const result = failure(error, interrupted());
    present(result, json);
    killAllChildren();
    process.exit(result.exit);
  };
  process.on("uncaughtException", tell);
  process.on("unhandledRejection", tell);
}

function present(result: CommandResult, json: boolean): void {
  if (json) process.stdout.write(`${JSON.stringify(result.document)}\n`);
  else if (result.text !== "") {
    const failed =
      result.exit === exits.usage || result.exit === exits.environment || result.exit === exits.bug;
    (failed ? process.stderr : process.stdout).write(`${result.text}\n`);
  }
}

/** What a thrown error is worth: the environment's faults have a cure, all else is a bug of ours. */
function failure(error: unknown, interrupted: boolean): CommandResult {
  if (interrupted)
    return problem(
      exits.interrupted,
      "interrupted; nothing was moved. Go on with `flywheel sentinel resume`",
    );
  if (error instanceof HostError) return problem(exits.environment, error.message, error.cure);
  const detail = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return problem(
    exits.bug,
    `a bug of Flywheel's own: ${detail}`,
    "please report it with the command that you ran",
  );
}

/** Asked of the words themselves, because words that are wrong must be answered in JSON too. */
function wantsJson(argv: readonly string[]): boolean {
  const end = argv.indexOf("--");
  return (end === -1 ? argv : argv.slice(0, end)).includes("--json");
}

/** Runs the command line and returns the exit code. `group` is the binary's name. */
export async function main(group: Group, argv: readonly string[]): Promise<Exit> {
  const signal = interruption();
  const json = wantsJson(argv);
  tolerateClosedPipes();
  tellStrays(json, () => signal.aborted);
  const host = createHost();
  let exit: Exit = exits.done;
  const invoke: Invoke = async (common, command) => {
    // no-color.org: present and not empty, whatever its value.
    const noColor = common.color === false || (host.platform.environment["NO_COLOR"] ?? "") !== "";
    const context: CommandContext = {
      host,
      cwd: process.cwd(),
      signal,
      json,
      quiet: common.quiet === true,
      ...(common.root === undefined ? {} : { root: common.root }),
      ...(common.base === undefined ? {} : { base: common.base }),
      color: !noColor && !json && process.stdout.isTTY === true,
      live: !noColor && process.stderr.isTTY === true,
      say: (line) => process.stderr.write(`${line}\n`),
    };
    let result: CommandResult;
    try {
      result = await command(context);
    } catch (error) {
      result = failure(error, signal.aborted);
    }
    present(result, json);
    exit = result.exit;
  };
  const program = await buildProgram(group, invoke);
  const usage = await program.run(argv);
  if (usage !== undefined && usage.exit !== exits.done && json) present(usage, json);
  return usage?.exit ?? exit;
}
