import type { Model, Rpc, Service } from "#intent";
import { calledRpcs } from "./foreign-rpcs.ts";
import type { Foreign } from "./foreign.ts";

/** The scopes that a caller of an rpc needs, each once; `undefined` where anybody may call it. */
export const scopesOf = ({ clauses }: Pick<Rpc, "clauses">): readonly string[] | undefined =>
  clauses.auth && [...new Set(clauses.auth)].sort();

/** Whether anything of a service asks who calls. */
export const asksCallers = ({ rpcs }: Pick<Service | Foreign, "rpcs">): boolean =>
  rpcs.some((rpc) => scopesOf(rpc) !== undefined);

/** Whether a service calls others that ask who calls, so that its clients have something to show. */
export const showsItself = (model: Model, service: Service): boolean =>
  asksCallers({ rpcs: calledRpcs(model, service) });

/** What of `auth` stands in a module of the wire: that callers are asked, and that clients show themselves; only what does. */
export function authScope(model: Model, service: Service): Readonly<Record<string, boolean>> {
  const parts = { authed: asksCallers(service), shown: showsItself(model, service) };
  return Object.fromEntries(Object.entries(parts).filter(([, isThere]) => isThere));
}
