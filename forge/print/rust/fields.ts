import { fieldName, fieldWireName, type Field, type Model } from "#intent";
import { resolveType, type ResolvedType } from "../../reach/resolve.ts";
import { valueOf, type ValueRecord } from "../../template/value.ts";
import { group, line, nest, softline, join, type Doc } from "../layout.ts";
import { codecOf } from "./codecs.ts";
import { generic, placed } from "./fit.ts";
import { docLines, stringLiteral } from "./literals.ts";
import { defaultOf, isRustDefault } from "./samples.ts";
import { holds, typeDoc, type FieldsOf, type Place } from "./types.ts";

/** Where fields are printed, and whether with the docs that belong to the owner alone. */
export interface FieldContext {
  readonly model: Model;
  readonly place: Place;
  readonly docs: boolean;
}

const fieldTypes =
  (model: Model): FieldsOf =>
  (type) =>
    type.entity.fields.map((field) => resolveType(model, field.type));

/** serde's own camelCase of a Rust name: what `rename_all` makes of it. */
const serdeCamel = (name: string): string =>
  name.replaceAll(/_+(.?)/g, (_, next: string) => next.toUpperCase());

/** Docs as one text of comment lines, to stand in a hole alone on its line. */
export const docView = (doc: string | undefined, docs: boolean): string =>
  docLines(docs ? doc : undefined, "///").join("\n");

/** The view of one field of the entity, error, event or input `owner`. */
export function fieldView(
  context: FieldContext,
  owner: string,
  entity: string | undefined,
  field: Field,
): ValueRecord {
  const type = resolveType(context.model, field.type);
  const name = fieldName("rust", field);
  const indent = context.place.part === context.place.root ? 4 : 8;
  return {
    name,
    doc: docView(field.doc, context.docs),
    type: valueOf(placed(indent, `pub ${name}:`, boxed(context, entity, type), ",")),
    attribute: valueOf(attribute(indent, owner, field, type)),
  };
}

/** The type of a field; an optional that would hold its own entity is boxed. */
function boxed(
  { model, place }: FieldContext,
  entity: string | undefined,
  type: ResolvedType,
): Doc {
  if (type.kind !== "optional" || entity === undefined) return typeDoc(place, type);
  const round = holds(type.item, place.part, entity, fieldTypes(model));
  return round
    ? generic("Option", [generic("Box", [typeDoc(place, type.item)])])
    : typeDoc(place, type);
}

/** `#[serde(…)]`, or nothing where the name and the type say it all. */
function attribute(indent: number, owner: string, field: Field, type: ResolvedType): Doc {
  const items: string[] = [];
  const name = fieldName("rust", field);
  const wire = fieldWireName(field);
  if (serdeCamel(name) !== wire) items.push(`rename = ${stringLiteral(wire)}`);
  if (type.kind === "optional") items.push("default");
  else if (field.default !== undefined)
    items.push(isRustDefault(field.default) ? "default" : `default = "${owner}::default_${name}"`);
  if (type.kind === "optional") items.push('skip_serializing_if = "Option::is_none"');
  const codec = codecOf(type);
  if (codec !== undefined) items.push(`with = "${withPath(codec)}"`);
  if (items.length === 0) return "";
  // rustfmt lets several arguments of an attribute be 70 columns wide, and adds no comma behind the last.
  const max = items.length === 1 ? 99 - indent : 70 + "#[serde()]".length;
  return group(["#[serde(", nest(4, [softline, join([",", line], items)]), softline, ")]"], max);
}

const withPath = (codec: string): string => `wire::As::<${codec}>`;

/** The functions that give serde the defaults that are not Rust's own. */
export function defaultViews(
  { model, place }: FieldContext,
  fields: readonly Field[],
): ValueRecord[] {
  return fields.flatMap((field) => {
    if (field.default === undefined || isRustDefault(field.default)) return [];
    const type = resolveType(model, field.type);
    const value = valueOf(defaultOf(place, type, field.default));
    return [
      { name: `default_${fieldName("rust", field)}`, type: valueOf(typeDoc(place, type)), value },
    ];
  });
}
