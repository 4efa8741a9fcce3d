import { derived, pascalCase, snakeCase, type Model, type Service } from "#intent";

/** What rules look up in a whole universe, made once: asking every service about every file would be quadratic. */
export interface UniverseIndex {
  /** Service by its name in PascalCase, as clients are called. */
  readonly byType: ReadonlyMap<string, string>;
  /** Service by its name as a module: in snake_case (Rust, Python) and as it is (TypeScript). */
  readonly byModule: ReadonlyMap<string, Service>;
  /** Services by the contract that they ask for outside of Rust. */
  readonly byContract: ReadonlyMap<string, Service>;
  /** Services by the trait of each rpc. */
  readonly byTrait: ReadonlyMap<string, readonly Service[]>;
  /** Services by the rpcs that they serve. */
  readonly byRpc: ReadonlyMap<string, readonly Service[]>;
  /** Services by `X_URL`. */
  readonly byAddress: ReadonlyMap<string, Service>;
  /** Names of all events of anybody. */
  readonly events: ReadonlySet<string>;
  readonly folders: ReadonlySet<string>;
}

const indexes = new WeakMap<Model, UniverseIndex>();

/** The index of a model, which lives as long as the model does. */
export function universeOf(model: Model): UniverseIndex {
  let index = indexes.get(model);
  if (index === undefined) indexes.set(model, (index = indexModel([...model.services.values()])));
  return index;
}

function indexModel(services: readonly Service[]): UniverseIndex {
  const rpcs = services.flatMap((service) =>
    service.rpcs.map((rpc): readonly [string, Service] => [rpc.name, service]),
  );
  return {
    byType: new Map(services.map(({ name }) => [pascalCase(name), name])),
    byModule: new Map(
      services.flatMap((one) => [[snakeCase(one.name), one] as const, [one.name, one] as const]),
    ),
    byContract: new Map(services.map((one) => [derived.service(one.name), one])),
    byTrait: gathered(rpcs.map(([name, service]) => [derived.rpcTrait(name), service])),
    byRpc: gathered(rpcs),
    byAddress: new Map(services.map((one) => [`${snakeCase(one.name).toUpperCase()}_URL`, one])),
    events: new Set(services.flatMap(({ events }) => events.map(({ name }) => name))),
    folders: new Set(services.map(({ directory }) => directory)),
  };
}

function gathered(
  pairs: readonly (readonly [string, Service])[],
): ReadonlyMap<string, readonly Service[]> {
  const found = new Map<string, Service[]>();
  for (const [name, service] of pairs) {
    const known = found.get(name);
    if (known === undefined) found.set(name, [service]);
    else known.push(service);
  }
  return found;
}
