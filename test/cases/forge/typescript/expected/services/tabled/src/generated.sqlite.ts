// Stamped by Flywheel from the intent of `tabled`. Do not edit: the next stamp overwrites it.
// flywheel:stamp v1 service=tabled digest=… templates=…

import process from "node:process";
import { DatabaseSync, type StatementSync } from "node:sqlite";

import * as tables from "./generated.tables.ts";
import type * as wire from "./generated.wire.ts";

/** For how long a statement waits for another process that writes. */
const patienceMs = 10_000;

/** A SQLite database in a file. */
export class Database implements tables.Database {
  readonly #file: DatabaseSync;
  readonly #statements = new Map<string, StatementSync>();
  #last: Promise<unknown> = Promise.resolve();

  private constructor(file: DatabaseSync) {
    this.#file = file;
  }

  /**
   * Opens a database at an address such as `sqlite:data/app.db`, makes it where there is none, and takes the steps that it
   * lacks, all or none of them.
   */
  static async open(url: string, steps: readonly tables.Step[]): Promise<Database> {
    const path = url.replace(/^sqlite:(?:\/\/)?/, "");
    const database = new Database(new DatabaseSync(path, { timeout: patienceMs }));
    // Who reads does not wait for who writes, and what was answered is on the disk.
    database.#file.exec("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL");
    await database.transaction(() => database.#migrate(steps));
    return database;
  }

  /** What an app over it is served with: `/ready` asks the database, which is closed when nothing runs any more. */
  serving({ ready = async () => true }: wire.ServeOptions = {}): wire.ServeOptions {
    process.once("beforeExit", this.close);
    return { ready: async () => (await this.rows("SELECT 1", [])).length === 1 && ready() };
  }

  close = async (): Promise<void> => {
    if (this.#file.isOpen) this.#file.close();
  };

  rows(sql: string, cells: readonly tables.Cell[]): Promise<tables.Row[]> {
    return this.#inTurn(async () => this.#prepared(sql).all(...cells));
  }

  transaction<R>(work: (session: tables.Session) => Promise<R>): Promise<R> {
    const session: tables.Session = {
      rows: async (sql, cells) => this.#prepared(sql).all(...cells),
      change: async (sql, cells) => Number(this.#prepared(sql).run(...cells).changes),
    };
    return this.#inTurn(async () => {
      this.#file.exec("BEGIN IMMEDIATE");
      try {
        const result = await work(session);
        this.#file.exec("COMMIT");
        return result;
      } catch (error) {
        if (this.#file.isTransaction) this.#file.exec("ROLLBACK");
        throw error;
      }
    });
  }

  /** One after the other: there is one connection, and nothing of others belongs into a transaction. */
  #inTurn<R>(work: () => Promise<R>): Promise<R> {
    const result = this.#last.then(work);
    this.#last = result.catch(() => undefined);
    return result;
  }

  #prepared(sql: string): StatementSync {
    const statement = this.#statements.get(sql) ?? this.#file.prepare(sql);
    this.#statements.set(sql, statement);
    return statement;
  }

  async #migrate(steps: readonly tables.Step[]): Promise<void> {
    this.#file.exec(`
      CREATE TABLE IF NOT EXISTS "_migrations"
      ("number" INTEGER NOT NULL PRIMARY KEY, "statements" TEXT NOT NULL) STRICT`);
    const taken = this.#prepared(`SELECT "number", "statements" FROM "_migrations"`).all();
    for (const { number, text } of tables.stepsLeft(steps, taken)) {
      this.#file.exec(text);
      this.#prepared(`INSERT INTO "_migrations" VALUES (?1, ?2)`).run(number, text);
    }
  }
}
