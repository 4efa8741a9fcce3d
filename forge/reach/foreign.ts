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
  Union,
} from "#intent";
import { calledOf } from "./called.ts";
import { resolveType, type ResolvedType } from "./resolve.ts";

/** What one service needs of another: its client's rpcs, events, and every type and error that they reach. */
export interface Foreign {
  readonly service: Service;
  readonly rpcs: readonly Rpc[];
  readonly events: readonly EventDeclaration[];
  /** Only those that `uses` names: everywhere else an alias stands for its type. */
  readonly aliases: readonly Alias[];
  readonly entities: readonly Entity[];
  readonly enums: readonly Enum[];
  readonly unions: readonly Union[];
  readonly errors: readonly ErrorDeclaration[];
}

/** Collects `service/kind:name` of everything reached, own symbols included, each once. */
class Reached {
  readonly #model: Model;
  readonly symbols = new Set<string>();
  /** Whether any type is a page of another. */
  hasPages = false;

  constructor(model: Model) {
    this.#model = model;
  }

  has = (service: string, kind: string, name: string): boolean =>
    this.symbols.has(`${service}/${kind}:${name}`);

  /** Whether the symbol is new. */
  add(service: string, kind: string, name: string): boolean {
    const symbol = `${service}/${kind}:${name}`;
    if (this.symbols.has(symbol)) return false;
    this.symbols.add(symbol);
    return true;
  }

  fields(fields: readonly Field[]): void {
    for (const field of fields) this.type(resolveType(this.#model, field.type));
  }

  type(type: ResolvedType): void {
    if (type.kind === "list" || type.kind === "optional" || type.kind === "page")
      this.type(type.item);
    if (type.kind === "map") {
      this.type(type.key);
      this.type(type.value);
    }
    if (type.kind === "enum") this.add(type.service, "enum", type.enum.name);
    if (type.kind === "entity" && this.add(type.service, "entity", type.entity.name))
      this.fields(type.entity.fields);
    if (type.kind === "page") this.hasPages = true;
    // What is made of a patch is the entity, so that this is there, too.
    if (type.kind === "patch" && this.add(type.service, "patch", type.entity.name))
      this.type({ ...type, kind: "entity" });
    if (type.kind === "union" && this.add(type.service, "union", type.union.name))
      for (const one of type.union.cases) this.fields(one.fields);
  }

  rpc(service: string, rpc: Rpc): void {
    if (!this.add(service, "rpc", rpc.name)) return;
    this.fields(rpc.input);
    if (rpc.output !== undefined) this.type(resolveType(this.#model, rpc.output));
    for (const error of rpc.errors) this.error(error);
  }

  error(ref: SymbolRef): void {
    const error = this.#model.services
      .get(ref.service)
      ?.errors.find((one) => one.name === ref.name);
    if (error !== undefined && this.add(ref.service, "error", error.name))
      this.fields(error.fields);
  }

  event(service: string, name: string): void {
    const event = this.#model.services.get(service)?.events.find((one) => one.name === name);
    if (event !== undefined && this.add(service, "event", event.name)) this.fields(event.fields);
  }
}

function reachOwn(model: Model, service: Service, reached: Reached): void {
  for (const entity of service.entities) reached.fields(entity.fields);
  for (const one of service.unions.flatMap(({ cases }) => cases)) reached.fields(one.fields);
  for (const alias of service.aliases) reached.type(resolveType(model, alias.type));
  for (const declaration of [...service.errors, ...service.events])
    reached.fields(declaration.fields);
  for (const rpc of service.rpcs) reached.rpc(service.name, rpc);
  for (const listener of service.listeners) reached.event(listener.service, listener.event);
  for (const { input, output, errors } of calledOf(service)) {
    reached.fields(input);
    for (const error of errors) reached.error(error);
    if (output !== undefined) reached.type(resolveType(model, output));
  }
  for (const { of } of service.patterns.machines)
    if (of !== undefined)
      reached.type(resolveType(model, { ...of, kind: "named", name: of.entity }));
  reached.fields(service.config);
}

function reachUsed(model: Model, service: Service, reached: Reached): void {
  for (const uses of service.uses) {
    const used = model.services.get(uses.service);
    if (used === undefined) continue;
    for (const { kind, name, span } of uses.items) {
      const rpc = kind === "rpc" ? used.rpcs.find((one) => one.name === name) : undefined;
      if (rpc !== undefined) reached.rpc(used.name, rpc);
      if (kind === "error") reached.error({ service: used.name, name, span });
      if (kind === "event") reached.event(used.name, name);
      if (kind === "alias") reached.add(used.name, kind, name);
      if (kind === "entity" || kind === "enum" || kind === "union" || kind === "alias")
        reached.type(resolveType(model, { kind: "named", service: used.name, name, span }));
    }
  }
}

/** Declarations sorted by name, by code units and not by the machine's language. */
export const byName = <T extends { readonly name: string }>(items: readonly T[]): T[] =>
  items.toSorted((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0));

type Reaches = Pick<Reached, "has" | "hasPages" | "symbols">;

const known = new WeakMap<Model, WeakMap<Service, Reached>>();

/** Everything that a service reaches, its own symbols included; found once a model and service. */
export function reachedBy(model: Model, service: Service): Readonly<Reaches> {
  let all = known.get(model);
  if (all === undefined) known.set(model, (all = new WeakMap<Service, Reached>()));
  let reached = all.get(service);
  if (reached === undefined) {
    all.set(service, (reached = new Reached(model)));
    reachOwn(model, service, reached);
    reachUsed(model, service, reached);
  }
  return reached;
}

const knownForeign = new WeakMap<Reaches, readonly Foreign[]>();

/**
 * The other services that `service` uses, directly or through types; services and declarations sorted by name. Found once a
 * model and service.
 */
export function foreignOf(model: Model, service: Service): readonly Foreign[] {
  const reached = reachedBy(model, service);
  const found = knownForeign.get(reached) ?? foreignFrom(model, service, reached);
  knownForeign.set(reached, found);
  return found;
}

function foreignFrom(model: Model, service: Service, reached: Reaches): Foreign[] {
  const names = new Set([...reached.symbols].map((symbol) => symbol.slice(0, symbol.indexOf("/"))));
  for (const uses of service.uses) names.add(uses.service);
  names.delete(service.name);
  return [...names].sort().flatMap((name) => {
    const owner = model.services.get(name);
    if (owner === undefined) return [];
    const kept = <T extends { readonly kind: string; readonly name: string }>(
      items: readonly T[],
    ): T[] => byName(items.filter((item) => reached.has(name, item.kind, item.name)));
    return [
      {
        service: owner,
        rpcs: kept(owner.rpcs),
        events: kept(owner.events),
        aliases: kept(owner.aliases),
        entities: kept(owner.entities),
        enums: kept(owner.enums),
        unions: kept(owner.unions),
        errors: kept(owner.errors),
      },
    ];
  });
}
