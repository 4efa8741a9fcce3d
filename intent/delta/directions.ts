import { reachableFrom } from "../graph/reachable.ts";
import type { SymbolGraph } from "../graph/symbol-graph.ts";
import { crudSymbol, symbolOf } from "../graph/symbols.ts";
import type { Model } from "../model/types.ts";

/** Ways in which a symbol travels or stays: in requests, in answers, in events, in what is stored or retained. */
export const directions = ["request", "response", "event", "stored"] as const;
export type Direction = (typeof directions)[number];

/**
 * Answers for a symbol in which directions it occurs: what the input of an rpc reaches is in requests; its output and
 * errors are in answers; fields of events in events. What a gateway serves is in requests and answers, and stored where
 * its store outlives it. Entities
 * with a key and the states of machines are stored, events are retained. Tools are called from outside; utils, engines and
 * rules from inside their service alone, and travel nowhere. A symbol that the graph does not know has no answer.
 */
export function directionsOf(
  model: Model,
  graph: SymbolGraph,
): (symbol: string) => ReadonlySet<Direction> | undefined {
  const seeds: Record<Direction, number[]> = { request: [], response: [], event: [], stored: [] };
  const own: Record<"request" | "stored", number[]> = { request: [], stored: [] };
  graph.kinds.forEach((kind, node) => {
    if (kind === "rpc" || kind === "tool") own.request.push(node);
    if (kind === "machine") own.stored.push(node);
    if (kind === "parameter" || kind === "crud") seeds.request.push(node);
    if (kind === "output" || kind === "error" || kind === "crud") seeds.response.push(node);
    if (kind === "event") {
      seeds.event.push(node);
      seeds.stored.push(node);
    }
  });
  for (const service of model.services.values()) {
    for (const entity of service.entities.filter(({ fields }) => fields.some(({ key }) => key))) {
      const node = graph.numbers.get(symbolOf.type(service.name, entity.name));
      if (node !== undefined) seeds.stored.push(node);
    }
  }
  for (const { name, patterns } of model.services.values()) {
    for (const crud of patterns.cruds.filter(({ store }) => store !== "memory")) {
      const node = graph.numbers.get(crudSymbol(name, crud));
      if (node !== undefined) seeds.stored.push(node);
    }
  }
  const flags = new Uint8Array(graph.names.length);
  const mark = (nodes: Iterable<number>, direction: Direction): void => {
    for (const node of nodes) flags[node]! |= 1 << directions.indexOf(direction);
  };
  // What is called is in the request itself, but not what it holds besides its input; a machine's states are stored, the
  // rest of the field's type where its entity is.
  mark(own.request, "request");
  mark(own.stored, "stored");
  mark(reachableFrom(graph.holds, seeds.request), "request");
  mark(reachableFrom(graph.holds, seeds.response), "response");
  mark(reachableFrom(graph.holds, seeds.event), "event");
  mark(reachableFrom(graph.holds, seeds.stored), "stored");
  return (symbol) => {
    const node = graph.numbers.get(symbol);
    if (node === undefined) return undefined;
    return new Set(directions.filter((_, bit) => (flags[node]! >> bit) & 1));
  };
}
