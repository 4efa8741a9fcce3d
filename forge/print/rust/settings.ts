import { fieldName, screamingCase, typeName, type Field, type Model } from "#intent";
import { resolveType, type ResolvedType } from "../../reach/resolve.ts";
import { valueOf, type ValueRecord } from "../../template/value.ts";
import { codecOf } from "./codecs.ts";
import { docView } from "./fields.ts";
import { fallback, placed } from "./fit.ts";
import { floatLiteral, integerLiteral } from "./literals.ts";
import { defaultOf } from "./samples.ts";
import { pathTo, typeDoc, type Place } from "./types.ts";

/** Every service has a port: `PORT`, 8080 unless the intent names another default; 0 picks a free one. */
function portView(config: readonly Field[]): ValueRecord {
  const own = config.find((field) => field.name === "port");
  const text = own?.default?.kind === "number" ? own.default.text : "8080";
  return {
    name: "port",
    doc: docView(own?.doc ?? "0 picks a free one.", true),
    type: " u16",
    codec: "",
    variable: "PORT",
    required: false,
    fallback: valueOf(fallback("port", text, false)),
    checks: [],
  };
}

/** The settings of `Config`, the port first. */
export const settingViews = (
  model: Model,
  place: Place,
  config: readonly Field[],
): ValueRecord[] => [
  portView(config),
  ...config
    .filter((field) => field.name !== "port")
    .map((field) => settingView(model, place, field)),
];

function settingView(model: Model, place: Place, field: Field): ValueRecord {
  const type = resolveType(model, field.type);
  const inner = type.kind === "optional" ? type.item : type;
  const name = fieldName("rust", field);
  return {
    name,
    doc: docView(field.doc, true),
    type: valueOf(placed(4, `pub ${name}:`, typeDoc(place, type), ",")),
    codec: codecOf(inner) ?? "",
    variable: screamingCase(field.name),
    required: type.kind !== "optional" && field.default === undefined,
    fallback:
      field.default === undefined
        ? ""
        : valueOf(fallback(name, defaultOf(place, inner, field.default), isLazy(inner))),
    checks: type.kind === "optional" ? [] : checks(place, name, inner, field),
  };
}

/** Whether a default of this type is computed; clippy wants those that are plain values where they stand. */
const isLazy = (type: ResolvedType): boolean =>
  type.kind === "primitive" && computed.has(type.name);
const computed: ReadonlySet<string> = new Set([
  "string",
  "uuid",
  "timestamp",
  "date",
  "duration",
  "decimal",
  "bytes",
]);

const numbers: ReadonlySet<string> = new Set(["i32", "i64", "u32", "u64", "f64"]);

/** Conditions that a setting must not meet, each with what a person is told then. */
function checks(
  place: Place,
  name: string,
  type: ResolvedType,
  { constraints }: Field,
): ValueRecord[] {
  if (type.kind === "enum") {
    const open = `${pathTo(place, type.service, typeName("rust", type.enum.name))}::Unknown`;
    const known = type.enum.variants
      .map((variant) => variant.wire ?? variant.was ?? variant.name)
      .join(", ");
    return [{ test: `matches!(${name}, ${open}(_))`, message: `is none of ${known}` }];
  }
  if (type.kind !== "primitive" || !numbers.has(type.name)) return [];
  const literal = type.name === "f64" ? floatLiteral : integerLiteral;
  return [
    ...(constraints.min === undefined || (type.name.startsWith("u") && Number(constraints.min) <= 0)
      ? []
      : [
          {
            test: `${name} < ${literal(constraints.min)}`,
            message: `is below ${constraints.min}`,
          },
        ]),
    ...(constraints.max === undefined
      ? []
      : [
          {
            test: `${name} > ${literal(constraints.max)}`,
            message: `is above ${constraints.max}`,
          },
        ]),
  ];
}
