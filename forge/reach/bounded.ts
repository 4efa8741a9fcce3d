import type { Field, Model, Service } from "#intent";
import { boundsOf, type Bound } from "./bounds.ts";
import { stampedFields } from "./needs.ts";
import { resolveType, type ResolvedType } from "./resolve.ts";

/** Whether a field that a service stamps is of a kind, so that it needs the code that goes with it. */
export const someField = (
  model: Model,
  service: Service,
  holds: (field: Field, bounds: readonly Bound[]) => boolean,
): boolean =>
  stampedFields(model, service).some((field) =>
    holds(field, boundsOf(field, resolveType(model, field.type))),
  );

/** Whether a field is a secret that holds more than one value, so that a path inside of it would tell of it. */
export function hidesInside({ constraints }: Field, type: ResolvedType): boolean {
  const bare = type.kind === "optional" ? type.item : type;
  return constraints.secret === true && bare.kind !== "primitive" && bare.kind !== "enum";
}

/** Whether any field that a service stamps has bounds, or an inside that is not told. */
export const hasBounds = (model: Model, service: Service): boolean =>
  someField(
    model,
    service,
    (field, bounds) => bounds.length > 0 || hidesInside(field, resolveType(model, field.type)),
  );
