import type { Service, TypeRef } from "./types.ts";

/** Every type that the declarations of a service are written with. */
export function ownTypes(service: Service): TypeRef[] {
  const types: TypeRef[] = service.aliases.map((alias) => alias.type);
  const { tools, utils, engines, rules } = service.patterns;
  const callables = [...tools, ...utils, ...rules, ...engines.flatMap(({ members }) => members)];
  const lists = [service.entities, service.errors, service.events].flatMap((list) =>
    list.map((one) => one.fields),
  );
  for (const fields of [
    ...lists,
    service.config,
    ...service.rpcs.map((rpc) => rpc.input),
    ...callables.map((one) => one.input),
    ...service.unions.flatMap(({ cases }) => cases.map((one) => one.fields)),
  ])
    for (const field of fields) types.push(field.type);
  for (const rpc of [...service.rpcs, ...callables])
    if (rpc.output !== undefined) types.push(rpc.output);
  return types;
}

/** A type with those that it is written with, at any depth; aliases are not followed. */
export function* typesIn(type: TypeRef): Generator<TypeRef> {
  yield type;
  if ("item" in type) yield* typesIn(type.item);
  if (type.kind === "map") {
    yield* typesIn(type.key);
    yield* typesIn(type.value);
  }
}
