import type { Service } from "../model/types.ts";

/** Which services a check looked at: whatever else changes, it would say the same again. */
export interface Consulted {
  /** Names that were asked for, also those that nobody has. */
  readonly names: ReadonlySet<string>;
  /** Whether all names were looked through (to guess one that is misspelt). */
  readonly everyName: boolean;
  /** Whether all services were looked through. */
  readonly everyService: boolean;
}

/** The services by name, for one check: it answers as the map that it is given, and remembers what was asked for. */
export class ConsultedServices implements ReadonlyMap<string, Service>, Consulted {
  readonly #services: ReadonlyMap<string, Service>;
  readonly names = new Set<string>();
  everyName = false;
  everyService = false;

  constructor(services: ReadonlyMap<string, Service>) {
    this.#services = services;
  }

  get(name: string): Service | undefined {
    this.names.add(name);
    return this.#services.get(name);
  }

  has(name: string): boolean {
    this.names.add(name);
    return this.#services.has(name);
  }

  get size(): number {
    this.everyName = true;
    return this.#services.size;
  }

  keys(): MapIterator<string> {
    this.everyName = true;
    return this.#services.keys();
  }

  values(): MapIterator<Service> {
    this.everyService = true;
    return this.#services.values();
  }

  entries(): MapIterator<[string, Service]> {
    this.everyService = true;
    return this.#services.entries();
  }

  [Symbol.iterator](): MapIterator<[string, Service]> {
    return this.entries();
  }

  forEach(
    visit: (value: Service, key: string, map: ReadonlyMap<string, Service>) => void,
    thisArg?: unknown,
  ): void {
    for (const [name, service] of this.entries()) visit.call(thisArg, service, name, this);
  }
}

/** What changed among the services of a universe. */
export interface ServicesChanged {
  /** Names that are another service now, or one's or nobody's any more. */
  readonly names: ReadonlySet<string>;
  /** Whether a name came or went. */
  readonly cameOrWent: boolean;
}

/** Whether a check that looked at these services may say something else now. */
export const concerns = (consulted: Consulted, changed: ServicesChanged): boolean =>
  (consulted.everyService && changed.names.size > 0) ||
  (consulted.everyName && changed.cameOrWent) ||
  !consulted.names.isDisjointFrom(changed.names);

/** What is another between two universes' services, told by identity: a service never changes. */
export function servicesChanged(
  before: ReadonlyMap<string, Service>,
  after: ReadonlyMap<string, Service>,
): ServicesChanged {
  const names = new Set<string>();
  let cameOrWent = false;
  for (const [name, service] of after) {
    const old = before.get(name);
    if (old === service) continue;
    names.add(name);
    if (old === undefined) cameOrWent = true;
  }
  for (const name of before.keys()) {
    if (after.has(name)) continue;
    names.add(name);
    cameOrWent = true;
  }
  return { names, cameOrWent };
}
