import type { Field, Model, PrimitiveName, Service } from "#intent";
import { resolveType, type ResolvedType } from "./resolve.ts";
import { foreignOf } from "./foreign.ts";

/** Every resolved type of what a service stamps, its inner types included. */
export function* typesOf(model: Model, service: Service): Generator<ResolvedType> {
  const fields: Field[] = [...service.config];
  for (const part of [service, ...foreignOf(model, service)]) {
    for (const declaration of [...part.entities, ...part.errors, ...part.events])
      fields.push(...declaration.fields);
    for (const one of part.unions.flatMap(({ cases }) => cases)) fields.push(...one.fields);
    for (const rpc of part.rpcs) {
      fields.push(...rpc.input);
      if (rpc.output !== undefined) yield* inner(resolveType(model, rpc.output));
    }
    for (const alias of part.aliases) yield* inner(resolveType(model, alias.type));
  }
  for (const field of fields) yield* inner(resolveType(model, field.type));
}

function* inner(type: ResolvedType): Generator<ResolvedType> {
  yield type;
  if (type.kind === "list" || type.kind === "optional") yield* inner(type.item);
  if (type.kind === "map") {
    yield* inner(type.key);
    yield* inner(type.value);
  }
}

/** The primitives that occur in what a service stamps, so that a file brings only the helpers it needs. */
export function primitivesOf(model: Model, service: Service): ReadonlySet<PrimitiveName> {
  const found = new Set<PrimitiveName>();
  for (const type of typesOf(model, service)) if (type.kind === "primitive") found.add(type.name);
  return found;
}
