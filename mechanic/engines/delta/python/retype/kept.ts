import type { Finding } from "../lsp/session.ts";
import type { Module } from "../snapshot.ts";
import { childOf, nodesOf, textOf } from "../tree.ts";
import { annotationsOf, namesOf } from "./annotations.ts";
import { nodeAt } from "./indexed.ts";
import { deepTags, parsePrinted, type Printed, type TagNames } from "./printed.ts";
import { pythonName } from "./stamped.ts";
import { changed, unchanged, type Flow, type FlowNode, type Indexed } from "./types.ts";

const given =
  /[Tt]ype "[^"]*\bNever\b[^"]*" is not assignable to(?: (?:return|declared))? type "([^"]+)"/;

/** Members of stamped classes that are of the old type, as `Loan.id`: whether they change. */
export function stampedMembers(
  stamped: Iterable<Module>,
  type: string,
  changedKeys: ReadonlySet<string>,
): ReadonlyMap<string, FlowNode> {
  const found = new Map<string, FlowNode>();
  for (const module of stamped)
    for (const [key, annotation] of annotationsOf(module))
      if (namesOf(annotation).some(({ text }) => pythonName(text) === type))
        found.set(key, changedKeys.has(key) ? changed : unchanged);
  return found;
}

/**
 * What a generic of people's own keeps is often said by a function alone: `Shelf(lambda loan: loan.id)`. Where the types do not
 * fit, pyright gives up on the whole (`Shelf[Never, Never]`) and says nothing of what the function makes: that is what the
 * named member of the wanted record is, of the change or of others.
 */
export function keptBy(
  { file, start, end, message }: Finding,
  module: Indexed,
  names: TagNames,
  members: ReadonlyMap<string, FlowNode>,
): readonly Flow[] {
  const [, text] = given.exec(message) ?? [];
  if (text === undefined) return [];
  const wanted = parsePrinted(text);
  const owners = namesIn(wanted);
  const slots = deepTags(names, wanted);
  return nodesOf(nodeAt(module.root, start, end), "lambda").flatMap((lambda) => {
    const body = childOf(lambda, "body");
    const read = body === undefined ? [] : nodesOf(body, "attribute");
    return read.flatMap((attribute) => {
      const member = childOf(attribute, "attribute");
      const spelt = member === undefined ? "" : textOf(module.text, member);
      const place = { file, start: attribute.start, end: attribute.end };
      return owners.flatMap((owner) => {
        const from = members.get(`${owner}.${spelt}`);
        return from === undefined
          ? []
          : slots
              .filter((to) => to !== from)
              .map((to): Flow => ({ from, to, kind: "flow", direct: false, ...place }));
      });
    });
  });
}

const namesIn = ({ name, args }: Printed): readonly string[] => [name, ...args.flatMap(namesIn)];
