import { derived, fieldName, typeName, type Entity } from "#intent";
import { patchedFields, type PatchedField } from "../../reach/partial.ts";
import { valueOf, type ValueRecord } from "../../template/value.ts";
import { imports } from "../layout.ts";
import { patchedCodecOf } from "./codecs.ts";
import {
  docView,
  patchedTypeDoc,
  serdeAttribute,
  wireItems,
  withPath,
  type FieldContext,
} from "./fields.ts";
import { generic, placed } from "./fit.ts";
import { formViews } from "./forms.ts";
import { pathTo } from "./types.ts";

/** What is stamped of the patch of an entity. */
export function patchView(context: FieldContext, entity: Entity): ValueRecord {
  const fields = patchedFields(context.model, entity);
  const inModule = context.place.part !== context.place.root;
  const declared = fields.map(({ field }) => field);
  return {
    name: derived.patch(entity.name),
    entity: typeName("rust", entity.name),
    module: valueOf([
      inModule ? imports("super", "wire") : "",
      pathTo(context.place, context.place.root, "patches"),
    ]),
    secret: declared.some(({ constraints }) => constraints.secret === true),
    forms: formViews(context.model, declared),
    fields: fields.map((one) => fieldView(context, entity, one, inModule ? 8 : 4)),
  };
}

function fieldView(
  context: FieldContext,
  entity: Entity,
  one: PatchedField,
  indent: number,
): ValueRecord {
  const { field, optional } = one;
  const owner = { type: typeName("rust", entity.name) };
  const name = fieldName("rust", field);
  const change = pathTo(context.place, context.place.root, "patches::Change");
  const skip = optional ? `${change}::is_keep` : "Option::is_none";
  const type = generic(optional ? change : "Option", [patchedTypeDoc(context, entity.name, one)]);
  return {
    name,
    doc: docView(field.doc, context.docs),
    type: valueOf(placed(indent, `pub ${name}:`, type, ",")),
    attribute: valueOf(
      serdeAttribute(indent, [
        ...wireItems(field),
        "default",
        `skip_serializing_if = "${skip}"`,
        `with = "${withPath(patchedCodecOf(owner, one))}"`,
      ]),
    ),
    how: optional ? "change" : "replace",
    secret: field.constraints.secret === true,
  };
}
