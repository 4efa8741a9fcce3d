import { loadUniverse, locateUniverse, sense, isSound } from "#sentinel";
import type { Model } from "#intent";
import type { CommandContext } from "../context.ts";
import { stdioConnection } from "../host/language-connection.ts";
import { serve, type LanguageWorld } from "../lsp/server.ts";
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
    open: async (folder) => {
      const located = await locateUniverse(host, folder, context.root);
      if (!("root" in located)) return undefined;
      const universe = await loadUniverse(host, located.root);
      const before = isSound(universe) ? await baseOf(context, universe) : undefined;
      const real = (await host.files.realPath(folder)) ?? folder;
      return { root: universe.root, folder: real, sources: universe.sources, before };
    },
    readText: (path) => host.files.readText(path),
  };
}

/** The model at the base, where a repository holds one: what lenses measure changes against. */
async function baseOf(
  context: CommandContext,
  universe: Parameters<typeof sense>[1],
): Promise<Model | undefined> {
  if (universe.repositories.length === 0) return undefined;
  const templates = await templatesFor(context, universe.root);
  const { before, bases } = await sense(context.host, universe, templates, context.base);
  return bases.some(({ revision }) => revision !== undefined) ? before : undefined;
}
