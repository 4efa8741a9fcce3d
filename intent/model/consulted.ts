import type { Service } from "./types.ts";

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
