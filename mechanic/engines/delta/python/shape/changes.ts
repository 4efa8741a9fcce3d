import {
  typeName,
  valueName,
  type Change,
  type Entity,
  type Field,
  type Model,
  type RepairRequest,
  type TypeRef,
} from "#intent";

import { withFormerNames } from "../../shared/index.ts";
import { builderName, ownedMember } from "../targets.ts";

/** A member that holds more than it held: several values where one was, or a record that has the old value as a field. */
export interface ShapeChange {
  readonly change: Change;
  readonly service: string;
  /** Class and builder that the member belongs to. */
  readonly owner: string;
  readonly builder: string;
  readonly name: string;
  /** Containers around what changed, outermost first. */
  readonly path: readonly ("list" | "map")[];
  /** Whether the old value may have been absent; `none` says it then, or an empty list. */
  readonly wasOptional: boolean;
  readonly into: IntoList | IntoRecord;
}

export interface IntoList {
  readonly kind: "list";
}

export interface IntoRecord {
  readonly kind: "record";
  readonly service: string;
  readonly type: string;
  readonly builder: string;
  /** The field that is what the member was. */
  readonly field: string;
  /** Whether the record can be made of that field alone. */
  readonly isWhole: boolean;
}

/** Changes of shape under which the old value lives on at one certain place of the new one. */
export function shapeChanges(request: RepairRequest): readonly ShapeChange[] {
  return withFormerNames(request).changes.flatMap((change): readonly ShapeChange[] => {
    const { fromType, toType, kind } = change;
    const member = ownedMember(change.symbol);
    if (!/^(?:field|parameter)-retyped$/.test(kind) || member === undefined) return [];
    if (fromType === undefined || toType === undefined) return [];
    const found = narrowed(fromType, toType);
    const into = intoOf(request, change, found.from, found.to);
    if (into === undefined) return [];
    const { service, owner, head } = member;
    // The sources still name it as it was called.
    const { name } = ownedMember(change.fromSymbol ?? change.symbol) ?? member;
    const { path } = found;
    const wasOptional = fromType.kind === "optional";
    return [{ change, service, owner, builder: builderName(head), name, path, wasOptional, into }];
  });
}

/**
 * The changes without those that only say how an absent value became a list of none: what was one or none is several or none
 * now, and nothing has become required.
 */
export function withoutEmptied(changes: readonly Change[]): readonly Change[] {
  const emptied = new Set(
    changes
      .filter(({ fromType, toType }) => fromType?.kind === "optional" && toType?.kind === "list")
      .map(({ symbol }) => symbol),
  );
  return changes.filter(
    ({ kind, symbol }) => !(kind.endsWith("-became-required") && emptied.has(symbol)),
  );
}

interface Narrowed {
  readonly from: TypeRef;
  readonly to: TypeRef;
  readonly path: readonly ("list" | "map")[];
}

/** Goes into both types as long as they are the same container. */
function narrowed(from: TypeRef, to: TypeRef): Narrowed {
  if (from.kind === "optional" && to.kind === "optional") return narrowed(from.item, to.item);
  const into =
    from.kind === "list" && to.kind === "list"
      ? ([from.item, to.item, "list"] as const)
      : from.kind === "map" && to.kind === "map"
        ? ([from.value, to.value, "map"] as const)
        : undefined;
  if (into === undefined) return { from, to, path: [] };
  const inner = narrowed(into[0], into[1]);
  return { ...inner, path: [into[2], ...inner.path] };
}

function intoOf(
  request: RepairRequest,
  change: Change,
  from: TypeRef,
  to: TypeRef,
): ShapeChange["into"] | undefined {
  const one = from.kind === "optional" ? from.item : from;
  if (to.kind === "list") return isSame(one, to.item) ? { kind: "list" } : undefined;
  if (to.kind !== "named") return undefined;
  const entity = entityOf(request.after, to);
  if (
    entity === undefined ||
    (from.kind === "named" && entityOf(request.before, from) !== undefined)
  )
    return undefined;
  const field = fieldFor(request, change, entity, to.service, from);
  if (field === undefined) return undefined;
  const others = entity.fields.filter((one) => one !== field);
  return {
    kind: "record",
    service: to.service,
    type: typeName("python", entity.name),
    builder: builderName(entity.name),
    field: valueName("python", field.name),
    isWhole: others.every((one) => one.default !== undefined || one.type.kind === "optional"),
  };
}

const entityOf = (
  model: Model,
  { service, name }: { readonly service: string; readonly name: string },
): Entity | undefined =>
  model.services.get(service)?.entities.find((entity) => entity.name === name);

/** The field that the member was declared as, else the only one of its type, or the only one of it without a default. */
function fieldFor(
  request: RepairRequest,
  change: Change,
  entity: Entity,
  service: string,
  from: TypeRef,
): Field | undefined {
  const declared = leafOf(declaredType(request.before, change));
  const same = entity.fields.find((field) =>
    declared?.kind === "member"
      ? (declared.service === service &&
          declared.entity === entity.name &&
          declared.field === field.name) ||
        isSame(declared, field.type)
      : false,
  );
  const alike = entity.fields.filter((field) => isSame(resolved(request.after, field.type), from));
  // What a record cannot do without is what it is made of; what has a default came with it.
  const needed = alike.filter((field) => field.default === undefined);
  const [only] = alike.length === 1 ? alike : needed.length === 1 ? needed : [];
  return same ?? only;
}

/** The type of the changed member as it was written before. */
function declaredType(model: Model, change: Change): TypeRef | undefined {
  const [service = "", rest = ""] = (change.fromSymbol ?? change.symbol).split("/");
  const [head = "", ...path] = rest.split(".");
  const name = path.at(-1);
  const own = model.services.get(service);
  const bare = head.split(":").at(-1) ?? head;
  const fields = [
    ...(own?.entities ?? []).filter((one) => one.name === bare).flatMap((one) => one.fields),
    ...(own?.events ?? []).filter((one) => one.name === bare).flatMap((one) => one.fields),
    ...(own?.errors ?? []).filter((one) => one.name === bare).flatMap((one) => one.fields),
    ...(own?.rpcs ?? []).filter((one) => one.name === bare).flatMap((one) => one.input),
  ];
  return fields.find((field) => field.name === name)?.type;
}

function leafOf(type: TypeRef | undefined): TypeRef | undefined {
  if (type === undefined) return undefined;
  if (type.kind === "list" || type.kind === "optional") return leafOf(type.item);
  return type.kind === "map" ? leafOf(type.value) : type;
}

/** A type without aliases and members. */
function resolved(model: Model, type: TypeRef): TypeRef {
  if (type.kind === "member") {
    const entity = entityOf(model, { service: type.service, name: type.entity });
    const field = entity?.fields.find(({ name }) => name === type.field);
    return field === undefined ? type : resolved(model, field.type);
  }
  if (type.kind !== "named") return type;
  const alias = model.services.get(type.service)?.aliases.find(({ name }) => name === type.name);
  return alias === undefined ? type : resolved(model, alias.type);
}

const isSame = (one: TypeRef, other: TypeRef): boolean =>
  withoutPlaces(one) === withoutPlaces(other);

const withoutPlaces = (type: TypeRef): string =>
  JSON.stringify(type, (key, value: unknown) => (key === "span" ? undefined : value));
