import {
  rootsOf,
  upstreamOf,
  visitSymbols,
  type Consulted,
  type Model,
  type Service,
} from "#intent";
import type { KnownUniverse, Users } from "./known.ts";

/** Which service declares a symbol. */
export const ownerOf = (symbol: string): string => symbol.slice(0, symbol.indexOf("/"));

/** What a service's symbols hold, one edge for each pair. */
export function edgesOf(service: Service): (readonly [holder: string, held: string])[] {
  const edges: (readonly [string, string])[] = [];
  visitSymbols(service, {
    symbol: () => undefined,
    edge: (from, to) => void edges.push([from, to]),
  });
  return edges;
}

/**
 * Who names what of whom: in types, as what it uses, and wherever its check looked (`consulted`). A user without a symbol
 * names the service alone.
 */
export function usersIn(model: Model, consulted: ReadonlyMap<string, Consulted>): Users {
  const users = new Map<string, Map<string, Set<string>>>();
  for (const service of model.services.values()) {
    const named = (provider: string): Set<string> => {
      const all = users.get(provider) ?? new Map<string, Set<string>>();
      users.set(provider, all);
      const symbols = all.get(service.name) ?? new Set<string>();
      all.set(service.name, symbols);
      return symbols;
    };
    const add = (symbol: string): void => {
      const provider = ownerOf(symbol);
      if (provider !== service.name) named(provider).add(symbol.slice(provider.length + 1));
    };
    for (const [, held] of edgesOf(service)) add(held);
    for (const { symbol } of rootsOf(service)) add(symbol);
    for (const provider of [...upstreamOf(service), ...(consulted.get(service.name)?.names ?? [])])
      if (provider !== service.name) named(provider);
  }
  return Object.fromEntries(
    [...users].map(([provider, all]) => [
      provider,
      Object.fromEntries([...all].map(([user, symbols]) => [user, [...symbols]])),
    ]),
  );
}

/**
 * The services that a change of `changed` can concern: those that name one of them, those that name a symbol which holds
 * something of theirs, however far, and those whom any change can concern. Everything that the changed services declare
 * counts as changed. `versions` gives a service as it is and, where it is another one, as it was.
 */
export function concerned(
  changed: readonly string[],
  { users, always }: Pick<KnownUniverse, "users" | "always">,
  versions: (name: string) => readonly Service[],
): ReadonlySet<string> {
  const wholly = new Set(changed);
  const found = new Set<string>();
  const holders = new Map<string, string[]>();
  const moved = new Set<string>();
  const open: string[] = [];
  const move = (symbol: string): void => {
    if (moved.has(symbol) || wholly.has(ownerOf(symbol))) return;
    moved.add(symbol);
    open.push(symbol);
  };
  const take = (name: string): void => {
    if (found.has(name)) return;
    found.add(name);
    for (const [holder, held] of versions(name).flatMap(edgesOf)) {
      const others = holders.get(held);
      if (others === undefined) holders.set(held, [holder]);
      else others.push(holder);
      if (moved.has(held) || wholly.has(ownerOf(held))) move(holder);
    }
  };
  const usersOf = (provider: string): [user: string, symbols: readonly string[]][] =>
    Object.hasOwn(users, provider) ? Object.entries(users[provider] ?? {}) : [];
  for (const name of [...always, ...wholly]) take(name);
  for (const name of wholly) for (const [user] of usersOf(name)) take(user);
  for (let symbol = open.pop(); symbol !== undefined; symbol = open.pop()) {
    for (const holder of holders.get(symbol) ?? []) move(holder);
    const provider = ownerOf(symbol);
    const short = symbol.slice(provider.length + 1);
    for (const [user, symbols] of usersOf(provider)) if (symbols.includes(short)) take(user);
  }
  return found;
}
