import type { Field, Model, PrimitiveName, Service } from "#intent";
import { resolveType, type ResolvedType } from "./resolve.ts";
import { calledOf, codedInputs } from "./called.ts";
import { foreignOf, type Foreign } from "./foreign.ts";

/** Every field of what one part declares: the service itself, or what is used of another. */
export function* declaredFields(part: Service | Foreign): Generator<Field> {
  for (const { fields } of [...part.entities, ...part.errors, ...part.events]) yield* fields;
  for (const { fields } of part.unions.flatMap(({ cases }) => cases)) yield* fields;
  for (const { input } of part.rpcs) yield* input;
  for (const { input } of codedInputs(part)) yield* input;
}

/** Every field that a service stamps, those of others and its settings included. */
export function* stampedFields(model: Model, service: Service): Generator<Field> {
  yield* service.config;
  for (const part of [service, ...foreignOf(model, service)]) yield* declaredFields(part);
}

/** Every resolved type of what a service stamps, its inner types included. */
export function* typesOf(model: Model, service: Service): Generator<ResolvedType> {
  for (const part of [service, ...foreignOf(model, service)]) {
    for (const { output } of part.rpcs)
      if (output !== undefined) yield* inner(resolveType(model, output));
    for (const alias of part.aliases) yield* inner(resolveType(model, alias.type));
  }
  for (const { output } of calledOf(service))
    if (output !== undefined) yield* inner(resolveType(model, output));
  for (const field of stampedFields(model, service)) yield* inner(resolveType(model, field.type));
}

function* inner(type: ResolvedType): Generator<ResolvedType> {
  yield type;
  if (type.kind === "list" || type.kind === "optional" || type.kind === "page")
    yield* inner(type.item);
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
