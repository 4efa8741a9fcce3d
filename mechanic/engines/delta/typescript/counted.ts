import { waysOf, type Flow, type FlowGraph, type FlowNode } from "./graph.ts";
import { isPlainLiteral } from "./literals.ts";

/**
 * Numbers that are counted together with changed ones and with nothing else: a sum that begins at 0, the numbers of a
 * table that a value is taken apart with. All of them change together, as long as every value that arrives is written out
 * or changed, and nobody wants a number of the old kind. Found as the largest set for which that holds.
 */
export function countedWith(
  graph: FlowGraph,
  members: ReadonlySet<FlowNode>,
  blocked: ReadonlySet<FlowNode>,
): ReadonlySet<FlowNode> {
  const found = reached(graph, members, blocked);
  const isIn = (node: FlowNode | undefined): boolean =>
    node !== undefined && (members.has(node) || found.has(node));
  for (let shrunk = true; shrunk;) {
    const impure = [...found].filter((node) => !isPure(graph, node, isIn));
    for (const node of impure) found.delete(node);
    shrunk = impure.length > 0;
  }
  // What is left has to be counted with a changed number, by way of others perhaps.
  return reached(graph, members, new Set([...blocked, ...outside(graph, found, members)]));
}

const outside = (
  graph: FlowGraph,
  found: ReadonlySet<FlowNode>,
  members: ReadonlySet<FlowNode>,
): readonly FlowNode[] =>
  graph.flows
    .flatMap(({ from, to }) => [from, to])
    .filter((node) => node !== undefined)
    .filter((node) => !found.has(node) && !members.has(node));

/** Nodes that are counted with members, and those that values come from or go to from there. */
function reached(
  { flows }: FlowGraph,
  members: ReadonlySet<FlowNode>,
  blocked: ReadonlySet<FlowNode>,
): Set<FlowNode> {
  const found = new Set<FlowNode>();
  const isNew = (node: FlowNode): boolean =>
    !members.has(node) && !found.has(node) && !blocked.has(node);
  for (let grown = true; grown;) {
    grown = false;
    for (const { from, to, kind } of flows) {
      if (from === undefined || to === undefined) continue;
      const isCounted = kind === "count" && (members.has(from) || members.has(to));
      if (!isCounted && !found.has(from) && !found.has(to)) continue;
      for (const node of [from, to])
        if (isNew(node)) {
          found.add(node);
          grown = true;
        }
    }
  }
  return found;
}

const isPure = (
  graph: FlowGraph,
  node: FlowNode,
  isIn: (node: FlowNode | undefined) => boolean,
): boolean =>
  [...(waysOf(graph).into.get(node) ?? []), ...(waysOf(graph).outOf.get(node) ?? [])].every(
    (flow) => isFine(flow, node, isIn),
  ) &&
  (waysOf(graph).evidence.get(node) ?? []).every(
    ({ kind }) => kind === "arithmetic" || kind === "order",
  );

function isFine(
  { from, to, kind, expression, opaque }: Flow,
  node: FlowNode,
  isIn: (node: FlowNode | undefined) => boolean,
): boolean {
  if (from === node) return isIn(to) || (kind === "compare" && isPlainLiteral(expression));
  if (to !== node) return true;
  return isIn(from) || (from === undefined && !opaque && isPlainLiteral(expression));
}
