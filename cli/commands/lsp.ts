import {
  discoverServices,
  findBases,
  loadUniverse,
  locateUniverse,
  readSources,
  isSound,
  type LoadedUniverse,
} from "#sentinel";
import type { Model } from "#intent";
import type { CommandContext } from "../context.ts";
import { stdioConnection } from "../host/language-connection.ts";
import { serve } from "../lsp/server.ts";
import type { LanguageWorld } from "../lsp/world.ts";
import { exits, type CommandResult } from "../result.ts";
import { templatesFor } from "../universe.ts";

/** `flywheel lsp`: speaks the Language Server Protocol over standard input and output until the editor hangs up. */
export async function lsp(context: CommandContext): Promise<CommandResult> {
  const exit = await serve(stdioConnection(), worldOf(context));
  return {
    exit: exit === 0 ? exits.done : exits.findings,
    document: { schema: "flywheel.lsp/1" },
    text: "",
  };
}

function worldOf(context: CommandContext): LanguageWorld {
  const { host } = context;
  return {
    locate: async (folder) => {
      const located = await locateUniverse(host, folder, context.root);
      if (!("root" in located)) return undefined;
      return { root: located.root, folder: (await host.files.realPath(folder)) ?? folder };
    },
    open: async (root) => {
      const universe = await loadUniverse(host, root);
      return {
        sources: universe.sources,
        before: async () => (isSound(universe) ? baseOf(context, universe) : undefined),
      };
    },
    intents: async (root, globs) => {
      const folders = await discoverServices(host, root, globs, async () => undefined);
      const paths = folders.flatMap(({ intent }) => (intent === undefined ? [] : [intent]));
      return (await readSources(host, root, paths)).sources;
    },
    readText: (path) => host.files.readText(path),
    today: () => new Date(host.clock.now()).toISOString().slice(0, 10),
  };
}

/** The model at the base, where a repository holds one: what lenses measure changes against. */
async function baseOf(
  context: CommandContext,
  universe: LoadedUniverse,
): Promise<Model | undefined> {
  if (universe.repositories.length === 0) return undefined;
  const templates = await templatesFor(context, universe.root);
  const { model, bases } = await findBases(context.host, universe, templates, context.base);
  return bases.some(({ revision }) => revision !== undefined) ? model : undefined;
}
