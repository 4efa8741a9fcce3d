import { buildProgram } from "./program.ts";
import type { Group, Invoke } from "./verbs/verb.ts";
import { exits, type Exit } from "./result.ts";
import { output, prepareRun, present } from "./run.ts";

/** Asked of the words themselves, because words that are wrong must be answered in JSON too. */
function wantsJson(argv: readonly string[]): boolean {
  const end = argv.indexOf("--");
  return (end === -1 ? argv : argv.slice(0, end)).includes("--json");
}

/** Runs the command line and returns the exit code. `group` is the binary's name. */
export async function main(group: Group, argv: readonly string[]): Promise<Exit> {
  const json = wantsJson(argv);
  // Not everything that writes goes through us: help and live progress use the streams themselves.
  output("stdout");
  output("stderr");
  const run = prepareRun(json);
  let exit: Exit = exits.done;
  const invoke: Invoke = async (flags, command) => {
    exit = await run(flags, command);
  };
  const program = await buildProgram(group, invoke);
  const usage = await program.run(argv);
  if (usage !== undefined && usage.exit !== exits.done && json) present(usage, json);
  return usage?.exit ?? exit;
}
