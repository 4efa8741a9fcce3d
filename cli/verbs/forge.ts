import type { TemplateFlags } from "../commands/template.ts";
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
            (await import("../commands/stamp.ts")).stamp(context, {
              names,
              checkOnly: flags.check === true,
            }),
          ),
        ),
  },
  {
    group: "forge",
    name: "explain <what>",
    declare: (command, invoke) =>
      common(
        command
          .description(
            "where a stamped line comes from, what comes from a form, or what a code means",
          )
          .addHelpText(
            "after",
            [
              "",
              "FILE:LINE[:COLUMN] of a stamped file  the form of the intent that it comes from",
              "FILE:LINE[:COLUMN] of an intent       the stamped lines that come from that form",
              "CODE                                  what a diagnostic means, an example and the cure",
            ].join("\n"),
          ),
      ).action((what: string, flags: CommonFlags) =>
        invoke(flags, async (context) =>
          (await import("../commands/explain.ts")).explain(context, what),
        ),
      ),
  },
  {
    group: "forge",
    name: "template <action> [words...]",
    declare: (command, invoke) =>
      common(
        command
          .description("the templates that stamps are printed by: show, eject, test")
          .addHelpText(
            "after",
            [
              "",
              "show [pattern] [language]  all templates, their versions and users, or the text of one",
              "eject <pattern> <language> copies a shipped one to flywheel/templates, for you to change",
              "test                       what a stamp by your templates would change; nothing is written",
            ].join("\n"),
          ),
      )
        .option("--service <name>", "test: stamp this service alone")
        .option("--gates", "test: check the stamped result in a throw-away copy")
        .action((action: string, words: string[], flags: CommonFlags & TemplateFlags) =>
          invoke(flags, async (context) =>
            (await import("../commands/template.ts")).template(context, action, words, flags),
          ),
        ),
  },
  {
    group: "forge",
    name: "diagram [place]",
    declare: (command, invoke) =>
      common(
        command.description(
          "draw state machines as SVG: all, a service's, or one (service/machine)",
        ),
      )
        .option(
          "--out <folder>",
          "write a file for each; without it the one that is named is printed",
        )
        .action((place: string | undefined, flags: CommonFlags & { out?: string }) =>
          invoke(flags, async (context) =>
            (await import("../commands/diagram.ts")).diagram(context, place, flags.out),
          ),
        ),
  },
  {
    group: "forge",
    name: "openapi <service>",
    declare: (command, invoke) =>
      common(command.description("print the OpenAPI document of a service")).action(
        (service: string, flags: CommonFlags) =>
          invoke(flags, async (context) =>
            (await import("../commands/openapi.ts")).openapi(context, service),
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
