import type { RepairRequest, SyntaxParser } from "#intent";

import { parseTree } from "../tree.ts";
import { openModules } from "./open.ts";
import { pythonCapabilities } from "./python.ts";
import { rustCapabilities } from "./rust.ts";
import type { Capability } from "./types.ts";
import { typescriptCapabilities } from "./typescript.ts";

const finders = {
  rust: rustCapabilities,
  typescript: typescriptCapabilities,
  python: pythonCapabilities,
};

/**
 * What `after` reaches for and `before` did not, with a place in `after` for each: modules that neither compute only nor
 * are used by the service already, and ways into the running system. Denied by what it can do, not by how it is spelt.
 * `before` and `after` are texts of `file`.
 */
export async function addedCapabilities(
  syntax: SyntaxParser,
  request: RepairRequest,
  file: string,
  before: string,
  after: string,
): Promise<readonly Capability[]> {
  if (before === after) return [];
  const { language } = request.service;
  const of = async (text: string): Promise<Map<string, Capability[]>> => {
    const { root } = await parseTree(syntax, language, text);
    return Map.groupBy(finders[language](root), ({ name }) => name);
  };
  const [stood, stands] = [await of(before), await of(after)];
  const isOpen = openModules(syntax, request, file);
  const found: Capability[] = [];
  for (const [name, now] of stands) {
    const former = stood.get(name)?.length ?? 0;
    const [last] = now.slice(-1);
    if (last === undefined || now.length <= former || (last.again === true && former > 0)) continue;
    if (last.module === undefined || !(await isOpen(last.module))) found.push(last);
  }
  return found;
}
