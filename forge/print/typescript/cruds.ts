import { camelCase, derived, fieldName, typeName, valueName, type Service } from "#intent";
import { applierName } from "./patches.ts";
import { deeds, tabledOf, type CrudPlan } from "../../reach/cruds.ts";
import type { Sql, TablePlan } from "../../reach/tables.ts";
import { valueOf, type ValueRecord } from "../../template/value.ts";
import { hardline, imports, join, nest, type Doc } from "../layout.ts";
import { stampedValue, stringLiteral } from "./literals.ts";
import { typeArguments, unionDoc } from "./types.ts";

/** The function that makes what answers the rpcs of an entity. */
export const handlersName = (entity: string): string => `${camelCase(entity)}Handlers`;

/** How an entity is kept. */
export const keptName = (entity: string): string => `${camelCase(entity)}Kept`;

/** How an entity stands in a table. */
export const tableName = (entity: string): string => `${camelCase(entity)}Table`;

/** The function that makes the store of an entity over a database. */
export const storeName = (entity: string): string => `${camelCase(entity)}Store`;

/** The entities that a service keeps in a database: their types, the functions that make their stores, and how they are kept. */
export const tabledViews = (service: Service): ValueRecord[] =>
  tabledOf(service).map(({ entity }) => ({
    type: typeName("typescript", entity.name),
    store: storeName(entity.name),
    kept: keptName(entity.name),
  }));

/** A statement of SQL as a template literal, clause by clause. Names of tables and columns hold nothing to escape. */
const sqlDoc = (sql: Sql): Doc => ["`", nest(2, [hardline, join(hardline, sql)]), "`"];

/** How an entity stands in a table, and the module of the database that holds it. */
function tableView(
  database: string,
  entity: string,
  { columns, statements }: TablePlan,
): ValueRecord {
  const said = Object.entries(statements).filter(([, sql]: [string, Sql]) => sql.length > 0);
  return {
    name: tableName(entity),
    store: storeName(entity),
    wire: stampedValue(entity, "Wire"),
    tables: valueOf([imports("./generated.tables.ts", "tables"), "tables"]),
    module: valueOf([imports(`./generated.${database}.ts`, database), database]),
    columns: columns.map(({ name, wire, holds }) => ({ name, wire: stringLiteral(wire), holds })),
    statements: said.map(([name, sql]) => ({ name, sql: valueOf(sqlDoc(sql)) })),
  };
}

/** What answers the rpcs of an entity that is kept, and how it is kept. */
export function crudView(
  api: string,
  plan: CrudPlan,
  kept: { readonly database: string; readonly table: TablePlan } | undefined,
): ValueRecord {
  const name = typeName("typescript", plan.entity.name);
  return {
    name,
    module: valueOf([imports("./generated.stores.ts", "stores"), "stores"]),
    handlers: handlersName(plan.entity.name),
    handlersType: derived.crudHandlers(plan.entity.name),
    kept: keptName(plan.entity.name),
    key: fieldName("typescript", plan.key),
    makesKey: plan.makesKey,
    table: kept && tableView(kept.database, plan.entity.name, kept.table),
    unique: plan.unique.map((field) => ({
      name: fieldName("typescript", field),
      literal: keyLiteral(field.name),
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

/** The key of an object, in quotes where it needs them. */
const keyLiteral = (name: string): string =>
  /^[a-z]\w*$/i.test(name) ? name : stringLiteral(name);
