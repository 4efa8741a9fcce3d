import type { Model } from "../model/types.ts";
import { buildCsr, reverseCsr, type Csr } from "./csr.ts";
import type { SymbolKind } from "./symbols.ts";
import { visitSymbols } from "./visit-symbols.ts";

/** All symbols of a model and what each holds: an entity its fields, a field its type, an rpc its input, output and errors. */
export interface SymbolGraph {
  readonly names: readonly string[];
  readonly kinds: readonly SymbolKind[];
  readonly numbers: ReadonlyMap<string, number>;
  /** From the holder to what it holds. */
  readonly holds: Csr;
  /** From what is held to its holders. */
  readonly heldBy: Csr;
}

/** Builds the graph of a model's symbols. References that resolve to nothing are left out: the model's checks name them. */
export function symbolGraph(model: Model): SymbolGraph {
  const names: string[] = [];
  const kinds: SymbolKind[] = [];
  const numbers = new Map<string, number>();
  const edges: [string, string][] = [];
  const visitor = {
    symbol: (name: string, kind: SymbolKind): void => {
      if (numbers.has(name)) return;
      numbers.set(name, names.length);
      names.push(name);
      kinds.push(kind);
    },
    edge: (from: string, to: string): void => void edges.push([from, to]),
  };
  for (const service of model.services.values()) visitSymbols(service, visitor);
  const from: number[] = [];
  const to: number[] = [];
  for (const [start, end] of edges) {
    const a = numbers.get(start);
    const b = numbers.get(end);
    if (a === undefined || b === undefined) continue;
    from.push(a);
    to.push(b);
  }
  const holds = buildCsr(names.length, from, to);
  return { names, kinds, numbers, holds, heldBy: reverseCsr(holds) };
}
