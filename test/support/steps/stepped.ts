import { DatabaseSync } from "node:sqlite";
import { createHost } from "../../../cli/host/index.ts";
import { hasErrors, type Diagnostic } from "#intent";
import { crudsOf } from "../../../forge/reach/cruds.ts";
import { readHistory, type Step } from "../../../forge/reach/steps/read.ts";
import { tableOf, type TablePlan } from "../../../forge/reach/tables.ts";
import { stamp, type Standing } from "../../../forge/stamp.ts";
import type { Templates } from "../../../forge/template/templates.ts";
import { modelOf } from "../model-of.ts";
import type { PostgresServer } from "../postgres.ts";

/** Where steps are taken: a database of SQLite, or one of PostgreSQL. */
export interface Taking {
  /** All or none of the statements. */
  take(statements: readonly string[]): void;
  /** Rows that a statement finds, cells parted by `|`; `-` is none. */
  rows(sql: string): string[];
}

export function sqliteDatabase(): Taking {
  const database = new DatabaseSync(":memory:");
  return {
    take: (statements) => {
      database.exec("BEGIN");
      try {
        database.exec(statements.join(";\n"));
        database.exec("COMMIT");
      } catch (error) {
        database.exec("ROLLBACK");
        throw error;
      }
    },
    rows: (sql) =>
      database
        .prepare(sql)
        .all()
        .map((row) =>
          Object.values(row)
            .map((cell) => (cell === null ? "-" : String(cell)))
            .join("|"),
        ),
  };
}

/** A schema of its own, which is made sooner than a database. */
export function postgresqlSchema(server: PostgresServer, name: string): Taking {
  const run = (sql: string): string[] =>
    server.sql("postgres", `SET search_path TO "${name}"; ${sql}`);
  server.sql("postgres", `CREATE SCHEMA "${name}"`);
  return { take: (statements) => void run(statements.join(";\n")), rows: run };
}

/** Steps that are told; none where nothing can be read. */
function stepsIn(file: string | undefined): readonly Step[] {
  const history = file === undefined ? undefined : readHistory(file);
  return typeof history === "object" ? history.steps : [];
}

/** A service whose intent changes, and what its stamps make of its database, one after the other. */
export class Stepped {
  readonly #templates: Templates;
  #file: string | undefined;
  #path: string | undefined;

  constructor(templates: Templates) {
    this.#templates = templates;
  }

  /** Stamps it anew. Gives the steps that are new, its tables as they are to be, or what is wrong. */
  stamp(intent: string): {
    readonly steps: readonly Step[];
    readonly tables: readonly TablePlan[];
    readonly diagnostics: readonly Diagnostic[];
  } {
    const model = modelOf(intent);
    const before = stepsIn(this.#file);
    const standing: Standing = (path) => (path === this.#path ? this.#file : undefined);
    const { sha256 } = createHost();
    const { services, diagnostics } = stamp(model, this.#templates, { sha256, standing });
    const service = model.services.get("s");
    if (hasErrors(diagnostics) || service === undefined)
      return { steps: [], tables: [], diagnostics };
    const made = services[0]?.files.find(({ path }) => path.includes("migrations"));
    [this.#file, this.#path] = [made?.text, made?.path];
    const after = stepsIn(this.#file);
    return {
      steps: after.slice(before.length),
      tables: crudsOf(service).flatMap((plan) => tableOf(model, plan) ?? []),
      diagnostics,
    };
  }

  /** What stands where the steps were; `undefined` is nothing. */
  set file(text: string | undefined) {
    this.#file = text;
  }

  get file(): string | undefined {
    return this.#file;
  }
}

/** A statement with its parameters in it, as texts. */
export const filled = (sql: readonly string[], cells: readonly (string | null)[]): string =>
  sql
    .join(" ")
    .replaceAll(/[?$](\d+)/g, (_, number: string) =>
      ((cell) => (cell === null ? "NULL" : `'${cell.replaceAll("'", "''")}'`))(
        cells[Number(number) - 1] ?? null,
      ),
    );
