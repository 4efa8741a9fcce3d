import type { PrimitiveName } from "#intent";
import type { JsonObject } from "../reach/schema-words.ts";

const integerText = "^(?:0|-?[1-9][0-9]{0,19})$";
const naturalText = "^(?:0|[1-9][0-9]{0,19})$";

/** What arrives as a value of a primitive type, as far as JSON Schema says it. */
export const primitiveSchemas: Readonly<Record<PrimitiveName, JsonObject>> = {
  bool: { type: "boolean" },
  i32: { type: "integer", format: "int32", minimum: -2_147_483_648, maximum: 2_147_483_647 },
  u32: { type: "integer", minimum: 0, maximum: 4_294_967_295 },
  // A number of JSON is taken too, and loses digits in many a reader: what is said is the form that is written.
  i64: { type: "string", format: "int64", pattern: integerText },
  u64: { type: "string", format: "uint64", pattern: naturalText },
  f64: { type: "number", format: "double" },
  string: { type: "string" },
  bytes: {
    type: "string",
    contentEncoding: "base64",
    pattern: "^(?:[A-Za-z0-9+/_-]{4})*(?:[A-Za-z0-9+/_-]{2,3})?={0,2}$",
  },
  uuid: {
    type: "string",
    format: "uuid",
    pattern: "^[0-9A-Fa-f]{8}(?:-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}$",
  },
  timestamp: { type: "string", format: "date-time" },
  date: { type: "string", format: "date" },
  duration: {
    type: "string",
    description: "Seconds with up to nine decimals and an `s`.",
    pattern: "^[0-9]{1,12}(?:\\.[0-9]{1,9})?s$",
  },
  decimal: {
    type: "string",
    description: "A decimal number as text, so that no digit is lost.",
    pattern: "^-?(?:0|[1-9][0-9]*)(?:\\.[0-9]{1,28})?$",
  },
  json: {},
};

/** The keys of a map, which are text whatever they stand for; `undefined` where any text is one. */
export function keySchema(name: PrimitiveName): JsonObject | undefined {
  switch (name) {
    case "string":
    case "json":
      return undefined;
    case "bool":
      return { enum: ["true", "false"] };
    case "f64":
      return { pattern: "^-?(?:0|[1-9][0-9]*)(?:\\.[0-9]+)?$" };
    case "i32":
    case "i64":
      return { pattern: "^(?:0|-?[1-9][0-9]*)$" };
    case "u32":
    case "u64":
      return { pattern: "^(?:0|[1-9][0-9]*)$" };
    default:
      return primitiveSchemas[name];
  }
}
