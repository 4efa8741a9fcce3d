import { Command, CommanderError } from "commander";
import { exits, problem, type CommandResult } from "./result.ts";
import { forgeVerbs } from "./verbs/forge.ts";
import { jarvisVerbs } from "./verbs/jarvis.ts";
import { mechanicVerbs } from "./verbs/mechanic.ts";
import { sentinelVerbs } from "./verbs/sentinel.ts";
import { universeVerbs } from "./verbs/universe.ts";
import type { Group, Invoke, Verb } from "./verbs/verb.ts";
import { version } from "./version.ts";

const verbs: readonly Verb[] = [
  ...universeVerbs,
  ...forgeVerbs,
  ...jarvisVerbs,
  ...sentinelVerbs,
  ...mechanicVerbs,
];

const summaries: Readonly<Record<Exclude<Group, "flywheel">, string>> = {
  forge: "stamps: check, format and stamp intents",
  mechanic: "repairs: gates and repair of one service",
  sentinel: "decides: plan, cascade, watch",
  jarvis: "sees: audits of drift, mirrors of code",
};

function quietly(command: Command): Command {
  return command
    .exitOverride()
    .showHelpAfterError("(add --help for all options)")
    .showSuggestionAfterError(true);
}

/** What commander has to say, as a result: its first line is the message, a suggestion under it the cure. */
function usageResult(group: Group, error: CommanderError): CommandResult {
  if (error.exitCode === 0) return { exit: exits.done, document: {}, text: "" };
  if (error.code === "commander.help")
    return problem(exits.usage, "no command was named", `run \`${group} --help\` to see them all`);
  const [first = "", ...rest] = error.message.split("\n");
  const suggestion = /^\((.*)\)$/.exec(rest.join(" ").trim())?.[1];
  return problem(
    exits.usage,
    first.replace(/^error: /, ""),
    suggestion ?? `run \`${group} --help\` for what there is`,
  );
}

/** The command line of one binary. `run` returns a result where the words were wrong or only help was asked for. */
export async function buildProgram(
  group: Group,
  invoke: Invoke,
): Promise<{ run(argv: readonly string[]): Promise<CommandResult | undefined> }> {
  const program = quietly(new Command(group))
    .version(version(), "-V, --version")
    .description("Change one line of a service's intent; get back a repaired universe.");
  const own = (name: Group): readonly Verb[] => verbs.filter((verb) => verb.group === name);
  const add = (parent: Command, verb: Verb): void =>
    void verb.declare(quietly(parent.command(verb.name)), invoke);
  if (group === "flywheel") {
    for (const verb of verbs) add(program, verb);
    for (const name of ["forge", "mechanic", "sentinel", "jarvis"] as const) {
      const sub = quietly(program.command(name).description(summaries[name]));
      for (const verb of own(name)) add(sub, verb);
      notYet(sub, name, invoke);
    }
    for (const name of unbuilt.keys()) notYet(program, name, invoke);
  } else {
    program.description(summaries[group]);
    for (const verb of own(group)) add(program, verb);
    notYet(program, group, invoke);
  }
  return {
    run: async (argv) => {
      try {
        await program.parseAsync([...argv], { from: "user" });
        return undefined;
      } catch (error) {
        if (!(error instanceof CommanderError)) throw error;
        return usageResult(group, error);
      }
    },
  };
}

/** Verbs that a later version brings. */
const unbuilt: ReadonlyMap<Exclude<Group, "flywheel">, readonly string[]> = new Map([
  ["sentinel", ["stop", "scenes", "revert", "serve"]],
  ["jarvis", ["map"]],
] as const);

/** A clear answer, instead of an unknown command, to a verb of `group` that is not built yet. */
function notYet(parent: Command, group: Exclude<Group, "flywheel">, invoke: Invoke): void {
  for (const name of unbuilt.get(group) ?? []) {
    quietly(
      parent.command(name, { hidden: true }).allowUnknownOption().allowExcessArguments(),
    ).action(() =>
      invoke({}, async () =>
        problem(
          exits.usage,
          `${group} ${name} is not built yet`,
          "see docs/roadmap.md for what stands",
        ),
      ),
    );
  }
}
