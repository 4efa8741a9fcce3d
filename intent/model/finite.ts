import { findType } from "./find.ts";
import type { Case } from "./pattern-types.ts";
import { resolveType, type Services } from "./resolve-type.ts";
import type { Field } from "./types.ts";

/** An entity, or one case of a union, and what every value of it holds, still to be shown finite. */
interface Shape {
  readonly symbol: string;
  readonly chosen?: Case;
  open: number;
}

/** What has a value that ends: entities and unions by symbol (`users/User`), unions with a case that leads there. */
export interface Finite {
  readonly symbols: ReadonlySet<string>;
  readonly cases: ReadonlyMap<string, Case>;
}

/**
 * Finds all entities and unions of which a value can be written down: an entity whose plain fields all can, a union with
 * one case that can. A field that may be absent or empty asks nothing. Every field is looked at once.
 */
export function finiteShapes(model: Services): Finite {
  const ready: Shape[] = [];
  const waiting = new Map<string, Shape[]>();
  const shape = (symbol: string, fields: readonly Field[], chosen?: Case): void => {
    const needs = new Set(fields.flatMap((field) => neededBy(model, field)));
    const one: Shape = { symbol, ...(chosen && { chosen }), open: needs.size };
    if (needs.size === 0) ready.push(one);
    for (const need of needs) {
      const list = waiting.get(need) ?? [];
      list.push(one);
      waiting.set(need, list);
    }
  };
  for (const service of model.services.values()) {
    for (const { name, fields } of service.entities) shape(`${service.name}/${name}`, fields);
    for (const { name, cases } of service.unions)
      for (const one of cases) shape(`${service.name}/${name}`, one.fields, one);
  }
  const symbols = new Set<string>();
  const cases = new Map<string, Case>();
  for (let at = 0; at < ready.length; at++) {
    const found = ready[at];
    if (found === undefined || symbols.has(found.symbol)) continue;
    symbols.add(found.symbol);
    if (found.chosen !== undefined) cases.set(found.symbol, found.chosen);
    for (const next of waiting.get(found.symbol) ?? []) {
      next.open -= 1;
      if (next.open === 0) ready.push(next);
    }
  }
  return { symbols, cases };
}

/** The entity or union that every value of a field holds. */
function neededBy(model: Services, field: Field): string[] {
  const type = resolveType(model, field.type);
  if (type.kind !== "named") return [];
  const owner = model.services.get(type.service);
  const kind = owner === undefined ? undefined : findType(owner, type.name)?.kind;
  return kind === "entity" || kind === "union" ? [`${type.service}/${type.name}`] : [];
}
