import {
  languages,
  snakeCase,
  type Diagnostic,
  type Language,
  type Model,
  type Service,
} from "#intent";
import { forgeDiagnostic } from "../messages.ts";
import { jsonText } from "../openapi/json.ts";
import type { FilePlan, StampContext } from "../stamp.ts";
import { dialects, isComposite } from "./dialects.ts";
import { createAll, type KeptTable, type WantedColumn, type WantedTable } from "./steps/kept.ts";
import { leave, meet, standingFor, type Meeting } from "./steps/meet.ts";
import { alter as alterPostgresql } from "./steps/postgresql.ts";
import { readHistory, tableJson, type History, type Step } from "./steps/read.ts";
import { alter as alterSqlite } from "./steps/sqlite.ts";
import { databaseOf, tablesOf, type Database } from "./tables.ts";

const alters: Readonly<Record<Database, (meeting: Meeting) => string[]>> = {
  sqlite: alterSqlite,
  postgresql: alterPostgresql,
};

/** The path of a service's steps in a language, relative to its folder. */
const pathIn = (language: Language, { name }: Service): string =>
  language === "python"
    ? `${snakeCase(name)}/generated_migrations.json`
    : "src/generated.migrations.json";

const pathOf = (service: Service): string => pathIn(service.language, service);

/** The history that stands; a sentence where the file cannot be read. */
function historyOf({ service, standing }: StampContext, store: Database): History | string {
  const nothing = { store, steps: [], tables: [] };
  // A service that changes its language keeps its database.
  const paths = [service.language, ...languages].map((language) => pathIn(language, service));
  const file = paths
    .values()
    .map((path) => standing?.(`${service.directory}/${path}`))
    .find((text) => text !== undefined);
  const history = file === undefined ? undefined : readHistory(file);
  // Another database starts from nothing.
  return typeof history === "object" && history.store !== store ? nothing : (history ?? nothing);
}

/** A table of the history and what the intent makes of it: met, or new, or left where it is kept no more. */
interface Change {
  readonly meeting?: Meeting;
  readonly table: WantedTable;
}

function changesOf(history: History, model: Model, service: Service): Change[] {
  const wanted = tablesOf(model, service).map((plan) => plan.wanted);
  const met = new Set<KeptTable>();
  const changes = wanted.map((table): Change => {
    const before = standingFor(
      table,
      history.tables.filter((one) => !met.has(one)),
    );
    if (before === undefined) return { table };
    met.add(before);
    const meeting = meet(before, table);
    return { meeting, table: meeting.after };
  });
  const names = new Set(wanted.map(({ name }) => name));
  const left = history.tables
    .filter((table) => !met.has(table))
    .map((table): Change => {
      const meeting = leave(table, names, history.tables);
      return meeting.after.name === table.name
        ? { table: meeting.after }
        : { meeting, table: meeting.after };
    });
  // First, since their names may be wanted.
  return [...left, ...changes];
}

/** The steps that were taken, and behind them the one that leads to what the intent says now, where there is one. */
function nextHistory(history: History, changes: readonly Change[], store: Database): History {
  const statements = changes.flatMap(({ meeting, table }) =>
    meeting ? alters[store](meeting) : table.left ? [] : createAll(dialects[store], table),
  );
  const number = Math.max(0, ...history.steps.map((step) => step.number)) + 1;
  const added: Step[] = statements.length === 0 ? [] : [{ number, statements }];
  return { store, steps: [...history.steps, ...added], tables: changes.map(({ table }) => table) };
}

/**
 * What rows that stand make of a change, as far as no step can: a field that is new and has no default, or a type whose
 * values are nothing of the new one. Also a file of steps that cannot be read.
 */
export function migrationProblems(context: StampContext): Diagnostic[] {
  const { model, service } = context;
  const store = databaseOf(service);
  if (store === undefined) return [];
  const { file } = service;
  const history = historyOf(context, store);
  if (typeof history === "string") {
    const path = `${service.directory}/${pathOf(service)}`;
    return [
      forgeDiagnostic("steps-unreadable", { file, span: service.span }, `${path}\`: ${history}`),
    ];
  }
  return changesOf(history, model, service).flatMap(({ meeting, table }) => {
    const fields = service.entities.find(({ name }) => name === table.entity)?.fields ?? [];
    const told = (code: "rows-without-value" | "rows-of-another-form", column: WantedColumn) => {
      const field = fields.find(({ name }) => name === column.field);
      return field === undefined
        ? []
        : [forgeDiagnostic(code, { file, span: field.nameSpan }, `${table.name}\``)];
    };
    return [
      ...(meeting?.added ?? [])
        .filter(
          ({ optional, value, holds }) => !optional && (value === undefined || holds !== "any"),
        )
        .flatMap((column) => told("rows-without-value", column)),
      ...(meeting?.pairs ?? [])
        .filter(({ old, next }) => !canBecome(old, next))
        .flatMap(({ next }) => told("rows-of-another-form", next)),
    ];
  });
}

/** Whether what a column holds can be a value of the new type: of anything a text, a list of it or JSON can be made. */
function canBecome(old: WantedColumn, next: WantedColumn): boolean {
  if (old.shape === next.shape || next.shape === "json" || next.shape === "list") return true;
  if (isComposite(next.shape)) return old.shape === "json" || old.shape === "list";
  return !isComposite(old.shape) || old.shape === "json" || old.shape === "list";
}

/** The steps as a stamped file; none where all is kept in memory. */
export function migrationPlans(context: StampContext): FilePlan[] {
  const { model, service } = context;
  const store = databaseOf(service);
  if (store === undefined) return [];
  const read = historyOf(context, store);
  // Said by the problems; nothing of the service is written then.
  const history = typeof read === "string" ? { store, steps: [], tables: [] } : read;
  const { steps, tables } = nextHistory(history, changesOf(history, model, service), store);
  const document = {
    store,
    steps: steps.map(({ number, statements }) => ({ number, statements })),
    tables: tables.map(tableJson),
  };
  // The line with the brace is the header's, which says what the file is stamped from.
  const [, ...lines] = jsonText(document).split("\n");
  const scope = { document: lines.join("\n") };
  return [{ path: pathOf(service), kind: "stamped", pattern: "migrations", scope }];
}
