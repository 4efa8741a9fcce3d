import ts from "typescript-services";

import { countedWith } from "./counted.ts";
import { foreignNumbers } from "./foreign.ts";
import { waysOf, type Flow, type FlowGraph, type FlowNode } from "./graph.ts";
import { isParsing, isPlainLiteral } from "./literals.ts";

/** Which nodes hold the changed value, and which of them only pass it on among other values. */
export interface Decision {
  readonly members: ReadonlySet<FlowNode>;
}

/**
 * Closes over the flows from the changed slots. Backwards: what flows into a changed slot, or is compared with it, is that
 * value, unless the code also counts with it; then it stays as it is and is converted at the border. Forwards: what
 * receives the value holds it, unless it receives other values as well; such a general-purpose place stays as it is, and
 * what goes into it is a decision for people. What is `closed` never holds it.
 */
export function decide(
  graph: FlowGraph,
  changed: ReadonlySet<FlowNode>,
  closed: ReadonlySet<FlowNode> = new Set(),
): Decision {
  const blocked = new Set<FlowNode>(closed);
  const makers = makersOf(graph, changed);
  let known = changed;
  for (;;) {
    const members = close(graph, known, blocked);
    const shared = [...members.forward].filter(
      (node) =>
        !members.backward.has(node) &&
        !known.has(node) &&
        isShared(graph, members.all, makers, node),
    );
    if (graph.isRecount) shared.push(...foreignNumbers(graph, changed, members.backward));
    const counted =
      shared.length === 0 && graph.isRecount
        ? countedWith(graph, members.all, blocked)
        : new Set<FlowNode>();
    if (shared.length === 0 && counted.size === 0) return { members: members.all };
    for (const node of shared) blocked.add(node);
    if (counted.size > 0) known = new Set([...known, ...counted]);
  }
}

interface Closure {
  readonly all: ReadonlySet<FlowNode>;
  readonly backward: ReadonlySet<FlowNode>;
  readonly forward: ReadonlySet<FlowNode>;
}

function close(
  graph: FlowGraph,
  changed: ReadonlySet<FlowNode>,
  blocked: ReadonlySet<FlowNode>,
): Closure {
  const backward = new Set<FlowNode>();
  const forward = new Set<FlowNode>();
  const isMember = (node: FlowNode): boolean =>
    changed.has(node) || backward.has(node) || forward.has(node);
  for (let grown = true; grown;) {
    grown = false;
    for (const flow of graph.flows) {
      const { from, to } = flow;
      if (from === undefined || to === undefined || flow.kind === "count") continue;
      const joins =
        changed.has(to) ||
        backward.has(to) ||
        (isMember(to) &&
          (flow.kind === "compare" ||
            graph.literals.has(from) ||
            isNamesake(graph, isMember, from) ||
            isTributary(graph, isMember, from)));
      if (
        joins &&
        !changed.has(from) &&
        !backward.has(from) &&
        !blocked.has(from) &&
        (!counts(graph, isMember, from) || isConduit(graph, isMember, changed, from))
      ) {
        backward.add(from);
        grown = true;
      }
      if (flow.kind === "flow" && isMember(from) && !isMember(to) && !blocked.has(to)) {
        forward.add(to);
        grown = true;
      }
    }
  }
  return { all: new Set([...changed, ...backward, ...forward]), backward, forward };
}

/**
 * Whether a place that only passes its value on to members is one itself, though no value of the change arrives there in
 * this code: `statement(ledger, userId)` calls `ledger.ofUser(userId)`, and only others call `statement`. What it is called
 * decides, because a general number may take the same way.
 */
function isNamesake(
  graph: FlowGraph,
  isMember: (node: FlowNode) => boolean,
  node: FlowNode,
): boolean {
  const name = graph.names.get(node);
  const sameName =
    name !== undefined &&
    name !== "" &&
    [...graph.names].some(
      ([other, otherName]) => other !== node && otherName === name && isMember(other),
    );
  return (
    sameName &&
    graph.flows.every((flow) => {
      if (flow.kind !== "flow") return true;
      if (flow.from === node)
        return flow.to !== undefined && (isMember(flow.to) || graph.names.get(flow.to) === name);
      return (
        flow.to !== node ||
        flow.from !== undefined ||
        isPlainLiteral(flow.expression) ||
        isParsing(flow.expression)
      );
    })
  );
}

/**
 * Whether a place holds nothing but written-out values, and gives them to members alone: `get(id: number)`, which only
 * `get(7)` calls, in front of a map of ids.
 */
function isTributary(
  graph: FlowGraph,
  isMember: (node: FlowNode) => boolean,
  node: FlowNode,
): boolean {
  const { into, outOf, evidence } = waysOf(graph);
  if (evidence.has(node)) return false;
  const incoming = (into.get(node) ?? []).filter((flow) => flow.kind === "flow");
  return (
    incoming.length > 0 &&
    incoming.every(
      ({ from, expression, opaque }) =>
        !opaque && (from === undefined ? isPlainLiteral(expression) : isMember(from)),
    ) &&
    (outOf.get(node) ?? []).every(
      ({ to, kind }) => kind === "count" || (to !== undefined && isMember(to)),
    )
  );
}

/**
 * Whether a place is there for the changed value alone: all that it holds goes to members, and nobody counts with it. A
 * number that is made for it (`const id = known?.id ?? rows.size + 1`) becomes the new type where it is made. A number
 * that goes to changed places only may stay one: it is converted where it goes in.
 */
function isConduit(
  graph: FlowGraph,
  isMember: (node: FlowNode) => boolean,
  changed: ReadonlySet<FlowNode>,
  node: FlowNode,
): boolean {
  if (graph.evidence.some((evidence) => evidence.node === node)) return false;
  const outgoing = graph.flows.filter((flow) => flow.from === node);
  const given = outgoing.flatMap((flow) => (flow.kind === "flow" ? [flow.to] : []));
  const receives = graph.flows.some(
    (flow) =>
      flow.to === node && flow.kind === "flow" && flow.from !== undefined && isMember(flow.from),
  );
  return (
    outgoing.some(({ to }) => to !== undefined) &&
    (receives || given.some((to) => to !== undefined && !changed.has(to))) &&
    outgoing.every(
      (flow) =>
        (flow.to !== undefined && isMember(flow.to)) ||
        (flow.kind === "compare" && isPlainLiteral(flow.expression)),
    )
  );
}

/** Whether the code treats a node as a number by nature: it counts with it, or gives it to something that wants a number. */
function counts(graph: FlowGraph, isMember: (node: FlowNode) => boolean, node: FlowNode): boolean {
  if (
    graph.evidence.some(
      (evidence) =>
        evidence.node === node &&
        ((evidence.kind === "arithmetic" && !graph.isRecount) ||
          evidence.kind === "method" ||
          evidence.kind === "index"),
    )
  )
    return true;
  return graph.flows.some((flow) => {
    if (flow.kind === "count") return false;
    if (flow.from === node && flow.to === undefined)
      return flow.kind === "flow" || !isPlainLiteral(flow.expression);
    return (
      flow.to === node &&
      flow.from === undefined &&
      flow.kind === "flow" &&
      flow.direct &&
      isCount(flow) &&
      // What counts on from a changed value is asked about, and makes such a value.
      !graph.evidence.some(({ node: held, place }) => place === flow.expression && isMember(held))
    );
  });
}

/** A value that is computed, not named: a length, a clock, a sum. */
function isCount(flow: Flow): boolean {
  const { expression } = flow;
  if (flow.opaque || isPlainLiteral(expression) || isParsing(expression)) return false;
  if (
    ts.isBinaryExpression(expression) ||
    ts.isPrefixUnaryExpression(expression) ||
    ts.isPostfixUnaryExpression(expression)
  )
    return true;
  return (
    ts.isPropertyAccessExpression(expression) &&
    /^(?:length|size|byteLength)$/.test(expression.name.text)
  );
}

/**
 * Numbers that changed values are made of: a counter that goes into an id as it is, and what holds nothing but such
 * numbers. They stay numbers, but where they meet ids they mean one.
 */
function makersOf(graph: FlowGraph, changed: ReadonlySet<FlowNode>): ReadonlySet<FlowNode> {
  const makers = new Set<FlowNode>();
  for (const { from, to, kind, direct } of graph.flows)
    if (kind === "flow" && direct && from !== undefined && to !== undefined && changed.has(to))
      makers.add(from);
  const isMade = (node: FlowNode): boolean => {
    const incoming = graph.flows.filter((flow) => flow.to === node && flow.kind === "flow");
    return (
      incoming.length > 0 &&
      incoming.every(({ from }) => from !== undefined && from !== node && makers.has(from))
    );
  };
  const nodes = new Set(graph.flows.flatMap(({ to }) => (to === undefined ? [] : [to])));
  for (let grown = true; grown;) {
    const found = [...nodes].filter(
      (node) => !makers.has(node) && !changed.has(node) && isMade(node),
    );
    for (const node of found) makers.add(node);
    grown = found.length > 0;
  }
  return makers;
}

/** Whether a place that receives the value receives others, too: a helper for any number, a column of mixed things. */
function isShared(
  graph: FlowGraph,
  members: ReadonlySet<FlowNode>,
  makers: ReadonlySet<FlowNode>,
  node: FlowNode,
): boolean {
  const isCounted = graph.evidence.some((evidence) => evidence.node === node);
  // A collection that goes on as a whole to where the old width is wanted holds that; what goes into it is converted.
  const isWanted = ({ from, to, kind, direct, opaque }: Flow): boolean =>
    from === node && to === undefined && kind === "flow" && !direct && !opaque;
  if (graph.isRecount && graph.flows.some(isWanted)) return true;
  return graph.flows.some((flow) => {
    if (flow.to !== node || flow.kind !== "flow" || flow.opaque) return false;
    if (flow.from !== undefined)
      return (
        !members.has(flow.from) &&
        (isCounted || !makers.has(flow.from)) &&
        !isTributary(graph, (other) => other === node || members.has(other), flow.from)
      );
    // `last.id + 1` is asked about; whatever it becomes, it is meant to be such a value.
    const isAsked = graph.evidence.some(
      ({ node: held, place }) => place === flow.expression && members.has(held),
    );
    return !isAsked && !isPlainLiteral(flow.expression) && !isParsing(flow.expression);
  });
}
