import type { Json } from "#intent";
import { shapes } from "../dialects.ts";
import type { KeptColumn, KeptTable } from "./kept.ts";

/** One step of a database from nothing to what the intent says. */
export interface Step {
  readonly number: number;
  readonly statements: readonly string[];
}

/** What a service's stamped file tells of its database: the steps to it, and the tables that they have made. */
export interface History {
  readonly store: string;
  readonly steps: readonly Step[];
  readonly tables: readonly KeptTable[];
}

type Members = Readonly<Record<string, unknown>>;

const isMembers = (value: unknown): value is Members =>
  typeof value === "object" && value !== null && !Array.isArray(value);

class Unreadable extends Error {}

function list<T>(value: unknown, what: string, read: (item: unknown) => T): T[] {
  if (!Array.isArray(value)) throw new Unreadable(`its \`${what}\` are no list`);
  return value.map(read);
}

function text(value: unknown, what: string): string {
  if (typeof value !== "string") throw new Unreadable(`${what} is no text`);
  return value;
}

function members(value: unknown, what: string): Members {
  if (!isMembers(value)) throw new Unreadable(`${what} is no object`);
  return value;
}

function readStep(value: unknown): Step {
  const { number, statements } = members(value, "a step");
  if (typeof number !== "number") throw new Unreadable("the `number` of a step is none");
  return { number, statements: list(statements, "statements", (one) => text(one, "a statement")) };
}

/** `[name, field, shape, …words]`. */
function readColumn(value: unknown): KeptColumn {
  const [name = "", field = "", named, ...words] = list(value, "columns", (one) =>
    text(one, "a word of a column"),
  );
  const shape = shapes.find((one) => one === named);
  if (shape === undefined) throw new Unreadable(`no column holds \`${named ?? ""}\``);
  const is = (word: string): boolean => words.includes(word);
  return {
    name,
    field,
    shape,
    holds: is("key") ? "key" : is("unique") ? "unique" : "any",
    optional: is("optional"),
    left: is("left"),
  };
}

function readTable(value: unknown): KeptTable {
  const { name, entity, left, columns } = members(value, "a table");
  return {
    name: text(name, "the `name` of a table"),
    entity: text(entity, "the `entity` of a table"),
    left: left === true,
    columns: list(columns, "columns", readColumn),
  };
}

/**
 * Reads what a stamped file tells of a database. Gives a sentence where it cannot be read, as between the marks of a merge;
 * `undefined` where it tells of no tables, so that nothing can come behind its steps.
 */
export function readHistory(file: string): History | string | undefined {
  try {
    const { store, steps, tables } = members(JSON.parse(file), "it");
    if (tables === undefined) return undefined;
    return {
      store: text(store, "its `store`"),
      steps: list(steps, "steps", readStep),
      tables: list(tables, "tables", readTable),
    };
  } catch (error) {
    if (error instanceof Unreadable || error instanceof SyntaxError) return error.message;
    throw error;
  }
}

/** A table as the file tells it; {@link readHistory} reads it. */
export const tableJson = ({ name, entity, left, columns }: KeptTable): Json => ({
  name,
  entity,
  ...(left ? { left } : {}),
  columns: columns.map((column) => [
    column.name,
    column.field,
    column.shape,
    ...(column.holds === "any" ? [] : [column.holds]),
    ...(column.optional ? ["optional"] : []),
    ...(column.left ? ["left"] : []),
  ]),
});
