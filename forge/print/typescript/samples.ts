import {
  derived,
  typeName,
  variantWireName,
  wordsOf,
  type Field,
  type Literal,
  type PrimitiveName,
} from "#intent";
import { boundedSample } from "../../reach/bounds.ts";
import type { ResolvedType } from "../../reach/resolve.ts";
import type { Doc } from "../layout.ts";
import { variantOf } from "./codecs.ts";
import { bigintLiteral, numberLiteral, stringLiteral } from "./literals.ts";
import { qualified, type TypeScriptScope } from "./types.ts";

/** What a test gets where it does not say: plain values that pass every check of the wire. */
const primitives: Readonly<Record<Exclude<PrimitiveName, "string">, string>> = {
  bool: "false",
  i32: "1",
  i64: "1n",
  u32: "1",
  u64: "1n",
  f64: "1",
  bytes: "new Uint8Array()",
  uuid: '"00000000-0000-4000-8000-000000000001"',
  timestamp: 'new Date("2026-01-01T00:00:00Z")',
  date: '"2026-01-01"',
  duration: "1000",
  decimal: '"1"',
  json: "null",
};

const usualText = (field: string): string => wordsOf(field).join(" ");

/** Name of the builder of an entity or event: `aUserProfile`. */
export const builderName = (type: string): string => `a${type}`;

/** What a builder gives a field: its default, nothing where it is optional, else a sample within its bounds. */
export function fieldSample(scope: TypeScriptScope, field: Field): Doc {
  const type = scope.resolve(field.type);
  const given = field.default ?? boundedSample(field, type, usualText(field.name));
  if (type.kind === "optional" && field.default === undefined) return "";
  return given === undefined ? sampleDoc(scope, type, field.name) : codeLiteral(type, given);
}

/** The declared default of a field as a value in code; nothing where none is declared. */
export const fieldDefault = (scope: TypeScriptScope, field: Field): Doc =>
  field.default === undefined ? "" : codeLiteral(scope.resolve(field.type), field.default);

/** A value of a type for a test; text is named after the field that holds it. */
function sampleDoc(scope: TypeScriptScope, type: ResolvedType, field: string): Doc {
  switch (type.kind) {
    case "primitive":
      return type.name === "string" ? stringLiteral(usualText(field)) : primitives[type.name];
    case "list":
      return "[]";
    case "page":
      return "{ items: [] }";
    case "patch":
      return "{}";
    case "file":
      return '{ bytes: new Uint8Array(), type: "application/octet-stream" }';
    case "map":
      return "new Map()";
    case "optional":
      return "undefined";
    case "entity":
      return [
        qualified(scope, type.service, builderName(typeName("typescript", type.entity.name))),
        "()",
      ];
    case "enum":
      return type.enum.variants
        .slice(0, 1)
        .map((variant) => stringLiteral(variantWireName(variant)));
    case "union":
      return [
        qualified(
          scope,
          type.service,
          builderName(derived.unionCase(type.union.name, type.sample.name)),
        ),
        "()",
      ];
  }
}

/** A declared default as a value in code. */
export function codeLiteral(type: ResolvedType, value: Literal): string {
  const bare = type.kind === "optional" ? type.item : type;
  switch (value.kind) {
    case "bool":
      return String(value.value);
    case "empty-list":
      return bare.kind === "map" ? "new Map()" : "[]";
    case "symbol":
      return stringLiteral(bare.kind === "enum" ? variantOf(bare.enum, value.name) : value.name);
    case "string":
      return textLiteral(bare, value.value);
    case "number":
      if (bare.kind !== "primitive") return numberLiteral(value.text);
      if (bare.name === "i64" || bare.name === "u64") return bigintLiteral(value.text);
      return bare.name === "decimal" ? stringLiteral(value.text) : numberLiteral(value.text);
  }
}

/** A default that the intent writes as text, for a type that is text on the wire. */
function textLiteral(type: ResolvedType, text: string): string {
  const name = type.kind === "primitive" ? type.name : "string";
  if (name === "timestamp") return `new Date(${stringLiteral(text)})`;
  if (name === "bytes") return `new Uint8Array(Buffer.from(${stringLiteral(text)}, "base64"))`;
  if (name === "duration")
    return numberLiteral(String(Math.round(Number.parseFloat(text) * 1e9) / 1e6));
  return stringLiteral(text);
}
