import { fileMaxDefault } from "../model/check-files.ts";
import type { TypeRef } from "../model/types.ts";

/** The type without an outermost `(optional …)`. */
export const withoutOptional = (ref: TypeRef): TypeRef =>
  ref.kind === "optional" ? ref.item : ref;

/** What declared names were called before and are called now: symbols before → symbols after. */
export type Renames = ReadonlyMap<string, string>;

const renamed = (renames: Renames, symbol: string): string => renames.get(symbol) ?? symbol;

/** Whether two types say the same, where `before` is read with its names as they are called now. Spans do not count. */
export function sameType(before: TypeRef, after: TypeRef, renames: Renames): boolean {
  if (before.kind === "primitive") return after.kind === "primitive" && before.name === after.name;
  if (before.kind === "list")
    return after.kind === "list" && sameType(before.item, after.item, renames);
  if (before.kind === "optional")
    return after.kind === "optional" && sameType(before.item, after.item, renames);
  if (before.kind === "page" || before.kind === "stream" || before.kind === "patch")
    return after.kind === before.kind && sameType(before.item, after.item, renames);
  if (before.kind === "file")
    return (
      after.kind === "file" && (before.max ?? fileMaxDefault) === (after.max ?? fileMaxDefault)
    );
  if (before.kind === "map") {
    return (
      after.kind === "map" &&
      sameType(before.key, after.key, renames) &&
      sameType(before.value, after.value, renames)
    );
  }
  if (before.kind === "named") {
    if (after.kind !== "named") return false;
    return (
      renamed(renames, `${before.service}/${before.name}`) === `${after.service}/${after.name}`
    );
  }
  if (after.kind !== "member") return false;
  const field = renamed(renames, `${before.service}/${before.entity}.${before.field}`);
  return field === `${after.service}/${after.entity}.${after.field}`;
}
