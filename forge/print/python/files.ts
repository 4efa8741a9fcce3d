import { derived, snakeCase, type Model, type Service } from "#intent";

import { areToolsClosed, asksCallers, authScope, toolsAsk } from "../../reach/auth.ts";
import { isGuarded, isKeyed, namesCalls } from "../../reach/calls.ts";
import { crudsOf } from "../../reach/cruds.ts";
import { openapiPlans } from "../../openapi/document.ts";
import {
  eventModules,
  hasBroker,
  hasDeliveries,
  type EventModule,
} from "../../reach/deliveries.ts";
import { foreignOf, type Foreign } from "../../reach/foreign.ts";
import { machinesOf } from "../../reach/machines.ts";
import { partialModules, patchedEntities } from "../../reach/partial.ts";
import { hasTwoForms } from "../../reach/renamed.ts";
import { hasRoutes, routesOf } from "../../reach/routes.ts";
import { ruledListener, rulesStreams } from "../../reach/rules.ts";
import { migrationPlans } from "../../reach/migrations.ts";
import { resolveType } from "../../reach/resolve.ts";
import { fileScope, formScope, hasFiles, hasKeyedFiles } from "../../reach/files.ts";
import { hasStreams, isStream } from "../../reach/streams.ts";
import { databaseOf, tableOf } from "../../reach/tables.ts";
import { timePlan } from "../../reach/times.ts";
import { isTool } from "../../reach/tools.ts";
import type { FilePlan, StampContext } from "../../stamp.ts";
import { valueOf, type ValueRecord } from "../../template/value.ts";
import { namesBounds } from "./bounds.ts";
import { configView } from "./config.ts";
import { crudView } from "./cruds.ts";
import { docstring } from "./docs.ts";
import { engineView } from "./engines.ts";
import { deliveryView, listenerViews } from "./listeners.ts";
import { stringLiteral } from "./literals.ts";
import { machineView } from "./machines.ts";
import { implementationName, variableName } from "./names.ts";
import { routesDoc } from "./routes.ts";
import { patchView } from "./patches.ts";
import { ruledView, ruleViews } from "./rules.ts";
import { scaffolds } from "./scaffold.ts";
import { testFiles } from "./tests.ts";
import { moduleFile, namesWire } from "./types.ts";
import { utilView } from "./utils.ts";
import {
  aliasView,
  entityView,
  enumView,
  errorView,
  eventView,
  everyView,
  limitViews,
  rpcView,
  unionView,
  type ViewContext,
} from "./views.ts";

type SharedModule = "wire" | "times" | "routes" | "mcp" | "streams" | EventModule;

/** A module that is the same in every service: beside a service of its name it gets another one. */
const sharedModule = (name: SharedModule, foreign: readonly Foreign[]): string =>
  foreign.some(({ service }) => snakeCase(service.name) === name)
    ? `generated_${name}_`
    : `generated_${name}`;

/** The stamped files of a service: the rules of the wire, one module for each service that it uses, and its own. */
export function filesOf(context: StampContext): readonly FilePlan[] {
  const { model, service } = context;
  const folder = snakeCase(service.name);
  const foreign = foreignOf(model, service);
  const wire = sharedModule("wire", foreign);
  const times = sharedModule("times", foreign);
  const mcp = sharedModule("mcp", foreign);
  const routes = sharedModule("routes", foreign);
  const streams = sharedModule("streams", foreign);
  const streamed = hasStreams(model, service);
  const modules: Readonly<Record<EventModule, string>> = {
    events: sharedModule("events", foreign),
    deliveries: sharedModule("deliveries", foreign),
    outbox: sharedModule("outbox", foreign),
    nats: sharedModule("nats", foreign),
  };
  const over = (module: string, pattern: SharedModule, scope: ValueRecord = {}): FilePlan => ({
    path: `${folder}/${module}.py`,
    kind: "stamped",
    pattern,
    scope: { wire, ...scope },
  });
  return [
    {
      path: `${folder}/generated.py`,
      kind: "stamped",
      pattern: "service",
      scope: {
        ...ownScope(model, service, wire),
        times,
        mcp,
        routes,
        streams,
        ...moduleScope(modules),
      },
    },
    ...foreign.map((part): FilePlan => ({
      path: `${folder}/${moduleFile(part.service.name)}.py`,
      kind: "stamped",
      pattern: "client",
      scope: { ...foreignScope(model, service, part, wire), streams },
    })),
    ...wireFiles(folder, wire, { model, service }),
    ...(streamed ? [over(streams, "streams", streamsScope(model, service))] : []),
    ...(service.patterns.everies.length === 0 ? [] : [over(times, "times")]),
    ...(service.patterns.tools.length === 0
      ? []
      : [over(mcp, "mcp", toolsAsk(service) ? { authed: true } : {})]),
    ...(hasRoutes(service) ? [over(routes, "routes", formScope(service))] : []),
    ...eventModules(service).map((name) => over(modules[name], name, modules)),
    {
      path: `${folder}/generated_wire_traces.py`,
      kind: "stamped",
      pattern: "wire-traces",
      scope: { wire },
    },
    ...partialModules(model, service).map((name): FilePlan => ({
      path: `${folder}/generated_${name}.py`,
      kind: "stamped",
      pattern: name,
      scope: name === "pages" ? { wire } : {},
    })),
    ...(namesBounds(model, service) ? [sameEverywhere(folder, "bounds")] : []),
    ...(hasTwoForms(model, service) ? [sameEverywhere(folder, "forms")] : []),
    ...openapiPlans(model, service, folder),
    ...migrationPlans(context),
    ...testFiles({ model, service }, wire),
    ...scaffolds(service),
  ];
}

/** The module of streams; with what closes those that rules are asked before, where there are such. */
const streamsScope = (model: Model, service: Service): ValueRecord => ({
  ...authScope(model, service),
  ...(rulesStreams(model, service) ? { ruled: true } : {}),
});

/** The same names for the service's own file, whose events are called events already. */
const moduleScope = (modules: Readonly<Record<string, string>>): ValueRecord =>
  Object.fromEntries(Object.entries(modules).map(([name, file]) => [`${name}-module`, file]));

/** The rules of the wire; with the places that clauses of rpcs take hold of, and their modules, where there are such. */
const wireFiles = (
  folder: string,
  wire: string,
  { model, service }: StampContext,
): readonly FilePlan[] => {
  const guarded = isGuarded(model, service);
  const authed = asksCallers(service);
  const asked = authScope(model, service);
  const files = hasFiles(model, service) ? { files: true } : {};
  const scope = {
    ...(guarded ? { guarded } : {}),
    ...asked,
    ...(hasStreams(model, service) ? { streams: true } : {}),
    ...files,
  };
  const modules = [
    ...(guarded ? ["calls"] : []),
    ...(isKeyed(service) ? ["keys"] : []),
    ...(authed ? ["auth", "issuer"] : []),
    ...(hasFiles(model, service) ? ["files"] : []),
  ];
  return [
    { path: `${folder}/${wire}.py`, kind: "stamped", pattern: "wire", scope },
    ...modules.map((name): FilePlan => ({
      path: `${folder}/generated_wire_${name}.py`,
      kind: "stamped",
      pattern: `wire-${name}`,
      scope: {
        wire,
        ...(guarded ? { guarded } : {}),
        ...asked,
        ...(name === "keys" ? (hasKeyedFiles(service) ? { files: true } : {}) : files),
        ...(name === "files" ? fileScope(service) : {}),
      },
    })),
  ];
};

/** A module that stands only where it is needed, such as `generated_bounds.py`; the same text in all services. */
const sameEverywhere = (folder: string, name: string): FilePlan => ({
  path: `${folder}/generated_${name}.py`,
  kind: "stamped",
  pattern: name,
  scope: {},
});

function ownScope(model: Model, service: Service, wire: string): ValueRecord {
  const context: ViewContext = {
    model,
    scope: { service: service.name, stamped: service.name },
    owner: service.name,
    documented: true,
    guarded: isGuarded(model, service),
  };
  const implementation = implementationName(service.name);
  const database = databaseOf(service);
  return {
    ...common(context, service, wire),
    patches: patchedEntities(model, service, service).map((one) => patchView(context, one)),
    docstring: valueOf(docstring(service.doc ?? `The service ${service.name}.`)),
    serves: service.rpcs.length + service.listeners.length > 0,
    keyed: isKeyed(service),
    authed: asksCallers(service),
    "asked-rpcs": asksCallers({ rpcs: service.rpcs.filter((rpc) => !isTool(service, rpc)) }),
    "asked-tools": toolsAsk(service),
    "closed-tools": areToolsClosed(service),
    listeners: listenerViews(context, service),
    delivers: hasDeliveries(service),
    broker: hasBroker(service),
    nats: hasBroker(service) && service.broker === "nats",
    deliverers: service.listeners.map((listener) =>
      deliveryView(context, listener, ruledListener(model, service, listener) !== undefined),
    ),
    everies: service.patterns.everies.map((every) => everyView(context, timePlan(every))),
    database,
    "database-module": database && `_${database}`,
    cruds: crudsOf(service).map((plan) => {
      const table = tableOf(model, plan);
      return crudView(context, service, plan, database && table && { database, table });
    }),
    tools: service.patterns.tools.length > 0,
    served: hasRoutes(service)
      ? valueOf(routesDoc(service.name, routesOf(model, service)))
      : undefined,
    implementation,
    // Beside the other parameters, a service of their name has another one.
    utils: service.patterns.utils.map((util) => utilView(context, util)),
    rules: ruleViews(context, service),
    ruled: ruledView(context, service),
    engines: service.patterns.engines.map((engine) => engineView(context, engine)),
    worker: ["clock", "jobs", "ledger", "store"].includes(implementation)
      ? "worker"
      : implementation,
    machines: machinesOf(model, service).map((machine) => machineView(context.scope, machine)),
    config: configView(model, context.scope, service.config),
  };
}

/** What both kinds of files are given: the declarations of one service, or what is used of them. */
function common(context: ViewContext, part: Service | Foreign, wire: string): ValueRecord {
  const rpcs = part.rpcs.map((each) => rpcView(context, part, each));
  return {
    service: context.owner,
    wire,
    guarded: context.guarded,
    calls: context.guarded && namesCalls(part.rpcs),
    streamed: part.rpcs.some(isStream),
    literal: stringLiteral(context.owner),
    interface: derived.service(context.owner),
    aliases: part.aliases.map((each) => aliasView(context, each)),
    enums: part.enums.map((each) => enumView(context, each)),
    unions: part.unions.map((each) => unionView(context, each)),
    entities: part.entities.map((each) => entityView(context, each)),
    errors: part.errors.map((each) => errorView(context, each)),
    events: part.events.map((each) => eventView(context, each)),
    rpcs: rpcs.map(({ view }) => view),
    readers: rpcs.flatMap(({ reader }) => (reader === undefined ? [] : [valueOf(reader)])),
  };
}

function foreignScope(model: Model, service: Service, part: Foreign, wire: string): ValueRecord {
  const owner = part.service.name;
  const context: ViewContext = {
    model,
    scope: { service: owner, stamped: service.name },
    owner,
    documented: false,
    guarded: isGuarded(model, service),
  };
  // Classes before the aliases: what stands behind imports and is none has one blank line before it.
  const declared = [
    part.enums,
    part.unions,
    part.entities,
    part.errors,
    part.events,
    part.rpcs,
  ].some((each) => each.length > 0);
  return {
    ...common(context, part, wire),
    patches: patchedEntities(model, service, part).map((one) => patchView(context, one)),
    user: service.name,
    used: declared || part.aliases.some(({ type }) => namesWire(resolveType(model, type))),
    declared,
    limits: part.rpcs.filter((rpc) => !isStream(rpc)).flatMap((rpc) => limitViews(rpc)),
    client: derived.client(owner),
    variable: stringLiteral(`${variableName(owner)}_URL`),
    shown: asksCallers(part),
    "key-variable": stringLiteral(`${variableName(owner)}_API_KEY`),
  };
}
