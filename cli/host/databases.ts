import { mkdirSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname } from "node:path";
import type { DatabaseSync } from "node:sqlite";
import type { Database, Databases, SqlValue } from "#intent";
import { databaseError } from "./database-errors.ts";
import { hostError } from "./errors.ts";

// Loaded late: `node:sqlite` is needed by runs only, and older versions of Node lack it.
const load = (name: string): unknown => createRequire(import.meta.url)(name);

function isSqlite(value: unknown): value is { DatabaseSync: typeof DatabaseSync } {
  return typeof value === "object" && value !== null && "DatabaseSync" in value;
}

function makeFolder(path: string): void {
  try {
    mkdirSync(path, { recursive: true });
  } catch (error) {
    throw hostError(error, path);
  }
}

class Sqlite implements Database {
  readonly #database: DatabaseSync;
  readonly #path: string;
  #depth = 0;

  constructor(path: string) {
    this.#path = path;
    makeFolder(dirname(path));
    const module = load("node:sqlite");
    if (!isSqlite(module)) throw new Error("this Node has no node:sqlite");
    this.#database = this.#told(() => new module.DatabaseSync(path));
    this.exec(
      "PRAGMA busy_timeout = 5000; PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON;",
    );
  }

  exec(sql: string): void {
    this.#told(() => this.#database.exec(sql));
  }

  /** What SQLite says about the disk or the file becomes an error with its place and cure. */
  #told<T>(body: () => T): T {
    try {
      return body();
    } catch (error) {
      throw databaseError(error, this.#path);
    }
  }

  prepare(sql: string): ReturnType<Database["prepare"]> {
    const statement = this.#told(() => this.#database.prepare(sql));
    return {
      run: (...values) => this.#told(() => ({ changes: Number(statement.run(...values).changes) })),
      get: (...values) => this.#told(() => row(statement.get(...values))),
      all: (...values) => this.#told(() => statement.all(...values).map((one) => ({ ...one }))),
    };
  }

  transaction<T>(body: () => T): T {
    if (this.#depth > 0) return body();
    this.exec("BEGIN IMMEDIATE");
    this.#depth++;
    try {
      const result = body();
      this.exec("COMMIT");
      return result;
    } catch (error) {
      // Where the disk is full SQLite has rolled back already.
      if (this.#database.isTransaction) this.#database.exec("ROLLBACK");
      throw error;
    } finally {
      this.#depth--;
    }
  }

  close(): void {
    this.#database.close();
  }
}

function row(
  value: Record<string, SqlValue> | undefined,
): Readonly<Record<string, SqlValue>> | undefined {
  return value === undefined ? undefined : { ...value };
}

/** SQLite by `node:sqlite`. */
export const realDatabases: Databases = { open: (path) => new Sqlite(path) };
