import { derived, fieldName, otherKeys, snakeCase, typeName, type Entity } from "#intent";

import { patchedFields } from "../../reach/partial.ts";
import { valueOf, type ValueRecord } from "../../template/value.ts";
import { commaList, imports, type Doc } from "../layout.ts";
import { basesOf } from "./bounds.ts";
import { docstring } from "./docs.ts";
import { patchedDoc } from "./fields.ts";
import { indent } from "./types.ts";
import type { ViewContext } from "./views.ts";

/** The function that changes an entity as a patch says. */
export const applierName = (entity: string): string => `apply_${snakeCase(derived.patch(entity))}`;

/** What is stamped of the patch of an entity. */
export function patchView(context: ViewContext, entity: Entity): ValueRecord {
  const name = derived.patch(entity.name);
  const type = typeName("python", entity.name);
  const fields = patchedFields(context.model, entity);
  const others = otherKeys(fields.map(({ field }) => field));
  const module: Doc = imports(".", "generated_patches as _patches");
  return {
    name,
    entity: type,
    bases: valueOf([module, basesOf(fields.map(({ field }) => field))]),
    apply: applierName(entity.name),
    signature: valueOf([
      commaList("(", ")", [`value: ${type}`, `patch: ${name}`], indent),
      ` -> ${type}:`,
    ]),
    fields: fields.map((one) => ({
      name: fieldName("python", one.field),
      declaration: valueOf(patchedDoc(context.scope, one, others.get(one.field))),
      docstring: valueOf(context.documented ? docstring(one.field.doc) : ""),
    })),
  };
}
