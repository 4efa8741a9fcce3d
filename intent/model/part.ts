import { type Diagnostic, hasErrors } from "../base/diagnostic.ts";
import type { Source } from "../base/source.ts";
import { loadService, readUniverseFile, type LoadedService } from "./build.ts";
import { checkUniverseAllowed } from "./check-allowed.ts";
import { checkConsumers } from "./check-consumers.ts";
import { checkEntities } from "./check-entities.ts";
import { checkConsulting } from "./check-model.ts";
import type { Consulted } from "./consulted.ts";
import type { DefinedForms } from "./define-form.ts";
import type { Service, Universe } from "./types.ts";

/**
 * The services of a universe of which only a part is looked at: who asks for one by name gets any of them, and who walks
 * through them all meets those of the part. So what a part is compared and checked with is read only where it is asked for.
 */
export class PartOfServices implements ReadonlyMap<string, Service> {
  readonly #part: ReadonlyMap<string, Service>;
  readonly #other: (name: string) => Service | undefined;

  /** `other` reads a service that is not in the part; `undefined` where nobody has the name. */
  constructor(part: ReadonlyMap<string, Service>, other: (name: string) => Service | undefined) {
    this.#part = part;
    this.#other = other;
  }

  get(name: string): Service | undefined {
    return this.#part.get(name) ?? this.#other(name);
  }

  has(name: string): boolean {
    return this.get(name) !== undefined;
  }

  get size(): number {
    return this.#part.size;
  }

  keys(): MapIterator<string> {
    return this.#part.keys();
  }

  values(): MapIterator<Service> {
    return this.#part.values();
  }

  entries(): MapIterator<[string, Service]> {
    return this.#part.entries();
  }

  [Symbol.iterator](): MapIterator<[string, Service]> {
    return this.#part.entries();
  }

  forEach(
    visit: (value: Service, key: string, map: ReadonlyMap<string, Service>) => void,
    thisArg?: unknown,
  ): void {
    for (const [name, service] of this.#part) visit.call(thisArg, service, name, this);
  }
}

/** Reads intents of one universe one by one, with the forms that it defines. */
export class PartReader {
  readonly universe: Universe | undefined;
  readonly #forms: DefinedForms;
  readonly #found: Diagnostic[];

  constructor(universe: Source) {
    const read = readUniverseFile(universe);
    this.universe = read.universe;
    this.#forms = read.forms;
    this.#found = [...read.diagnostics];
  }

  /** A service that will be checked: what is wrong with its text, and what a check finds, counts for {@link sound}. */
  load(source: Source): LoadedService | undefined {
    return loadService(source, this.#found, this.#forms);
  }

  /** A service that nobody checks: of an older commit, or one that is known to be sound. */
  read(source: Source): Service | undefined {
    return loadService(source, [], this.#forms)?.service;
  }

  /**
   * Checks a part of the services against all, and what the universe's own file says of them. Names and folders of
   * services are not compared: those of the part must be as they were when all were checked. `consulted` is told whom the
   * check of each looked at.
   */
  check(
    part: readonly LoadedService[],
    services: PartOfServices,
    consulted?: Map<string, Consulted>,
  ): void {
    const { universe } = this;
    const all = { services };
    for (const one of part) checkConsulting(all, one, universe, consulted);
    checkEntities(all, part);
    if (universe !== undefined)
      this.#found.push(
        ...checkConsumers(universe, services),
        ...checkUniverseAllowed(universe, services),
      );
  }

  /** Whether nothing that was loaded or checked has an error. */
  get sound(): boolean {
    return this.universe !== undefined && !hasErrors(this.#found);
  }
}
