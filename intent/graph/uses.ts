import type { Model, Service, Uses } from "../model/types.ts";
import { reachableFrom } from "./reachable.ts";
import { symbolGraph, type SymbolGraph } from "./symbol-graph.ts";
import { crudSymbol, symbolOf, usedSymbol, type SymbolKind } from "./symbols.ts";

/** How a service touches a symbol. */
export type TouchKind =
  | "reads"
  | "constructs"
  | "matches"
  | "calls"
  | "implements"
  | "listens"
  | "references";

/** `service` touches `symbol`, because it declares, uses or listens to `via`. */
export interface Touch {
  readonly service: string;
  readonly symbol: string;
  readonly via: string;
  readonly use: TouchKind;
}

/** Where a service's touch begins: a symbol that it names, and how. */
export interface Root {
  readonly symbol: string;
  readonly use: TouchKind;
}

/**
 * What a service names. It builds and reads its own data, implements its own rpcs, publishes its own events; it calls,
 * reads, matches or listens to what it uses of others.
 */
export function rootsOf(service: Service): readonly Root[] {
  const known = rootsKnown.get(service) ?? namedBy(service);
  rootsKnown.set(service, known);
  return known;
}

/** A service never changes. */
const rootsKnown = new WeakMap<Service, readonly Root[]>();

function namedBy(service: Service): Root[] {
  const own = service.name;
  const roots: Root[] = [];
  const add = (symbol: string, ...uses: TouchKind[]): void => {
    for (const use of uses) roots.push({ symbol, use });
  };
  roots.push(...usedRoots(service.uses));
  for (const { service: other, event } of service.listeners)
    add(symbolOf.event(other, event), "listens");
  for (const { name } of service.rpcs) add(symbolOf.rpc(own, name), "implements");
  for (const { name } of service.events) add(symbolOf.event(own, name), "constructs");
  for (const { name } of service.entities) add(symbolOf.type(own, name), "reads", "constructs");
  for (const { name } of service.enums) add(symbolOf.type(own, name), "matches", "constructs");
  for (const { name } of service.unions) add(symbolOf.type(own, name), "matches", "constructs");
  for (const { name } of service.aliases) add(symbolOf.type(own, name), "references");
  for (const { name } of service.errors) add(symbolOf.error(own, name), "constructs");
  addPatterns(service, add);
  for (const { name } of service.config) add(symbolOf.config(own, name), "reads");
  return roots;
}

/** What a service is made of beside its rpcs and events is called by its own code, and implemented there. */
function addPatterns(
  { name: own, patterns }: Service,
  add: (symbol: string, use: TouchKind) => void,
): void {
  for (const crud of patterns.cruds) add(crudSymbol(own, crud), "implements");
  for (const { name } of patterns.tools) add(symbolOf.tool(own, name), "implements");
  for (const { name } of patterns.machines) add(symbolOf.machine(own, name), "implements");
  for (const { name } of patterns.utils) add(symbolOf.util(own, name), "implements");
  for (const { name } of patterns.engines) add(symbolOf.engine(own, name), "implements");
  for (const { name } of patterns.rules) add(symbolOf.rule(own, name), "implements");
}

/** What `(uses …)` names, and how. */
const usedRoots = (uses: readonly Uses[]): Root[] =>
  uses.flatMap(({ service, items }) =>
    items.flatMap(({ kind, name }) =>
      usesOfKind[kind].map((use): Root => ({ symbol: usedSymbol(service, kind, name), use })),
    ),
  );

const usesOfKind = {
  rpc: ["calls"],
  entity: ["reads"],
  enum: ["matches"],
  union: ["matches"],
  alias: ["references"],
  error: ["matches"],
  event: ["listens"],
} as const;

/**
 * How the touch goes on from a symbol of kind `from` to one of kind `to` that it holds. A caller builds what goes in and
 * reads what comes out; an implementer does both with both, since its tests build its inputs; who listens, reads.
 */
function carry(use: TouchKind, from: SymbolKind, to: SymbolKind): readonly TouchKind[] {
  if (from === "engine") return [use];
  if (from === "rpc" || from === "tool" || from === "callable") {
    if (to !== "error") return [use];
    return use === "implements" ? ["constructs"] : ["matches"];
  }
  if (use === "implements") return ["reads", "constructs"];
  if (use === "calls") return from === "parameter" ? ["constructs"] : ["reads"];
  if (use === "listens") return from === "event" || to === "type" ? ["listens"] : ["reads"];
  // Who takes an error or a case apart reads what it holds.
  if (use === "matches" && (from === "error" || from === "case")) return ["reads"];
  if (use === "references" && to !== "alias") return ["reads"];
  return [use];
}

/**
 * Every touch of one of `symbols`, directly or through the types of what a service names: sorted by service, then in the
 * order of its intent. Only ways that lead to a wanted symbol are walked, so the price follows the change, not the universe.
 */
export function touchesOf(
  model: Model,
  symbols: Iterable<string>,
  graph: SymbolGraph = symbolGraph(model),
): Touch[] {
  const services = [...model.services.values()];
  return touchesFrom(
    services.map((service) => [service.name, rootsOf(service)]),
    symbols,
    graph,
  );
}

/** The same for those who use services and whose code is not in the universe; `service` is what they are called. */
export function outsideTouchesOf(
  { universe }: Model,
  symbols: Iterable<string>,
  graph: SymbolGraph,
): Touch[] {
  const { consumers } = universe.surroundings;
  if (consumers.length === 0) return [];
  return touchesFrom(
    consumers.map(({ name, uses }) => [name, usedRoots(uses)]),
    symbols,
    graph,
  );
}

function touchesFrom(
  all: readonly (readonly [name: string, roots: readonly Root[]])[],
  symbols: Iterable<string>,
  graph: SymbolGraph,
): Touch[] {
  const wanted = new Set<number>();
  for (const symbol of symbols) {
    const number = graph.numbers.get(symbol);
    if (number !== undefined) wanted.add(number);
  }
  const leads = new Uint8Array(graph.names.length);
  for (const node of reachableFrom(graph.heldBy, wanted)) leads[node] = 1;
  const touches: Touch[] = [];
  for (const [name, roots] of all)
    for (const root of roots) walk(graph, leads, wanted, name, root, touches);
  return touches;
}

function walk(
  graph: SymbolGraph,
  leads: Uint8Array,
  wanted: ReadonlySet<number>,
  service: string,
  root: Root,
  touches: Touch[],
): void {
  const start = graph.numbers.get(root.symbol);
  if (start === undefined || leads[start] === 0) return;
  const seen = new Set<string>();
  const open: { node: number; use: TouchKind }[] = [];
  const push = (node: number, use: TouchKind): void => {
    const key = `${node} ${use}`;
    if (leads[node] === 0 || seen.has(key)) return;
    seen.add(key);
    open.push({ node, use });
  };
  push(start, root.use);
  for (let at = 0; at < open.length; at++) {
    const { node, use } = open[at]!;
    if (wanted.has(node))
      touches.push({ service, symbol: graph.names[node]!, via: root.symbol, use });
    for (let edge = graph.holds.offsets[node]!; edge < graph.holds.offsets[node + 1]!; edge++) {
      const target = graph.holds.targets[edge]!;
      for (const next of carry(use, graph.kinds[node]!, graph.kinds[target]!)) push(target, next);
    }
  }
}
