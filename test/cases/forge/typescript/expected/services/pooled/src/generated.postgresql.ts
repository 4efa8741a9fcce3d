// Stamped by Flywheel from the intent of `pooled`. Do not edit: the next stamp overwrites it.
// flywheel:stamp v1 service=pooled digest=… templates=…

import process from "node:process";

import { DatabaseError, Pool } from "pg";
import type { PoolClient } from "pg";

import * as tables from "./generated.tables.ts";
import * as wire from "./generated.wire.ts";

/** For how long a request waits for a connection. */
const patienceMs = 10_000;
/** What is locked while steps are taken, so that of processes that start at once one takes them. */
const migrationLock = 7_305_807;

const isTaken = (error: unknown): boolean =>
  error instanceof DatabaseError && error.code === "23505";

/** A PostgreSQL database. */
export class Database implements tables.Database {
  readonly #pool: Pool;

  private constructor(pool: Pool) {
    this.#pool = pool;
  }

  /** Connects to `postgres://user:word@host/app`, and takes the steps that the database lacks, all or none of them. */
  static async open(url: string, steps: readonly tables.Step[]): Promise<Database> {
    const pool = new Pool({
      connectionString: url,
      connectionTimeoutMillis: patienceMs,
      // What waits for its next use does not keep the process from its end.
      allowExitOnIdle: true,
    });
    // A connection that fails while nobody uses it is replaced.
    pool.on("error", (error) => wire.log("error", { error: wire.textOf(error) }));
    const database = new Database(pool);
    await database.#within((client) => migrate(client, steps));
    return database;
  }

  /** What an app over it is served with: `/ready` asks the database, which is closed when nothing runs any more. */
  serving({ ready = async () => true }: wire.ServeOptions = {}): wire.ServeOptions {
    process.once("beforeExit", this.close);
    return { ready: async () => (await this.rows("SELECT 1", [])).length === 1 && ready() };
  }

  close = async (): Promise<void> => {
    if (!this.#pool.ending) await this.#pool.end();
  };

  async rows(sql: string, cells: readonly tables.Cell[]): Promise<tables.Row[]> {
    const { rows } = await this.#pool.query<tables.Row>(sql, [...cells]);
    return rows;
  }

  transaction<R>(work: (session: tables.Session) => Promise<R>): Promise<R> {
    return this.#within((client) =>
      work({
        rows: async (sql, cells) => (await client.query<tables.Row>(sql, [...cells])).rows,
        change: async (sql, cells) => {
          // A statement that fails ends the transaction, unless one of its own stands around it.
          await client.query("SAVEPOINT change");
          try {
            return (await client.query(sql, [...cells])).rowCount ?? 0;
          } catch (error) {
            if (!isTaken(error)) throw error;
            await client.query("ROLLBACK TO SAVEPOINT change");
            return 0;
          }
        },
      }),
    );
  }

  async #within<R>(work: (client: PoolClient) => Promise<R>): Promise<R> {
    const client = await this.#pool.connect();
    let failure: Error | undefined;
    try {
      await client.query("BEGIN");
      const result = await work(client);
      await client.query("COMMIT");
      return result;
    } catch (error) {
      try {
        await client.query("ROLLBACK");
      } catch {
        failure = new Error("the connection is broken", { cause: error });
      }
      throw error;
    } finally {
      client.release(failure);
    }
  }
}

async function migrate(client: PoolClient, steps: readonly tables.Step[]): Promise<void> {
  await client.query("SELECT pg_advisory_xact_lock($1)", [migrationLock]);
  await client.query(`
    CREATE TABLE IF NOT EXISTS "_migrations"
    ("number" integer NOT NULL PRIMARY KEY, "statements" text NOT NULL)`);
  const select = `SELECT "number", "statements" FROM "_migrations"`;
  const { rows } = await client.query<tables.Row>(select);
  for (const { number, text } of tables.stepsLeft(steps, rows)) {
    await client.query(text);
    await client.query(`INSERT INTO "_migrations" VALUES ($1, $2)`, [number, text]);
  }
}
