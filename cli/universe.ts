import {
  outdatedTemplates,
  readOwnTemplates,
  readTemplates,
  templatesFromJson,
  type Templates,
} from "#forge";
import { didYouMean, hasErrors, type Diagnostic } from "#intent";
import {
  baselessRepositories,
  isSound,
  joinPath,
  loadUniverse,
  locateUniverse,
  type LoadedUniverse,
} from "#sentinel";
import type { CommandContext } from "./context.ts";
import { checkText, diagnosticRows } from "./render/diagnostics.ts";
import { exits, problem, type CommandResult } from "./result.ts";

export type SoundUniverse = LoadedUniverse & {
  readonly model: NonNullable<LoadedUniverse["model"]>;
};

/** Finds and loads the universe, or says what is missing. */
export async function openUniverse(
  context: CommandContext,
): Promise<LoadedUniverse | { readonly stopped: CommandResult }> {
  const located = await findUniverse(context);
  return "root" in located ? loadUniverse(context.host, located.root) : located;
}

/** Finds the universe, or says what is missing. */
export async function findUniverse(
  context: CommandContext,
): Promise<{ readonly root: string } | { readonly stopped: CommandResult }> {
  const located = await locateUniverse(context.host, context.cwd, context.root);
  if ("root" in located) return located;
  if (located.missing === "folder")
    return {
      stopped: problem(
        exits.environment,
        `there is no folder ${located.from}`,
        "name a folder that stands with --root DIR",
      ),
    };
  const used = (located.uses ?? []).join(", ");
  const lone =
    located.intent === undefined
      ? ""
      : ` The service ${located.intent} stands alone: its universe${used === "" ? "" : ` and the services that it uses (${used})`} are not checked out here.`;
  return {
    stopped: problem(
      exits.environment,
      `no universe.lisp in ${located.from} or above.${lone}`,
      "run the command inside a universe, name one with --root DIR or UNIVERSE_ROOT, or make one with `flywheel init`",
    ),
  };
}

/** The universe, where its intents have no error; else the diagnostics as the command's result. */
export async function openSoundUniverse(
  context: CommandContext,
): Promise<SoundUniverse | { readonly stopped: CommandResult }> {
  const universe = await openUniverse(context);
  return "stopped" in universe ? universe : soundOr(context, universe);
}

/** A loaded universe, where its intents have no error; else the diagnostics as the command's result. */
export const soundOr = (
  context: CommandContext,
  universe: LoadedUniverse,
): SoundUniverse | { readonly stopped: CommandResult } =>
  isSound(universe) ? universe : { stopped: broken(universe, universe.diagnostics, context) };

function broken(
  universe: LoadedUniverse,
  diagnostics: readonly Diagnostic[],
  context: CommandContext,
): CommandResult {
  const texts = new Map(universe.sources.map((source) => [source.path, source.text]));
  const error = {
    message: "the intents have errors",
    cure: "mend what the diagnostics name; `forge check` shows them",
  };
  const document = {
    schema: "flywheel.error/1",
    error,
    diagnostics: diagnosticRows(diagnostics, texts),
  };
  return {
    exit: hasErrors(diagnostics) ? exits.findings : exits.bug,
    document,
    text: checkText(diagnostics, texts, context.color),
  };
}

/** A name that is no service: wrong usage, with the nearest name that is one. */
export function noService(message: string, name: string, known: readonly string[]): CommandResult {
  const near = didYouMean(name, known);
  const all =
    known.length === 0 ? "this universe has no services" : `the services are ${known.join(", ")}`;
  return problem(exits.usage, message, near === undefined ? all : `did you mean ${near}?`);
}

/** What to answer where `--base` names no commit in some repository. */
export function withoutBase(
  sensed: Parameters<typeof baselessRepositories>[0],
  base: string | undefined,
): CommandResult | undefined {
  const without = baselessRepositories(sensed, base);
  return without.length === 0
    ? undefined
    : problem(
        exits.usage,
        `${base ?? ""} names no commit in ${without.join(", ")}`,
        "give --base a revision that every repository has",
      );
}

/**
 * Shipped templates with the universe's own laid over them. The build puts the shipped ones into one file beside the
 * bundle; run from source, they are read from their folder.
 */
export async function templatesFor(context: CommandContext, root: string): Promise<Templates> {
  const { shipped, own } = await templateSets(context, root);
  return own.size === 0 ? shipped : new Map([...shipped, ...own]);
}

/**
 * Warnings for the universe's own templates that were taken from another version than the one that is shipped now, and the
 * texts that they name.
 */
export async function outdatedIn(
  context: CommandContext,
  root: string,
): Promise<{
  readonly diagnostics: readonly Diagnostic[];
  readonly texts: ReadonlyMap<string, string>;
}> {
  const { files, sha256 } = context.host;
  const own = await readOwnTemplates(files, root);
  const texts = new Map([...own.values()].map(({ file, text }) => [file, text]));
  if (own.size === 0) return { diagnostics: [], texts };
  const { shipped } = await templateSets(context, root);
  return { diagnostics: outdatedTemplates(own, shipped, sha256), texts };
}

/** The shipped templates, and the universe's own. */
export async function templateSets(
  context: CommandContext,
  root: string,
): Promise<{ readonly shipped: Templates; readonly own: Templates }> {
  const { files, platform } = context.host;
  const built = await files.readText(joinPath(platform.bundle, "templates.json"));
  const shipped =
    built === undefined
      ? await readTemplates(files, joinPath(platform.installation, "forge/templates"))
      : templatesFromJson(built);
  return { shipped, own: await readOwnTemplates(files, root) };
}
