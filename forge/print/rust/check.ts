import { derived, typeName, valueName, type Diagnostic, type Rpc, type Service } from "#intent";
import { forgeDiagnostic } from "../../messages.ts";
import { foreignOf, type Foreign } from "../../reach/foreign.ts";
import type { StampContext } from "../../stamp.ts";
import { collisions, type Named } from "../collisions.ts";
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
  "builders",
  "chrono",
  "core",
  "fmt",
  "hyper_util",
  "rust_decimal",
  "serde",
  "serde_json",
  "std",
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
  for (const { name, span } of part.rpcs) {
    yield { name: derived.input(name), what: `rpc ${name}`, span };
    yield { name: derived.rpcError(name), what: `rpc ${name}`, span };
  }
  for (const { name, kind, span } of [...part.entities, ...part.unions, ...part.events])
    yield { name: `builders::${builderOf(name)}`, what: `${kind} ${name}`, span };
}

/** What a service implements: traits, and the functions of its routes. */
function* implemented(service: Service): Generator<Named> {
  const parts = [
    ...service.rpcs.map(({ name, span }) => ({ what: `rpc ${name}`, name, span })),
    ...service.listeners.map(({ handler, span }) => ({
      what: `listener ${handler}`,
      name: handler,
      span,
    })),
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

/** Names of a service, and of what it uses of others, that cannot stand side by side in stamped Rust. */
export function checkNames({ model, service }: StampContext): Diagnostic[] {
  const foreign = foreignOf(model, service);
  const publisher = service.events.length > 0 ? ["Publisher"] : [];
  const fixed = [...borrowed, ...own, ...publisher, derived.service(service.name)];
  const { name, nameSpan, span } = service;
  const trait = { name: derived.service(name), what: `service ${name}`, span: nameSpan ?? span };
  const found = [
    ...collisions("Rust", service.file, [trait], [...borrowed, ...own]),
    ...collisions("Rust", service.file, [...declared(service), ...implemented(service)], fixed),
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
      ...collisions("Rust", part.service.file, declared(part), [
        ...borrowed,
        "Ctx",
        derived.client(part.service.name),
      ]),
    );
    const name = moduleOf(part.service.name);
    if (modules.has(name))
      found.push(
        forgeDiagnostic(
          "name-taken",
          { file: service.file, span: service.span },
          `the module of service ${part.service.name} and the stamped code itself would both be \`${name}\` in Rust`,
        ),
      );
  }
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
