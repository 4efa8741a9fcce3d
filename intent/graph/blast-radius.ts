import { condense } from "./condense.ts";
import { buildCsr, type Csr } from "./csr.ts";
import { reachableFrom } from "./reachable.ts";
import { wavesOf } from "./waves.ts";

/** What a change at some nodes reaches, and in which order. */
export interface BlastRadius {
  /** Reached nodes, seeds first, in breadth-first order. */
  readonly nodes: Uint32Array;
  /** The wave of each of them, in the same order: the longest way from a source among the reached, from 0. */
  readonly waves: Uint32Array;
}

/**
 * Everything downstream of `seeds` with its wave. Without cycles (the usual case) waves come from counting in-edges (Kahn,
 * 1962), which reads each edge twice and sorts nothing; only what that leaves over makes the condensation necessary.
 */
export function blastRadius(graph: Csr, seeds: Iterable<number>): BlastRadius {
  const nodes = reachableFrom(graph, seeds);
  const wave = new Uint32Array(graph.size);
  const placed = countDown(graph, nodes, wave);
  if (placed < nodes.length) return { nodes, waves: condensedWaves(graph, nodes) };
  return { nodes, waves: nodes.map((node) => wave[node]!) };
}

/** Gives waves to nodes whose in-edges are all placed, and returns how many that were. `nodes` is closed under edges. */
function countDown({ offsets, targets, size }: Csr, nodes: Uint32Array, wave: Uint32Array): number {
  const waiting = new Int32Array(size);
  for (const node of nodes) {
    const end = offsets[node + 1]!;
    for (let edge = offsets[node]!; edge < end; edge++) waiting[targets[edge]!]!++;
  }
  const ready = new Uint32Array(nodes.length);
  let filled = 0;
  for (const node of nodes) if (waiting[node] === 0) ready[filled++] = node;
  for (let at = 0; at < filled; at++) {
    const node = ready[at]!;
    const next = wave[node]! + 1;
    const end = offsets[node + 1]!;
    for (let edge = offsets[node]!; edge < end; edge++) {
      const target = targets[edge]!;
      if (wave[target]! < next) wave[target] = next;
      if (--waiting[target]! === 0) ready[filled++] = target;
    }
  }
  return filled;
}

/** Waves where cycles are: over the condensation of the reached part alone. */
function condensedWaves(graph: Csr, nodes: Uint32Array): Uint32Array {
  const number = new Uint32Array(graph.size);
  nodes.forEach((node, index) => (number[node] = index));
  const from: number[] = [];
  const to: number[] = [];
  nodes.forEach((node, index) => {
    for (let edge = graph.offsets[node]!; edge < graph.offsets[node + 1]!; edge++) {
      from.push(index);
      to.push(number[graph.targets[edge]!]!);
    }
  });
  const part = buildCsr(nodes.length, from, to);
  return wavesOf(part, condense(part));
}
