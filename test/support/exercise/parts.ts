import { resolveType, type ResolvedType } from "#forge";
import type {
  Alias,
  Entity,
  Enum,
  ErrorDeclaration,
  EventDeclaration,
  Field,
  Model,
  Rpc,
  Service,
  SymbolRef,
} from "#intent";

/** A declaration with the service that declares it. */
export interface Owned<T> {
  readonly service: string;
  readonly item: T;
}

/** What holds fields: it is read field by field, or made of them. */
export type Record = Entity | ErrorDeclaration | EventDeclaration;

/**
 * What the code of a service does with all that its intent declares, uses and listens to: a program that leaves no use
 * out, and does nothing else. It is told from the intents alone, by other code than what foretells breaks.
 */
export interface Exercise {
  readonly service: Service;
  readonly implements: readonly Rpc[];
  readonly listens: readonly {
    readonly handler: string;
    readonly event: Owned<EventDeclaration>;
  }[];
  readonly publishes: readonly EventDeclaration[];
  readonly settings: readonly Field[];
  readonly calls: readonly Owned<Rpc>[];
  readonly reads: readonly Owned<Record>[];
  readonly constructs: readonly Owned<Record>[];
  readonly matches: readonly Owned<Enum>[];
  readonly aliases: readonly Owned<Alias>[];
}

class Collected {
  readonly #model: Model;
  readonly reads = new Map<string, Owned<Record>>();
  readonly constructs = new Map<string, Owned<Record>>();
  readonly matches = new Map<string, Owned<Enum>>();
  readonly aliases: Owned<Alias>[] = [];

  constructor(model: Model) {
    this.#model = model;
  }

  /** Reads or makes a thing with fields, and all that stands in them. */
  take(how: "reads" | "constructs", service: string, item: Record): void {
    const symbol = `${service}/${item.kind}:${item.name}`;
    if (this[how].has(symbol)) return;
    this[how].set(symbol, { service, item });
    for (const field of item.fields) this.type(how, resolveType(this.#model, field.type));
  }

  fields(how: "reads" | "constructs", fields: readonly Field[]): void {
    for (const field of fields) this.type(how, resolveType(this.#model, field.type));
  }

  type(how: "reads" | "constructs", type: ResolvedType): void {
    if (type.kind === "list" || type.kind === "optional") this.type(how, type.item);
    if (type.kind === "map") {
      this.type(how, type.key);
      this.type(how, type.value);
    }
    if (type.kind === "entity") this.take(how, type.service, type.entity);
  }

  match(service: string, item: Enum): void {
    this.matches.set(`${service}/${item.name}`, { service, item });
  }

  /** An alias is named, and what it stands for is read. */
  alias(service: string, item: Alias): void {
    this.aliases.push({ service, item });
    this.type("reads", resolveType(this.#model, item.type));
  }

  error(how: "reads" | "constructs", { service, name }: Pick<SymbolRef, "service" | "name">): void {
    const item = this.#model.services.get(service)?.errors.find((one) => one.name === name);
    if (item !== undefined) this.take(how, service, item);
  }

  rpc(rpc: Rpc, input: readonly ("reads" | "constructs")[], output: typeof input): void {
    for (const how of input) this.fields(how, rpc.input);
    if (rpc.output === undefined) return;
    for (const how of output) this.type(how, resolveType(this.#model, rpc.output));
  }
}

const both = ["reads", "constructs"] as const;

function own(service: Service, collected: Collected): void {
  for (const item of service.enums) collected.match(service.name, item);
  for (const item of service.aliases) collected.alias(service.name, item);
  for (const item of service.entities)
    for (const how of both) collected.take(how, service.name, item);
  for (const item of [...service.errors, ...service.events])
    collected.take("constructs", service.name, item);
  for (const rpc of service.rpcs) {
    collected.rpc(rpc, both, both);
    for (const error of rpc.errors) collected.error("constructs", error);
  }
}

function used(model: Model, { uses }: Service, collected: Collected): Owned<Rpc>[] {
  const calls: Owned<Rpc>[] = [];
  for (const { service, items } of uses) {
    const owner = model.services.get(service);
    for (const { kind, name } of owner === undefined ? [] : items) {
      const named = <T extends { readonly name: string }>(list: readonly T[] = []): T[] =>
        list.filter((one) => one.name === name);
      if (kind === "rpc")
        for (const rpc of named(owner?.rpcs)) {
          calls.push({ service, item: rpc });
          collected.rpc(rpc, ["constructs"], ["reads"]);
          for (const error of rpc.errors) collected.error("reads", error);
        }
      if (kind === "entity")
        for (const item of named(owner?.entities)) collected.take("reads", service, item);
      if (kind === "enum") for (const item of named(owner?.enums)) collected.match(service, item);
      if (kind === "alias")
        for (const item of named(owner?.aliases)) collected.alias(service, item);
      if (kind === "error") collected.error("reads", { service, name });
      if (kind === "event")
        for (const item of named(owner?.events)) collected.take("reads", service, item);
    }
  }
  return calls;
}

/** Everything that the code of a service can do with what its intent gives it. */
export function exerciseOf(model: Model, service: Service): Exercise {
  const collected = new Collected(model);
  own(service, collected);
  const calls = used(model, service, collected);
  const listens = service.listeners.flatMap(({ handler, service: other, event }) => {
    const item = model.services.get(other)?.events.find((one) => one.name === event);
    if (item === undefined) return [];
    collected.take("reads", other, item);
    return [{ handler, event: { service: other, item } }];
  });
  return {
    service,
    implements: service.rpcs,
    listens,
    publishes: service.events,
    settings: service.config,
    calls,
    reads: [...collected.reads.values()],
    constructs: [...collected.constructs.values()],
    matches: [...collected.matches.values()],
    aliases: collected.aliases,
  };
}
