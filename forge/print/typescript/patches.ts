import { derived, fieldName, typeName, type Entity } from "#intent";
import { valueOf, type ValueRecord } from "../../template/value.ts";
import { imports } from "../layout.ts";
import { callDoc, patchCodec, shapeCodec } from "./codecs.ts";
import { commentDoc, memberDoc } from "./declare.ts";
import { stampedValue } from "./literals.ts";
import { typeDoc, type TypeScriptScope } from "./types.ts";

/** The function that changes an entity as a patch says. */
export const applierName = (entity: string): string => `apply${derived.patch(entity)}`;

/** What is stamped of the patch of an entity; its codec can be named by what comes after it. */
export function patchView(scope: TypeScriptScope, entity: Entity): ValueRecord {
  const name = derived.patch(entity.name);
  const fields = entity.fields.filter(({ key }) => !key);
  const view = {
    name,
    entity: typeName("typescript", entity.name),
    wire: stampedValue(name, "Wire"),
    apply: applierName(entity.name),
    codec: valueOf(shapeCodec(scope, fields, patchCodec)),
    fields: fields.map((field) => {
      const type = scope.resolve(field.type);
      const optional = type.kind === "optional";
      const member = fieldName("typescript", field);
      const bare = typeDoc(scope, optional ? type.item : type);
      const change = optional ? "patches.changed" : "patches.replaced";
      return {
        name: member,
        comment: valueOf(commentDoc(field.doc)),
        declaration: valueOf(memberDoc(member, bare, true, optional ? ["null"] : [])),
        value: valueOf([
          imports("./generated.patches.ts", "patches"),
          callDoc(change, `value.${member}`, `patch.${member}`),
        ]),
      };
    }),
  };
  scope.declared.add(name);
  return view;
}
