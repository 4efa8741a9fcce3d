import { readModelConfiguration, splitCommand, type ModelConfiguration } from "#mechanic";
import { joinPath, type Filling } from "#sentinel";
import type { CommandContext } from "./context.ts";
import { exits, problem, type CommandResult } from "./result.ts";

/** Who repairs, as the command line or a run's record says it. */
export interface EngineChoice {
  readonly engine: string;
  /** The words of an agent program. */
  readonly command?: readonly string[];
}

type Found = { readonly filling?: Filling };
type Stopped = { readonly stopped: CommandResult };

const stop = (message: string, cure: string): Stopped => ({
  stopped: problem(exits.usage, message, cure),
});

/**
 * Who is asked about holes: nobody for `offline`, a model, an agent program, or, for `ladder`, whoever of the two is there.
 * An engine that was named and cannot be asked is refused before anything begins; a run that goes on (`resumed`) takes
 * whoever is left.
 */
export async function fillingFor(
  context: CommandContext,
  root: string,
  choice: EngineChoice,
  resumed = false,
): Promise<Found | Stopped> {
  const { engine, command } = choice;
  if (engine === "offline")
    return command === undefined || resumed
      ? {}
      : stop("--command is given and nobody is to run it", "pass --engine command or ladder, too");
  const read = await readConfiguration(context, root);
  if ("stopped" in read) return read;
  const argv = command ?? read.command?.argv;
  const { missing } = context.host.languageModel;
  if (engine === "anthropic" && missing !== undefined && !resumed)
    return { stopped: problem(exits.environment, missing.what, missing.cure) };
  if (engine === "command" && argv === undefined)
    return stop(
      "no agent program is named",
      'pass --command "<words>", or name it in flywheel/model.json (docs/model.md)',
    );
  const rungs: Filling["rungs"] = [
    ...(engine !== "command" && missing === undefined ? (["anthropic"] as const) : []),
    ...(engine !== "anthropic" && argv !== undefined ? (["command"] as const) : []),
  ];
  return {
    filling: {
      rungs,
      settings: read.settings,
      prompts: await promptsFor(context, root),
      ...(argv === undefined
        ? {}
        : { command: { argv, environment: chosen(context, read.command?.environment ?? []) } }),
      ...(rungs.length > 0 ? {} : { nobody: nobody(missing) }),
    },
  };
}

const nobody = (missing: { what: string; cure: string } | undefined): string =>
  `${missing?.what ?? "no engine is there"}, so nobody was asked about what is left: ${missing?.cure ?? "name one"} (or name an agent program in flywheel/model.json) and run the cascade again, or answer by hand and resume`;

/** The words of `--command`, or why they are none. */
export function commandWords(
  text: string | undefined,
): { readonly command?: readonly string[] } | Stopped {
  if (text === undefined) return {};
  const split = splitCommand(text);
  return "argv" in split
    ? { command: split.argv }
    : stop(split.problem, "name one program with its words; a script of yours may do the rest");
}

const configurationPath = "flywheel/model.json";

async function readConfiguration(
  context: CommandContext,
  root: string,
): Promise<ModelConfiguration | Stopped> {
  const text = await context.host.files.readText(joinPath(root, configurationPath));
  const parsed = text === undefined ? { value: undefined } : parse(text);
  if ("problem" in parsed)
    return stop(`${configurationPath} is no JSON: ${parsed.problem}`, "mend it");
  const [configuration, problems] = readModelConfiguration(parsed.value);
  return problems.length === 0
    ? configuration
    : stop(`${configurationPath}: ${problems.join("; ")}`, "docs/model.md names every setting");
}

function parse(text: string): { readonly value: unknown } | { readonly problem: string } {
  try {
    const value: unknown = JSON.parse(text);
    return { value };
  } catch (error) {
    if (error instanceof SyntaxError) return { problem: error.message };
    throw error;
  }
}

/** What each role is told: the universe's own text, else the shipped one. */
async function promptsFor(context: CommandContext, root: string): Promise<Filling["prompts"]> {
  const { files, platform } = context.host;
  const prompt = async (role: "researcher" | "coder"): Promise<string> => {
    const text =
      (await files.readText(joinPath(root, `flywheel/prompts/${role}.md`))) ??
      (await files.readText(joinPath(platform.bundle, `prompts/${role}.md`))) ??
      (await files.readText(
        joinPath(platform.installation, `mechanic/engines/model/prompts/${role}.md`),
      ));
    if (text === undefined) throw new Error(`the prompt of the ${role} is not in the installation`);
    return text;
  };
  return { researcher: await prompt("researcher"), coder: await prompt("coder") };
}

/** The variables that a user lets their agent program have. */
const chosen = (
  { host }: CommandContext,
  names: readonly string[],
): Readonly<Record<string, string>> =>
  Object.fromEntries(
    names.flatMap((name) => {
      const value = host.platform.environment[name];
      return value === undefined ? [] : [[name, value] as const];
    }),
  );
