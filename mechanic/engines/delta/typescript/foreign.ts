import { type Flow, type FlowGraph, type FlowNode } from "./graph.ts";
import { isParsing, isPlainLiteral } from "./literals.ts";

/**
 * Numbers that only become the changed value and are made of others alone: `total: sum(lines.map(({ amount }) => amount))`
 * of amounts that are as wide as before. Neither the amounts nor the helper change their width; what comes out of it is
 * converted, or asked about, where it goes in. What a changed value reaches is not among them.
 */
export function foreignNumbers(
  graph: FlowGraph,
  changed: ReadonlySet<FlowNode>,
  members: ReadonlySet<FlowNode>,
): ReadonlySet<FlowNode> {
  const own = spread(graph, changed);
  const begins = graph.flows.flatMap((flow) =>
    flow.to !== undefined && isOther(flow) && !own.has(flow.to) ? [flow.to] : [],
  );
  const foreign = spread(graph, new Set(begins), own);
  return new Set([...foreign].filter((node) => members.has(node) && !own.has(node)));
}

/** A value that no changed place gives, and that is neither written out nor read from text. */
const isOther = ({ from, kind, opaque, expression }: Flow): boolean =>
  from === undefined &&
  kind === "flow" &&
  !opaque &&
  !isPlainLiteral(expression) &&
  !isParsing(expression);

/** All that values of some places reach, by going there or by being counted with what is there. */
function spread(
  { flows }: FlowGraph,
  from: ReadonlySet<FlowNode>,
  closed: ReadonlySet<FlowNode> = new Set(),
): ReadonlySet<FlowNode> {
  const found = new Set(from);
  for (let grown = true; grown;) {
    grown = false;
    for (const flow of flows) {
      const ways: readonly (readonly [FlowNode | undefined, FlowNode | undefined])[] =
        flow.kind === "count"
          ? [
              [flow.from, flow.to],
              [flow.to, flow.from],
            ]
          : flow.kind === "flow"
            ? [[flow.from, flow.to]]
            : [];
      for (const [one, other] of ways) {
        if (one === undefined || other === undefined || !found.has(one)) continue;
        if (found.has(other) || closed.has(other)) continue;
        found.add(other);
        grown = true;
      }
    }
  }
  return found;
}
