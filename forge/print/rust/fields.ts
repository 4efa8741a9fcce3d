import { fieldName, fieldWireName, type Field, type Model } from "#intent";
import type { PatchedField } from "../../reach/partial.ts";
import { resolveType, type ResolvedType } from "../../reach/resolve.ts";
import { valueOf, type ValueRecord } from "../../template/value.ts";
import { flatDoc, group, line, nest, softline, join, type Doc } from "../layout.ts";
import { fieldCodecOf, type Owner } from "./codecs.ts";
import { generic, placed } from "./fit.ts";
import { docLines, stringLiteral } from "./literals.ts";
import { defaultOf, isRustDefault } from "./samples.ts";
import { fieldsOf, holdsEntity, holdsUnion, typeDoc, type Place } from "./types.ts";

/** Where fields are printed, and whether with the docs that belong to the owner alone. */
export interface FieldContext {
  readonly model: Model;
  readonly place: Place;
  readonly docs: boolean;
}

/** serde's own camelCase of a Rust name: what `rename_all` makes of it. */
const serdeCamel = (name: string): string =>
  name.replaceAll(/_+(.?)/g, (_, next: string) => next.toUpperCase());

/** Docs as one text of comment lines, to stand in a hole alone on its line. */
export const docView = (doc: string | undefined, docs: boolean): string =>
  docLines(docs ? doc : undefined, "///").join("\n");

/** The same where fields are declared: functions of defaults stand in the `impl` of the type. */
export interface FieldOwner extends Owner {
  /** Where it is an entity, or a case of a union: what could hold itself by value. */
  readonly holder?: { readonly kind: "entity" | "union"; readonly name: string };
}

/** The view of one field of an entity, error, event, input or case. */
export function fieldView(context: FieldContext, owner: FieldOwner, field: Field): ValueRecord {
  const type = resolveType(context.model, field.type);
  const name = fieldName("rust", field);
  const inCase = owner.holder?.kind === "union";
  const indent = (context.place.part === context.place.root ? 4 : 8) + (inCase ? 4 : 0);
  const start = inCase ? `${name}:` : `pub ${name}:`;
  return {
    name,
    doc: docView(field.doc, context.docs),
    type: valueOf(placed(indent, start, boxed(context, owner, type), ",")),
    attribute: valueOf(attribute(indent, owner, field, type)),
  };
}

/** `name: Type` in one line; nothing where the field has docs or an attribute. */
export function flatField(context: FieldContext, owner: FieldOwner, field: Field): Doc | undefined {
  const type = resolveType(context.model, field.type);
  const isBare = docView(field.doc, context.docs) === "" && attribute(0, owner, field, type) === "";
  return isBare
    ? [`${fieldName("rust", field)}: `, flatDoc(boxed(context, owner, type))]
    : undefined;
}

/** The type of a field; what would hold its own entity or union by value is boxed. */
function boxed(context: FieldContext, owner: FieldOwner, type: ResolvedType): Doc {
  const { place } = context;
  if (!isBoxed(context, place.part, owner, type)) return typeDoc(place, type);
  const item = type.kind === "optional" ? type.item : type;
  const box = generic("Box", [typeDoc(place, item)]);
  return type.kind === "optional" ? generic("Option", [box]) : box;
}

/** Whether what a field of `service` holds, where it holds anything, is in a box. */
export function isBoxed(
  { model }: FieldContext,
  service: string,
  { holder }: FieldOwner,
  type: ResolvedType,
): boolean {
  if (holder === undefined) return false;
  const symbol = `${service}/${holder.name}`;
  const item = type.kind === "optional" ? type.item : type;
  if (holder.kind === "union") return holdsUnion(item, symbol, fieldsOf(model));
  return type.kind === "optional" && holdsEntity(item, symbol, fieldsOf(model));
}

/** What the patch of an entity holds in place of a field: boxed where the entity has it in a box. */
export function patchedTypeDoc(
  { model, place }: FieldContext,
  entity: string,
  { type, optional }: PatchedField,
): Doc {
  const plain = typeDoc(place, type);
  return optional && holdsEntity(type, `${place.part}/${entity}`, fieldsOf(model))
    ? generic("Box", [plain])
    : plain;
}

/** `#[serde(…)]`, or nothing where the name and the type say it all. */
function attribute(indent: number, owner: FieldOwner, field: Field, type: ResolvedType): Doc {
  const items = wireItems(field);
  if (type.kind === "optional") items.push("default");
  else if (field.default !== undefined)
    items.push(
      isRustDefault(field.default)
        ? "default"
        : `default = "${owner.type}::${defaultName(owner, field)}"`,
    );
  if (type.kind === "optional") items.push('skip_serializing_if = "Option::is_none"');
  const codec = fieldCodecOf(owner, field, type);
  if (codec !== undefined) items.push(`with = "${withPath(codec)}"`);
  return serdeAttribute(indent, items);
}

/** What an attribute says of the key of a field: nothing where serde finds it itself. */
export function wireItems(field: Field): string[] {
  const wire = fieldWireName(field);
  return serdeCamel(fieldName("rust", field)) === wire ? [] : [`rename = ${stringLiteral(wire)}`];
}

/** `#[serde(…)]`, `indent` columns deep; nothing for no items. */
export function serdeAttribute(indent: number, items: readonly string[]): Doc {
  if (items.length === 0) return "";
  // rustfmt lets several arguments of an attribute be 70 columns wide, and adds no comma behind the last.
  const max = items.length === 1 ? 99 - indent : 70 + "#[serde()]".length;
  return group(["#[serde(", nest(4, [softline, join([",", line], items)]), softline, ")]"], max);
}

export const withPath = (codec: string): string => `wire::As::<${codec}>`;

/** `default_limit`; a case of a union puts its own name in between. */
const defaultName = ({ prefix = "" }: FieldOwner, field: Field): string =>
  `default_${prefix}${fieldName("rust", field)}`;

/** The functions that give serde the defaults that are not Rust's own. */
export function defaultViews(
  { model, place }: FieldContext,
  owner: FieldOwner,
  fields: readonly Field[],
): ValueRecord[] {
  return fields.flatMap((field) => {
    if (field.default === undefined || isRustDefault(field.default)) return [];
    const type = resolveType(model, field.type);
    const value = valueOf(defaultOf(place, type, field.default));
    return [{ name: defaultName(owner, field), type: valueOf(typeDoc(place, type)), value }];
  });
}
