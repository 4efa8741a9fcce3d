import type { ColumnType, Dialect, Shape } from "../dialects.ts";

/** A column as the steps that were taken have made it. */
export interface KeptColumn {
  readonly name: string;
  /** The field that it stands for; of one that is left, the field that it stood for. */
  readonly field: string;
  readonly shape: Shape;
  /** The row's key, which is never absent, or a value that no two rows share. */
  readonly holds: "key" | "unique" | "any";
  /** Whether it may be `NULL`. */
  readonly optional: boolean;
  /** Whether the intent has no such field any more: what it holds stays. */
  readonly left: boolean;
}

/** A table as the steps that were taken have made it. */
export interface KeptTable {
  readonly name: string;
  readonly entity: string;
  /** Whether the intent keeps no such entity any more: the table stays. */
  readonly left: boolean;
  readonly columns: readonly KeptColumn[];
}

/** A column as the intent wants it, whose table's rows may stand already. */
export interface WantedColumn extends KeptColumn {
  /** What the field was called before. */
  readonly was?: string;
  /** The default of a field as a value in SQL, which rows that stand take. */
  readonly value?: string;
}

export interface WantedTable extends KeptTable {
  /** What the entity was called before. */
  readonly was?: string;
  readonly columns: readonly WantedColumn[];
}

/** A name in SQL. */
export const quoted = (name: string): string => `"${name}"`;

export const typeOf = (dialect: Dialect, { shape }: KeptColumn): ColumnType =>
  dialect.column(shape);

/**
 * How a column is declared. The default is for processes of an earlier version, which know nothing of the column and go on
 * writing rows until the last of them has ended.
 */
export function definition(dialect: Dialect, column: WantedColumn): string {
  const { sql } = typeOf(dialect, column);
  const { value } = column;
  return [
    quoted(column.name),
    sql,
    ...(column.optional ? [] : ["NOT NULL"]),
    ...(column.optional || value === undefined ? [] : [`DEFAULT (${value})`]),
    ...(column.holds === "key" ? ["PRIMARY KEY"] : []),
    ...(column.holds === "unique" ? ["UNIQUE"] : []),
  ].join(" ");
}

/** The column that the rows of a table are found by. */
export const keyOf = ({ columns }: Pick<KeptTable, "columns">): KeptColumn | undefined =>
  columns.find(({ holds }) => holds === "key");

/** The text of a row's key in SQL. */
export function keyText(dialect: Dialect, table: Pick<KeptTable, "columns">): string {
  const key = keyOf(table);
  return key === undefined ? "" : dialect.keyText(quoted(key.name), typeOf(dialect, key));
}

export const keyIndex = (table: string): string => `${table}_key_text`;

/** Makes what finds rows by the texts of their keys; nothing where the column is the text itself, whose own index does. */
export function createIndex(dialect: Dialect, table: KeptTable): string[] {
  const text = keyText(dialect, table);
  return text === quoted(keyOf(table)?.name ?? "")
    ? []
    : [`CREATE UNIQUE INDEX ${quoted(keyIndex(table.name))} ON ${quoted(table.name)} ((${text}))`];
}

/** Makes a table under a name, without what stands beside it. */
export function createTable(dialect: Dialect, { columns }: WantedTable, name: string): string {
  const all = columns.map((column) => definition(dialect, column)).join(", ");
  return `CREATE TABLE ${quoted(name)} (${all})${dialect.tableOptions}`;
}

/** Makes a table that was not there, and what finds rows by their keys. */
export const createAll = (dialect: Dialect, table: WantedTable): string[] => [
  createTable(dialect, table, table.name),
  ...createIndex(dialect, table),
];
