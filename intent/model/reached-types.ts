import { findEntity, findField, findType, type TypeDeclaration } from "./find.ts";
import type { Services } from "./resolve-type.ts";
import type { TypeRef } from "./types.ts";

/** A declaration that types lead to, with the service that declares it. */
export interface ReachedType {
  readonly service: string;
  readonly name: string;
  readonly declaration: TypeDeclaration;
}

/**
 * All entities, enums and aliases that a set of types reaches, over services, through fields of entities, aliases and
 * members; each once, in the order in which they are met (breadth first, written order). A member type reaches what its
 * field's type reaches, not the entity that holds the field.
 */
export function reachedTypes(model: Services, roots: Iterable<TypeRef>): ReachedType[] {
  const found: ReachedType[] = [];
  const seen = new Set<string>();
  const pending: TypeRef[] = [...roots];
  for (let at = 0; at < pending.length; at++) {
    const type = pending[at];
    if (type !== undefined) step(model, type, pending, seen, found);
  }
  return found;
}

function step(
  model: Services,
  type: TypeRef,
  pending: TypeRef[],
  seen: Set<string>,
  found: ReachedType[],
): void {
  switch (type.kind) {
    case "primitive":
    case "file":
      return;
    case "list":
    case "optional":
    case "page":
    case "stream":
    case "patch":
      pending.push(type.item);
      return;
    case "map":
      pending.push(type.key, type.value);
      return;
    case "named":
      return named(model, type.service, type.name, pending, seen, found);
    case "member":
      return member(model, type, pending, seen);
  }
}

function named(
  model: Services,
  service: string,
  name: string,
  pending: TypeRef[],
  seen: Set<string>,
  found: ReachedType[],
): void {
  const symbol = `${service}/${name}`;
  if (seen.has(symbol)) return;
  seen.add(symbol);
  const owner = model.services.get(service);
  const declaration = owner && findType(owner, name);
  if (declaration === undefined) return;
  found.push({ service, name, declaration });
  if (declaration.kind === "alias") pending.push(declaration.type);
  if (declaration.kind === "entity")
    for (const field of declaration.fields) pending.push(field.type);
  if (declaration.kind === "union")
    for (const one of declaration.cases) for (const field of one.fields) pending.push(field.type);
}

function member(
  model: Services,
  type: Extract<TypeRef, { kind: "member" }>,
  pending: TypeRef[],
  seen: Set<string>,
): void {
  const symbol = `${type.service}/${type.entity}.${type.field}`;
  if (seen.has(symbol)) return;
  seen.add(symbol);
  const owner = model.services.get(type.service);
  const entity = owner && findEntity(owner, type.entity);
  const field = entity && findField(entity, type.field);
  if (field !== undefined) pending.push(field.type);
}
