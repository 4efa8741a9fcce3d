import { pascalCase, type Field, type Model, type Service } from "#intent";
import { openapiPlans } from "../../openapi/document.ts";
import { hasBounds } from "../../reach/bounded.ts";
import { areToolsClosed, asksCallers, authScope, toolsAsk } from "../../reach/auth.ts";
import { isGuarded, isKeyed, namesCalls } from "../../reach/calls.ts";
import { crudsOf } from "../../reach/cruds.ts";
import { eventModules, hasBroker, hasDeliveries } from "../../reach/deliveries.ts";
import { foreignOf, type Foreign } from "../../reach/foreign.ts";
import { machinesOf } from "../../reach/machines.ts";
import { partialModules, patchedEntities } from "../../reach/partial.ts";
import { hasTwoForms } from "../../reach/renamed.ts";
import { hasRoutes, routesOf } from "../../reach/routes.ts";
import { ruledListener, ruledRpc } from "../../reach/rules.ts";
import { migrationPlans } from "../../reach/migrations.ts";
import { resolveType } from "../../reach/resolve.ts";
import { fileScope, formScope, hasFiles, hasKeyedFiles } from "../../reach/files.ts";
import { hasStreams, isStream } from "../../reach/streams.ts";
import { databaseOf, tableOf } from "../../reach/tables.ts";
import { timePlan } from "../../reach/times.ts";
import { toolPlan } from "../../reach/tools.ts";
import type { FilePlan, LanguagePrinter, StampContext } from "../../stamp.ts";
import {
  docOf,
  isList,
  valueOf,
  type TemplateFunctions,
  type Value,
  type ValueRecord,
} from "../../template/value.ts";
import { hardline, join, type Import } from "../layout.ts";
import { assignedDoc, commentDoc, unionAlias } from "./declare.ts";
import { engineView } from "./engines.ts";
import { machineView } from "./machines.ts";
import { crudView } from "./cruds.ts";
import { checkNames } from "./names.ts";
import { heldFirst } from "./order.ts";
import { routeDoc } from "./routes.ts";
import { patchView } from "./patches.ts";
import { ruledView, ruleViews } from "./rules.ts";
import { scaffolds } from "./scaffold.ts";
import { settingViews } from "./settings.ts";
import { testFiles } from "./tests.ts";
import { toolView } from "./tools.ts";
import { moduleName, type TypeScriptScope } from "./types.ts";
import { utilView } from "./utils.ts";
import {
  aliasView,
  deliveryView,
  entityView,
  enumView,
  errorView,
  everyView,
  rpcView,
  topicView,
  unionView,
} from "./view.ts";

/** Declarations of one service as a file holds them. What comes first is seen by what comes later. */
function declarations(
  { model, service }: StampContext,
  scope: TypeScriptScope,
  part: Foreign | Service,
): ValueRecord {
  return {
    aliases: part.aliases.map((alias) => aliasView(scope, alias)),
    enums: part.enums.map((declared) => enumView(scope, declared)),
    unions: part.unions.map((declared) => unionView(scope, declared)),
    entities: heldFirst(scope, part.entities).map((entity) => entityView(scope, entity)),
    patches: patchedEntities(model, service, part).map((entity) => patchView(scope, entity)),
    errors: part.errors.map((declared) => errorView(scope, declared)),
    rpcs: part.rpcs.map((rpc) =>
      rpcView(scope, part, rpc, part === service && ruledRpc(model, service, rpc) !== undefined),
    ),
    topics: part.events.map((event) => topicView(scope, event)),
  };
}

const scopeOf = (model: Model, owner: string, service: string): TypeScriptScope => ({
  owner,
  service,
  resolve: (type) => resolveType(model, type),
  declared: new Set(),
});

/** `generated.ts`: what the service itself declares, and how it is served. */
function ownFile(context: StampContext): FilePlan {
  const { model, service } = context;
  const scope = scopeOf(model, service.name, service.name);
  const database = databaseOf(service);
  return {
    path: "src/generated.ts",
    kind: "stamped",
    pattern: "service",
    scope: {
      ...declarations(context, scope, service),
      service: service.name,
      api: pascalCase(service.name),
      self: moduleName(service.name),
      worker: workerName(moduleName(service.name)),
      comment: valueOf(commentDoc(service.doc)),
      machines: machinesOf(model, service).map((machine) => machineView(scope, machine)),
      guarded: isGuarded(model, service),
      calls: isGuarded(model, service) && namesCalls(service.rpcs),
      streams: service.rpcs.some(isStream),
      keyed: isKeyed(service),
      authed: asksCallers(service),
      "asked-tools": toolsAsk(service),
      "closed-tools": areToolsClosed(service),
      "router-options": [
        ...(isKeyed(service) ? ["wireKeys.RouterOptions"] : []),
        ...(asksCallers(service) ? ["wireAuth.RouterOptions"] : []),
      ].join(" & "),
      utils: service.patterns.utils.map((util) => utilView(scope, util)),
      rules: ruleViews(scope, model, service),
      ruled: ruledView(scope, model, service),
      engines: service.patterns.engines.map((engine) => engineView(scope, model, engine)),
      serves: service.rpcs.length + service.listeners.length > 0,
      listeners: service.listeners.map((listener) =>
        deliveryView(scope, listener, ruledListener(model, service, listener) !== undefined),
      ),
      delivers: hasDeliveries(service),
      broker: hasBroker(service) ? service.broker : "",
      nats: hasBroker(service) && service.broker === "nats",
      everies: service.patterns.everies.map((every) => everyView(timePlan(every))),
      database: database ?? "",
      cruds: crudsOf(service).map((plan) => {
        const table = tableOf(model, plan);
        const kept = database && table && { database, table };
        return crudView(pascalCase(service.name), plan, kept);
      }),
      routes: routesOf(model, service).map((plan) => valueOf(routeDoc(plan))),
      settings: settingViews(scope, service.config),
      tools: service.patterns.tools.map((tool) =>
        toolView(tool.name, toolPlan(model, service.name, tool)),
      ),
    },
  };
}

/** A declaration without its docs, which belong to the owner's files alone. */
function bare<T extends { readonly doc?: string }>(item: T): Omit<T, "doc"> {
  const { doc: _, ...rest } = item;
  return rest;
}

/** The same for a declaration with fields. */
function bareFields<T extends { readonly doc?: string; readonly fields: readonly Field[] }>(
  item: T,
): Omit<T, "doc"> {
  return bare(Object.assign({}, item, { fields: item.fields.map(bare) }));
}

const withoutDocs = (part: Foreign): Foreign => ({
  ...part,
  aliases: part.aliases.map(bare),
  entities: part.entities.map(bareFields),
  enums: part.enums.map(bare),
  unions: part.unions.map((one) =>
    bare(Object.assign({}, one, { cases: one.cases.map(bareFields) })),
  ),
  errors: part.errors.map(bareFields),
  rpcs: part.rpcs.map((rpc) => bare(Object.assign({}, rpc, { input: rpc.input.map(bare) }))),
  events: part.events.map(bareFields),
});

/** `generated.<service>.ts`: what is used of another service, and its client. */
function foreignFile(context: StampContext, part: Foreign): FilePlan {
  const { model, service } = context;
  const { name } = part.service;
  const view = declarations(context, scopeOf(model, service.name, name), withoutDocs(part));
  // Another name for a type is all that needs nothing of the wire.
  const { aliases: _, ...coded } = view;
  return {
    path: `src/generated.${name}.ts`,
    kind: "stamped",
    pattern: "client",
    scope: {
      ...view,
      guarded: isGuarded(model, service),
      calls: isGuarded(model, service) && namesCalls(part.rpcs),
      streams: part.rpcs.some(isStream),
      shown: asksCallers(part),
      any: Object.values(view).flat(),
      coded: Object.values(coded).flat(),
      service: name,
      api: pascalCase(name),
    },
  };
}

/** A module that stands only where it is needed, such as `generated.bounds.ts`; the same text in all services. */
const sameEverywhere = (name: string): FilePlan => ({
  path: `src/generated.${name}.ts`,
  kind: "stamped",
  pattern: name,
  scope: {},
});

/** The rules of the wire; with the places that clauses of rpcs take hold of, where there are such. */
function wireFiles({ model, service }: StampContext): FilePlan[] {
  const guarded = isGuarded(model, service);
  const authed = asksCallers(service);
  const asked = authScope(model, service);
  const streams = hasStreams(model, service);
  const files = hasFiles(model, service);
  const scope = {
    ...(guarded ? { guarded } : {}),
    ...asked,
    ...(streams ? { streams } : {}),
    ...(files ? { files } : {}),
    ...(hasRoutes(service) ? { routed: true } : {}),
  };
  return [
    { ...sameEverywhere("wire"), scope },
    ...(guarded ? [sameEverywhere("wire-calls")] : []),
    ...(isKeyed(service)
      ? [
          {
            ...sameEverywhere("wire-keys"),
            scope: {
              ...(authed ? { authed } : {}),
              ...(hasKeyedFiles(service) ? { files: true } : {}),
            },
          },
        ]
      : []),
    ...(authed ? [sameEverywhere("wire-auth"), sameEverywhere("wire-issuer")] : []),
    ...(files ? [{ ...sameEverywhere("wire-files"), scope: fileScope(service) }] : []),
    ...(streams ? [{ ...sameEverywhere("streams"), scope: asked }] : []),
  ];
}

/** The module of tools; with what hands on who calls them, where they ask. */
const mcpFile = (service: Service): FilePlan => ({
  ...sameEverywhere("mcp"),
  scope: toolsAsk(service) ? { authed: true } : {},
});

const namespaceImports = (found: readonly Import[]): ReturnType<typeof join> =>
  join(
    hardline,
    found.map(({ from, name }) => `import * as ${name} from "${from}";`),
  );

const doc = (value: Value): NonNullable<ReturnType<typeof docOf>> => docOf(value) ?? "";

/** What the templates of this language may call: layouts that need the width of a line. */
const functions: TemplateFunctions = {
  assign: (left, right, breaksLeft) =>
    valueOf(assignedDoc(doc(left), doc(right), breaksLeft === true)),
  union: (members, last) =>
    valueOf(unionAlias([...(isList(members) ? members.map(doc) : []), doc(last)])),
};

/** The service where its schedule is made: under its own name, but beside others that are needed there. */
const workerName = (own: string): string =>
  ["ctx", "event", "options", "store", "tick"].includes(own) ? "worker" : own;

/** TypeScript with Hono and zod, laid out as oxfmt leaves it. */
export const typescript: LanguagePrinter = {
  language: "typescript",
  comment: "//",
  layout: { width: 100, blankLinesMax: 1, openers: "{([", closers: "})]" },
  indent: 2,
  imports: namespaceImports,
  functions,
  files: (context) => [
    ...wireFiles(context),
    sameEverywhere("wire-traces"),
    ...(hasBounds(context.model, context.service) ? [sameEverywhere("bounds")] : []),
    ...(hasTwoForms(context.model, context.service) ? [sameEverywhere("forms")] : []),
    ...(context.service.patterns.everies.length === 0 ? [] : [sameEverywhere("times")]),
    ...(context.service.patterns.tools.length === 0 ? [] : [mcpFile(context.service)]),
    ...(hasRoutes(context.service)
      ? [{ ...sameEverywhere("routes"), scope: formScope(context.service) }]
      : []),
    ...eventModules(context.service).map(sameEverywhere),
    ...partialModules(context.model, context.service).map(sameEverywhere),
    ownFile(context),
    ...foreignOf(context.model, context.service).map((part) => foreignFile(context, part)),
    ...openapiPlans(context.model, context.service, "src"),
    ...migrationPlans(context),
    ...testFiles(context),
    ...scaffolds(context.service),
  ],
  check: checkNames,
};
