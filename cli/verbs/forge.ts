import type { CommonFlags } from "../run.ts";
import { common } from "./options.ts";
import type { Verb } from "./verb.ts";

/** The verbs of Forge. */
export const forgeVerbs: readonly Verb[] = [
  {
    group: "forge",
    name: "check",
    declare: (command, invoke) =>
      common(command.description("diagnostics of every intent")).action((flags: CommonFlags) =>
        invoke(flags, async (context) => (await import("../commands/check.ts")).check(context)),
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
            (await import("../commands/fmt.ts")).fmt(context, flags.check === true),
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
            (await import("../commands/stamp.ts")).stamp(context, names, flags.check === true),
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
            (await import("../commands/evolve.ts")).evolve(context, flags.draftPr === true),
          ),
        ),
  },
];
