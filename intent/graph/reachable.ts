import type { Csr } from "./csr.ts";

/**
 * Nodes that `seeds` reach, seeds included, as a list in breadth-first order (no recursion: a chain of any length works).
 * Seeds that repeat count once.
 */
export function reachableFrom(graph: Csr, seeds: Iterable<number>): Uint32Array {
  const { offsets, targets, size } = graph;
  const seen = new Uint8Array(size);
  const queue = new Uint32Array(size);
  let filled = 0;
  for (const seed of seeds) {
    if (seen[seed] !== 0) continue;
    seen[seed] = 1;
    queue[filled++] = seed;
  }
  for (let at = 0; at < filled; at++) {
    const node = queue[at]!;
    const end = offsets[node + 1]!;
    for (let edge = offsets[node]!; edge < end; edge++) {
      const target = targets[edge]!;
      if (seen[target] !== 0) continue;
      seen[target] = 1;
      queue[filled++] = target;
    }
  }
  return queue.subarray(0, filled);
}
