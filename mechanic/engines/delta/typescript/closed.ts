import ts from "typescript-services";

import type { RepairRequest } from "#intent";

import { tagNode, type FlowGraph, type FlowNode } from "./graph.ts";
import type { Retype } from "./literals.ts";
import { nodeAt } from "./places.ts";
import type { Slot } from "./tags.ts";
import type { Snapshot } from "./workspace.ts";

/**
 * Places in hand-written types of what is stored or sent as JSON: values without a type arrive there (`const row: Row =
 * JSON.parse(line)`), or a big integer would make the writing of them throw.
 */
export function storedNodes(
  graph: FlowGraph,
  changed: ReadonlySet<FlowNode>,
): ReadonlySet<FlowNode> {
  const read = graph.flows.flatMap(({ to, opaque, expression }) =>
    opaque && to !== undefined && isParsed(expression) ? [to] : [],
  );
  const written = graph.evidence.flatMap(({ node, kind }) => (kind === "json" ? [node] : []));
  return new Set([...read, ...written].filter((node) => !changed.has(node)));
}

const isParsed = (node: ts.Expression): boolean => /\bJSON\.parse\(/.test(node.getText());

/**
 * Places that never become the new type, whatever arrives: what is stored where the new type has no form in JSON; a type
 * that takes the new type already, beside the old one; and, where the new type is none to count with, all that production
 * code declares as a number.
 */
export function closedNodes(
  request: RepairRequest,
  retype: Retype,
  slots: ReadonlyMap<number, Slot>,
  stored: ReadonlySet<FlowNode>,
  either: ReadonlySet<FlowNode>,
): ReadonlySet<FlowNode> {
  const closed = new Set<FlowNode>([...either, ...(retype.after === "bigint" ? stored : [])]);
  for (const slot of slots.values())
    if (slot.change === undefined && retype.toIntent === "decimal" && !request.tests.has(slot.file))
      closed.add(tagNode(slot.tag));
  return closed;
}

/** Places whose annotation names the new type beside the old one: both may go there. */
export const eitherNodes = (
  retype: Retype,
  tagged: Snapshot,
  slots: ReadonlyMap<number, Slot>,
): ReadonlySet<FlowNode> =>
  new Set(
    [...slots.values()]
      .filter((slot) => slot.change === undefined && takesBoth(tagged, slot, retype))
      .map(({ tag }) => tagNode(tag)),
  );

/** Whether an annotation names the new type beside the old one: `K extends string | number`. */
function takesBoth(tagged: Snapshot, { file, start, end }: Slot, { after }: Retype): boolean {
  const tree = tagged.file(file);
  const node = tree === undefined ? undefined : nodeAt(tree, start, end);
  const union = node === undefined ? undefined : ts.findAncestor(node, ts.isUnionTypeNode);
  return union !== undefined && union.types.some((type) => type.getText() === after);
}
