import type { Host, RepairRequest, SyntaxNode } from "#intent";

import { openSession, type Session } from "../../delta/python/lsp/session.ts";
import type { Found, Site } from "../site.ts";
import { bareExceptSite } from "./excepts.ts";
import { entrySite, mayBeEntry } from "./entries.ts";
import { mayBeNext, nextSite } from "./nexts.ts";
import { linked, walk, type Node } from "./tree.ts";

/** What one file is asked with. */
export interface Module {
  readonly file: string;
  readonly text: string;
  readonly tree: SyntaxNode;
  readonly root: Node;
  /** What pyright shows for the symbol at an offset. */
  readonly hover: (offset: number) => Promise<string>;
}

/**
 * Panic sites of Python: bare `except:`, an entry of a mapping that may be missing, `next` without a default. Whether
 * something is a mapping is pyright's word; its server is started only where the syntax gives reason to ask.
 */
export async function pythonSites(request: RepairRequest, host: Host): Promise<Found> {
  const late = sessionLate(request, host);
  const sites: Site[] = [];
  try {
    for (const [file, text] of request.sources) {
      if (request.tests.has(file) || !file.endsWith(".py")) continue;
      const { root: tree } = await host.syntax.parse("python", text);
      const hover = async (offset: number): Promise<string> =>
        (await late.session()).hover(file, offset);
      const module = { file, text, tree, root: linked(tree, text), hover };
      for (const node of walk(module.root)) {
        const site = await siteAt(module, node);
        if (site !== undefined) sites.push(site);
      }
    }
  } finally {
    await late.close();
  }
  return { sites };
}

async function siteAt(module: Module, node: Node): Promise<Site | undefined> {
  if (node.type === "except_clause") return bareExceptSite(module, node);
  if (mayBeEntry(node)) return entrySite(module, node);
  return mayBeNext(node) ? nextSite(module, node) : undefined;
}

interface LateSession {
  readonly session: () => Promise<Session>;
  readonly close: () => Promise<void>;
}

function sessionLate(request: RepairRequest, host: Host): LateSession {
  const { root, environment, signal, service } = request;
  const texts = new Map([...request.sources, ...request.stampedAfter]);
  const options = { root, directory: service.directory, texts, environment, signal };
  let opened: Promise<Session> | undefined;
  return {
    session: () => (opened ??= openSession(host, options)),
    close: async () => {
      if (opened !== undefined) await (await opened).close();
    },
  };
}
