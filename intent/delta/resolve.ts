import type { Alias, Field, Model, TypeRef } from "../model/types.ts";

/** Aliases that point at each other never end; a model with such a cycle has an error, and its types stay as written. */
const hopsMax = 64;

/** The alias that a reference names, or nothing where it names an entity, an enum or nothing at all. */
export const aliasOf = (model: Model, ref: { service: string; name: string }): Alias | undefined =>
  model.services.get(ref.service)?.aliases.find(({ name }) => name === ref.name);

/** The field that a member type names. */
export const memberOf = (
  model: Model,
  ref: { service: string; entity: string; field: string },
): Field | undefined =>
  model.services
    .get(ref.service)
    ?.entities.find(({ name }) => name === ref.entity)
    ?.fields.find(({ name }) => name === ref.field);

/** The type behind an alias or a member; `undefined` for every other kind of type, or where the name resolves to nothing. */
export function behind(model: Model, ref: TypeRef): TypeRef | undefined {
  if (ref.kind === "named") return aliasOf(model, ref)?.type;
  if (ref.kind === "member") return memberOf(model, ref)?.type;
  return undefined;
}

/**
 * The type with aliases and members expanded at every level and nested optionals made one: what stamped code and the
 * wire see. What resolves to nothing stays as it was written.
 */
export function resolveType(model: Model, ref: TypeRef, hops = 0): TypeRef {
  if (hops > hopsMax) return ref;
  const target = behind(model, ref);
  if (target !== undefined) return resolveType(model, target, hops + 1);
  if (ref.kind === "list") return { ...ref, item: resolveType(model, ref.item, hops) };
  if (ref.kind === "map") {
    return {
      ...ref,
      key: resolveType(model, ref.key, hops),
      value: resolveType(model, ref.value, hops),
    };
  }
  if (ref.kind === "optional")
    return { ...ref, item: withoutOptional(resolveType(model, ref.item, hops)) };
  return ref;
}

/** The type without an outermost `(optional …)`. */
export const withoutOptional = (ref: TypeRef): TypeRef =>
  ref.kind === "optional" ? ref.item : ref;

/** What declared names were called before and are called now: symbols before → symbols after. */
export type Renames = ReadonlyMap<string, string>;

const renamed = (renames: Renames, symbol: string): string => renames.get(symbol) ?? symbol;

/** Whether two types say the same, where `before` is read with its names as they are called now. Spans do not count. */
export function sameType(before: TypeRef, after: TypeRef, renames: Renames): boolean {
  if (before.kind === "primitive") return after.kind === "primitive" && before.name === after.name;
  if (before.kind === "list")
    return after.kind === "list" && sameType(before.item, after.item, renames);
  if (before.kind === "optional")
    return after.kind === "optional" && sameType(before.item, after.item, renames);
  if (before.kind === "map") {
    return (
      after.kind === "map" &&
      sameType(before.key, after.key, renames) &&
      sameType(before.value, after.value, renames)
    );
  }
  if (before.kind === "named") {
    if (after.kind !== "named") return false;
    return (
      renamed(renames, `${before.service}/${before.name}`) === `${after.service}/${after.name}`
    );
  }
  if (after.kind !== "member") return false;
  const field = renamed(renames, `${before.service}/${before.entity}.${before.field}`);
  return field === `${after.service}/${after.entity}.${after.field}`;
}
