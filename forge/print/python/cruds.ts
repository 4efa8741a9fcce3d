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
import type { Sql, TablePlan } from "../../reach/tables.ts";
import { commaList, hardline, imports, join, nest, type Doc } from "../layout.ts";
import { stringLiteral } from "./literals.ts";
import { applierName } from "./patches.ts";
import { indent } from "./types.ts";
import { rpcView, type ViewContext } from "./views.ts";

/** What answers the rpcs of an entity that is kept. */
export const handlersName = (entity: string): string => derived.crudHandlers(entity);

/** The function that makes the store of an entity over a database. */
export const storeName = (entity: string): string => `${snakeCase(entity)}_store`;

/** The function that makes the store of an entity in the process's own memory. */
export const memoryName = (entity: string): string => `${snakeCase(entity)}_memory`;

/** A statement of SQL as a string over several lines, clause by clause. */
const sqlDoc = (sql: Sql): Doc => [
  '"""',
  nest(indent, [hardline, join(hardline, sql)]),
  nest(indent, [hardline, '"""']),
];

/** How an entity stands in a table, and the database that holds it. */
function tableView(
  database: string,
  entity: string,
  { columns, statements }: TablePlan,
): ValueRecord {
  const said = Object.entries(statements).filter(([, sql]: [string, Sql]) => sql.length > 0);
  return {
    name: `_${screamingCase(entity)}_TABLE`,
    store: storeName(entity),
    tables: valueOf([imports(".", "generated_tables as _tables"), "_tables"]),
    database: valueOf([imports(".", `generated_${database} as _${database}`), `_${database}`]),
    columns: columns.map(({ wire, holds }) => {
      const how = holds === "text" ? "" : `, ${stringLiteral(holds)}`;
      return `_tables.Column(${stringLiteral(wire)}${how})`;
    }),
    statements: said.map(([name, sql]) => ({ name: snakeCase(name), sql: valueOf(sqlDoc(sql)) })),
  };
}

/** The same with how the entity is kept. */
export function crudView(
  context: ViewContext,
  service: Service,
  plan: CrudPlan,
  kept: { readonly database: string; readonly table: TablePlan } | undefined,
): ValueRecord {
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
    memory: memoryName(entity.name),
    table: kept && tableView(kept.database, entity.name, kept.table),
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
