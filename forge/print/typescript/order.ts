import type { Entity } from "#intent";
import type { ResolvedType } from "../../reach/resolve.ts";
import { likewise } from "../../reach/origins.ts";
import type { TypeScriptScope } from "./types.ts";

/** Entities of the file's service that a type holds. */
function held(scope: TypeScriptScope, type: ResolvedType): string[] {
  if (type.kind === "list" || type.kind === "optional" || type.kind === "page")
    return held(scope, type.item);
  if (type.kind === "map") return held(scope, type.value);
  return type.kind === "entity" && type.service === scope.service ? [type.entity.name] : [];
}

/**
 * Entities with those that they hold before them, otherwise in the given order, so that their codecs can be named
 * directly. Where they hold each other in a circle, some order is kept and the codecs are reached lazily. Iterative: a
 * chain of any length works.
 */
export function heldFirst(scope: TypeScriptScope, entities: readonly Entity[]): Entity[] {
  const byName = new Map(entities.map((entity) => [entity.name, entity]));
  const ordered: Entity[] = [];
  const entered = new Set<string>();
  const stack: { readonly entity: Entity; readonly done: boolean }[] = [];
  for (const root of entities) {
    stack.push({ entity: root, done: false });
    for (let visit = stack.pop(); visit !== undefined; visit = stack.pop()) {
      const { entity, done } = visit;
      if (done) ordered.push(entity);
      else if (!entered.has(entity.name)) {
        entered.add(entity.name);
        stack.push({ entity, done: true });
        for (const name of entity.fields.flatMap((field) =>
          held(scope, scope.resolve(field.type)),
        )) {
          const next = byName.get(name);
          if (next !== undefined && !entered.has(name)) stack.push({ entity: next, done: false });
        }
      }
    }
  }
  return likewise(entities, ordered);
}
