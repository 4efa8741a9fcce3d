import {
  fileMaxDefault,
  type Alias,
  type Case,
  type Entity,
  type Enum,
  type Model,
  type TypeRef,
  type Union,
} from "#intent";
import { sampleCase } from "./cases.ts";

/** A type without aliases and members: what stands in code and on the wire. */
export type ResolvedType =
  | Extract<TypeRef, { kind: "primitive" }>
  | { readonly kind: "list" | "optional" | "page"; readonly item: ResolvedType }
  /** `max` in bytes. */
  | { readonly kind: "file"; readonly max: number }
  | { readonly kind: "patch"; readonly service: string; readonly entity: Entity }
  | { readonly kind: "map"; readonly key: ResolvedType; readonly value: ResolvedType }
  | { readonly kind: "entity"; readonly service: string; readonly entity: Entity }
  | { readonly kind: "enum"; readonly service: string; readonly enum: Enum }
  | {
      readonly kind: "union";
      readonly service: string;
      readonly union: Union;
      readonly sample: Case;
    };

const stepsMax = 100;

/**
 * Expands aliases and members of a checked model. An optional of an optional is one optional. References that lead
 * nowhere or in a circle are refused by the model's checks, so they throw here.
 */
export function resolveType(model: Model, type: TypeRef, steps = 0): ResolvedType {
  if (steps > stepsMax) throw new Error("a type leads back to itself");
  switch (type.kind) {
    case "primitive":
      return type;
    case "list":
      return { kind: "list", item: resolveType(model, type.item, steps + 1) };
    case "optional": {
      const item = resolveType(model, type.item, steps + 1);
      return item.kind === "optional" ? item : { kind: "optional", item };
    }
    case "map":
      return {
        kind: "map",
        key: resolveType(model, type.key, steps + 1),
        value: resolveType(model, type.value, steps + 1),
      };
    case "page":
      return { kind: "page", item: resolveType(model, type.item, steps + 1) };
    case "patch": {
      const item = resolveType(model, type.item, steps + 1);
      if (item.kind !== "entity") throw new Error("only entities are patched");
      return { kind: "patch", service: item.service, entity: item.entity };
    }
    case "stream":
      // What travels are its values, one by one; that they do is asked of the rpc.
      return resolveType(model, type.item, steps + 1);
    case "file":
      return { kind: "file", max: type.max ?? fileMaxDefault };
    case "member":
      return resolveType(model, memberType(model, type), steps + 1);
    case "named": {
      const found = declared(model, type.service, type.name);
      if (found.kind === "alias") return resolveType(model, found.type, steps + 1);
      const { service } = type;
      if (found.kind === "entity") return { kind: "entity", service, entity: found };
      return found.kind === "enum"
        ? { kind: "enum", service, enum: found }
        : { kind: "union", service, union: found, sample: sampleCase(model, service, found) };
    }
  }
}

/** The entity, enum, union or alias of this name. */
export function declared(
  model: Model,
  service: string,
  name: string,
): Entity | Enum | Union | Alias {
  const owner = model.services.get(service);
  const all =
    owner === undefined
      ? []
      : [...owner.entities, ...owner.enums, ...owner.unions, ...owner.aliases];
  const found = all.find((one) => one.name === name);
  if (found === undefined) throw new Error(`the model holds no type ${service}/${name}`);
  return found;
}

function memberType(model: Model, type: Extract<TypeRef, { kind: "member" }>): TypeRef {
  const owner = declared(model, type.service, type.entity);
  const field =
    owner.kind === "entity" ? owner.fields.find((one) => one.name === type.field) : undefined;
  if (field === undefined)
    throw new Error(`the model holds no field ${type.service}/${type.entity}.${type.field}`);
  return field.type;
}
