import { primitiveNames, type PrimitiveName } from "#intent";
import type { ResolvedType } from "./resolve.ts";

/**
 * What a cell holds of the wire: its text, a number that the driver takes as one, or any other JSON as text. Everything
 * else about a type is said in SQL, so that the three languages hand over the same few things.
 */
export type Holds = "text" | "real" | "json";

/** What of a type decides how it stands in a database. */
export type Shape = PrimitiveName | "enum" | "entity" | "union" | "list" | "map";

export const shapes: readonly Shape[] = [
  ...primitiveNames,
  "enum",
  "entity",
  "union",
  "list",
  "map",
];

/** The shape of a type of a kept entity's field, in which nothing else may stand. */
export function shapeOf(type: ResolvedType): Shape {
  const named = type.kind === "primitive" ? type.name : type.kind;
  const shape = shapes.find((one) => one === named);
  if (shape === undefined) throw new Error(`no column holds ${named}`);
  return shape;
}

/** Whether what is a list in one shape is a single value in another; in JSON it stays what it is. */
export const leavesList = (list: Shape, other: Shape): boolean =>
  list === "list" && other !== "list" && other !== "json";

/** How a type stands in a database. */
export interface ColumnType {
  readonly sql: string;
  readonly holds: Holds;
  /** A parameter as a value of the column. */
  readonly write: (parameter: string) => string;
  /** A column as what its cell holds; the column itself where nothing is to be done. */
  readonly read: (column: string) => string;
}

/** What is said otherwise from database to database. */
export interface Dialect {
  readonly parameter: (number: number) => string;
  readonly column: (shape: Shape) => ColumnType;
  /** The text of a key, which pages go by, in the order of its characters' numbers. */
  readonly keyText: (column: string, type: ColumnType) => string;
  /** Behind the columns of a table. */
  readonly tableOptions: string;
  /** Behind `UPDATE`: a row that would take what is unique is left as it is. */
  readonly unlessTaken: string;
  /** The last clause of a `SELECT` of a row that is about to be changed. */
  readonly locking: string;
}

const same = (text: string): string => text;

const column = (
  sql: string,
  holds: Holds,
  write: ColumnType["write"] = same,
  read: ColumnType["read"] = same,
): ColumnType => ({ sql, holds, write, read });

const sqliteText = column("TEXT", "text");
const asText = (name: string): string => `CAST(${name} AS TEXT)`;
const sqliteNumber = column("INTEGER", "json", same, asText);

const sqlitePrimitives: Readonly<Partial<Record<Shape, ColumnType>>> = {
  bool: column(
    "INTEGER",
    "json",
    (parameter) => `${parameter} = 'true'`,
    (name) => `CASE ${name} WHEN 1 THEN 'true' WHEN 0 THEN 'false' END`,
  ),
  i32: sqliteNumber,
  u32: sqliteNumber,
  // 64 bits travel as text. An unsigned one may be more than SQLite's integers hold, and stays text.
  i64: column("INTEGER", "text", same, asText),
  f64: column("REAL", "real"),
};

/** Whether cells of a shape hold JSON that has parts, or may have. */
export const isComposite = (shape: Shape): boolean =>
  ["json", "entity", "union", "list", "map"].includes(shape);

const sqliteColumn = (shape: Shape): ColumnType =>
  isComposite(shape) ? column("TEXT", "json") : (sqlitePrimitives[shape] ?? sqliteText);

const sqlite: Dialect = {
  parameter: (number) => `?${number}`,
  column: sqliteColumn,
  keyText: (name, { sql }) => (sql === "TEXT" ? name : asText(name)),
  tableOptions: " STRICT",
  unlessTaken: " OR IGNORE",
  // Whoever writes has the whole file.
  locking: "",
};

/** A type of PostgreSQL that is written and read as its text. */
const postgresqlType = (sql: string, holds: Holds): ColumnType =>
  column(
    sql,
    holds,
    (parameter) => `${parameter}::text::${sql}`,
    (name) => `${name}::text`,
  );

const postgresqlText = column('text COLLATE "C"', "text", (parameter) => `${parameter}::text`);

const postgresqlPrimitives: Readonly<Partial<Record<Shape, ColumnType>>> = {
  bool: postgresqlType("boolean", "json"),
  i32: postgresqlType("integer", "json"),
  u32: postgresqlType("bigint", "json"),
  i64: postgresqlType("bigint", "text"),
  u64: postgresqlType("numeric(20)", "text"),
  f64: postgresqlType("double precision", "json"),
  bytes: column(
    "bytea",
    "text",
    (parameter) => `decode(${parameter}::text, 'base64')`,
    (name) => `translate(encode(${name}, 'base64'), chr(10), '')`,
  ),
  uuid: postgresqlType("uuid", "text"),
  decimal: postgresqlType("numeric", "text"),
};

/** As it was written: jsonb would sort the keys of maps, and take no text with a zero in it. */
const postgresqlJson = postgresqlType("json", "json");

const postgresqlColumn = (shape: Shape): ColumnType =>
  isComposite(shape) ? postgresqlJson : (postgresqlPrimitives[shape] ?? postgresqlText);

const postgresql: Dialect = {
  parameter: (number) => `$${number}`,
  column: postgresqlColumn,
  keyText: (name, { sql }) => (sql === postgresqlText.sql ? name : `${name}::text COLLATE "C"`),
  tableOptions: "",
  unlessTaken: "",
  locking: "FOR UPDATE",
};

export const dialects = { sqlite, postgresql };
