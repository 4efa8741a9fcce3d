import type { CommonFlags } from "../run.ts";
import type { AuditFlags } from "../commands/audit.ts";
import { common, failures, formats } from "./options.ts";
import type { Verb } from "./verb.ts";

/** The verbs of Jarvis. */
export const jarvisVerbs: readonly Verb[] = [
  {
    group: "jarvis",
    name: "memory <action> [words...]",
    declare: (command, invoke) =>
      common(command.description("search WORDS: what earlier repairs hold")).action(
        (action: string, words: string[], flags: CommonFlags) =>
          invoke(flags, async (context) =>
            (await import("../commands/memory.ts")).memory(context, action, words),
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
          (await import("../commands/audit.ts")).audit(context, flags),
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
            (await import("../commands/mirror.ts")).mirror(context, name),
          ),
      ),
  },
];
