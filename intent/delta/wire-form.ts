import { fileMaxDefault } from "../model/check-files.ts";
import { findEnum } from "../model/find.ts";
import type { Field, Model, PrimitiveName, TypeRef } from "../model/types.ts";
import type { Comparison } from "./draft.ts";
import { sameType, withoutOptional } from "./resolve.ts";
import type { Condition } from "./types.ts";

/**
 * For each primitive, those whose every wire form it can read besides its own: 64-bit integers and decimals travel as
 * strings (protobuf's JSON mapping), so a decimal reads an i64, and an i64 never reads an i32.
 */
const reads: Readonly<Partial<Record<PrimitiveName, readonly PrimitiveName[]>>> = {
  f64: ["i32", "u32"],
  decimal: ["i64", "u64"],
  string: ["i64", "u64", "bytes", "uuid", "timestamp", "date", "duration", "decimal"],
};

/** What two types are to each other, where the wire alone does not say it. */
interface Names {
  /** Whether two named types are one and the same. */
  readonly same: (read: TypeRef, written: TypeRef) => boolean;
  /** Enums travel as strings and are open: a reader takes any string, the unknown ones as unknown. */
  readonly isEnum: (ref: TypeRef) => boolean;
}

/** Whether every wire value of `written` can be read as `read`. */
function canRead(read: TypeRef, written: TypeRef, names: Names): boolean {
  // A stream is read as it comes, and nothing that comes whole is.
  if ((read.kind === "stream") !== (written.kind === "stream")) return false;
  if (read.kind === "optional") return canRead(read.item, withoutOptional(written), names);
  if (written.kind === "optional") return false;
  // Files travel beside JSON, so that nothing in JSON reads them, nor they anything in it.
  if (read.kind === "file" || written.kind === "file")
    return (
      read.kind === "file" &&
      written.kind === "file" &&
      (written.max ?? fileMaxDefault) <= (read.max ?? fileMaxDefault)
    );
  if (read.kind === "primitive" && read.name === "json") return true;
  if (read.kind === "primitive" && written.kind === "primitive") {
    return read.name === written.name || (reads[read.name]?.includes(written.name) ?? false);
  }
  // A patch may hold all that an entity does; what an entity leaves out is no patch of it.
  if (read.kind === "patch")
    return canRead(read.item, written.kind === "patch" ? written.item : written, names);
  if ("item" in read)
    return written.kind === read.kind && "item" in written
      ? canRead(read.item, written.item, names)
      : false;
  if (read.kind === "map" && written.kind === "map") {
    return canRead(read.key, written.key, names) && canRead(read.value, written.value, names);
  }
  if (names.isEnum(read)) return names.isEnum(written) || isString(written);
  return (isString(read) && names.isEnum(written)) || names.same(read, written);
}

const isString = (ref: TypeRef): boolean => ref.kind === "primitive" && ref.name === "string";

/**
 * What a change of type (both resolved) does to the wire, as facts for the rules: wider, narrower, both, or none where
 * neither side can read the other.
 */
export function wireConditions(
  { before, after, renames }: Comparison,
  from: TypeRef,
  to: TypeRef,
): Condition[] {
  const found: Condition[] = [];
  const isEnum = (ref: TypeRef): boolean => isEnumIn(before, ref) || isEnumIn(after, ref);
  const same = (a: TypeRef, b: TypeRef): boolean => sameType(a, b, renames);
  if (canRead(to, from, { isEnum, same: (read, written) => same(written, read) }))
    found.push("wider");
  if (canRead(from, to, { isEnum, same })) found.push("narrower");
  return found;
}

/** What a changed type of a field does to the wire, with the other forms that either version takes by `:reads`. */
export function retypedConditions(
  at: Comparison,
  [old, from]: readonly [Field, TypeRef],
  [now, to]: readonly [Field, TypeRef],
): Condition[] {
  const found = wireConditions(at, from, to);
  const same = (a: TypeRef, b: TypeRef): boolean => sameType(a, b, at.renames);
  const isWider = found.includes("wider") || takesBeside(now, to, from, (a, b) => same(b, a));
  const isNarrower = found.includes("narrower") || takesBeside(old, from, to, same);
  return [...(isWider ? (["wider"] as const) : []), ...(isNarrower ? (["narrower"] as const) : [])];
}

/** Whether a field of its own type takes another one by what it says it reads. */
function takesBeside(
  { reads: form }: Field,
  own: TypeRef,
  other: TypeRef,
  same: (own: TypeRef, other: TypeRef) => boolean,
): boolean {
  if (form === "one") return own.kind === "list" && same(own.item, other);
  if (form === "list") return other.kind === "list" && same(own, other.item);
  return other.kind === "primitive" && other.name === form;
}

/** A name on the wire, and the other one that a reader takes for it. */
interface NameOnWire {
  readonly writes: string;
  readonly other: string | undefined;
}

/** What a changed name does to the wire: wider where the new reader takes the old name, narrower the other way round. */
export const nameConditions = (before: NameOnWire, after: NameOnWire): Condition[] => [
  ...(after.other === before.writes ? (["wider"] as const) : []),
  ...(before.other === after.writes ? (["narrower"] as const) : []),
];

function isEnumIn(model: Model, ref: TypeRef): boolean {
  if (ref.kind !== "named") return false;
  const service = model.services.get(ref.service);
  return service !== undefined && findEnum(service, ref.name) !== undefined;
}
