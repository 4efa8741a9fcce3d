import type { Language, PrimitiveName } from "./types.ts";

/**
 * The type that a primitive is in each language's hand-written code. On the wire all follow protobuf's JSON mapping:
 * 64-bit integers and decimals are strings, bytes are base64, timestamps RFC 3339, durations `1.5s`.
 */
const table: Readonly<Record<PrimitiveName, Readonly<Record<Language, string>>>> = {
  bool: { rust: "bool", typescript: "boolean", python: "bool" },
  i32: { rust: "i32", typescript: "number", python: "int" },
  i64: { rust: "i64", typescript: "bigint", python: "int" },
  u32: { rust: "u32", typescript: "number", python: "int" },
  u64: { rust: "u64", typescript: "bigint", python: "int" },
  f64: { rust: "f64", typescript: "number", python: "float" },
  string: { rust: "String", typescript: "string", python: "str" },
  bytes: { rust: "Vec<u8>", typescript: "Uint8Array", python: "bytes" },
  uuid: { rust: "Uuid", typescript: "string", python: "UUID" },
  timestamp: { rust: "DateTime<Utc>", typescript: "Date", python: "datetime" },
  date: { rust: "NaiveDate", typescript: "string", python: "date" },
  duration: { rust: "Duration", typescript: "number", python: "timedelta" },
  decimal: { rust: "Decimal", typescript: "string", python: "Decimal" },
  json: { rust: "Value", typescript: "unknown", python: "JsonValue" },
};

/** Name of a primitive in code. Durations are milliseconds in TypeScript. */
export const primitiveInCode = (language: Language, name: PrimitiveName): string =>
  table[name][language];
