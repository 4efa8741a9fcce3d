import { dialects, isComposite, leavesList, type Shape } from "../dialects.ts";
import { createIndex, createTable, definition, quoted, type KeptColumn } from "./kept.ts";
import type { Meeting } from "./meet.ts";

const dialect = dialects.sqlite;

/** The one item of a list; an error where there are several, since one of them would be lost. */
const onlyItem = (list: string): string =>
  `CASE json_array_length(${list}) WHEN 0 THEN NULL WHEN 1 THEN json_extract(${list}, '$[0]') ELSE json(${list} || ' has several items') END`;

/** What a column holds as a value of a column of another shape. A strict table refuses what is none. */
function converted(column: string, from: Shape, to: Shape): string {
  const [old, next] = [dialect.column(from), dialect.column(to)];
  const text = from === "f64" ? `CAST(${column} AS TEXT)` : old.read(column);
  if (!isComposite(from) && !isComposite(to)) {
    if (old.sql === next.sql && (from === "bool") === (to === "bool")) return column;
    return to === "bool"
      ? `CASE ${text} WHEN 'true' THEN 1 WHEN 'false' THEN 0 ELSE ${text} END`
      : text;
  }
  const isOne = leavesList(from, to);
  const isMany = leavesList(to, from);
  if (!isComposite(to)) return isOne ? onlyItem(column) : `json_extract(${column}, '$')`;
  const json = isComposite(from)
    ? `json(${column})`
    : old.holds === "text"
      ? `json_quote(${text})`
      : `json(${text})`;
  if (isMany) return `CASE WHEN ${column} IS NOT NULL THEN json_array(${json}) END`;
  if (isOne) return onlyItem(column);
  return isComposite(from) ? column : `CASE WHEN ${column} IS NOT NULL THEN ${json} END`;
}

/**
 * Statements that make of a table what the intent wants. SQLite changes little of a table in place: where more comes than
 * columns that may be empty, its rows move into a new one.
 */
export function alter(meeting: Meeting): string[] {
  const { before, after, pairs, added } = meeting;
  const table = quoted(before.name);
  const isKept =
    before.name === after.name &&
    pairs.every(({ old, next }) => isSame(old, next)) &&
    added.every(({ optional, holds }) => optional && holds === "any");
  if (isKept)
    return added.map((column) => `ALTER TABLE ${table} ADD COLUMN ${definition(dialect, column)}`);
  const cells = [
    ...pairs.map(({ old, next }) => {
      const value = converted(quoted(old.name), old.shape, next.shape);
      const isFilled = old.optional && !next.optional && next.value !== undefined;
      return [quoted(next.name), isFilled ? `coalesce(${value}, ${next.value})` : value] as const;
    }),
    ...added
      .filter(({ optional }) => !optional)
      .map(({ name, value = "NULL" }) => [quoted(name), value] as const),
  ];
  const moved = `${after.name}_next`;
  const [names, values] = [cells.map(([name]) => name), cells.map(([, value]) => value)];
  return [
    createTable(dialect, after, moved),
    `INSERT INTO ${quoted(moved)} (${names.join(", ")}) SELECT ${values.join(", ")} FROM ${table}`,
    `DROP TABLE ${table}`,
    `ALTER TABLE ${quoted(moved)} RENAME TO ${quoted(after.name)}`,
    ...createIndex(dialect, after),
  ];
}

const isSame = (old: KeptColumn, next: KeptColumn): boolean =>
  old.name === next.name &&
  old.holds === next.holds &&
  old.optional === next.optional &&
  converted(quoted(old.name), old.shape, next.shape) === quoted(old.name) &&
  dialect.column(old.shape).sql === dialect.column(next.shape).sql;
