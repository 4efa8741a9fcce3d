import { findAlias, findEntity, findField } from "./find.ts";
import type { Model, Service, TypeRef } from "./types.ts";

/** Services by name: all that resolution needs, so that checks can use it before there is a model. */
export type Services = Pick<Model, "services">;

/** Levels and hops that an expanded type may have; the reader allows a text as many. */
export const typeDepthMax = 64;

/** One hop through an alias or a member, or `undefined` where the type is neither or leads nowhere. */
export function hop(
  model: Services,
  type: TypeRef,
): { readonly owner: Service; readonly type: TypeRef } | undefined {
  if (type.kind !== "named" && type.kind !== "member") return undefined;
  const owner = model.services.get(type.service);
  if (owner === undefined) return undefined;
  if (type.kind === "named") {
    const alias = findAlias(owner, type.name);
    return alias && { owner, type: alias.type };
  }
  const entity = findEntity(owner, type.entity);
  const field = entity && findField(entity, type.field);
  return field && { owner, type: field.type };
}

/**
 * A type with all aliases and members expanded, at every depth. What leads nowhere or to itself (an error of the model)
 * stays as it was written. Spans are those of the places where each part was written.
 */
export function resolveType(model: Services, type: TypeRef): TypeRef {
  return resolve(model, type, 0);
}

function resolve(model: Services, type: TypeRef, depth: number): TypeRef {
  if (depth > typeDepthMax) return type;
  switch (type.kind) {
    case "primitive":
    case "file":
      return type;
    case "list":
    case "optional":
    case "page":
    case "stream":
    case "patch": {
      const item = resolve(model, type.item, depth + 1);
      return item === type.item ? type : { ...type, item };
    }
    case "map": {
      const key = resolve(model, type.key, depth + 1);
      const value = resolve(model, type.value, depth + 1);
      return key === type.key && value === type.value ? type : { ...type, key, value };
    }
    case "named":
    case "member": {
      const next = hop(model, type);
      return next === undefined ? type : resolve(model, next.type, depth + 1);
    }
  }
}
