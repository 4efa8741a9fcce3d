import { spellPattern, variantWireName, type Json, type Literal } from "#intent";
import type { Bound } from "./bounds.ts";
import type { ResolvedType } from "./resolve.ts";

/** A JSON Schema, or what of one is said at a time. */
export type JsonObject = { readonly [key: string]: Json | undefined };

/**
 * What a bound of a value of this type says in JSON Schema; nothing where that has no word for it (as of numbers that
 * travel as text, and of bytes): the reader alone refuses then.
 */
export function boundWords(bound: Bound, type: ResolvedType): JsonObject {
  if (bound.kind === "pattern") return { pattern: spellPattern(bound.pattern, "ecmascript") };
  if (bound.kind === "length") {
    if (bound.unit === "bytes") return {};
    if (bound.unit === "characters") return { maxLength: bound.most };
    return { [type.kind === "map" ? "maxProperties" : "maxItems"]: bound.most };
  }
  if (!["i32", "u32", "f64"].includes(bound.type)) return {};
  return { [bound.kind === "min" ? "minimum" : "maximum"]: Number(bound.text) };
}

/** A declared default in its form on the wire. */
export function wireDefault(type: ResolvedType, value: Literal): Json {
  switch (value.kind) {
    case "bool":
    case "string":
      return value.value;
    case "empty-list":
      return type.kind === "map" ? {} : [];
    case "number": {
      const isText = type.kind === "primitive" && ["i64", "u64", "decimal"].includes(type.name);
      return isText ? value.text : Number(value.text);
    }
    case "symbol": {
      const variants = type.kind === "enum" ? type.enum.variants : [];
      const found = variants.find(({ name }) => name === value.name);
      return found === undefined ? value.name : variantWireName(found);
    }
  }
}
