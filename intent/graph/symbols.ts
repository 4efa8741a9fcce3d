import type { Service, TypeRef, UsedKind } from "../model/types.ts";

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
  config: (service: string, name: string): string => `${service}/config:${name}`,
  listener: (service: string, event: string, handler: string): string =>
    `${service}/on:${event}:${handler}`,
  uses: (service: string, used: string): string => `${service}/uses:${used}`,
  gap: (service: string, text: string): string => `${service}/gap:${text}`,
};

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
  | "config";

/** Told of each symbol and of each edge "the meaning of `from` holds `to`". */
export interface SymbolVisitor {
  symbol(name: string, kind: SymbolKind): void;
  edge(from: string, to: string): void;
}

/** Walks all symbols that a service declares and what each of them holds, in written order. */
export function visitSymbols(service: Service, visitor: SymbolVisitor): void {
  for (const entity of service.entities) {
    visitFields(symbolOf.type(service.name, entity.name), "entity", entity.fields, visitor);
  }
  for (const { name } of service.enums) visitor.symbol(symbolOf.type(service.name, name), "enum");
  for (const { name, cases } of service.unions) {
    const symbol = symbolOf.type(service.name, name);
    visitor.symbol(symbol, "union");
    for (const one of cases) {
      visitor.edge(symbol, `${symbol}.${one.name}`);
      visitFields(`${symbol}.${one.name}`, "case", one.fields, visitor);
    }
  }
  for (const alias of service.aliases) {
    const symbol = symbolOf.type(service.name, alias.name);
    visitor.symbol(symbol, "alias");
    visitType(symbol, alias.type, visitor);
  }
  for (const error of service.errors)
    visitFields(symbolOf.error(service.name, error.name), "error", error.fields, visitor);
  for (const event of service.events)
    visitFields(symbolOf.event(service.name, event.name), "event", event.fields, visitor);
  for (const rpc of service.rpcs) visitRpc(service.name, rpc, visitor);
  for (const field of service.config) {
    const symbol = symbolOf.config(service.name, field.name);
    visitor.symbol(symbol, "config");
    visitType(symbol, field.type, visitor);
  }
}

function visitRpc(service: string, rpc: Service["rpcs"][number], visitor: SymbolVisitor): void {
  const symbol = symbolOf.rpc(service, rpc.name);
  visitor.symbol(symbol, "rpc");
  for (const field of rpc.input) {
    const parameter = symbolOf.parameter(service, rpc.name, field.name);
    visitor.symbol(parameter, "parameter");
    visitor.edge(symbol, parameter);
    visitType(parameter, field.type, visitor);
  }
  const output = symbolOf.output(service, rpc.name);
  visitor.symbol(output, "output");
  visitor.edge(symbol, output);
  if (rpc.output !== undefined) visitType(output, rpc.output, visitor);
  for (const error of rpc.errors) visitor.edge(symbol, symbolOf.error(error.service, error.name));
}

function visitFields(
  owner: string,
  kind: SymbolKind,
  fields: Service["entities"][number]["fields"],
  visitor: SymbolVisitor,
): void {
  visitor.symbol(owner, kind);
  for (const field of fields) {
    const symbol = `${owner}.${field.name}`;
    visitor.symbol(symbol, "field");
    visitor.symbol(typeNode(symbol), "type");
    visitor.edge(owner, symbol);
    visitor.edge(symbol, typeNode(symbol));
    visitType(typeNode(symbol), field.type, visitor);
  }
}

/** Edges from `holder` to every name in a type. Iterative, since a hostile type may nest without end. */
function visitType(holder: string, type: TypeRef, visitor: SymbolVisitor): void {
  const open: TypeRef[] = [type];
  for (let ref = open.pop(); ref !== undefined; ref = open.pop()) {
    if (ref.kind === "named") visitor.edge(holder, symbolOf.type(ref.service, ref.name));
    else if (ref.kind === "member")
      visitor.edge(holder, typeNode(symbolOf.member(ref.service, ref.entity, ref.field)));
    else if (ref.kind === "map") open.push(ref.key, ref.value);
    else if ("item" in ref) open.push(ref.item);
  }
}
