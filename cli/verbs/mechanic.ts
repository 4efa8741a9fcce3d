import type { CommonFlags } from "../run.ts";
import type { RepairFlags } from "../commands/repair.ts";
import type { RulesFlags } from "../commands/rules.ts";
import { answering, based, common, repairing } from "./options.ts";
import type { Verb } from "./verb.ts";

/** The verbs of Mechanic. */
export const mechanicVerbs: readonly Verb[] = [
  {
    group: "mechanic",
    name: "gates <service>",
    declare: (command, invoke) =>
      common(command.description("check, lint and test of one service")).action(
        (name: string, flags: CommonFlags) =>
          invoke(flags, async (context) =>
            (await import("../commands/mechanic.ts")).gates(context, name),
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
            (await import("../commands/repair.ts")).repair(context, name, flags),
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
            (await import("../commands/rules.ts")).rules(context, action, name, flags),
          ),
        ),
  },
];
