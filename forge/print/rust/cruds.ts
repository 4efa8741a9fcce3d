import {
  derived,
  fieldName,
  pascalCase,
  snakeCase,
  typeName,
  valueName,
  type Entity,
} from "#intent";
import type { CrudPlan } from "../../reach/cruds.ts";
import type { Sql, TablePlan } from "../../reach/tables.ts";
import { resolveType } from "../../reach/resolve.ts";
import { valueOf, type ValueRecord } from "../../template/value.ts";
import { hardline, join, nest, type Doc } from "../layout.ts";
import type { FieldContext } from "./fields.ts";
import { functionSignature } from "./fit.ts";
import { stringLiteral } from "./literals.ts";
import { typeDoc } from "./types.ts";

/** A statement of SQL as a string over several lines, clause by clause. */
const sqlDoc = (sql: Sql): Doc => ['r#"', nest(4, [hardline, join(hardline, sql)]), hardline, '"#'];

/** How an entity stands in a table. */
function tableView({ columns, statements }: TablePlan): ValueRecord {
  const { find, lock, taken, ...others } = statements;
  const said = Object.entries({ ...others, find, lock: lock.length > 0 ? lock : find });
  return {
    columns: columns.map(({ wire, holds }) => ({
      wire: stringLiteral(wire),
      holds: pascalCase(holds),
    })),
    statements: [
      ...said.map(([name, sql]: [string, Sql]) => ({
        name: snakeCase(name),
        sql: valueOf(sqlDoc(sql)),
      })),
      {
        name: "taken",
        sql: valueOf(
          taken.length === 0
            ? "None"
            : ["Some(", nest(4, [hardline, sqlDoc(taken), ","]), hardline, ")"],
        ),
      },
    ],
  };
}

/** The trait of who keeps an entity, and what it asks for. */
export const keeperView = (entity: Entity): ValueRecord => ({
  name: typeName("rust", entity.name),
  keeps: derived.crudKeeper(entity.name),
  store: `${snakeCase(entity.name)}_store`,
  storeType: `${pascalCase(entity.name)}Store`,
});

/** What answers the rpcs of an entity that is kept, and how it is kept. */
export function crudView(
  context: FieldContext,
  plan: CrudPlan,
  table: TablePlan | undefined,
): ValueRecord {
  const { entity, key, makesKey, unique, rpcs } = plan;
  return {
    ...keeperView(entity),
    table: table && tableView(table),
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
