import type { Crud } from "../model/pattern-types.ts";
import type { UsedKind } from "../model/types.ts";

/** How the things of a model are named in plans, records and reports. One place, so that all agree. */
export const symbolOf = {
  type: (service: string, name: string): string => `${service}/${name}`,
  member: (service: string, owner: string, member: string): string =>
    `${service}/${owner}.${member}`,
  error: (service: string, name: string): string => `${service}/error:${name}`,
  rpc: (service: string, name: string): string => `${service}/rpc:${name}`,
  parameter: (service: string, rpc: string, name: string): string =>
    `${service}/rpc:${rpc}.in.${name}`,
  output: (service: string, rpc: string): string => `${service}/rpc:${rpc}.out`,
  event: (service: string, name: string): string => `${service}/event:${name}`,
  crud: (service: string, entity: string): string => `${service}/crud:${entity}`,
  every: (service: string, handler: string): string => `${service}/every:${handler}`,
  tool: (service: string, name: string): string => `${service}/tool:${name}`,
  machine: (service: string, name: string): string => `${service}/machine:${name}`,
  state: (service: string, machine: string, name: string): string =>
    `${service}/machine:${machine}.states.${name}`,
  transition: (service: string, machine: string, name: string): string =>
    `${service}/machine:${machine}.${name}`,
  util: (service: string, name: string): string => `${service}/util:${name}`,
  engine: (service: string, name: string): string => `${service}/engine:${name}`,
  rule: (service: string, name: string): string => `${service}/rule:${name}`,
  scenario: (service: string, text: string): string => `${service}/scenario:${text}`,
  config: (service: string, name: string): string => `${service}/config:${name}`,
  listener: (service: string, event: string, handler: string): string =>
    `${service}/on:${event}:${handler}`,
  uses: (service: string, used: string): string => `${service}/uses:${used}`,
  gap: (service: string, text: string): string => `${service}/gap:${text}`,
};

/** Symbol of the gateway of an entity; one of another service carries that one's name. */
export const crudSymbol = (service: string, { entity }: Pick<Crud, "entity">): string =>
  symbolOf.crud(
    service,
    entity.service === service ? entity.name : `${entity.service}/${entity.name}`,
  );

/** Symbol of what a `(uses …)` item names. */
export function usedSymbol(service: string, kind: UsedKind, name: string): string {
  if (kind === "rpc" || kind === "event" || kind === "error") return `${service}/${kind}:${name}`;
  return symbolOf.type(service, name);
}

/** The node for a field's type alone: who writes `users/User.id` as a type follows the type, not the field. */
export const typeNode = (symbol: string): string => `${symbol}#type`;

/** What a symbol stands for in the graph of symbols. */
export type SymbolKind =
  | "entity"
  | "field"
  | "type"
  | "enum"
  | "union"
  | "case"
  | "alias"
  | "error"
  | "rpc"
  | "parameter"
  | "output"
  | "event"
  | "config"
  | "crud"
  | "tool"
  | "machine"
  | "engine"
  /** A util, a rule, or a member of an engine: what is called inside its own service alone. */
  | "callable"
  | "argument"
  | "answer";

/** Told of each symbol and of each edge "the meaning of `from` holds `to`". */
export interface SymbolVisitor {
  symbol(name: string, kind: SymbolKind): void;
  edge(from: string, to: string): void;
}
