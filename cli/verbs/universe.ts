import type { CommonFlags } from "../run.ts";
import type { DemoFlags } from "../commands/demo.ts";
import { common, engine, engines, wholeNumber } from "./options.ts";
import type { Verb } from "./verb.ts";

/** The verbs of no group: a new universe, the demos, the machine. */
export const universeVerbs: readonly Verb[] = [
  {
    group: undefined,
    name: "init [dir]",
    declare: (command, invoke) =>
      common(command.description("make a new universe with two services")).action(
        (dir: string | undefined, flags: CommonFlags) =>
          invoke(flags, async (context) =>
            (await import("../commands/init.ts")).init(context, dir),
          ),
      ),
  },
  {
    group: undefined,
    name: "lsp",
    declare: (command, invoke) =>
      common(command.description("speak to an editor: diagnostics, completion, rename and more"))
        // Editors say how they speak; there is one way.
        .option("--stdio", "over standard input and output, as always")
        .action((flags: CommonFlags) =>
          invoke(flags, async (context) => (await import("../commands/lsp.ts")).lsp(context)),
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
            (await import("../commands/demo.ts")).demo(context, flags),
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
            (await import("../commands/evolve-demo.ts")).evolveDemo(context, flags.seed),
          ),
        ),
  },
  {
    group: undefined,
    name: "doctor",
    declare: (command, invoke) =>
      common(command.description("which toolchains work here")).action((flags: CommonFlags) =>
        invoke(flags, async (context) => (await import("../commands/doctor.ts")).doctor(context)),
      ),
  },
];
