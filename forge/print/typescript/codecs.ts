import {
  derived,
  fieldName,
  fieldWireName,
  otherKeys,
  otherValues,
  pascalCase,
  spellPattern,
  typeName,
  variantWireName,
  type Enum,
  type Field,
  type Literal,
  type OtherForm,
  type PrimitiveName,
  type Rewriting,
  type Union,
} from "#intent";
import { hidesInside } from "../../reach/bounded.ts";
import { rewritten } from "../../reach/renamed.ts";
import { boundsOf, type Bound } from "../../reach/bounds.ts";
import type { ResolvedType } from "../../reach/resolve.ts";
import { commaList, hardline, imports, nest, type Doc } from "../layout.ts";
import { objectDoc } from "./declare.ts";
import { bigintLiteral, numberLiteral, stampedValue, stringLiteral } from "./literals.ts";
import { filesModule, qualified, type TypeScriptScope } from "./types.ts";

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
    case "page":
      return [
        imports("./generated.pages.ts", "pages"),
        callDoc("pages.page", codecDoc(scope, type.item)),
      ];
    case "file":
      return [filesModule, "wireFiles.file"];
    case "patch":
      return namedCodec(scope, type.service, derived.patch(type.entity.name));
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

/** The codec of a field's value, its bounds and its default included. */
export function fieldCodec(scope: TypeScriptScope, field: Field): Doc {
  const type = scope.resolve(field.type);
  const codec = boundedCodec(scope, field, type, codecIn(field));
  return field.default === undefined
    ? codec
    : callDoc("wire.withDefault", codec, wireLiteral(type, field.default));
}

/** The codec of a field of a patch: absent it stays as it was, and `null` takes away what may be absent. */
export function patchCodec(scope: TypeScriptScope, field: Field): Doc {
  const type = scope.resolve(field.type);
  const bare = type.kind === "optional" ? type.item : type;
  const name = type.kind === "optional" ? "clearable" : "required";
  return [
    imports("./generated.patches.ts", "patches"),
    callDoc(`patches.${name}`, boundedCodec(scope, field, bare, codecIn(field))),
  ];
}

const formsModule = imports("./generated.forms.ts", "forms");
const formsCall = (name: string, ...items: readonly Doc[]): Doc => [
  formsModule,
  callDoc(`forms.${name}`, ...items),
];

/** What gives the codec of a field's type: around it, inside of an optional, stands what reads another form of it. */
const codecIn =
  (field: Field): typeof codecDoc =>
  (scope, type) => {
    const how = rewritten(field, type);
    if (how === undefined) return codecDoc(scope, type);
    return type.kind === "optional"
      ? callDoc("wire.optional", formsCall(readers[how], codecDoc(scope, type.item)))
      : formsCall(readers[how], codecDoc(scope, type));
  };

const readers: Readonly<Record<Rewriting, string>> = {
  "to-integer": "asInteger",
  "to-number": "asNumber",
  "to-text": "asText",
  "to-one": "asOne",
  "to-list": "asList",
};

/** The codec of an object, which reads two keys of a field that is renamed. */
export function shapeCodec(
  scope: TypeScriptScope,
  fields: readonly Field[],
  codecOf: typeof fieldCodec = fieldCodec,
): Doc {
  const others = [...otherKeys(fields).values()].map(
    ({ writes, other, isNewer }): Doc =>
      `{ writes: ${stringLiteral(writes)}, ${isNewer ? "newer" : "older"}: ${stringLiteral(other)} }`,
  );
  const codec = plainShape(scope, fields, codecOf);
  return others.length === 0 ? codec : formsCall("keys", codec, ...others);
}

/** The codec of an enum; values that are renamed are read under both names. */
export function enumCodec({ variants }: Enum): Doc {
  const others = [...otherValues(variants).values()].map(otherDoc);
  return others.length === 0
    ? "wire.openEnum()"
    : [formsModule, "forms.values(", objectDoc(others), ")"];
}

const otherDoc = ({ writes, other }: OtherForm): Doc => [
  keyLiteral(other),
  ": ",
  stringLiteral(writes),
];

/** Keys that differ from the names in code are listed. */
function plainShape(
  scope: TypeScriptScope,
  fields: readonly Field[],
  codecOf: typeof fieldCodec,
): Doc {
  if (fields.length === 0) return "wire.empty";
  const name = (field: Field): string => fieldName("typescript", field);
  const object = [
    "wire.object(",
    objectDoc(fields.map((field): Doc => [name(field), ": ", codecOf(scope, field)])),
    ")",
  ];
  const renamed = fields.filter((field) => fieldWireName(field) !== name(field));
  if (renamed.length === 0) return object;
  const keys = renamed.map((field) => [name(field), ": ", stringLiteral(fieldWireName(field))]);
  return callDoc("wire.renamed", objectDoc(keys), object);
}

/** The codec of a union: those of its cases under their tags, renamed ones under both. */
export function unionCodec(scope: TypeScriptScope, union: Union): Doc {
  const others = [...otherValues(union.cases).values()].map(otherDoc);
  const codec = plainUnion(scope, union);
  return others.length === 0 ? codec : formsCall("tags", codec, objectDoc(others));
}

const plainUnion = (scope: TypeScriptScope, { cases }: Union): Doc => [
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
export const keyLiteral = (key: string): string =>
  /^[A-Za-z_$][\w$]*$/.test(key) ? key : stringLiteral(key);

/** The codec of a field within its bounds, which stand inside of an optional. `plain` gives the codec of its type. */
export function boundedCodec(
  scope: TypeScriptScope,
  field: Field,
  type: ResolvedType,
  plain: typeof codecDoc,
): Doc {
  const bounds = boundsOf(field, type);
  const isHidden = hidesInside(field, type);
  if (bounds.length === 0 && !isHidden) return plain(scope, type);
  const bare = type.kind === "optional" ? type.item : type;
  const held = bounds.reduce((inner, bound) => boundDoc(bound, inner), plain(scope, bare));
  const bounded = isHidden ? [boundsImport, callDoc("bounds.secret", held)] : held;
  return type.kind === "optional" ? callDoc("wire.optional", bounded) : bounded;
}

const boundsImport = imports("./generated.bounds.ts", "bounds");

const boundDoc = (bound: Bound, inner: Doc): Doc => {
  const call = (name: string, ...items: readonly Doc[]): Doc => [
    boundsImport,
    callDoc(`bounds.${name}`, inner, ...items),
  ];
  switch (bound.kind) {
    case "length": {
      const names = { characters: "text", bytes: "bytes", items: "items" };
      const name = names[bound.unit];
      return call(name, String(bound.most));
    }
    case "pattern": {
      const spelt = spellPattern(bound.pattern, "ecmascript");
      return call("pattern", `/${spelt.replaceAll("/", String.raw`\/`)}/u`);
    }
    default:
      return bound.type === "decimal"
        ? call(`decimal${pascalCase(bound.kind)}`, amountLiteral(bound))
        : call(
            bound.kind,
            amountLiteral(bound),
            ...(bound.type === "duration" ? [stringLiteral(bound.said)] : []),
          );
  }
};

function amountLiteral({ type, text }: Extract<Bound, { kind: "min" | "max" }>): string {
  if (type === "i64" || type === "u64") return bigintLiteral(text);
  if (type === "decimal") return stringLiteral(text);
  return type === "duration"
    ? numberLiteral(String(Math.round(Number.parseFloat(text) * 1e9) / 1e6))
    : numberLiteral(text);
}

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
