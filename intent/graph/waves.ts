import type { Condensation } from "./condense.ts";
import type { Csr } from "./csr.ts";

/** Nodes in the order of their component's number, counted rather than compared. */
function byComponent({ component, count }: Condensation): Uint32Array {
  const starts = new Uint32Array(count + 1);
  for (const number of component) starts[number + 1]!++;
  for (let number = 0; number < count; number++) starts[number + 1]! += starts[number]!;
  const nodes = new Uint32Array(component.length);
  for (let node = 0; node < component.length; node++) nodes[starts[component[node]!]!++] = node;
  return nodes;
}

/**
 * The wave of each node: the longest way to it from a source, counted in components, from 0. What stands upstream has a
 * lower wave than what stands downstream; nodes of one cycle share a wave.
 */
export function wavesOf(graph: Csr, condensation: Condensation): Uint32Array {
  const { component, count } = condensation;
  const nodes = byComponent(condensation);
  const wave = new Uint32Array(count);
  // An edge goes from a higher component to a lower one, so going down the numbers sees every upstream first.
  for (let at = nodes.length - 1; at >= 0; at--) {
    const node = nodes[at]!;
    const own = component[node]!;
    const next = wave[own]! + 1;
    const end = graph.offsets[node + 1]!;
    for (let edge = graph.offsets[node]!; edge < end; edge++) {
      const target = component[graph.targets[edge]!]!;
      if (target !== own && wave[target]! < next) wave[target] = next;
    }
  }
  return component.map((number) => wave[number]!);
}
