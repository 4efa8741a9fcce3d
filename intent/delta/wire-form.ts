import type { PrimitiveName, TypeRef } from "../model/types.ts";
import { sameType, type Renames } from "./resolve.ts";
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

/** Whether every wire value of `written` can be read as `read`. `same` says whether two named types are one. */
function canRead(
  read: TypeRef,
  written: TypeRef,
  same: (a: TypeRef, b: TypeRef) => boolean,
): boolean {
  if (read.kind === "optional")
    return canRead(read.item, written.kind === "optional" ? written.item : written, same);
  if (written.kind === "optional") return false;
  if (read.kind === "primitive" && read.name === "json") return true;
  if (read.kind === "primitive" && written.kind === "primitive") {
    return read.name === written.name || (reads[read.name]?.includes(written.name) ?? false);
  }
  if (read.kind === "list" && written.kind === "list")
    return canRead(read.item, written.item, same);
  if (read.kind === "map" && written.kind === "map") {
    return canRead(read.key, written.key, same) && canRead(read.value, written.value, same);
  }
  return same(read, written);
}

/** What a change of type does to the wire, as facts for the rules; none where neither side can read the other. */
export function wireConditions(from: TypeRef, to: TypeRef, renames: Renames): Condition[] {
  const found: Condition[] = [];
  if (canRead(to, from, (read, written) => sameType(written, read, renames))) found.push("wider");
  if (canRead(from, to, (read, written) => sameType(read, written, renames)))
    found.push("narrower");
  return found;
}
