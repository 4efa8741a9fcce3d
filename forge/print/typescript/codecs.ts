import {
  fieldName,
  fieldWireName,
  typeName,
  variantWireName,
  type Enum,
  type Field,
  type Literal,
  type PrimitiveName,
  type Union,
} from "#intent";
import type { ResolvedType } from "../../reach/resolve.ts";
import { commaList, hardline, nest, type Doc } from "../layout.ts";
import { objectDoc } from "./declare.ts";
import { numberLiteral, stampedValue, stringLiteral } from "./literals.ts";
import { qualified, type TypeScriptScope } from "./types.ts";

/** Codec of each primitive in the stamped wire module. */
const primitives: Readonly<Record<PrimitiveName, string>> = {
  bool: "wire.bool",
  i32: "wire.int32",
  i64: "wire.int64",
  u32: "wire.uint32",
  u64: "wire.uint64",
  f64: "wire.float64",
  string: "wire.text",
  bytes: "wire.bytes",
  uuid: "wire.uuid",
  timestamp: "wire.timestamp",
  date: "wire.date",
  duration: "wire.duration",
  decimal: "wire.decimal",
  json: "wire.json",
};

/** Primitives whose JSON form is no string: as keys of a map they are written as text. */
const unquoted: ReadonlySet<string> = new Set(["bool", "i32", "u32", "f64", "json"]);

const lazyOpening = "wire.lazy(() => ";
const isLazy = (doc: Doc): boolean => Array.isArray(doc) && doc[0] === lazyOpening;

/**
 * A call: all arguments in one line, or one a line. Several arguments of which one is itself given a function always
 * break: oxfmt takes that for a composition of functions.
 */
export function callDoc(callee: string, ...items: readonly Doc[]): Doc {
  if (items.length < 2 || !items.some(isLazy)) return [callee, commaList("(", ")", items, 2)];
  return [
    callee,
    "(",
    nest(
      2,
      items.map((item): Doc => [hardline, item, ","]),
    ),
    hardline,
    ")",
  ];
}

/** A codec that is declared for an entity or enum; lazily where it stands further down or in another module. */
function namedCodec(scope: TypeScriptScope, service: string, name: string): Doc {
  const codec = qualified(scope, service, stampedValue(name, "Wire"));
  return service === scope.service && scope.declared.has(name) ? codec : [lazyOpening, codec, ")"];
}

/** The codec of a type. */
export function codecDoc(scope: TypeScriptScope, type: ResolvedType): Doc {
  switch (type.kind) {
    case "primitive":
      return primitives[type.name];
    case "optional":
      return callDoc("wire.optional", codecDoc(scope, type.item));
    case "list":
      return callDoc("wire.list", codecDoc(scope, type.item));
    case "map":
      return callDoc("wire.map", keyCodec(scope, type.key), codecDoc(scope, type.value));
    case "entity":
      return namedCodec(scope, type.service, typeName("typescript", type.entity.name));
    case "enum":
      return namedCodec(scope, type.service, typeName("typescript", type.enum.name));
    case "union":
      return namedCodec(scope, type.service, typeName("typescript", type.union.name));
  }
}

function keyCodec(scope: TypeScriptScope, type: ResolvedType): Doc {
  const codec = codecDoc(scope, type);
  return type.kind === "primitive" && unquoted.has(type.name)
    ? callDoc("wire.keyText", codec)
    : codec;
}

/** The codec of a field's value, its default included. */
export function fieldCodec(scope: TypeScriptScope, field: Field): Doc {
  const type = scope.resolve(field.type);
  const codec = codecDoc(scope, type);
  return field.default === undefined
    ? codec
    : callDoc("wire.withDefault", codec, wireLiteral(type, field.default));
}

/** The codec of an object; keys that differ from the names in code are listed. */
export function shapeCodec(scope: TypeScriptScope, fields: readonly Field[]): Doc {
  if (fields.length === 0) return "wire.empty";
  const name = (field: Field): string => fieldName("typescript", field);
  const object = [
    "wire.object(",
    objectDoc(fields.map((field): Doc => [name(field), ": ", fieldCodec(scope, field)])),
    ")",
  ];
  const renamed = fields.filter((field) => fieldWireName(field) !== name(field));
  if (renamed.length === 0) return object;
  const keys = renamed.map((field) => [name(field), ": ", stringLiteral(fieldWireName(field))]);
  return callDoc("wire.renamed", objectDoc(keys), object);
}

/** The codec of a union: those of its cases under their tags. */
export const unionCodec = (scope: TypeScriptScope, { cases }: Union): Doc => [
  "wire.union(",
  objectDoc(
    cases.map((one): Doc => [
      keyLiteral(variantWireName(one)),
      ": ",
      shapeCodec(scope, one.fields),
    ]),
  ),
  ")",
];

/** A key of an object, in quotes only where it needs them. */
const keyLiteral = (key: string): string =>
  /^[A-Za-z_$][\w$]*$/.test(key) ? key : stringLiteral(key);

/** Numbers that are text on the wire. */
const textual: ReadonlySet<string> = new Set(["i64", "u64", "decimal"]);

/** A declared default as it stands on the wire: what a reader takes where the key is missing. */
export function wireLiteral(type: ResolvedType, value: Literal): string {
  const bare = type.kind === "optional" ? type.item : type;
  switch (value.kind) {
    case "bool":
      return String(value.value);
    case "empty-list":
      return bare.kind === "map" ? "{}" : "[]";
    case "string":
      return stringLiteral(value.value);
    case "symbol":
      return stringLiteral(bare.kind === "enum" ? variantOf(bare.enum, value.name) : value.name);
    case "number":
      return bare.kind === "primitive" && textual.has(bare.name)
        ? stringLiteral(value.text)
        : numberLiteral(value.text);
  }
}

/** The wire's string of a variant; a name that the enum lacks stays as it was written. */
export function variantOf(declared: Enum, name: string): string {
  const variant = declared.variants.find((candidate) => candidate.name === name);
  return variant === undefined ? name : variantWireName(variant);
}
