import { discoverServices, loadUniverse, locateUniverse, readSources } from "#sentinel";
import type { CommandContext } from "../context.ts";
import { stdioConnection } from "../host/language-connection.ts";
import { LensBase } from "../lsp/base.ts";
import { serve } from "../lsp/server.ts";
import type { LanguageWorld } from "../lsp/world.ts";
import { exits, type CommandResult } from "../result.ts";

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
      const base = new LensBase(context, universe);
      return { sources: universe.sources, before: (path) => base.model(path) };
    },
    intents: async (root, globs) => {
      const folders = await discoverServices(host, root, globs, async () => undefined);
      const paths = folders.flatMap(({ intent }) => (intent === undefined ? [] : [intent]));
      return (await readSources(host, root, paths)).sources;
    },
    // What became a folder is no document any more.
    readText: async (path) =>
      (await host.files.stat(path))?.kind === "directory" ? undefined : host.files.readText(path),
    today: () => new Date(host.clock.now()).toISOString().slice(0, 10),
  };
}
