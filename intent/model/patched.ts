import type { TypeRef } from "./types.ts";

/** The patches that a type is written with, at any depth; aliases are not followed. */
export function* patchesIn(type: TypeRef): Generator<Extract<TypeRef, { readonly kind: "patch" }>> {
  switch (type.kind) {
    case "patch":
      yield type;
      return;
    case "list":
    case "optional":
    case "page":
    case "stream":
      yield* patchesIn(type.item);
      return;
    case "map":
      yield* patchesIn(type.key);
      yield* patchesIn(type.value);
      return;
    default:
  }
}
