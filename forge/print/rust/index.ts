import { derived, fieldName, screamingCase, type Service } from "#intent";
import { areToolsClosed, asksCallers } from "../../reach/auth.ts";
import { crudsOf } from "../../reach/cruds.ts";
import { migrationPlans } from "../../reach/migrations.ts";
import { databaseOf, tableOf, type Database } from "../../reach/tables.ts";
import { hasBroker, hasDeliveries } from "../../reach/deliveries.ts";
import { byName, foreignOf, type Foreign } from "../../reach/foreign.ts";
import { timePlan } from "../../reach/times.ts";
import { toolPlan } from "../../reach/tools.ts";
import { machinesOf } from "../../reach/machines.ts";
import { routesOf } from "../../reach/routes.ts";
import { partialModules, patchedEntities } from "../../reach/partial.ts";
import type { FilePlan, LanguagePrinter, StampContext } from "../../stamp.ts";
import { valueOf, type ValueRecord } from "../../template/value.ts";
import { fill, group, hardline, join, nest, softline, type Doc, type Import } from "../layout.ts";
import { openapiPlans } from "../../openapi/document.ts";
import { checkNames } from "./check.ts";
import { crudView } from "./cruds.ts";
import { engineView } from "./engines.ts";
import { docLines, stringLiteral } from "./literals.ts";
import { machineView } from "./machines.ts";
import { routesDoc } from "./routes.ts";
import { ruleViews } from "./rules.ts";
import { scaffolds } from "./scaffold.ts";
import { settingViews } from "./settings.ts";
import { testFiles } from "./tests.ts";
import { toolView } from "./tools.ts";
import { moduleOf } from "./types.ts";
import { utilView } from "./utils.ts";
import { everyView, listenerViews, typesView } from "./view.ts";
import { wireView } from "./wire.ts";

/** `use a::{B, C};`, one line for each path, as rustfmt sorts them: what lies above comes first. */
function layoutImports(list: readonly Import[]): Doc {
  const byPath = Map.groupBy(list, (item) => item.from);
  const paths = [...byPath].sort(
    ([a], [b]) => rank(a) - rank(b) || (keyOf(a, byPath) < keyOf(b, byPath) ? -1 : 1),
  );
  return join(
    hardline,
    paths.map(([path, items]) =>
      useOf(
        path,
        items.map((item) => item.name),
      ),
    ),
  );
}

/** What rustfmt sorts a line by: braces come behind every name, and what takes all of them between both. */
function keyOf(path: string, byPath: ReadonlyMap<string, readonly Import[]>): string {
  const [only, ...others] = byPath.get(path) ?? [];
  const name = only?.name === "*" ? "{" : (only?.name ?? "");
  return `${path}::${others.length === 0 ? name : "{{"}`;
}

const rank = (path: string): number => (path.startsWith("super") ? 0 : 1);

function useOf(path: string, names: readonly string[]): Doc {
  const [only, ...others] = names;
  if (only !== undefined && others.length === 0) return `use ${path}::${only};`;
  return group([`use ${path}::{`, nest(4, [softline, fill([...names].sort())]), softline, "};"]);
}

function clientView(context: StampContext, part: Foreign): ValueRecord {
  const { service } = part;
  const place = { root: context.service.name, part: service.name, builders: false };
  return {
    ...typesView(
      { model: context.model, place, docs: false },
      part,
      patchedEntities(context.model, context.service, part),
    ),
    service: service.name,
    module: moduleOf(service.name),
    name: derived.client(service.name),
    keyed: part.rpcs.some(({ clauses }) => clauses.idempotent !== undefined),
    shown: asksCallers(part),
    variable: `${screamingCase(service.name)}_URL`,
    keyVariable: `${screamingCase(service.name)}_API_KEY`,
  };
}

/** What the template of `src/generated.rs` is given. */
function serviceView(context: StampContext): ValueRecord {
  const { model, service } = context;
  const foreign = foreignOf(model, service);
  const place = { root: service.name, part: service.name, builders: false };
  const listeners = listenerViews(model, service);
  const patched = patchedEntities(model, service, service);
  const cruds = crudsOf(service);
  const modules = partialModules(model, service);
  return {
    ...typesView({ model, place, docs: true }, service, patched),
    cruds: cruds.map((plan) => crudView({ model, place, docs: true }, plan, tableOf(model, plan))),
    database: databaseView(databaseOf(service)),
    makesKeys: cruds.some(({ makesKey }) => makesKey),
    hasPages: modules.includes("pages"),
    hasPatches: modules.includes("patches"),
    innerDoc: docLines(service.doc, "//!").join("\n"),
    trait: derived.service(service.name),
    wireName: service.name,
    listeners,
    delivers: hasDeliveries(service),
    hearsBroker: hasBroker(service) && hasDeliveries(service),
    broker: hasBroker(service),
    nats: hasBroker(service) && service.broker === "nats",
    /** Whether what custom code implements is shared by more than the routes. */
    shared: hasDeliveries(service) || service.patterns.everies.length > 0,
    everies: service.patterns.everies.map((every) => everyView(timePlan(every))),
    routes: valueOf(routesDoc(routesOf(model, service))),
    utils: service.patterns.utils.map((util) => utilView(model, place, util)),
    rules: ruleViews(model, place, service),
    engines: service.patterns.engines.map((engine) => engineView(model, place, engine)),
    machines: machinesOf(model, service).map((machine) => machineView(place, machine)),
    closedTools: areToolsClosed(service),
    tools: service.patterns.tools.map((tool) => toolView(toolPlan(model, service.name, tool))),
    literal: stringLiteral(service.name),
    parts: partsOf(service),
    settings: settingViews(model, place, service.config),
    config: configView(service),
    clients: foreign.filter(hasContent).map((part) => clientView(context, part)),
  };
}

/** What a database is called by the crate that speaks to it. */
const databaseView = (database: Database | undefined): ValueRecord | undefined =>
  database && {
    name: database,
    ...(database === "sqlite"
      ? {
          driver: "Sqlite",
          arguments: "SqliteArguments",
          row: "SqliteRow",
          number: "INTEGER",
          text: "TEXT",
          first: "?1",
          second: "?2",
        }
      : {
          driver: "Postgres",
          arguments: "PgArguments",
          row: "PgRow",
          number: "bigint",
          text: "text",
          first: "$1",
          second: "$2",
        }),
  };

/** Whether anything of another service is named here; an alias only where `uses` names it. */
const hasContent = ({ rpcs, events, aliases, entities, enums, unions, errors }: Foreign): boolean =>
  [rpcs, events, aliases, entities, enums, unions, errors].some((list) => list.length > 0);

/** The settings as what is shown of them. */
const configView = ({ config }: Service): ValueRecord => {
  const isSecret = (name: string): boolean =>
    config.some((field) => fieldName("rust", field) === name && field.constraints.secret === true);
  const names = new Set(["port", ...config.map((field) => fieldName("rust", field))]);
  return {
    name: "Config",
    secret: config.some(({ constraints }) => constraints.secret === true),
    fields: [...names].map((name) => ({ name, secret: isSecret(name) })),
  };
};

const partsOf = (service: Service): string[] => [
  ...service.rpcs.map((rpc) => derived.rpcTrait(rpc.name)),
  ...service.listeners.map((listener) => derived.listenerTrait(listener.handler)),
  ...service.patterns.everies.map((every) => derived.everyTrait(every.handler)),
  ...byName(service.patterns.rules).map((rule) => derived.rpcTrait(rule.name)),
  ...service.patterns.utils.map((util) => derived.utilTrait(util.name)),
  ...service.patterns.engines.map((engine) => derived.engineMaker(engine.name)),
];

function files(context: StampContext): FilePlan[] {
  const service = serviceView(context);
  const wire = wireView(context.model, context.service, foreignOf(context.model, context.service));
  const scope = { service, wire };
  return [
    { path: "src/generated.rs", kind: "stamped", pattern: "file", scope },
    ...openapiPlans(context.model, context.service, "src"),
    ...migrationPlans(context),
    ...testFiles(context),
    ...scaffolds(context, scope),
  ];
}

/** Rust: axum, serde, tokio; laid out as rustfmt of edition 2024 leaves it. */
export const rust: LanguagePrinter = {
  language: "rust",
  comment: "//",
  layout: { width: 100, blankLinesMax: 1, openers: "{([", closers: "})]" },
  indent: 4,
  imports: layoutImports,
  functions: {},
  files,
  check: checkNames,
};
