import { fieldName, screamingCase, typeName, type Field, type Model } from "#intent";
import { resolveType, type ResolvedType } from "../../reach/resolve.ts";
import { valueOf, type ValueRecord } from "../../template/value.ts";
import { hardline, nest, type Doc } from "../layout.ts";
import { fieldCodecOf } from "./codecs.ts";
import { docView } from "./fields.ts";
import { fallback, placed } from "./fit.ts";
import { configOwner } from "./owners.ts";
import { defaultOf } from "./samples.ts";
import { pathTo, typeDoc, type Place } from "./types.ts";

const isPort = ({ name }: Field): boolean => name === "port";

/** Types that stand in the environment as they do in JSON; all others are plain words there. */
const literals: ReadonlySet<string> = new Set(["bool", "i32", "u32", "f64"]);
const isLiteral = (type: ResolvedType): boolean =>
  type.kind === "primitive" && literals.has(type.name);

const bareType = (model: Model, field: Field): ResolvedType => {
  const type = resolveType(model, field.type);
  return type.kind === "optional" ? type.item : type;
};

/** The codec of a setting within its bounds, where serde's own way is not the wire's. */
export const settingCodec = (model: Model, field: Field): string | undefined =>
  fieldCodecOf(configOwner, field, bareType(model, field));

/** Which ways of reading settings a service needs. */
export function settingFlags(model: Model, config: readonly Field[]): ValueRecord {
  const others = config.filter((field) => !isPort(field));
  const texts = others.filter((field) => !isLiteral(bareType(model, field)));
  const coded = (fields: readonly Field[]): boolean =>
    fields.some((field) => settingCodec(model, field) !== undefined);
  return {
    textSettings: texts.length > 0,
    codedTexts: coded(texts),
    codedLiterals: coded(config.filter((field) => !texts.includes(field))),
    requiredSettings: others.some((field) => isRequired(model, field)),
    openSettings: others.some((field) => openEnum(model, field) !== undefined),
  };
}

const isRequired = (model: Model, field: Field): boolean =>
  field.default === undefined && resolveType(model, field.type).kind !== "optional";

/** An enum whose values must be known; one that may be absent may be anything. */
function openEnum(model: Model, field: Field): Extract<ResolvedType, { kind: "enum" }> | undefined {
  const type = resolveType(model, field.type);
  return type.kind === "enum" ? type : undefined;
}

/** Every service has a port: `PORT`, 8080 unless the intent names another default; 0 picks a free one. */
function portView(model: Model, config: readonly Field[]): ValueRecord {
  const own = config.find(isPort);
  const text = own?.default?.kind === "number" ? own.default.text : "8080";
  return {
    name: "port",
    doc: docView(own?.doc ?? "0 picks a free one.", true),
    type: " u16",
    reading: valueOf(readingDoc("port", "parse", own && settingCodec(model, own), "PORT")),
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
  portView(model, config),
  ...config.filter((field) => !isPort(field)).map((field) => settingView(model, place, field)),
];

function settingView(model: Model, place: Place, field: Field): ValueRecord {
  const type = resolveType(model, field.type);
  const inner = bareType(model, field);
  const name = fieldName("rust", field);
  const required = isRequired(model, field);
  return {
    name,
    doc: docView(field.doc, true),
    type: valueOf(placed(4, `pub ${name}:`, typeDoc(place, type), ",")),
    reading: valueOf(
      readingDoc(
        name,
        isLiteral(inner) ? "parse" : "read",
        settingCodec(model, field),
        screamingCase(field.name),
      ),
    ),
    variable: screamingCase(field.name),
    required,
    fallback:
      field.default === undefined
        ? ""
        : valueOf(fallback(name, defaultOf(place, inner, field.default), isLazy(inner))),
    checks: checks(model, place, name, field),
  };
}

/** ` settings.parse("PORT")` behind `let port =`: on that line, else on the next, else from its dot on. */
function readingDoc(
  name: string,
  how: "parse" | "read",
  codec: string | undefined,
  variable: string,
): Doc {
  const call = `.${how}${codec === undefined ? "" : `_as::<_, ${codec}>`}("${variable}")`;
  const columns = `settings${call};`.length;
  if (8 + `let ${name} = `.length + columns <= 100) return ` settings${call}`;
  return 12 + columns <= 100
    ? nest(4, [hardline, `settings${call}`])
    : [" settings", nest(4, [hardline, call])];
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

/** Conditions that a setting must not meet, each with what a person is told then. */
function checks(model: Model, place: Place, name: string, field: Field): ValueRecord[] {
  const type = openEnum(model, field);
  if (type === undefined) return [];
  const open = `${pathTo(place, type.service, typeName("rust", type.enum.name))}::Unknown(_)`;
  const wrong = isRequired(model, field) ? `Ok(${open})` : open;
  const known = type.enum.variants
    .map((variant) => variant.wire ?? variant.was ?? variant.name)
    .join(", ");
  return [{ test: `matches!(${name}, ${wrong})`, message: `is none of ${known}` }];
}
