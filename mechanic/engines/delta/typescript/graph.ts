import ts from "typescript-services";

import type { WireValue } from "./wire.ts";
import type { Endpoints } from "./wire-trace.ts";
import type { Snapshot } from "./workspace.ts";

/** A node of the flow: `t12` is a slot, `v:file:7` a variable or property without an annotation; `undefined` is any other value. */
export type FlowNode = string;

/** A value goes from one place to another, or is compared with it. `expression` is what the value is spelt as. */
export interface Flow {
  readonly from: FlowNode | undefined;
  readonly to: FlowNode | undefined;
  /** `count`: it is counted with it, where both have to be numbers of one kind. */
  readonly kind: "flow" | "compare" | "count";
  readonly file: string;
  readonly expression: ts.Expression;
  /** Whether the expression is the value itself and not a structure around it. */
  readonly direct: boolean;
  readonly opaque: boolean;
}

/**
 * A use that only makes sense for the old type: arithmetic, an order, a method or a predicate of numbers. What is written
 * as JSON has it as a member (`json`) or further inside (`json-inside`).
 */
export interface Evidence {
  readonly node: FlowNode;
  readonly kind:
    | "arithmetic"
    | "order"
    | "method"
    | "predicate"
    | "index"
    | "parse"
    | "json"
    | "json-inside";
  readonly file: string;
  readonly place: ts.Node;
}

/**
 * A use that says nothing of what a value is: digits that are filled up to a length, and what a test expects where one of
 * several values may stand.
 */
export interface Aside {
  readonly node: FlowNode;
  readonly kind: "padding" | "expected";
  readonly file: string;
  readonly place: ts.Node;
}

export interface FlowGraph {
  readonly isRecount: boolean;
  readonly flows: readonly Flow[];
  readonly evidence: readonly Evidence[];
  readonly asides: readonly Aside[];
  /** What the variable, parameter or property around a node is called. */
  readonly names: ReadonlyMap<FlowNode, string>;
  /** Nodes that are literals inside lists and objects: nothing flows into them. */
  readonly literals: ReadonlySet<FlowNode>;
  /** What tests write on the wire. */
  readonly wire: Wire;
}

/** What tests write on the wire, and whether a value looks there as it does in code. */
export interface Wire {
  readonly endpoints: Endpoints;
  readonly isCode: boolean;
  /** Values that have to be respelt by hand, because no type says what they are. */
  readonly values: WireValue[];
}

/** What is filled while the hand-written files are read. */
export interface Collector {
  readonly snapshot: Snapshot;
  readonly primitive: string;
  /** Whether the change only makes numbers of another width. */
  readonly isRecount: boolean;
  readonly handWritten: ReadonlySet<string>;
  /** Stamped types that have changed members. */
  readonly owners: readonly ts.Type[];
  readonly flows: Flow[];
  readonly evidence: Evidence[];
  readonly asides: Aside[];
  readonly names: Map<FlowNode, string>;
  readonly literals: ReadonlySet<FlowNode>;
  readonly wire: Wire;
}

/** The node of a tagged slot. */
export const tagNode = (tag: number): FlowNode => `t${tag}`;

/** What arrives at each node, what leaves it, and what is done with it. */
interface Ways {
  readonly into: ReadonlyMap<FlowNode | undefined, readonly Flow[]>;
  readonly outOf: ReadonlyMap<FlowNode | undefined, readonly Flow[]>;
  readonly evidence: ReadonlyMap<FlowNode, readonly Evidence[]>;
}

const known = new WeakMap<FlowGraph, Ways>();

/** The ways of a graph by their ends: a large service has thousands of them, and each is asked for many times. */
export function waysOf(graph: FlowGraph): Ways {
  const ways = known.get(graph) ?? {
    into: Map.groupBy(graph.flows, ({ to }) => to),
    outOf: Map.groupBy(graph.flows, ({ from }) => from),
    evidence: Map.groupBy(graph.evidence, ({ node }) => node),
  };
  known.set(graph, ways);
  return ways;
}
