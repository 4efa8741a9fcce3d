import { derived, fieldName, pascalCase, snakeCase, typeName, valueName } from "#intent";
import type { CrudPlan } from "../../reach/cruds.ts";
import { resolveType } from "../../reach/resolve.ts";
import { valueOf, type ValueRecord } from "../../template/value.ts";
import type { FieldContext } from "./fields.ts";
import { functionSignature } from "./fit.ts";
import { typeDoc } from "./types.ts";

/** What answers the rpcs of an entity that is kept, and how it is kept. */
export function crudView(context: FieldContext, plan: CrudPlan): ValueRecord {
  const { entity, key, makesKey, unique, rpcs } = plan;
  const name = typeName("rust", entity.name);
  return {
    name,
    keeps: derived.crudKeeper(entity.name),
    store: `${snakeCase(entity.name)}_store`,
    storeType: `${pascalCase(entity.name)}Store`,
    key: fieldName("rust", key),
    unique: unique.map((field) => ({ name: fieldName("rust", field), wire: field.name })),
    fields: entity.fields.map((field) => ({
      name: fieldName("rust", field),
      makes: makesKey && field === key,
    })),
    rpcs: rpcs.map((rpc) => {
      const type = rpc.output && typeDoc(context.place, resolveType(context.model, rpc.output));
      return {
        trait: derived.rpcTrait(rpc.name),
        does: rpc.crud?.does ?? "",
        signature: valueOf(
          functionSignature(
            4,
            `async fn ${valueName("rust", rpc.name)}`,
            ["&self", "_: &Ctx", `input: ${derived.input(rpc.name)}`],
            { name: "Result", items: [type ?? "()", derived.rpcError(rpc.name)] },
          ),
        ),
      };
    }),
    notFound: derived.error(plan.notFound),
    taken: derived.error(plan.taken),
  };
}
