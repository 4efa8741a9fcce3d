import { mkdirSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname } from "node:path";
import type { DatabaseSync } from "node:sqlite";
import type { Database, Databases, SqlValue } from "#intent";

// Loaded late: `node:sqlite` is needed by runs only, and older versions of Node lack it.
const require = createRequire(import.meta.url);

function isSqlite(value: unknown): value is { DatabaseSync: typeof DatabaseSync } {
  return typeof value === "object" && value !== null && "DatabaseSync" in value;
}

class Sqlite implements Database {
  readonly #database: DatabaseSync;
  #depth = 0;

  constructor(path: string) {
    mkdirSync(dirname(path), { recursive: true });
    const module: unknown = require("node:sqlite");
    if (!isSqlite(module)) throw new Error("this Node has no node:sqlite");
    this.#database = new module.DatabaseSync(path);
    this.#database.exec("PRAGMA busy_timeout = 5000; PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON;");
  }

  exec(sql: string): void {
    this.#database.exec(sql);
  }

  prepare(sql: string): ReturnType<Database["prepare"]> {
    const statement = this.#database.prepare(sql);
    return {
      run: (...values) => ({ changes: Number(statement.run(...values).changes) }),
      get: (...values) => row(statement.get(...values)),
      all: (...values) => statement.all(...values).map((one) => ({ ...one })),
    };
  }

  transaction<T>(body: () => T): T {
    if (this.#depth > 0) return body();
    this.#database.exec("BEGIN IMMEDIATE");
    this.#depth++;
    try {
      const result = body();
      this.#database.exec("COMMIT");
      return result;
    } catch (error) {
      this.#database.exec("ROLLBACK");
      throw error;
    } finally {
      this.#depth--;
    }
  }

  close(): void {
    this.#database.close();
  }
}

function row(value: Record<string, SqlValue> | undefined): Readonly<Record<string, SqlValue>> | undefined {
  return value === undefined ? undefined : { ...value };
}

/** SQLite by `node:sqlite`. */
export const realDatabases: Databases = { open: (path) => new Sqlite(path) };
