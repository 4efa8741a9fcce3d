import type { Host, RepairRequest, SyntaxNode } from "#intent";

import type { Session } from "./lsp/session.ts";

/** One text and its tree. */
export interface Module {
  readonly file: string;
  readonly text: string;
  readonly root: SyntaxNode;
}

/** The service as it was when it was green: hand-written sources beside the stamps before the change. */
export interface Snapshot {
  readonly stamped: ReadonlyMap<string, Module>;
  readonly written: ReadonlyMap<string, Module>;
  readonly session: Session;
}

const isPython = (path: string): boolean => path.endsWith(".py");

/** All texts of the old snapshot by path. */
export function oldTexts(request: RepairRequest): ReadonlyMap<string, string> {
  return new Map([...request.sources, ...request.stampedBefore].filter(([path]) => isPython(path)));
}

/** Parses the Python files among some texts. */
export async function parseAll(
  host: Host,
  texts: ReadonlyMap<string, string>,
): Promise<ReadonlyMap<string, Module>> {
  const modules = new Map<string, Module>();
  for (const [file, text] of texts) {
    if (isPython(file))
      modules.set(file, { file, text, root: (await host.syntax.parse("python", text)).root });
  }
  return modules;
}
