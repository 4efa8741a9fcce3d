import { fieldWireName, spellPattern, type Field, type Model } from "#intent";
import { boundsOf, type Bound } from "../../reach/bounds.ts";
import { resolveType, type ResolvedType } from "../../reach/resolve.ts";
import { valueOf, type ValueRecord } from "../../template/value.ts";
import { hardline, imports, nest, textOfDoc, type Doc } from "../layout.ts";
import { configOwner } from "./owners.ts";
import { boundsName, isHeld, type Owner } from "./codecs.ts";
import { floatLiteral, integerLiteral, rawLiteral, stringLiteral } from "./literals.ts";
import { decimalDefault, durationDefault } from "./samples.ts";
import { typeDoc, type Place } from "./types.ts";

/** What the module `bounds` says of fields that are held to more than their types. */
export const boundsViews = (
  model: Model,
  place: Place,
  owner: Owner,
  fields: readonly Field[],
): ValueRecord[] =>
  fields.flatMap((field) => {
    const type = resolveType(model, field.type);
    return isHeld(field, type) ? [boundsView(place, owner, field, type)] : [];
  });

function boundsView(place: Place, owner: Owner, field: Field, resolved: ResolvedType): ValueRecord {
  const type = resolved.kind === "optional" ? resolved.item : resolved;
  const isPort = owner === configOwner && field.name === "port";
  const bounds = boundsOf(field, resolved).filter(
    (bound) => !isPort || ("text" in bound && Number(bound.text) < portMax),
  );
  const pattern = bounds.find((bound) => bound.kind === "pattern");
  const { generics, held } = isPort ? { generics: "", held: "u16" } : heldType(place, type, bounds);
  const name = boundsName(owner, field);
  const inModule = place.part !== place.root;
  return {
    name,
    header: valueOf([
      imports(inModule ? "super::super" : "super", "wire"),
      implHeader(inModule ? 8 : 4, generics, held, name),
    ]),
    held: valueOf(held),
    field: stringLiteral(fieldWireName(field)),
    secret: field.constraints.secret === true,
    pattern:
      pattern === undefined
        ? ""
        : valueOf([
            imports("regex", "Regex"),
            imports("std::sync", "LazyLock"),
            rawLiteral(spellPattern(pattern.pattern, "rust")),
          ]),
    checks: bounds.map((bound) => ({
      test: valueOf(testOf(bound)),
      message: stringLiteral(bound.message),
    })),
  };
}

/** What is looked at: the items of a list or map are nobody's affair, and a secret without bounds may be anything. */
function heldType(
  place: Place,
  type: ResolvedType,
  bounds: readonly Bound[],
): { readonly generics: string; readonly held: Doc } {
  if (bounds.length === 0) return { generics: "<T>", held: "T" };
  if (type.kind === "list") return { generics: "<T>", held: "Vec<T>" };
  if (type.kind === "map")
    return {
      generics: "<K, V>",
      held: [imports("std::collections", "BTreeMap"), "BTreeMap<K, V>"],
    };
  return { generics: "", held: typeDoc(place, type) };
}

/** Ports have a type of their own in Rust, and bounds outside of that say nothing. */
const portMax = 65_535;

/** rustfmt puts `for` and the brace on lines of their own where the header is too long. */
function implHeader(indent: number, generics: string, held: Doc, name: string): Doc {
  const start: Doc = [`impl${generics} wire::Bounds<`, held, ">"];
  const columns = indent + `${textOfDoc(start)} for ${name} {`.length;
  return columns <= 100
    ? [start, ` for ${name} {`]
    : [start, nest(4, [hardline, `for ${name}`]), hardline, "{"];
}

/** A condition on `value`, a reference, that a value out of bounds meets. */
function testOf(bound: Bound): Doc {
  if (bound.kind === "pattern") return "!MATCHER.is_match(value)";
  if (bound.kind === "length") {
    if (bound.most === 0) return "!value.is_empty()";
    const size = bound.unit === "characters" ? "value.chars().count()" : "value.len()";
    return `${size} > ${bound.most}`;
  }
  return [`*value ${bound.kind === "min" ? "<" : ">"} `, amountDoc(bound)];
}

function amountDoc({ type, text }: Extract<Bound, { kind: "min" | "max" }>): Doc {
  switch (type) {
    case "f64":
      return floatLiteral(text);
    case "decimal":
      return decimalDefault([imports("rust_decimal", "Decimal"), "Decimal"], text);
    case "duration":
      return [imports("std::time", "Duration"), "Duration", durationDefault(text)];
    default:
      return integerLiteral(text);
  }
}
