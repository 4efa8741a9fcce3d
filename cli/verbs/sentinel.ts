import type { DeliverMode } from "#sentinel";
import type { CommonFlags } from "../run.ts";
import { answering, based, cascading, common } from "./options.ts";
import type { Verb } from "./verb.ts";

interface CascadeFlagsRead extends CommonFlags {
  readonly engine: string;
  readonly command?: string;
  readonly dryRun?: boolean;
  readonly deliver?: DeliverMode;
  readonly except: readonly string[];
  readonly answer?: readonly string[];
}

/** The verbs of Sentinel. */
export const sentinelVerbs: readonly Verb[] = [
  {
    group: "sentinel",
    name: "plan",
    declare: (command, invoke) =>
      based(
        common(command.description("what a change reaches, in which order, and what breaks")),
      ).action((flags: CommonFlags) =>
        invoke(flags, async (context) => (await import("../commands/plan.ts")).plan(context)),
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
            (await import("../commands/cascade.ts")).cascade(context, {
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
            (await import("../commands/watch.ts")).watch(context, flags),
          ),
      ),
  },
  {
    group: "sentinel",
    name: "status",
    declare: (command, invoke) =>
      common(command.description("the runs of this universe")).action((flags: CommonFlags) =>
        invoke(flags, async (context) => (await import("../commands/status.ts")).status(context)),
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
            (await import("../commands/cascade.ts")).resume(context, flags.accept, flags.answer),
          ),
        ),
  },
  {
    group: "sentinel",
    name: "recover",
    declare: (command, invoke) =>
      common(command.description("end what crashed runs left behind")).action(
        (flags: CommonFlags) =>
          invoke(flags, async (context) =>
            (await import("../commands/status.ts")).recover(context),
          ),
      ),
  },
];
