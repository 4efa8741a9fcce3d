import { derived, variantName, wordsOf, type Literal, type PrimitiveName } from "#intent";

import type { ResolvedType } from "../../reach/resolve.ts";
import { builderName } from "./names.ts";
import { filesModule, isLate, pagesModule, qualified, typeDoc, type PythonScope } from "./types.ts";
import { commaList, type Doc } from "../layout.ts";
import { indent } from "./types.ts";

/** A string literal with the quotes that ruff chooses: double ones, unless only single ones save it escapes. */
export function stringLiteral(text: string): string {
  const double = JSON.stringify(text).replaceAll(
    /[\u007f-\u00a0\u00ad\u2028\u2029\ufeff]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
  const count = (quote: string): number => text.split(quote).length - 1;
  if (count('"') <= count("'")) return double;
  const single = double.slice(1, -1).replaceAll('\\"', '"').replaceAll("'", "\\'");
  return `'${single}'`;
}

/** A string in which nothing is escaped, as patterns are written; a plain one where its quotes do not allow that. */
export const rawLiteral = (text: string): string =>
  text.includes("\\") && !text.includes('"') ? `r"${text}"` : stringLiteral(text);

const instant = "2026-01-01T00:00:00Z";

/** What a test gets where it does not say; `undefined` where a value has to be made at each call. */
const samples: Readonly<Record<PrimitiveName, string | undefined>> = {
  bool: "False",
  i32: "1",
  i64: "1",
  u32: "1",
  u64: "1",
  f64: "1.0",
  string: '""',
  bytes: 'b""',
  uuid: undefined,
  timestamp: undefined,
  date: undefined,
  duration: undefined,
  decimal: undefined,
  json: "None",
};
const made: Readonly<Partial<Record<PrimitiveName, string>>> = {
  uuid: '_wire.uuid_of("00000000-0000-4000-8000-000000000001")',
  timestamp: `_wire.timestamp_of("${instant}")`,
  date: '_wire.date_of("2026-01-01")',
  duration: '_wire.duration_of("1s")',
  decimal: '_wire.decimal_of("1")',
};

/** A value for tests: one that can stand as a parameter's default, or an expression that makes it anew at each call. */
export type Sample = { readonly fixed: Doc } | { readonly made: Doc };

/** A sensible value of a type for tests; text is named after the field that holds it. */
export function sampleOf(scope: PythonScope, type: ResolvedType, field: string): Sample {
  switch (type.kind) {
    case "optional":
      return { fixed: "None" };
    case "list":
      return { made: "list" };
    case "map":
      return { made: "dict" };
    case "page":
      return { made: ["lambda: ", pagesModule, "_pages.Page([])"] };
    case "file":
      return { made: [filesModule, "_wire_files.File"] };
    case "patch":
      return { made: qualified(scope, type.service, derived.patch(type.entity.name)) };
    case "entity":
      return { made: qualified(scope, type.service, builderName(type.entity.name)) };
    case "union":
      return {
        made: qualified(
          scope,
          type.service,
          builderName(derived.unionCase(type.union.name, type.sample.name)),
        ),
      };
    case "enum": {
      const [first] = type.enum.variants;
      const name = typeDoc(scope, type);
      if (first === undefined) return { made: ["lambda: ", name, '("")'] };
      const value: Doc = [name, ".", variantName("python", first)];
      return isElsewhere(scope, type) ? { made: ["lambda: ", value] } : { fixed: value };
    }
    case "primitive": {
      if (type.name === "string") return { fixed: stringLiteral(wordsOf(field).join(" ")) };
      const fixed = samples[type.name];
      return fixed === undefined ? { made: `lambda: ${made[type.name] ?? "None"}` } : { fixed };
    }
  }
}

/** Whether a type's module may not be loaded yet when this one is. */
const isElsewhere = (scope: PythonScope, type: ResolvedType): boolean =>
  type.kind === "enum" && type.service !== scope.service && isLate(scope);

/** Primitives whose values are literals of the language; all others are made by a call. */
const plain: ReadonlySet<PrimitiveName> = new Set([
  "bool",
  "i32",
  "i64",
  "u32",
  "u64",
  "f64",
  "string",
]);

/** Whether all instances may have the same value of a declared default, made when the class is. */
export function isShared(scope: PythonScope, type: ResolvedType, value: Literal): boolean {
  const bare = type.kind === "optional" ? type.item : type;
  return value.kind !== "empty-list" && !isElsewhere(scope, bare);
}

/** Whether a declared default is a plain value, which a parameter may have as its default, too. */
export function isFixed(scope: PythonScope, type: ResolvedType, value: Literal): boolean {
  const bare = type.kind === "optional" ? type.item : type;
  if (!isShared(scope, type, value)) return false;
  return bare.kind !== "primitive" || plain.has(bare.name);
}

/** What makes a declared default that is no plain value: a function without parameters. */
export function makerDoc(scope: PythonScope, type: ResolvedType, value: Literal): Doc {
  const bare = type.kind === "optional" ? type.item : type;
  if (value.kind === "empty-list") return bare.kind === "map" ? "dict" : "list";
  return ["lambda: ", literalDoc(scope, type, value)];
}

/** A declared default as a value in code. Lists and maps are made at each use. */
export function literalDoc(scope: PythonScope, type: ResolvedType, value: Literal): Doc {
  const bare = type.kind === "optional" ? type.item : type;
  if (value.kind === "bool") return value.value ? "True" : "False";
  if (value.kind === "empty-list") return bare.kind === "map" ? "{}" : "[]";
  if (value.kind === "symbol")
    return [typeDoc(scope, bare), ".", variantName("python", { name: value.name })];
  const text = value.kind === "string" ? value.value : value.text;
  const primitive = bare.kind === "primitive" ? bare.name : "string";
  return primitiveLiteral(primitive, text);
}

/** A value of a primitive in code, from a text that the intent says. */
export function primitiveLiteral(primitive: PrimitiveName, text: string): Doc {
  switch (primitive) {
    case "i32":
    case "i64":
    case "u32":
    case "u64":
      return BigInt(text).toString();
    case "f64":
      return floatLiteral(text);
    case "duration":
      return call("_wire.duration_of", stringLiteral(durationText(text)));
    case "string":
      return stringLiteral(text);
    case "bytes":
      return call("_wire.bytes_of", stringLiteral(text));
    case "json":
      return call("_wire.json_of", stringLiteral(text));
    default:
      return call(`_wire.${primitive}_of`, stringLiteral(text));
  }
}

const call = (callee: string, ...items: readonly Doc[]): Doc => [
  callee,
  commaList("(", ")", items, indent),
];

/** A float as ruff leaves it: always with a point or an exponent, without a plus sign. */
function floatLiteral(text: string): string {
  const plain = String(Number(text)).replace("e+", "e");
  return /[.e]/.test(plain) ? plain : `${plain}.0`;
}

const unitsMs: Readonly<Record<string, number>> = {
  ms: 1,
  s: 1000,
  m: 60_000,
  h: 3_600_000,
  d: 86_400_000,
};

/** `30s`, `250ms`, `1.5h` as seconds on the wire; a bare number is milliseconds. */
function durationText(text: string): string {
  const [, amount = text, unit = "ms"] = /^(-?[\d.]+)(ms|s|m|h|d)?$/.exec(text) ?? [];
  return `${(Number(amount) * (unitsMs[unit] ?? 1)) / 1000}s`;
}
