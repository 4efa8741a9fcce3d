import { camelCase, derived, fieldName, typeName, valueName } from "#intent";
import { applierName } from "./patches.ts";
import { deeds, type CrudPlan } from "../../reach/cruds.ts";
import { valueOf, type ValueRecord } from "../../template/value.ts";
import { imports } from "../layout.ts";
import { stringLiteral } from "./literals.ts";
import { typeArguments, unionDoc } from "./types.ts";

/** The function that makes what answers the rpcs of an entity. */
export const handlersName = (entity: string): string => `${camelCase(entity)}Handlers`;

/** How an entity is kept. */
export const keptName = (entity: string): string => `${camelCase(entity)}Kept`;

/** What answers the rpcs of an entity that is kept, and how it is kept. */
export function crudView(api: string, plan: CrudPlan): ValueRecord {
  const name = typeName("typescript", plan.entity.name);
  return {
    name,
    module: valueOf([imports("./generated.stores.ts", "stores"), "stores"]),
    handlers: handlersName(plan.entity.name),
    handlersType: derived.crudHandlers(plan.entity.name),
    kept: keptName(plan.entity.name),
    key: fieldName("typescript", plan.key),
    makesKey: plan.makesKey,
    unique: plan.unique.map((field) => ({
      name: fieldName("typescript", field),
      literal: stringLiteral(field.name),
      optional: field.type.kind === "optional",
    })),
    pick: valueOf([
      "Pick",
      typeArguments([
        api,
        unionDoc(plan.rpcs.map((rpc) => stringLiteral(valueName("typescript", rpc.name)))),
      ]),
    ]),
    ...Object.fromEntries(deeds.map((does) => [does, ""])),
    ...Object.fromEntries(
      plan.rpcs.map((rpc) => [rpc.crud?.does ?? "", valueName("typescript", rpc.name)]),
    ),
    apply: applierName(plan.entity.name),
    notFound: derived.error(plan.notFound),
    taken: derived.error(plan.taken),
  };
}
