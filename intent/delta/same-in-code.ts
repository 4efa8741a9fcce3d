import { primitiveInCode } from "../model/code-types.ts";
import type { Language, TypeRef } from "../model/types.ts";

/**
 * Whether two resolved types are the same type in a language's hand-written code: `i32` and `u32` are both `number` in
 * TypeScript, so no compiler there notices the change.
 */
export function sameInCode(language: Language, from: TypeRef, to: TypeRef): boolean {
  if (from.kind === "primitive")
    return (
      to.kind === "primitive" &&
      primitiveInCode(language, from.name) === primitiveInCode(language, to.name)
    );
  // How large a file may be is no part of its type.
  if (from.kind === "file") return to.kind === "file";
  if ("item" in from)
    return to.kind === from.kind && "item" in to && sameInCode(language, from.item, to.item);
  if (from.kind === "map") {
    return (
      to.kind === "map" &&
      sameInCode(language, from.key, to.key) &&
      sameInCode(language, from.value, to.value)
    );
  }
  return (
    from.kind === "named" &&
    to.kind === "named" &&
    from.service === to.service &&
    from.name === to.name
  );
}
