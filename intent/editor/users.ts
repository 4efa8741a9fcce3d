import type { Service } from "../model/types.ts";
import { rootsOf } from "../graph/uses.ts";
import { visitSymbols } from "../graph/visit-symbols.ts";

/** What one service adds to the index: who holds what of its symbols, and where its touches begin. */
interface Links {
  readonly edges: readonly (readonly [holder: string, held: string])[];
  readonly roots: ReadonlySet<string>;
}

function linksOf(service: Service): Links {
  const held = new Map<string, Set<string>>();
  visitSymbols(service, {
    symbol: () => undefined,
    edge: (from, to) => {
      const known = held.get(from);
      if (known === undefined) held.set(from, new Set([to]));
      else known.add(to);
    },
  });
  return {
    edges: [...held].flatMap(([from, all]) => [...all].map((to) => [from, to] as const)),
    roots: new Set(rootsOf(service).map(({ symbol }) => symbol)),
  };
}

/**
 * Who uses what, for services of which one or another changes: the same answer as {@link touchesOf} without the kinds of
 * use, at the price of the services that changed and of the way back from the symbol that is asked for.
 */
export class UserIndex {
  #services: ReadonlyMap<string, Service> = new Map();
  readonly #links = new Map<string, Links>();
  readonly #holders = new Map<string, Set<string>>();
  readonly #rooted = new Map<string, Set<string>>();

  /** Takes the services as they are now; those that are the same objects as before cost nothing. */
  update(services: ReadonlyMap<string, Service>): void {
    if (services === this.#services) return;
    for (const [name, service] of this.#services)
      if (services.get(name) !== service) this.#remove(name);
    for (const [name, service] of services)
      if (this.#services.get(name) !== service) this.#add(name, linksOf(service));
    this.#services = services;
  }

  /** Names of the services that touch a symbol, directly or through the types of what they name; sorted. */
  usersOf(symbol: string): string[] {
    const leads = new Set([symbol]);
    const users = new Set<string>();
    for (const one of leads) {
      for (const user of this.#rooted.get(one) ?? []) users.add(user);
      for (const holder of this.#holders.get(one) ?? []) leads.add(holder);
    }
    return [...users].sort();
  }

  #add(name: string, links: Links): void {
    this.#links.set(name, links);
    for (const [holder, held] of links.edges) put(this.#holders, held, holder);
    for (const root of links.roots) put(this.#rooted, root, name);
  }

  #remove(name: string): void {
    const links = this.#links.get(name);
    this.#links.delete(name);
    // An edge belongs to the service that declares its holder: nobody else has the same.
    for (const [holder, held] of links?.edges ?? []) this.#holders.get(held)?.delete(holder);
    for (const root of links?.roots ?? []) this.#rooted.get(root)?.delete(name);
  }
}

function put(into: Map<string, Set<string>>, key: string, value: string): void {
  const known = into.get(key);
  if (known === undefined) into.set(key, new Set([value]));
  else known.add(value);
}
