import {
  derived,
  fieldName,
  screamingCase,
  snakeCase,
  typeName,
  valueName,
  type Service,
} from "#intent";

import { deeds, type CrudPlan } from "../../reach/cruds.ts";
import { valueOf, type ValueRecord } from "../../template/value.ts";
import { commaList, imports, type Doc } from "../layout.ts";
import { stringLiteral } from "./literals.ts";
import { applierName } from "./patches.ts";
import { indent } from "./types.ts";
import { rpcView, type ViewContext } from "./views.ts";

/** What answers the rpcs of an entity that is kept. */
export const handlersName = (entity: string): string => derived.crudHandlers(entity);

/** The same with how the entity is kept. */
export function crudView(context: ViewContext, service: Service, plan: CrudPlan): ValueRecord {
  const { entity, makesKey } = plan;
  const name = typeName("python", entity.name);
  const key = fieldName("python", plan.key);
  const snake = snakeCase(entity.name);
  const unique = plan.unique.map((field): Doc => {
    const wire = stringLiteral(field.name);
    return `${wire}: str(value.${fieldName("python", field)})`;
  });
  const built = entity.fields.map((field): Doc => {
    const one = fieldName("python", field);
    const isMade = makesKey && field === plan.key;
    return isMade
      ? [imports("uuid", "uuid4"), `${one}=input.${one} or uuid4()`]
      : `${one}=input.${one}`;
  });
  const methods = plan.rpcs.flatMap((rpc) => {
    const { view } = rpcView(context, service, rpc);
    const does = rpc.crud?.does ?? "";
    return [
      [does, valueName("python", rpc.name)],
      [`${does}Signature`, view["served"] ?? ""],
    ] as const;
  });
  return {
    name,
    key,
    keyOf: `_key_of_${snake}`,
    uniqueOf: `_unique_of_${snake}`,
    kept: `_${screamingCase(entity.name)}_KEPT`,
    memory: `${snake}_memory`,
    store: `${snake}_store`,
    handlers: handlersName(entity.name),
    unique: valueOf([
      imports(".", "generated_stores as _stores"),
      commaList("{", "}", unique, indent),
    ]),
    built: valueOf([name, commaList("(", ")", built, indent)]),
    apply: applierName(entity.name),
    notFound: derived.error(plan.notFound),
    taken: derived.error(plan.taken),
    ...Object.fromEntries(deeds.map((does) => [does, ""])),
    ...Object.fromEntries(methods),
  };
}
