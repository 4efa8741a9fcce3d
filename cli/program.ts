import { Command, CommanderError, InvalidArgumentError, Option } from "commander";
import type { DeliverMode } from "#sentinel";
import type { DemoFlags } from "./commands/demo.ts";
import type { RepairFlags } from "./commands/repair.ts";
import type { RulesFlags } from "./commands/rules.ts";
import type { AuditFlags } from "./commands/audit.ts";
import { exits, problem, type CommandResult } from "./result.ts";
import type { Command as Run, CommonFlags } from "./run.ts";
import { version } from "./version.ts";

export type Group = "flywheel" | "forge" | "mechanic" | "sentinel" | "jarvis";

export type Invoke = (common: CommonFlags, command: Run) => Promise<void>;

interface CascadeFlagsRead extends CommonFlags {
  readonly engine: string;
  readonly command?: string;
  readonly dryRun?: boolean;
  readonly deliver?: DeliverMode;
  readonly except: readonly string[];
  readonly answer?: readonly string[];
}

function common(command: Command): Command {
  return command
    .option(
      "--root <dir>",
      "the universe's folder (default: the nearest universe.lisp above, or UNIVERSE_ROOT)",
    )
    .option("--json", "print one JSON document on stdout, progress on stderr")
    .option("--quiet", "no progress")
    .option("--no-color", "no colours");
}

const based = (command: Command): Command =>
  command.option(
    "--base <rev>",
    "compare with this revision instead of where code and intent last agreed",
  );

const engines = ["offline", "anthropic", "command", "ladder"];

function engine(value: string): string {
  if (engines.includes(value)) return value;
  const why = value === "replay" ? "the engine replay is not built yet" : "there is no such engine";
  throw new InvalidArgumentError(`${why}; use one of ${engines.join(", ")}.`);
}

const repairing = (command: Command, byDefault: string): Command =>
  command
    .option("--engine <name>", `who repairs: ${engines.join(", ")}`, engine, byDefault)
    .option("--command <words>", "the agent program that --engine command or ladder runs");

function deliver(value: string): DeliverMode {
  if (value === "draft-branch" || value === "none") return value;
  if (value === "land")
    throw new InvalidArgumentError(
      "landing on main is not built yet; use draft-branch and merge the branches.",
    );
  throw new InvalidArgumentError("use draft-branch or none.");
}

function wholeNumber(value: string): number {
  if (/^\d{1,9}$/.test(value)) return Number(value);
  throw new InvalidArgumentError("use a whole number.");
}

const collect = (value: string, before: readonly string[]): readonly string[] => [
  ...before,
  ...value.split(",").filter((name) => name !== ""),
];

/** Answers are code and hold commas: each `--answer` is one. */
const answering = (command: Command): Command =>
  command.option(
    "--answer <id=choice>",
    "answers a hole or a question: a candidate's number, the candidate, or =TEXT of your own; may be repeated",
    (value: string, before: readonly string[]) => [...before, value],
    [],
  );

const cascading = (command: Command): Command =>
  repairing(based(common(command)), "offline")
    .option("--deliver <mode>", "draft-branch or none (default: what the universe says)", deliver)
    .option("--except <service>", "leave this service out (may be repeated)", collect, []);

const formats = (): Option =>
  new Option("--format <format>", "how it is printed").choices(["text", "json", "sarif"]);
const failures = (): Option =>
  new Option("--fail-on <level>", "the least that makes it fail (default: warning)").choices([
    "critical",
    "error",
    "warning",
  ]);

/** A verb: the groups that it belongs to, whether it also works flat, and how it is declared. */
interface Verb {
  readonly group: Exclude<Group, "flywheel"> | undefined;
  readonly name: string;
  readonly declare: (command: Command, invoke: Invoke) => Command;
}

const verbs: readonly Verb[] = [
  {
    group: undefined,
    name: "init [dir]",
    declare: (command, invoke) =>
      common(command.description("make a new universe with two services")).action(
        (dir: string | undefined, flags: CommonFlags) =>
          invoke(flags, async (context) => (await import("./commands/init.ts")).init(context, dir)),
      ),
  },
  {
    group: undefined,
    name: "demo",
    declare: (command, invoke) =>
      common(command.description("the example's cascade in a temporary copy"))
        .option("--engine <name>", `who repairs: ${engines.join(", ")}`, engine)
        .option("--command <words>", "the agent program that --engine command or ladder runs")
        .option(
          "--change <name>",
          "id, rename, default-field, field-without-default, handoff",
          "id",
        )
        .action((flags: CommonFlags & DemoFlags) =>
          invoke(flags, async (context) =>
            (await import("./commands/demo.ts")).demo(context, flags),
          ),
        ),
  },
  {
    group: undefined,
    name: "demo:evolve",
    declare: (command, invoke) =>
      common(command.description("ten services learn a template from eight cascades"))
        .option(
          "--seed <number>",
          "which kind of repair recurs, and in which words",
          wholeNumber,
          1,
        )
        .action((flags: CommonFlags & { seed: number }) =>
          invoke(flags, async (context) =>
            (await import("./commands/evolve-demo.ts")).evolveDemo(context, flags.seed),
          ),
        ),
  },
  {
    group: undefined,
    name: "doctor",
    declare: (command, invoke) =>
      common(command.description("which toolchains work here")).action((flags: CommonFlags) =>
        invoke(flags, async (context) => (await import("./commands/doctor.ts")).doctor(context)),
      ),
  },
  {
    group: "forge",
    name: "check",
    declare: (command, invoke) =>
      common(command.description("diagnostics of every intent")).action((flags: CommonFlags) =>
        invoke(flags, async (context) => (await import("./commands/check.ts")).check(context)),
      ),
  },
  {
    group: "forge",
    name: "fmt",
    declare: (command, invoke) =>
      common(command.description("format every intent"))
        .option("--check", "write nothing; exit 1 where an intent would change")
        .action((flags: CommonFlags & { check?: boolean }) =>
          invoke(flags, async (context) =>
            (await import("./commands/fmt.ts")).fmt(context, flags.check === true),
          ),
        ),
  },
  {
    group: "forge",
    name: "stamp [service...]",
    declare: (command, invoke) =>
      common(command.description("stamp the machine-owned code"))
        .option("--check", "write nothing; exit 1 where a stamp is stale")
        .action((names: string[], flags: CommonFlags & { check?: boolean }) =>
          invoke(flags, async (context) =>
            (await import("./commands/stamp.ts")).stamp(context, names, flags.check === true),
          ),
        ),
  },
  {
    group: "forge",
    name: "evolve",
    declare: (command, invoke) =>
      common(command.description("templates that recurring repairs ask for, tried on history"))
        .option("--draft-pr", "put what passed its trials on a draft branch")
        .action((flags: CommonFlags & { draftPr?: boolean }) =>
          invoke(flags, async (context) =>
            (await import("./commands/evolve.ts")).evolve(context, flags.draftPr === true),
          ),
        ),
  },
  {
    group: "jarvis",
    name: "memory <action> [words...]",
    declare: (command, invoke) =>
      common(command.description("search WORDS: what earlier repairs hold")).action(
        (action: string, words: string[], flags: CommonFlags) =>
          invoke(flags, async (context) =>
            (await import("./commands/memory.ts")).memory(context, action, words),
          ),
      ),
  },
  {
    group: "jarvis",
    name: "audit",
    declare: (command, invoke) => {
      const audits = common(command.description("where code is not what the intents say"))
        .addOption(formats())
        .addOption(failures())
        .option("--baseline <file>", "findings that are known; only new ones fail")
        .option("--write-baseline", "write that file, or take out of it what is found no more");
      return audits.action((flags: AuditFlags & CommonFlags) =>
        invoke(flags, async (context) =>
          (await import("./commands/audit.ts")).audit(context, flags),
        ),
      );
    },
  },
  {
    group: "jarvis",
    name: "mirror <service>",
    declare: (command, invoke) =>
      common(command.description("the facts of a service's code as S-expressions")).action(
        (name: string, flags: CommonFlags) =>
          invoke(flags, async (context) =>
            (await import("./commands/mirror.ts")).mirror(context, name),
          ),
      ),
  },
  {
    group: "sentinel",
    name: "plan",
    declare: (command, invoke) =>
      based(
        common(command.description("what a change reaches, in which order, and what breaks")),
      ).action((flags: CommonFlags) =>
        invoke(flags, async (context) => (await import("./commands/plan.ts")).plan(context)),
      ),
  },
  {
    group: "sentinel",
    name: "cascade",
    declare: (command, invoke) =>
      answering(
        cascading(
          command.description("stamp, repair, verify, and propose in all repositories or none"),
        ),
      )
        .option("--dry-run", "show the plan and stop")
        .action((flags: CascadeFlagsRead) =>
          invoke(flags, async (context) =>
            (await import("./commands/cascade.ts")).cascade(context, {
              ...flags,
              answers: flags.answer ?? [],
              dryRun: flags.dryRun === true,
            }),
          ),
        ),
  },
  {
    group: "sentinel",
    name: "watch",
    declare: (command, invoke) =>
      cascading(command.description("cascade whenever a saved intent changes meaning")).action(
        (flags: CascadeFlagsRead) =>
          invoke(flags, async (context) =>
            (await import("./commands/watch.ts")).watch(context, flags),
          ),
      ),
  },
  {
    group: "sentinel",
    name: "status",
    declare: (command, invoke) =>
      common(command.description("the runs of this universe")).action((flags: CommonFlags) =>
        invoke(flags, async (context) => (await import("./commands/status.ts")).status(context)),
      ),
  },
  {
    group: "sentinel",
    name: "resume",
    declare: (command, invoke) =>
      answering(common(command.description("go on with the run that was interrupted or held")))
        .option(
          "--accept <place>",
          "the code that this question is about (file:line, or a hole's id) is right as it stands; may be repeated",
          (value: string, before: readonly string[]) => [...before, value],
          [],
        )
        .action((flags: CommonFlags & { accept: readonly string[]; answer: readonly string[] }) =>
          invoke(flags, async (context) =>
            (await import("./commands/cascade.ts")).resume(context, flags.accept, flags.answer),
          ),
        ),
  },
  {
    group: "sentinel",
    name: "recover",
    declare: (command, invoke) =>
      common(command.description("end what crashed runs left behind")).action(
        (flags: CommonFlags) =>
          invoke(flags, async (context) => (await import("./commands/status.ts")).recover(context)),
      ),
  },
  {
    group: "mechanic",
    name: "gates <service>",
    declare: (command, invoke) =>
      common(command.description("check, lint and test of one service")).action(
        (name: string, flags: CommonFlags) =>
          invoke(flags, async (context) =>
            (await import("./commands/mechanic.ts")).gates(context, name),
          ),
      ),
  },
  {
    group: "mechanic",
    name: "repair <service>",
    declare: (command, invoke) =>
      answering(
        repairing(
          based(
            common(command.description("repair one service in its run tree, and show the edits")),
          ),
          "offline",
        ),
      )
        .option("--explain", "say for each edit what it follows from")
        .action((name: string, flags: CommonFlags & RepairFlags) =>
          invoke(flags, async (context) =>
            (await import("./commands/repair.ts")).repair(context, name, flags),
          ),
        ),
  },
  {
    group: "mechanic",
    name: "rules <action> [name]",
    declare: (command, invoke) =>
      common(
        command.description(
          "list, show, learn, disable, enable: rules that answered questions teach",
        ),
      )
        .option("--draft-pr", "learn: put the rules on a draft branch")
        .action((action: string, name: string | undefined, flags: CommonFlags & RulesFlags) =>
          invoke(flags, async (context) =>
            (await import("./commands/rules.ts")).rules(context, action, name, flags),
          ),
        ),
  },
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
