import {
  derived,
  typeName,
  valueName,
  type Diagnostic,
  type Model,
  type Rpc,
  type Service,
} from "#intent";
import { forgeDiagnostic } from "../../messages.ts";
import { asksCallers } from "../../reach/auth.ts";
import { hasFiles } from "../../reach/files.ts";
import { isKeyed, takenCodes } from "../../reach/calls.ts";
import { calledOf } from "../../reach/called.ts";
import { eventModules } from "../../reach/deliveries.ts";
import { foreignOf, type Foreign } from "../../reach/foreign.ts";
import { machinesOf, namesInside } from "../../reach/machines.ts";
import { hasRoutes } from "../../reach/routes.ts";
import { partialModules, patchedEntities } from "../../reach/partial.ts";
import { calledAs } from "../../reach/tools.ts";
import type { StampContext } from "../../stamp.ts";
import { resolveType } from "../../reach/resolve.ts";
import { collisions, type Named } from "../collisions.ts";
import { boundsName, isHeld } from "./codecs.ts";
import { configOwner, ownersOf } from "./owners.ts";
import { builderOf } from "./samples.ts";
import { moduleOf } from "./types.ts";

/** Types that stamped code is written with, under their plain names. */
const borrowed =
  "A Arc BTreeMap DateTime Decimal Default Deserialize Duration Err Fn FnOnce From Future Into IntoIterator Iterator NaiveDate None Ok Option Request Response Result Router Self Send Serialize Serializer Some State String Sync T ToString U Utc Uuid Value Vec".split(
    " ",
  );
const own = ["Config", "Ctx"];
const modules: ReadonlySet<string> = new Set([
  "anyhow",
  "axum",
  "bounds",
  "builders",
  "chrono",
  "chrono_tz",
  "core",
  "croner",
  "fmt",
  "futures_util",
  "hyper_util",
  "mcp",
  "regex",
  "rust_decimal",
  "serde",
  "serde_json",
  "std",
  "times",
  "tokio",
  "uuid",
  "wire",
]);

/** Every type that one part declares, and every builder. */
function* declared(part: Foreign | Service): Generator<Named> {
  for (const { name, kind, span } of [
    ...part.entities,
    ...part.enums,
    ...part.unions,
    ...part.aliases,
  ])
    yield { name: typeName("rust", name), what: `${kind} ${name}`, span };
  for (const { name, span } of part.errors)
    yield { name: derived.error(name), what: `error ${name}`, span };
  for (const { name, span } of part.events)
    yield { name: derived.event(name), what: `event ${name}`, span };
  for (const rpc of part.rpcs) {
    const { name, span } = rpc;
    const what = calledAs(part, rpc);
    yield { name: derived.input(name), what, span };
    yield { name: derived.rpcError(name), what, span };
  }
  if ("patterns" in part) {
    for (const { takes, what, span } of calledOf(part)) yield { name: takes, what, span };
    for (const { name, span } of part.patterns.rules)
      yield { name: derived.rpcError(name), what: `rule ${name}`, span };
  }
  for (const { name, kind, span } of [...part.entities, ...part.unions, ...part.events])
    yield { name: `builders::${builderOf(name)}`, what: `${kind} ${name}`, span };
}

/** What the module `bounds` of one part declares: two types and fields may come to one name. */
function* bounded(model: Model, part: Foreign | Service): Generator<Named> {
  const settings = "config" in part ? [{ owner: configOwner, fields: part.config }] : [];
  for (const { owner, fields } of [...ownersOf(part), ...settings])
    for (const field of fields)
      if (isHeld(field, resolveType(model, field.type)))
        yield {
          name: `bounds::${boundsName(owner, field)}`,
          what: `field ${field.name} of ${owner.type}`,
          span: field.nameSpan,
        };
}

/** An rpc that is called like what gives a client its key, or its credential. */
const keyNames = (part: Foreign): Diagnostic[] => {
  const { rpcs, service } = part;
  const isKeyed = rpcs.some(({ clauses }) => clauses.idempotent !== undefined);
  const taken = [
    ...(isKeyed ? ["with_key"] : []),
    ...(asksCallers(part) ? ["with_credential"] : []),
  ];
  if (taken.length === 0) return [];
  const methods = rpcs.map(({ name, span }) => ({
    name: valueName("rust", name),
    what: `rpc ${name}`,
    span,
  }));
  return collisions("Rust", service.file, methods, taken);
};

/** What a service implements: traits, and the functions of its routes. */
function* implemented(service: Service): Generator<Named> {
  const parts = [
    ...service.rpcs.map((rpc) => ({
      what: calledAs(service, rpc),
      name: rpc.name,
      span: rpc.span,
    })),
    ...service.listeners.map(({ handler, span }) => ({
      what: `listener ${handler}`,
      name: handler,
      span,
    })),
    ...service.patterns.everies.map(({ handler, span }) => ({
      what: `the times of ${handler}`,
      name: handler,
      span,
    })),
    ...service.patterns.utils.map(({ name, span }) => ({ what: `util ${name}`, name, span })),
    ...service.patterns.rules.map(({ name, span }) => ({ what: `rule ${name}`, name, span })),
  ];
  for (const { name, what, span } of parts) yield { name: derived.rpcTrait(name), what, span };
}

/** An rpc whose errors share a variant: two of one name from different services, or one that is called internal. */
function* variants(rpc: Rpc): Generator<Named> {
  for (const { service, name, span } of rpc.errors)
    yield {
      name: `${derived.rpcError(rpc.name)}::${derived.error(name)}`,
      what: `error ${service}/${name}`,
      span,
    };
}

/** Patches, and the functions that they have. */
function* patched({ model, service }: StampContext, part: Foreign | Service): Generator<Named> {
  for (const { name, span } of patchedEntities(model, service, part))
    yield { name: derived.patch(name), what: `patch of ${name}`, span };
}

/** Names inside of machines, and the modules that hold their states. */
function machineNames({ model, service }: StampContext): Diagnostic[] {
  const machines = machinesOf(model, service);
  const clients = foreignOf(model, service).map((part) => moduleOf(part.service.name));
  const named = machines.map(({ name, span }) => ({
    name: valueName("rust", name),
    what: `machine ${name}`,
    span,
  }));
  const inside = machines.flatMap((machine) => [
    ...namesInside("rust", machine, (state) => typeName("rust", state)),
  ]);
  return [
    ...collisions("Rust", service.file, named, [
      ...modules,
      ...partialModules(model, service),
      ...clients,
      ...(isKeyed(service) ? ["keys"] : []),
      ...(asksCallers(service) ? ["guard"] : []),
    ]),
    ...collisions("Rust", service.file, inside, []),
  ];
}

/** A service that is used under the name of a module that is stamped itself. */
function moduleNames({ model, service }: StampContext, part: Foreign): Diagnostic[] {
  const name = moduleOf(part.service.name);
  const stamped: readonly string[] = [
    ...modules,
    ...partialModules(model, service),
    ...eventModules(service),
    ...(isKeyed(service) ? ["keys"] : []),
    ...(asksCallers(service) ? ["guard"] : []),
    ...(hasFiles(model, service) ? ["wire_files"] : []),
    ...(hasRoutes(service) ? ["routes"] : []),
  ];
  if (!stamped.includes(name)) return [];
  const message = `the module of service ${part.service.name} and the stamped code itself would both be \`${name}\` in Rust`;
  return [forgeDiagnostic("name-taken", { file: service.file, span: service.span }, message)];
}

/** Names of a service, and of what it uses of others, that cannot stand side by side in stamped Rust. */
export function checkNames(context: StampContext): Diagnostic[] {
  const { model, service } = context;
  const foreign = foreignOf(model, service);
  const publisher = service.events.length > 0 ? ["Publisher"] : [];
  const states = service.patterns.machines.length > 0 ? ["PhantomData"] : [];
  const fixed = [...borrowed, ...own, ...publisher, ...states, derived.service(service.name)];
  const { name, nameSpan, span } = service;
  const trait = { name: derived.service(name), what: `service ${name}`, span: nameSpan ?? span };
  const found = [
    ...takenCodes(service),
    ...collisions("Rust", service.file, [trait], [...borrowed, ...own]),
    ...collisions(
      "Rust",
      service.file,
      [...declared(service), ...implemented(service), ...patched(context, service)],
      fixed,
    ),
    ...[service, ...foreign].flatMap((part) => {
      const { file } = "service" in part ? part.service : part;
      return collisions("Rust", file, bounded(model, part), []);
    }),
  ];
  const all: readonly (Service | Foreign)[] = [service, ...foreign];
  for (const rpc of all.flatMap((part) => part.rpcs))
    found.push(
      ...collisions("Rust", service.file, variants(rpc), [
        `${derived.rpcError(rpc.name)}::Internal`,
      ]),
    );
  for (const part of foreign) {
    found.push(
      ...keyNames(part),
      ...collisions(
        "Rust",
        part.service.file,
        [...declared(part), ...patched(context, part)],
        [
          ...borrowed,
          "Ctx",
          derived.client(part.service.name),
          ...(asksCallers(part) ? ["Credential"] : []),
        ],
      ),
    );
    found.push(...moduleNames(context, part));
  }
  found.push(...machineNames(context));
  for (const config of service.config) {
    const name = valueName("rust", config.name);
    if (name === "variable")
      found.push(
        forgeDiagnostic(
          "name-taken",
          { file: service.file, span: config.span },
          "a setting of the name `variable` hides what reads the settings",
        ),
      );
  }
  return found;
}
