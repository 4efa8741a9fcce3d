import { dialects, isComposite, leavesList, type Shape } from "../dialects.ts";
import {
  createIndex,
  definition,
  keyIndex,
  keyOf,
  keyText,
  quoted,
  typeOf,
  type KeptColumn,
  type KeptTable,
  type WantedColumn,
} from "./kept.ts";
import type { Meeting } from "./meet.ts";

const dialect = dialects.postgresql;

/** Bytes that PostgreSQL keeps of a name. */
const nameBytes = 63;

/** The name that PostgreSQL gives a constraint: where it is too long, the longer part of it is cut (`makeObjectName`). */
function constraint(table: string, column: string, label: string): string {
  let [first, second] = [table, column];
  const size = (): number => Buffer.byteLength([first, second, label].filter(Boolean).join("_"));
  while (size() > nameBytes)
    if (first.length > second.length) first = first.slice(0, -1);
    else second = second.slice(0, -1);
  return [first, second, label].filter(Boolean).join("_");
}

const constraintOf = (table: string, { name, holds }: KeptColumn): string =>
  holds === "key" ? constraint(table, "", "pkey") : constraint(table, name, "key");

/** The one item of a list; an error where there are several, since one of them would be lost. */
const onlyItem = (list: string): string =>
  `CASE json_array_length(${list}) WHEN 0 THEN NULL WHEN 1 THEN ${list}->0 ELSE (${list}::text || ' has several items')::json END`;

/** What a column holds as a value of a column of another shape. */
function converted(column: string, from: Shape, to: Shape): string {
  const [old, next] = [dialect.column(from), dialect.column(to)];
  if (!isComposite(from) && !isComposite(to))
    return old.sql === next.sql ? column : next.write(old.read(column));
  const isOne = leavesList(from, to);
  const isMany = leavesList(to, from);
  const json = isComposite(from)
    ? column
    : old.holds === "text"
      ? `to_json(${old.read(column)})`
      : `${old.read(column)}::json`;
  const value = isOne ? onlyItem(json) : json;
  if (!isComposite(to)) return next.write(`(${value} #>> '{}')`);
  return isMany ? `CASE WHEN ${column} IS NOT NULL THEN json_build_array(${value}) END` : value;
}

/** Statements that make of a table what the intent wants, in place. */
export function alter({ before, after, pairs, added }: Meeting): string[] {
  const table = quoted(after.name);
  const alter = (what: string): string => `ALTER TABLE ${table} ${what}`;
  const all = pairs.map((pair) => ({ ...pair, changed: changesOf(before, after, pair) }));
  const indexed = keyOf(before)?.shape !== keyOf(after)?.shape || isMoved(before, after);
  return [
    ...(indexed && createIndex(dialect, before).length > 0
      ? [`DROP INDEX ${quoted(keyIndex(before.name))}`]
      : []),
    ...(before.name === after.name
      ? []
      : [`ALTER TABLE ${quoted(before.name)} RENAME TO ${table}`]),
    ...all.flatMap(({ old, changed }) =>
      changed.drops ? [alter(`DROP CONSTRAINT ${quoted(constraintOf(before.name, old))}`)] : [],
    ),
    ...renames(all.map(({ old, next }) => [old.name, next.name])).map(([from, to]) =>
      alter(`RENAME COLUMN ${quoted(from)} TO ${quoted(to)}`),
    ),
    ...added.map((column) => alter(`ADD COLUMN ${definition(dialect, column)}`)),
    ...all.flatMap(({ old, next }) => retyped(table, old, next)),
    ...all.flatMap(({ next, changed }) =>
      changed.adds
        ? [
            alter(
              `ADD CONSTRAINT ${quoted(constraintOf(after.name, next))} ${next.holds === "key" ? "PRIMARY KEY" : "UNIQUE"} (${quoted(next.name)})`,
            ),
          ]
        : [],
    ),
    ...(indexed ? createIndex(dialect, after) : []),
  ];
}

/** Whether what finds rows by their keys says another name: of the table, or of the column. */
const isMoved = (before: KeptTable, after: KeptTable): boolean =>
  before.name !== after.name || keyText(dialect, before) !== keyText(dialect, after);

/** A constraint goes with the name that it was given, so one whose table or column is renamed is made anew. */
function changesOf(
  before: KeptTable,
  after: KeptTable,
  { old, next }: Meeting["pairs"][number],
): { readonly drops: boolean; readonly adds: boolean } {
  const isSame =
    old.holds === next.holds && constraintOf(before.name, old) === constraintOf(after.name, next);
  return {
    drops: old.holds !== "any" && !isSame,
    adds: next.holds !== "any" && !isSame,
  };
}

/** Renames one after the other; what stands where another one goes is moved out of its way first. */
function renames(
  names: readonly (readonly [from: string, to: string])[],
): (readonly [string, string])[] {
  const moving = names.filter(([from, to]) => from !== to);
  const taken = new Set(moving.map(([from]) => from));
  if (!moving.some(([, to]) => taken.has(to))) return moving;
  const aside = (name: string): string => constraint(name, "", "moving");
  return [
    ...moving.map(([from]) => [from, aside(from)] as const),
    ...moving.map(([from, to]) => [aside(from), to] as const),
  ];
}

function retyped(table: string, old: KeptColumn, next: WantedColumn): string[] {
  const name = quoted(next.name);
  const column = (what: string): string => `ALTER TABLE ${table} ALTER COLUMN ${name} ${what}`;
  const [from, to] = [typeOf(dialect, old), typeOf(dialect, next)];
  const value = converted(name, old.shape, next.shape);
  const isFilled = old.optional && !next.optional;
  return [
    ...(!old.optional && next.optional ? [column("DROP NOT NULL")] : []),
    ...(value === name && from.sql === to.sql
      ? []
      : [
          // A default of the old type is in the way.
          column("DROP DEFAULT"),
          column(`TYPE ${to.sql} USING ${value}`),
          ...(next.optional || next.value === undefined
            ? []
            : [column(`SET DEFAULT ${next.value}`)]),
        ]),
    ...(isFilled && next.value !== undefined
      ? [`UPDATE ${table} SET ${name} = ${next.value} WHERE ${name} IS NULL`]
      : []),
    ...(isFilled ? [column("SET NOT NULL")] : []),
  ];
}
