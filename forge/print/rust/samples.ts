import {
  derived,
  snakeCase,
  typeName,
  variantName,
  wordsOf,
  type Enum,
  type Field,
  type Literal,
} from "#intent";
import { boundedSample } from "../../reach/bounds.ts";
import type { ResolvedType } from "../../reach/resolve.ts";
import { imports, type Doc } from "../layout.ts";
import { floatLiteral, integerLiteral, stringLiteral } from "./literals.ts";
import { pathTo, typeDoc, type Place } from "./types.ts";

/** What a test builder gives a field: its declared default, as a reader on the wire would, else a sensible value within its bounds. */
export function fieldSample(place: Place, type: ResolvedType, field: Field): Doc {
  const bounded =
    type.kind === "optional" ? undefined : boundedSample(field, type, sampleText(field.name));
  const given = field.default ?? bounded;
  return given === undefined ? sampleOf(place, type, field.name) : defaultOf(place, type, given);
}

/** A sensible value of a type, told by the name of its field where it is text. */
function sampleOf(place: Place, type: ResolvedType, name: string): Doc {
  switch (type.kind) {
    case "list":
      return "Vec::new()";
    case "page":
      return pathTo(place, place.root, "pages::Page::whole(Vec::new())");
    case "file":
      return `${pathTo(place, place.root, "wire_files::File")}::default()`;
    case "patch":
      return `${pathTo(place, type.service, derived.patch(type.entity.name))}::default()`;
    case "optional":
      return "None";
    case "map":
      return [imports("std::collections", "BTreeMap"), "BTreeMap::new()"];
    case "enum":
      return variantDoc(place, type.service, type.enum, type.enum.variants[0]?.name);
    case "entity":
      return built(place, type.service, type.entity.name);
    case "union":
      return built(place, type.service, type.union.name);
    case "primitive":
      return primitiveSample(place, type, name);
  }
}

/** The call of a builder. */
function built(place: Place, service: string, type: string): Doc {
  const builder = `builders::${builderOf(type)}()`;
  return service === place.part && place.builders
    ? builder.slice("builders::".length)
    : pathTo(place, service, builder);
}

/** `a_user_profile`. */
export const builderOf = (entity: string): string => `a_${snakeCase(entity)}`;

function primitiveSample(
  place: Place,
  type: Extract<ResolvedType, { kind: "primitive" }>,
  name: string,
): Doc {
  const bare = typeDoc(place, type);
  switch (type.name) {
    case "bool":
      return "false";
    case "f64":
      return "1.0";
    case "string":
      return [stringLiteral(sampleText(name)), ".to_string()"];
    case "bytes":
      return "Vec::new()";
    case "uuid":
      return [bare, "::from_u128(1)"];
    case "timestamp":
      return [imports("chrono", "DateTime"), "DateTime::UNIX_EPOCH"];
    case "date":
      return [bare, "::default()"];
    case "duration":
      return [bare, "::from_secs(1)"];
    case "decimal":
      return [bare, "::ONE"];
    case "json":
      return [bare, "::Bool(true)"];
    default:
      return "1";
  }
}

function sampleText(name: string): string {
  const words = wordsOf(name);
  if (words.includes("email")) return "ada@example.org";
  if (words.includes("url")) return "https://example.org";
  return words.join(" ");
}

function variantDoc(
  place: Place,
  service: string,
  declared: Enum,
  name: string | undefined,
): string {
  const variant = declared.variants.find((one) => one.name === name);
  if (variant === undefined) throw new Error(`${declared.name} has no value ${name ?? ""}`);
  return `${pathTo(place, service, typeName("rust", declared.name))}::${variantName("rust", variant)}`;
}

/** A declared default as an expression of the field's type. */
export function defaultOf(place: Place, type: ResolvedType, literal: Literal): Doc {
  if (literal.kind === "empty-list")
    return type.kind === "map"
      ? [imports("std::collections", "BTreeMap"), "BTreeMap::new()"]
      : "Vec::new()";
  if (literal.kind === "symbol") {
    if (type.kind !== "enum") throw new Error(`${literal.name} is a default of no enum`);
    return variantDoc(place, type.service, type.enum, literal.name);
  }
  if (literal.kind === "bool") return String(literal.value);
  if (type.kind !== "primitive")
    throw new Error("only primitives and enums have a default of one value");
  return scalarDefault(place, type, literal.kind === "number" ? literal.text : literal.value);
}

function scalarDefault(
  place: Place,
  type: Extract<ResolvedType, { kind: "primitive" }>,
  text: string,
): Doc {
  const bare = typeDoc(place, type);
  switch (type.name) {
    case "string":
      return text === "" ? "String::new()" : [stringLiteral(text), ".to_string()"];
    case "f64":
      return floatLiteral(text);
    case "uuid":
      return [bare, `::from_u128(0x${text.replaceAll("-", "").toLowerCase()})`];
    case "timestamp":
      return [
        imports("chrono", "DateTime"),
        `DateTime::UNIX_EPOCH + chrono::TimeDelta::milliseconds(${Date.parse(text)})`,
      ];
    case "date":
      return dateDefault(bare, Math.round(Date.parse(`${text}T00:00:00Z`) / 86_400_000));
    case "duration":
      return [bare, durationDefault(text)];
    case "decimal":
      return decimalDefault(bare, text);
    case "bytes":
      return bytesDefault(text);
    default:
      return integerLiteral(text);
  }
}

/** `::from_millis(1500)`, of a duration as the wire has it, to the nanosecond. */
export function durationDefault(text: string): string {
  const [, whole = "0", fraction = ""] = /^(\d+)(?:\.(\d+))?s$/.exec(text) ?? [];
  const nanoseconds = BigInt(whole + fraction.padEnd(9, "0"));
  return nanoseconds % 1_000_000n === 0n
    ? `::from_millis(${nanoseconds / 1_000_000n})`
    : `::from_nanos(${nanoseconds})`;
}

const dateDefault = (bare: Doc, days: number): Doc => [
  bare,
  `::default() ${days < 0 ? "-" : "+"} chrono::Days::new(${Math.abs(days)})`,
];

/** `Decimal::new(150, 2)`; the mantissa of a long one has more than 64 bits. */
export function decimalDefault(bare: Doc, text: string): Doc {
  const [whole = "0", fraction = ""] = text.split(".");
  const mantissa = integerLiteral(whole + fraction);
  const make =
    BigInt.asIntN(64, BigInt(mantissa)) === BigInt(mantissa) ? "new" : "from_i128_with_scale";
  return [bare, `::${make}(${mantissa}, ${fraction.length})`];
}

const bytesDefault = (base64: string): Doc =>
  base64 === ""
    ? "Vec::new()"
    : `vec![${[...atob(base64)].map((character) => character.charCodeAt(0)).join(", ")}]`;

/** Whether a default is what Rust's own `Default` gives, so that serde needs no function for it. */
export function isRustDefault(literal: Literal): boolean {
  if (literal.kind === "bool") return !literal.value;
  if (literal.kind === "number") return Number(literal.text) === 0;
  if (literal.kind === "string") return literal.value === "";
  return literal.kind === "empty-list";
}
