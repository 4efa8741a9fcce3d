import { HostError } from "#intent";
import type { CommandContext } from "./context.ts";
import { createHost, killAllChildren } from "./host/index.ts";
import { exits, problem, type CommandResult, type Exit } from "./result.ts";

/** What the flags that all commands share came to. */
export interface CommonFlags {
  readonly root?: string;
  readonly base?: string;
  readonly json?: boolean;
  readonly quiet?: boolean;
  readonly color?: boolean;
}

/** A command that is ready to run: it has its own flags and waits for the world. */
export type Command = (context: CommandContext) => Promise<CommandResult>;

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

const tolerant = new Set<"stdout" | "stderr">();

/**
 * A stream of ours, made when it is first used: making one costs a millisecond. A reader that closes its end early
 * (`| head -1`) has seen what it wanted: that is no failure.
 */
export function output(name: "stdout" | "stderr"): NodeJS.WriteStream {
  const stream = process[name];
  if (tolerant.has(name)) return stream;
  tolerant.add(name);
  stream.on("error", (error) => {
    if (!("code" in error && error.code === "EPIPE")) throw error;
  });
  return stream;
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

/** Prints a result: its document, or its text on the stream where a person looks for it. */
export function present(result: CommandResult, json: boolean): void {
  if (json) output("stdout").write(`${JSON.stringify(result.document)}\n`);
  else if (result.text !== "") {
    const failed =
      result.exit === exits.usage || result.exit === exits.environment || result.exit === exits.bug;
    output(failed ? "stderr" : "stdout").write(`${result.text}\n`);
  }
}

/**
 * What a thrown error is worth: the environment's faults have a cure, all else is a bug of ours. Which command was interrupted
 * is not known here, so nothing is promised of a run.
 */
export function failure(error: unknown, interrupted: boolean): CommandResult {
  if (interrupted)
    return problem(
      exits.interrupted,
      "interrupted; nothing was moved",
      "`flywheel sentinel status` says whether a run waits to go on",
    );
  if (error instanceof HostError) return problem(exits.environment, error.message, error.cure);
  const detail = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return problem(
    exits.bug,
    `a bug of Flywheel's own: ${detail}`,
    "please report it with the command that you ran",
  );
}

/**
 * Prepares the process for one command: signals, strays and the world behind the ports (`remembers`: see
 * {@link createHost}). Gives the function that runs a command, prints what it came to and returns its exit code.
 */
export function prepareRun(
  json: boolean,
  remembers = false,
): (flags: CommonFlags, command: Command) => Promise<Exit> {
  const signal = interruption();
  tellStrays(json, () => signal.aborted);
  const host = createHost(remembers);
  return async (flags, command) => {
    // no-color.org: present and not empty, whatever its value.
    const noColor = flags.color === false || (host.platform.environment["NO_COLOR"] ?? "") !== "";
    const context: CommandContext = {
      host,
      cwd: process.cwd(),
      signal,
      json,
      quiet: flags.quiet === true,
      ...(flags.root === undefined ? {} : { root: flags.root }),
      ...(flags.base === undefined ? {} : { base: flags.base }),
      color: !noColor && !json && output("stdout").isTTY === true,
      get live() {
        return !noColor && output("stderr").isTTY === true;
      },
      say: (line) => output("stderr").write(`${line}\n`),
    };
    let result: CommandResult;
    try {
      result = await command(context);
    } catch (error) {
      result = failure(error, signal.aborted);
    }
    present(result, json);
    return result.exit;
  };
}

/**
 * Ends a process that has nothing left to do, unless somebody still reads what it printed: taking the heap apart in good
 * order costs more than most of a plan's steps.
 */
export function leave(exit: Exit): Exit {
  const unread = [...tolerant].some((name) => process[name].writableLength > 0);
  if (!unread) process.exit(exit);
  return exit;
}
