import type { Model, Rpc, Service } from "#intent";
import { calledRpcs } from "./foreign-rpcs.ts";

/** An rpc, or a tool. */
type Asking = Pick<Rpc, "clauses">;

/** The scopes that a caller of an rpc needs, each once; `undefined` where anybody may call it. */
export const scopesOf = ({ clauses }: Asking): readonly string[] | undefined =>
  clauses.auth && [...new Set(clauses.auth)].sort();

/** Whether anything of a service asks who calls. */
export const asksCallers = ({ rpcs }: { readonly rpcs: readonly Asking[] }): boolean =>
  rpcs.some((rpc) => scopesOf(rpc) !== undefined);

/** Whether a service calls others that ask who calls, so that its clients have something to show. */
export const showsItself = (model: Model, service: Service): boolean =>
  asksCallers({ rpcs: calledRpcs(model, service) });

/** Whether any tool of a service asks who calls. */
export const toolsAsk = ({ patterns }: Service): boolean => asksCallers({ rpcs: patterns.tools });

/** Whether all of them do, so that nobody is told of them who is not known. */
export const areToolsClosed = ({ patterns }: Service): boolean =>
  patterns.tools.length > 0 && patterns.tools.every((tool) => scopesOf(tool) !== undefined);

/** What of `auth` stands in a module of the wire: that callers are asked, and that clients show themselves; only what does. */
export function authScope(model: Model, service: Service): Readonly<Record<string, boolean>> {
  const parts = { authed: asksCallers(service), shown: showsItself(model, service) };
  return Object.fromEntries(Object.entries(parts).filter(([, isThere]) => isThere));
}
