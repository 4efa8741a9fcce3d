import type { Entity, Field, Model, Service } from "#intent";
import { byName, foreignOf, reachedBy, type Foreign } from "./foreign.ts";
import { likewise } from "./origins.ts";
import { databaseOf, type Database } from "./tables.ts";
import { resolveType, type ResolvedType } from "./resolve.ts";

/** One field of a patch. */
export interface PatchedField {
  readonly field: Field;
  /** The type of what is sent; where `optional` says so, nothing may be sent in its place, which takes the value away. */
  readonly type: ResolvedType;
  readonly optional: boolean;
}

/** The entities of one part (the service itself, or what is used of another) that `service` takes patches of. */
export function patchedEntities(model: Model, service: Service, part: Service | Foreign): Entity[] {
  const owner = "service" in part ? part.service.name : part.name;
  const reached = reachedBy(model, service);
  const found = part.entities.filter(({ name }) => reached.has(owner, "patch", name));
  return likewise(part.entities, byName(found));
}

/** What a patch of an entity may change: all but its keys, which say which one it is. */
export const patchedFields = (model: Model, { fields }: Entity): PatchedField[] =>
  fields
    .filter(({ key }) => !key)
    .map((field) => {
      const type = resolveType(model, field.type);
      return type.kind === "optional"
        ? { field, type: type.item, optional: true }
        : { field, type, optional: false };
    });

/** A module of one text for pages, patches or what is kept. */
export type PartialModule = "pages" | "patches" | "stores" | "tables" | Database;

/** The modules of one text that a service needs for pages, patches and what it keeps: what nobody uses is not stamped. */
export function partialModules(model: Model, service: Service): PartialModule[] {
  const database = databaseOf(service);
  const isPatched = [service, ...foreignOf(model, service)].some(
    (part) => patchedEntities(model, service, part).length > 0,
  );
  const keeps = service.patterns.cruds.length > 0;
  // Stores list what they keep by pages.
  const hasPages = keeps || reachedBy(model, service).hasPages;
  return [
    ...(hasPages ? (["pages"] as const) : []),
    ...(isPatched ? (["patches"] as const) : []),
    ...(keeps ? (["stores"] as const) : []),
    ...(database === undefined ? [] : (["tables", database] as const)),
  ];
}
