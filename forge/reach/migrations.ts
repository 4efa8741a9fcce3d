import type { Model, Service } from "#intent";
import { jsonText } from "../openapi/json.ts";
import type { FilePlan } from "../stamp.ts";
import { databaseOf, tablesOf } from "./tables.ts";

/** One step of a database from nothing to what the intent says. */
export interface Step {
  readonly number: number;
  readonly statements: readonly string[];
}

/** The steps of a service's database; none where all is kept in memory. */
export function stepsOf(model: Model, service: Service): Step[] {
  const statements = tablesOf(model, service).flatMap(({ create }) => create);
  return statements.length === 0 ? [] : [{ number: 1, statements }];
}

/** The steps as a stamped file; none where all is kept in memory. */
export function migrationPlans(model: Model, service: Service, path: string): FilePlan[] {
  const database = databaseOf(service);
  if (database === undefined) return [];
  const steps = stepsOf(model, service).map(({ number, statements }) => ({ number, statements }));
  // The line with the brace is the header's, which says what the file is stamped from.
  const [, ...lines] = jsonText({ store: database, steps }).split("\n");
  return [{ path, kind: "stamped", pattern: "migrations", scope: { document: lines.join("\n") } }];
}
