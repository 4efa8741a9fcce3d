import type { LoadedService } from "./build.ts";
import { findEntity } from "./find.ts";
import { finiteShapes } from "./finite.ts";
import { hop, type Services, typeDepthMax } from "./resolve-type.ts";
import type { Entity, Field, TypeRef } from "./types.ts";

/** An entity with its symbol. */
export interface HeldEntity {
  readonly symbol: string;
  readonly entity: Entity;
}

interface Visit {
  readonly symbol: string;
  readonly entity: Entity;
  next: number;
}

/**
 * Entities that hold themselves with nothing in between that may be absent or empty: no value of them could ever be
 * written. A depth-first walk over all services with its own stack, so that a chain of any length is read; each circle is
 * reported once, at the field that closes it. A union is such where each of its cases is. `heldIn` may know without a look what a field of a service holds.
 */
export function checkEntities(
  all: Services,
  loaded: readonly LoadedService[],
  heldIn: (field: Field, service: string) => HeldEntity | undefined = (field) => heldBy(all, field),
): void {
  const contexts = new Map(
    loaded
      .filter(({ service }) => all.services.get(service.name) === service)
      .map((one) => [one.service.name, one.context]),
  );
  const done = new Set<string>();
  let circles = 0;
  for (const service of all.services.values()) {
    for (const entity of service.entities) {
      const symbol = `${service.name}/${entity.name}`;
      if (!done.has(symbol)) visit(symbol, entity);
    }
  }
  // A union that leads into a circle of entities is not at fault itself.
  if (circles === 0) checkUnions();

  function checkUnions(): void {
    const owners = [...all.services.values()].filter(({ unions }) => unions.length > 0);
    if (owners.length === 0) return;
    const { symbols } = finiteShapes(all);
    for (const { name: service, unions } of owners)
      for (const { name, nameSpan } of unions)
        if (!symbols.has(`${service}/${name}`))
          contexts.get(service)?.report("endless-entity", nameSpan, {
            entity: name,
            path: `every case of ${service}/${name} leads back to it`,
          });
  }

  function visit(symbol: string, entity: Entity): void {
    const stack: Visit[] = [{ symbol, entity, next: 0 }];
    const open = new Set([symbol]);
    for (let top = stack.at(-1); top !== undefined; top = stack.at(-1)) {
      const field = top.entity.fields[top.next++];
      if (field === undefined) {
        stack.pop();
        open.delete(top.symbol);
        done.add(top.symbol);
        continue;
      }
      const held = heldIn(field, serviceIn(top.symbol));
      if (held === undefined || done.has(held.symbol)) continue;
      if (open.has(held.symbol)) report(stack, top, field, held.symbol);
      else {
        open.add(held.symbol);
        stack.push({ ...held, next: 0 });
      }
    }
  }

  function report(stack: readonly Visit[], top: Visit, field: Field, closes: string): void {
    circles += 1;
    const circle = stack
      .slice(stack.findIndex((one) => one.symbol === closes))
      .map((one) => one.symbol);
    // A circle of thousands is named by its ends.
    const shown = circle.length > 8 ? [...circle.slice(0, 4), "…", ...circle.slice(-3)] : circle;
    const context = contexts.get(serviceIn(top.symbol));
    const parameters = { entity: top.entity.name, path: [...shown, closes].join(" → ") };
    context?.report("endless-entity", field.type.span, parameters);
  }
}

const serviceIn = (symbol: string): string => symbol.slice(0, symbol.indexOf("/"));

/** The entity that every value of a field holds, or `undefined`. */
export function heldBy(all: Services, field: Field): HeldEntity | undefined {
  let type: TypeRef = field.type;
  for (let hops = 0; hops <= typeDepthMax; hops++) {
    const next = hop(all, type);
    if (next === undefined) break;
    type = next.type;
  }
  if (type.kind !== "named") return undefined;
  const owner = all.services.get(type.service);
  const entity = owner && findEntity(owner, type.name);
  return entity && { symbol: `${type.service}/${type.name}`, entity };
}
