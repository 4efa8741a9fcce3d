import type { Model, Service } from "../model/types.ts";
import { compareText } from "./compare.ts";
import type { Edge } from "./order.ts";
import { visitSymbols } from "./visit-symbols.ts";

/** Services that a service names: in `uses` and `on`, in types, and among the errors of its rpcs. Sorted, itself left out. */
export function upstreamOf(service: Service): string[] {
  const names = new Set<string>();
  for (const uses of service.uses) names.add(uses.service);
  for (const listener of service.listeners) names.add(listener.service);
  const edge = (_from: string, to: string): void => void names.add(to.slice(0, to.indexOf("/")));
  visitSymbols(service, { symbol: () => {}, edge });
  names.delete(service.name);
  return [...names].sort(compareText);
}

/** One edge from each service to each that names it: provider first. For {@link planOrder}. */
export function serviceEdges(model: Model): Edge[] {
  const edges: Edge[] = [];
  for (const service of model.services.values()) {
    for (const upstream of upstreamOf(service)) edges.push([upstream, service.name]);
  }
  return edges;
}
