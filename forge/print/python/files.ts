import { derived, snakeCase, type Model, type Service } from "#intent";

import { foreignOf, type Foreign } from "../../reach/foreign.ts";
import { resolveType } from "../../reach/resolve.ts";
import type { FilePlan, StampContext } from "../../stamp.ts";
import { valueOf, type ValueRecord } from "../../template/value.ts";
import { configView } from "./config.ts";
import { docstring } from "./docs.ts";
import { stringLiteral } from "./literals.ts";
import { implementationName, variableName } from "./names.ts";
import { scaffolds } from "./scaffold.ts";
import { moduleFile, namesWire } from "./types.ts";
import {
  aliasView,
  entityView,
  enumView,
  errorView,
  eventView,
  listenerViews,
  rpcView,
  unionView,
  type ViewContext,
} from "./views.ts";

/** Module of the rules of the wire: beside a service called `wire` it gets another name. */
const wireModule = (foreign: readonly Foreign[]): string =>
  foreign.some(({ service }) => snakeCase(service.name) === "wire")
    ? "generated_wire_"
    : "generated_wire";

/** The stamped files of a service: the rules of the wire, one module for each service that it uses, and its own. */
export function filesOf({ model, service }: StampContext): readonly FilePlan[] {
  const folder = snakeCase(service.name);
  const foreign = foreignOf(model, service);
  const wire = wireModule(foreign);
  return [
    {
      path: `${folder}/generated.py`,
      kind: "stamped",
      pattern: "service",
      scope: ownScope(model, service, wire),
    },
    ...foreign.map((part): FilePlan => ({
      path: `${folder}/${moduleFile(part.service.name)}.py`,
      kind: "stamped",
      pattern: "client",
      scope: foreignScope(model, service, part, wire),
    })),
    { path: `${folder}/${wire}.py`, kind: "stamped", pattern: "wire", scope: {} },
    ...scaffolds(service),
  ];
}

function ownScope(model: Model, service: Service, wire: string): ValueRecord {
  const context: ViewContext = {
    model,
    scope: { service: service.name, stamped: service.name },
    owner: service.name,
    documented: true,
  };
  const implementation = implementationName(service.name);
  return {
    ...common(context, service, wire),
    docstring: valueOf(docstring(service.doc ?? `The service ${service.name}.`)),
    serves: service.rpcs.length + service.listeners.length > 0,
    listeners: listenerViews(context, service.listeners),
    implementation,
    config: configView(model, context.scope, service.config),
  };
}

/** What both kinds of files are given: the declarations of one service, or what is used of them. */
function common(context: ViewContext, part: Omit<Foreign, "service">, wire: string): ValueRecord {
  const rpcs = part.rpcs.map((each) => rpcView(context, each, implementationName(context.owner)));
  return {
    service: context.owner,
    wire,
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
    user: service.name,
    used: declared || part.aliases.some(({ type }) => namesWire(resolveType(model, type))),
    declared,
    client: derived.client(owner),
    variable: stringLiteral(`${variableName(owner)}_URL`),
  };
}
