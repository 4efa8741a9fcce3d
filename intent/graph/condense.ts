import type { Csr } from "./csr.ts";

/** Which strongly connected component each node is in. An edge between components goes from a higher to a lower number. */
export interface Condensation {
  readonly count: number;
  readonly component: Uint32Array;
}

/** What Tarjan's algorithm keeps while it walks; `path` is the call stack that recursion would have been. */
interface Walk {
  readonly found: Uint32Array;
  readonly low: Uint32Array;
  readonly component: Uint32Array;
  readonly next: Uint32Array;
  readonly path: Uint32Array;
  readonly open: Uint32Array;
  depth: number;
  opened: number;
  clock: number;
  count: number;
}

const unassigned = 0xffffffff;

/**
 * Strongly connected components by Tarjan's algorithm ("Depth-first search and linear graph algorithms", 1972) with an
 * explicit stack. Components are numbered in reverse topological order: sinks first.
 */
export function condense(graph: Csr): Condensation {
  const { size } = graph;
  const walk: Walk = {
    found: new Uint32Array(size),
    low: new Uint32Array(size),
    component: new Uint32Array(size).fill(unassigned),
    next: graph.offsets.slice(0, size),
    path: new Uint32Array(size),
    open: new Uint32Array(size),
    depth: 0,
    opened: 0,
    clock: 0,
    count: 0,
  };
  for (let root = 0; root < size; root++) {
    if (walk.found[root] !== 0) continue;
    enter(walk, root);
    while (walk.depth > 0) advance(graph, walk);
  }
  return { count: walk.count, component: walk.component };
}

function enter(walk: Walk, node: number): void {
  walk.clock++;
  walk.found[node] = walk.clock;
  walk.low[node] = walk.clock;
  walk.path[walk.depth++] = node;
  walk.open[walk.opened++] = node;
}

/** One step at the top of the path: goes down one edge, or closes the node and returns to its parent. */
function advance(graph: Csr, walk: Walk): void {
  const node = walk.path[walk.depth - 1]!;
  const end = graph.offsets[node + 1]!;
  for (let edge = walk.next[node]!; edge < end; edge++) {
    const target = graph.targets[edge]!;
    if (walk.found[target] === 0) {
      walk.next[node] = edge;
      enter(walk, target);
      return;
    }
    if (walk.component[target] === unassigned && walk.found[target]! < walk.low[node]!)
      walk.low[node] = walk.found[target]!;
  }
  walk.next[node] = end;
  if (walk.low[node] === walk.found[node]) close(walk, node);
  walk.depth--;
  if (walk.depth === 0) return;
  const parent = walk.path[walk.depth - 1]!;
  if (walk.component[node] === unassigned && walk.low[node]! < walk.low[parent]!)
    walk.low[parent] = walk.low[node]!;
}

function close(walk: Walk, root: number): void {
  for (;;) {
    const node = walk.open[--walk.opened]!;
    walk.component[node] = walk.count;
    if (node === root) break;
  }
  walk.count++;
}
