import type { Service, TypeRef } from "./types.ts";

/** Every type that the declarations of a service are written with. */
export function ownTypes(service: Service): TypeRef[] {
  const types: TypeRef[] = service.aliases.map((alias) => alias.type);
  const lists = [service.entities, service.errors, service.events].flatMap((list) =>
    list.map((one) => one.fields),
  );
  for (const fields of [...lists, service.config, ...service.rpcs.map((rpc) => rpc.input)])
    for (const field of fields) types.push(field.type);
  for (const rpc of service.rpcs) if (rpc.output !== undefined) types.push(rpc.output);
  return types;
}
