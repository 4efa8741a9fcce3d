import { derived, pascalCase, typeName, type Diagnostic, type Service } from "#intent";
import { forgeDiagnostic } from "../../messages.ts";
import { hasBounds } from "../../reach/bounded.ts";
import { asksCallers } from "../../reach/auth.ts";
import { isGuarded, isKeyed, takenByOptions, takenCodes } from "../../reach/calls.ts";
import { calledOf } from "../../reach/called.ts";
import { casesOf } from "../../reach/cases.ts";
import { eventModules } from "../../reach/deliveries.ts";
import { foreignOf, type Foreign } from "../../reach/foreign.ts";
import { machinesOf, namesInside, type MachinePlan } from "../../reach/machines.ts";
import { partialModules, patchedEntities } from "../../reach/partial.ts";
import { hasTwoForms } from "../../reach/renamed.ts";
import { hasRoutes } from "../../reach/routes.ts";
import { hasFiles } from "../../reach/files.ts";
import { hasStreams, isStream } from "../../reach/streams.ts";
import { calledAs } from "../../reach/tools.ts";
import type { StampContext } from "../../stamp.ts";
import { collisions, type Named } from "../collisions.ts";
import { stampedValue } from "./literals.ts";
import { machineValue, machineWays } from "./machines.ts";
import { handlersName, keptName, storeName, tableName } from "./cruds.ts";
import { applierName } from "./patches.ts";
import { builderName } from "./samples.ts";
import { moduleName } from "./types.ts";

/** Types of the language that stamped code is written with, and stamped ones; the model's own check refuses most. */
const builtin = ["Date", "Exclude", "Map", "Omit", "Partial", "Promise", "Record", "Uint8Array"];
const own = [
  "Config",
  "Ctx",
  "Hono",
  "Publisher",
  "RemoteError",
  "Running",
  "Unknown",
  "UnknownCase",
];

/** Every type that a file declares for an intent. */
function* declared({ model, service }: StampContext, part: Foreign | Service): Generator<Named> {
  for (const { name, span } of patchedEntities(model, service, part))
    yield { name: derived.patch(name), what: `patch of ${name}`, span };
  for (const { name, kind, span } of [
    ...part.aliases,
    ...part.entities,
    ...part.enums,
    ...part.unions,
  ])
    yield { name: typeName("typescript", name), what: `${kind} ${name}`, span };
  yield* casesOf(part);
  for (const { name, span } of part.errors)
    yield { name: derived.error(name), what: `error ${name}`, span };
  for (const rpc of part.rpcs)
    yield { name: derived.input(rpc.name), what: calledAs(part, rpc), span: rpc.span };
  for (const { name, span } of part.events)
    yield { name: derived.event(name), what: `event ${name}`, span };
  if ("patterns" in part)
    for (const { takes, what, span } of calledOf(part)) yield { name: takes, what, span };
}

/** Every value that a file declares for an intent, as far as its name is made of one of the intent's. */
function* values({ model, service }: StampContext, part: Foreign | Service): Generator<Named> {
  for (const { name, span } of patchedEntities(model, service, part)) {
    const what = `patch of ${name}`;
    yield { name: stampedValue(derived.patch(name), "Wire"), what, span };
    yield { name: applierName(name), what, span };
  }
  for (const { entity, store } of "patterns" in part ? part.patterns.cruds : [])
    for (const spell of [
      handlersName,
      keptName,
      ...(store === "memory" ? [] : [storeName, tableName]),
    ])
      yield { name: spell(entity.name), what: `crud of ${entity.name}`, span: entity.span };
  for (const { name, kind, span } of [...part.entities, ...part.enums, ...part.unions]) {
    const what = `${kind} ${name}`;
    yield { name: stampedValue(name, "Wire"), what, span };
    if (kind === "enum") {
      yield { name: stampedValue(name, "Values"), what, span };
      yield { name: `isKnown${typeName("typescript", name)}`, what, span };
    }
  }
  for (const { name, span } of part.errors)
    yield { name: stampedValue(name, "Error"), what: `error ${name}`, span };
  for (const rpc of part.rpcs)
    yield { name: stampedValue(rpc.name, "Rpc"), what: calledAs(part, rpc), span: rpc.span };
  if ("patterns" in part)
    for (const { name, span } of part.patterns.tools)
      yield { name: stampedValue(name, "Tool"), what: `tool ${name}`, span };
  for (const { name, span } of part.events)
    yield { name: stampedValue(name, "Event"), what: `event ${name}`, span };
  const built = [
    ...part.entities.map((one) => ({ ...one, type: typeName("typescript", one.name) })),
    ...part.events.map((one) => ({ ...one, type: derived.event(one.name) })),
  ];
  for (const { name, type, kind, span } of built)
    yield { name: builderName(type), what: `${kind} ${name}`, span };
  for (const { name, what, span } of casesOf(part)) yield { name: builderName(name), what, span };
}

/** The values of a machine, and the names inside of it. */
function* machineNames(machine: MachinePlan): Generator<Named> {
  const what = `machine ${machine.name}`;
  yield { name: machineValue(machine.name), what, span: machine.span };
  yield { name: machineWays(machine.name), what, span: machine.span };
  yield* namesInside("typescript", machine, (state) => state);
}

/** Names of a service, and of what it uses of others, that cannot stand side by side in stamped TypeScript. */
export function checkNames(context: StampContext): Diagnostic[] {
  const { model, service } = context;
  const api = pascalCase(service.name);
  const { file, name, nameSpan: span = service.span } = service;
  const itself = { name: api, what: `service ${name}`, span };
  const modules = foreignOf(model, service).map((part) => ({
    name: moduleName(part.service.name),
    what: `the module of service ${part.service.name}`,
    span,
  }));
  const found = [
    ...takenCodes(service),
    ...takenByOptions(service, [
      ...(isKeyed(service) ? ["answers", "options"] : []),
      ...(asksCallers(service) ? ["guard", "options"] : []),
    ]),
    ...collisions("TypeScript", file, [itself], [...builtin, ...own]),
    ...collisions("TypeScript", file, declared(context, service), [
      ...builtin,
      ...own,
      api,
      `${api}Events`,
    ]),
    // The router takes the service under its own name, and says the procedures beside it.
    ...collisions(
      "TypeScript",
      file,
      [...values(context, service), { ...itself, name: moduleName(name) }, ...modules],
      ["configWire"],
    ),
  ];
  const machines = machinesOf(model, service);
  // All other names were told apart above.
  if (machines.length > 0)
    found.push(
      ...collisions(
        "TypeScript",
        file,
        [
          ...values(context, service),
          ...modules,
          ...machines.flatMap((machine) => [...machineNames(machine)]),
        ],
        ["configWire", "loadConfig", "router", "serve", "wire"],
      ).filter(({ span: at }) => machines.some((machine) => machine.span === at)),
    );
  for (const part of foreignOf(model, service)) {
    const other = pascalCase(part.service.name);
    found.push(
      ...collisions("TypeScript", part.service.file, declared(context, part), [
        ...builtin,
        `${other}Api`,
        `${other}Client`,
      ]),
      ...collisions("TypeScript", part.service.file, values(context, part), []),
    );
    found.push(...moduleNames(context, part));
  }
  return [
    ...found,
    ...hidden(service),
    ...toolNames(service),
    ...ruleNames(context),
    ...deliveryNames(context),
  ];
}

/** What would be called like the function that has rules around what they hook into. */
function ruleNames({ model, service }: StampContext): Diagnostic[] {
  const { file, name, nameSpan: span = service.span, patterns } = service;
  if (patterns.rules.length === 0) return [];
  const modules = foreignOf(model, service).map((part) => part.service.name);
  const machines = machinesOf(model, service).map((machine) => ({
    name: machineValue(machine.name),
    what: `machine ${machine.name}`,
    span: machine.span,
  }));
  const services = [name, ...modules].map((one) => ({
    name: moduleName(one),
    what: `service ${one}`,
    span,
  }));
  return collisions("TypeScript", file, [...services, ...machines], ["ruled"]).filter(
    ({ message }) => message.includes("`ruled`"),
  );
}

/** Names that would hide what `listeners` and `router` are written with, where listeners say how they deal with events. */
function deliveryNames(context: StampContext): Diagnostic[] {
  const { model, service } = context;
  const modulesOfEvents = eventModules(service);
  if (modulesOfEvents.length === 0) return [];
  const { file, name, nameSpan: span = service.span } = service;
  const modules = foreignOf(model, service).map((part) => ({
    name: moduleName(part.service.name),
    what: `the module of service ${part.service.name}`,
    span,
  }));
  const itself = { name: moduleName(name), what: `service ${name}`, span };
  const hasBrokers = modulesOfEvents.includes("outbox");
  const taken = [
    ...modulesOfEvents,
    "heard",
    "listeners",
    "store",
    ...(hasBrokers ? ["brokers"] : []),
  ];
  return collisions("TypeScript", file, [...values(context, service), itself, ...modules], taken);
}

/** Modules that the service would hide where it goes by its own name: inside of `router`, and of `schedule`. */
function hidden(service: StampContext["service"]): Diagnostic[] {
  const { file, nameSpan: span = service.span } = service;
  const modules = [
    ...(hasRoutes(service) ? ["routes"] : []),
    ...(service.patterns.everies.length > 0 ? ["times"] : []),
    ...(service.rpcs.some(isStream) ? ["streams"] : []),
  ];
  return modules
    .filter((name) => moduleName(service.name) === name)
    .map((name) =>
      forgeDiagnostic(
        "name-taken",
        { file, span },
        `the service \`${name}\` and the stamped ${name} module would both be \`${name}\` in TypeScript`,
      ),
    );
}

/** Whether a service has the stamped module of a name. Only what has such a name is looked for: hardly anything has. */
function hasModule({ model, service }: StampContext, name: string): boolean {
  switch (name) {
    case "wire":
    case "wire-traces":
      return true;
    case "wire-calls":
      return isGuarded(model, service);
    case "wire-keys":
      return isKeyed(service);
    case "wire-auth":
    case "wire-issuer":
      return asksCallers(service);
    case "wire-files":
      return hasFiles(model, service);
    case "times":
      return service.patterns.everies.length > 0;
    case "routes":
      return hasRoutes(service);
    case "streams":
      return hasStreams(model, service);
    case "bounds":
      return hasBounds(model, service);
    case "forms":
      return hasTwoForms(model, service);
    default:
      return [...eventModules(service), ...partialModules(model, service)].some(
        (module) => module === name,
      );
  }
}

/** A service that is used under the name of a stamped module. */
function moduleNames(context: StampContext, { service: used }: Foreign): Diagnostic[] {
  const { service } = context;
  const local = moduleName(used.name);
  const beside = [
    ...(service.patterns.tools.length > 0 ? ["toolbox"] : []),
    ...(service.patterns.everies.length > 0 ? ["schedule"] : []),
  ];
  if (beside.includes(local)) {
    const message = `the service \`${used.name}\` and what is stamped of \`${service.name}\` would both be \`${local}\` in TypeScript`;
    return [forgeDiagnostic("name-taken", { file: used.file, span: used.span }, message)];
  }
  if (!hasModule(context, used.name)) return [];
  const message = `the service \`${used.name}\` and the stamped ${used.name} module would both be \`generated.${used.name}.ts\``;
  return [forgeDiagnostic("name-taken", { file: used.file, span: used.span }, message)];
}

/** Where the tools are collected the service would hide, under its own name, what they are collected with. */
function toolNames({ name, file, span, nameSpan, patterns }: Service): Diagnostic[] {
  const module = moduleName(name);
  if (patterns.tools.length === 0 || !["mcp", "toolbox", "calls"].includes(module)) return [];
  const message = `the service \`${name}\` and what is stamped of its tools would both be \`${module}\` in TypeScript`;
  return [forgeDiagnostic("name-taken", { file, span: nameSpan ?? span }, message)];
}
