import { fieldWireName, pluralOf, snakeCase, type Field, type Model, type Service } from "#intent";
import { crudsOf, type CrudPlan } from "./cruds.ts";
import { dialects, shapeOf, type ColumnType, type Dialect, type Holds } from "./dialects.ts";
import { resolveType } from "./resolve.ts";
import { wireDefault } from "./schema-words.ts";
import { keyText, quoted, type WantedColumn, type WantedTable } from "./steps/kept.ts";

/** A database that stores of cruds may stand in. */
export type Database = keyof typeof dialects;

export interface Column {
  readonly name: string;
  /** The key of the field on the wire, which is what rows are made of and read into. */
  readonly wire: string;
  readonly holds: Holds;
}

/** A statement of SQL, clause by clause. */
export type Sql = readonly string[];

/** The statements of a store. Parameters are the cells of a row in the order of its columns, or what is said. */
export interface Statements {
  /** Adds a row, unless its key or something unique is there. */
  readonly insert: Sql;
  /** The row of a key. */
  readonly find: Sql;
  /** The same, and nobody else changes it until the transaction ends; empty where that holds of every transaction. */
  readonly lock: Sql;
  /** Puts a row in the place of the one with its key. */
  readonly update: Sql;
  /** Takes the row of a key away. */
  readonly delete: Sql;
  /** The first rows in the order of their keys: how many. */
  readonly list: Sql;
  /** The same from behind a key on: how many, and that key. */
  readonly listAfter: Sql;
  /** The field in which another row has the same value: of a key, and of the texts of what is unique. Empty without such. */
  readonly taken: Sql;
}

/** How an entity stands in a table. */
export interface TablePlan {
  readonly name: string;
  readonly columns: readonly Column[];
  readonly statements: Statements;
  /** The table as steps are to make it. */
  readonly wanted: WantedTable;
}

/** The database of a service, where a `:store` names one; the model's checks see to it that there is one at most. */
export const databaseOf = ({ patterns }: Service): Database | undefined =>
  patterns.cruds.flatMap(({ store }) => (store === "memory" ? [] : [store]))[0];

/** The tables of a service, sorted by the names of their entities. */
export const tablesOf = (model: Model, service: Service): TablePlan[] =>
  crudsOf(service).flatMap((plan) => tableOf(model, plan) ?? []);

interface Cell extends Column {
  readonly field: Field;
  readonly type: ColumnType;
  readonly wanted: WantedColumn;
}

/** The table of an entity; none where it is kept in memory. */
export function tableOf(model: Model, plan: CrudPlan): TablePlan | undefined {
  const { entity, key, store } = plan;
  if (store === "memory") return undefined;
  const dialect = dialects[store];
  const name = snakeCase(pluralOf(snakeCase(entity.was ?? entity.name)));
  const cells = entity.fields.map((field): Cell => {
    const wanted = wantedColumn(model, dialect, field);
    const type = dialect.column(wanted.shape);
    return {
      name: wanted.name,
      wire: fieldWireName(field),
      holds: type.holds,
      field,
      type,
      wanted,
    };
  });
  const wanted: WantedTable = {
    name,
    entity: entity.name,
    ...(entity.was === undefined ? {} : { was: entity.was }),
    left: false,
    columns: cells.map((cell) => cell.wanted),
  };
  const own = cells.findIndex(({ field }) => field === key);
  return {
    name,
    columns: cells.map(({ name: column, wire, holds }) => ({ name: column, wire, holds })),
    statements: statementsOf(dialect, wanted, cells, own),
    wanted,
  };
}

/** The column of a field. While a field is renamed its column has the older name. */
function wantedColumn(model: Model, dialect: Dialect, field: Field): WantedColumn {
  const resolved = resolveType(model, field.type);
  const optional = resolved.kind === "optional";
  const bare = optional ? resolved.item : resolved;
  const shape = shapeOf(bare);
  const { holds, write } = dialect.column(shape);
  const given = field.default === undefined ? undefined : wireDefault(bare, field.default);
  const said = holds === "text" && typeof given === "string" ? given : JSON.stringify(given);
  return {
    name: snakeCase(field.was ?? field.name),
    field: field.name,
    shape,
    holds: field.key ? "key" : field.unique ? "unique" : "any",
    optional,
    left: false,
    ...(field.was === undefined ? {} : { was: field.was }),
    ...(given === undefined ? {} : { value: write(`'${said.replaceAll("'", "''")}'`) }),
  };
}

function statementsOf(
  dialect: Dialect,
  wanted: WantedTable,
  cells: readonly Cell[],
  own: number,
): Statements {
  const table = quoted(wanted.name);
  const { parameter } = dialect;
  const key = keyText(dialect, wanted);
  const given = cells.map(({ type }, index) => type.write(parameter(index + 1)));
  const names = cells.map((cell) => quoted(cell.name));
  const read = cells.map(({ type }, index) => {
    const column = names[index] ?? "";
    const shown = type.read(column);
    return shown === column ? column : `${shown} AS ${column}`;
  });
  const select = [`SELECT ${read.join(", ")}`, `FROM ${table}`];
  const find = [...select, `WHERE ${key} = ${parameter(1)}`];
  const set = names.map((column, index) => `${column} = ${given[index]}`);
  const changed = set.length === 1 ? set : set.filter((_, index) => index !== own);
  const order = `ORDER BY ${key} LIMIT ${parameter(1)}`;
  const taken = cells
    .filter(({ field }) => field.unique && !field.key)
    .map(({ name: column, field, type }, index) => {
      const other = `${quoted(column)} = ${type.write(parameter(index + 2))} AND ${key} <> ${parameter(1)}`;
      return `WHEN EXISTS (SELECT 1 FROM ${table} WHERE ${other}) THEN '${field.name}'`;
    });
  return {
    insert: [
      `INSERT INTO ${table} (${names.join(", ")})`,
      `VALUES (${given.join(", ")})`,
      "ON CONFLICT DO NOTHING",
    ],
    find,
    lock: dialect.locking === "" ? [] : [...find, dialect.locking],
    update: [
      `UPDATE${dialect.unlessTaken} ${table}`,
      `SET ${changed.join(", ")}`,
      `WHERE ${names[own]} = ${given[own]}`,
    ],
    delete: [`DELETE FROM ${table}`, `WHERE ${key} = ${parameter(1)}`],
    list: [...select, order],
    listAfter: [...select, `WHERE ${key} > ${parameter(2)}`, order],
    taken: taken.length === 0 ? [] : ["SELECT CASE", ...taken, "END"],
  };
}
