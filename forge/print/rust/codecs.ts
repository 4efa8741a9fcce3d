import type { PrimitiveName } from "#intent";
import type { ResolvedType } from "../../reach/resolve.ts";

/** Types of the stamped `wire` module; the rest travels as serde does it. */
const primitives: Partial<Readonly<Record<PrimitiveName, string>>> = {
  i64: "Text",
  u64: "Text",
  f64: "Finite",
  bytes: "Base64",
  duration: "Seconds",
  date: "Day",
  decimal: "Exact",
};

/** The codec of a type as a Rust type, or `undefined` where serde's own way is the wire's. */
export function codecOf(type: ResolvedType): string | undefined {
  if (type.kind === "primitive") {
    const codec = primitives[type.name];
    return codec === undefined ? undefined : `wire::${codec}`;
  }
  if (type.kind === "entity" || type.kind === "enum" || type.kind === "union") return undefined;
  const inner = codecOf(type.kind === "map" ? type.value : type.item);
  if (inner === undefined) return undefined;
  const wrappers = {
    list: `Vec<${inner}>`,
    optional: `Option<${inner}>`,
    map: `wire::Values<${inner}>`,
  } as const;
  return wrappers[type.kind];
}
