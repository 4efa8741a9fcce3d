// Stamped by Flywheel from the intent of `pooled`. Do not edit: the next stamp overwrites it.
// flywheel:stamp v1 service=pooled digest=… templates=…

import { z } from "zod";

import type * as stores from "./generated.stores.ts";
import type * as wire from "./generated.wire.ts";

/** What a cell holds: text, a number that the driver takes as one, or any other JSON as text; nothing where it is absent. */
export type Cell = string | number | null;

export interface Column {
  readonly name: string;
  /** The key of the field on the wire. */
  readonly wire: string;
  readonly holds: "text" | "real" | "json";
}

/** How things of one kind stand in a table, and the statements that find and change them. */
export interface Table<T> {
  readonly kept: stores.Kept<T>;
  readonly wire: wire.Wire<T>;
  readonly columns: readonly Column[];
  readonly insert: string;
  readonly find: string;
  /** Finds one that nobody else changes until the transaction ends; absent where that holds of every one. */
  readonly lock?: string;
  readonly update: string;
  readonly delete: string;
  readonly list: string;
  readonly listAfter: string;
  /** Names the field that another one has the same value in; absent where nothing is unique. */
  readonly taken?: string;
}

export type Row = Readonly<Record<string, unknown>>;

/** Runs statements, one after the other. */
export interface Session {
  rows(sql: string, cells: readonly Cell[]): Promise<Row[]>;
  /** How many rows it changed; none where something unique would be there twice. */
  change(sql: string, cells: readonly Cell[]): Promise<number>;
}

/** Where tables are. */
export interface Database {
  /** What a statement finds that changes nothing. */
  rows(sql: string, cells: readonly Cell[]): Promise<Row[]>;
  /** All or nothing of what is done in it. */
  transaction<R>(work: (session: Session) => Promise<R>): Promise<R>;
}

/** One step of a database from nothing to what it has to be. A step that was taken once never changes. */
export interface Step {
  readonly number: number;
  readonly statements: readonly string[];
}

/** The cells of a thing, in the order of the columns. */
export const rowOf = <T>(table: Table<T>, value: T): Cell[] => {
  const fields: Readonly<Record<string, unknown>> = Object.assign({}, z.encode(table.wire, value));
  return table.columns.map(({ wire: key, holds }) => {
    const field = fields[key];
    if (field === undefined) return null;
    if (holds === "real" && typeof field === "number") return field;
    return holds === "text" && typeof field === "string" ? field : JSON.stringify(field);
  });
};

/** The thing that a row holds. */
export const valueOf = <T>(table: Table<T>, row: Row): T => {
  const fields = table.columns.flatMap(({ name, wire: key, holds }) => {
    const cell = row[name] ?? null;
    if (cell === null) return [];
    return [[key, holds === "json" ? JSON.parse(String(cell)) : cell] as const];
  });
  return z.decode<wire.Wire<T>>(table.wire, Object.fromEntries(fields));
};

/** The steps that are still to be taken, each as one text. Throws where one that was taken is another one now. */
export const stepsLeft = (
  steps: readonly Step[],
  rows: readonly Row[],
): { readonly number: number; readonly text: string }[] => {
  const taken = new Map(rows.map((row) => [Number(row["number"]), row["statements"]]));
  return steps.flatMap(({ number, statements }) => {
    const text = statements.join(";\n");
    if (!taken.has(number)) return [{ number, text }];
    if (taken.get(number) === text) return [];
    throw new Error(`step ${number} of the database was another one when it was taken`);
  });
};

/** How often something is tried again that another one had, and has no more. */
const triesMax = 10;

/** Keeps things in a table. */
export class TableStore<T> implements stores.Store<T> {
  readonly #database: Database;
  readonly #table: Table<T>;

  constructor(database: Database, table: Table<T>) {
    this.#database = database;
    this.#table = table;
  }

  insert(value: T): Promise<stores.Changed<T>> {
    const { insert, find, kept } = this.#table;
    return this.#database.transaction((session) =>
      this.#put(session, insert, value, async () => {
        const [other] = await session.rows(find, [kept.key(value)]);
        return other === undefined ? this.#taken(session, value) : "key";
      }),
    );
  }

  async find(key: string): Promise<T | undefined> {
    const [row] = await this.#database.rows(this.#table.find, [key]);
    return row && valueOf(this.#table, row);
  }

  update(key: string, change: (value: T) => T): Promise<stores.Changed<T> | undefined> {
    const { find, lock = find, update } = this.#table;
    return this.#database.transaction(async (session) => {
      const [row] = await session.rows(lock, [key]);
      if (row === undefined) return undefined;
      const value = change(valueOf(this.#table, row));
      return this.#put(session, update, value, () => this.#taken(session, value));
    });
  }

  delete(key: string): Promise<boolean> {
    return this.#database.transaction(
      async (session) => (await session.change(this.#table.delete, [key])) > 0,
    );
  }

  async listAfter(after: string | undefined, limit: number): Promise<T[]> {
    const { list, listAfter } = this.#table;
    const rows =
      after === undefined
        ? await this.#database.rows(list, [limit])
        : await this.#database.rows(listAfter, [limit, after]);
    return rows.map((row) => valueOf(this.#table, row));
  }

  /** Writes a row; one that is refused has something that is another one's, or was until now. */
  async #put(
    session: Session,
    sql: string,
    value: T,
    why: () => Promise<string | undefined>,
  ): Promise<stores.Changed<T>> {
    const row = rowOf(this.#table, value);
    for (let tries = 0; tries < triesMax; tries++) {
      if ((await session.change(sql, row)) > 0) return { value };
      const taken = await why();
      if (taken !== undefined) return { taken };
    }
    throw new Error("a row was refused, and nothing of it is taken");
  }

  /** The field besides the key that another thing has the same value in. */
  async #taken(session: Session, value: T): Promise<string | undefined> {
    const { kept, taken } = this.#table;
    if (taken === undefined) return undefined;
    const cells = [kept.key(value), ...Object.values(kept.unique(value))];
    const [field] = (await session.rows(taken, cells)).flatMap((row) => Object.values(row));
    return typeof field === "string" ? field : undefined;
  }
}
