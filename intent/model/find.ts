import type { Union } from "./pattern-types.ts";
import type {
  Alias,
  Entity,
  Enum,
  ErrorDeclaration,
  EventDeclaration,
  Field,
  Rpc,
  Service,
} from "./types.ts";

/** What a name of a type may declare. */
export type TypeDeclaration = Entity | Enum | Union | Alias;

/** Declarations of a service by name: types share one set of names, rpcs, errors and events have each their own. */
interface Declarations {
  readonly types: ReadonlyMap<string, TypeDeclaration>;
  readonly rpcs: ReadonlyMap<string, Rpc>;
  readonly errors: ReadonlyMap<string, ErrorDeclaration>;
  readonly events: ReadonlyMap<string, EventDeclaration>;
}

/** Indexes are made once a service and live as long as it does. */
const indexes = new WeakMap<Service, Declarations>();

/** First declaration of each name; a second one is an error of the model. */
function byName<Declared extends { readonly name: string }>(
  list: readonly Declared[],
): Map<string, Declared> {
  const found = new Map<string, Declared>();
  for (const one of list) if (!found.has(one.name)) found.set(one.name, one);
  return found;
}

/** The declarations of a service by name. */
export function declarationsOf(service: Service): Declarations {
  let index = indexes.get(service);
  if (index === undefined) {
    index = {
      types: byName<TypeDeclaration>([
        ...service.entities,
        ...service.enums,
        ...service.unions,
        ...service.aliases,
      ]),
      rpcs: byName(service.rpcs),
      errors: byName(service.errors),
      events: byName(service.events),
    };
    indexes.set(service, index);
  }
  return index;
}

/** The entity, enum, union or alias of this name. */
export const findType = (service: Service, name: string): TypeDeclaration | undefined =>
  declarationsOf(service).types.get(name);

/** The entity of this name. */
export function findEntity(service: Service, name: string): Entity | undefined {
  const found = findType(service, name);
  return found?.kind === "entity" ? found : undefined;
}

/** Entities with fewer fields are searched as fast as looked up. */
const fieldsIndexed = 16;
const fieldIndexes = new WeakMap<Entity, ReadonlyMap<string, Field>>();

/** The field of this name; the first, where a model with errors holds two. */
export function findField(entity: Entity, name: string): Field | undefined {
  if (entity.fields.length < fieldsIndexed)
    return entity.fields.find((field) => field.name === name);
  let index = fieldIndexes.get(entity);
  if (index === undefined) fieldIndexes.set(entity, (index = byName(entity.fields)));
  return index.get(name);
}

/** The enum of this name. */
export function findEnum(service: Service, name: string): Enum | undefined {
  const found = findType(service, name);
  return found?.kind === "enum" ? found : undefined;
}

/** The alias of this name. */
export function findAlias(service: Service, name: string): Alias | undefined {
  const found = findType(service, name);
  return found?.kind === "alias" ? found : undefined;
}

export const findRpc = (service: Service, name: string): Rpc | undefined =>
  declarationsOf(service).rpcs.get(name);
export const findError = (service: Service, name: string): ErrorDeclaration | undefined =>
  declarationsOf(service).errors.get(name);
export const findEvent = (service: Service, name: string): EventDeclaration | undefined =>
  declarationsOf(service).events.get(name);
