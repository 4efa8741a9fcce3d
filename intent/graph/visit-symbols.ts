import type { Service } from "../model/types.ts";
import { crudSymbol, symbolOf, type SymbolVisitor } from "./symbols.ts";
import { visitCalled, visitFields, visitType } from "./visit.ts";

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
  for (const rpc of service.rpcs)
    visitCalled(symbolOf.rpc(service.name, rpc.name), "rpc", rpc, visitor);
  visitPatterns(service, visitor);
  for (const field of service.config) {
    const symbol = symbolOf.config(service.name, field.name);
    visitor.symbol(symbol, "config");
    visitType(symbol, field.type, visitor);
  }
}

/** Walks the patterns of a service: gateways, tools, state machines, and what is called inside it. */
function visitPatterns({ name, patterns }: Service, visitor: SymbolVisitor): void {
  for (const crud of patterns.cruds) {
    const symbol = crudSymbol(name, crud);
    visitor.symbol(symbol, "crud");
    visitor.edge(symbol, symbolOf.type(crud.entity.service, crud.entity.name));
  }
  for (const tool of patterns.tools)
    visitCalled(symbolOf.tool(name, tool.name), "tool", tool, visitor);
  for (const machine of patterns.machines) {
    const symbol = symbolOf.machine(name, machine.name);
    visitor.symbol(symbol, "machine");
    if (machine.of === undefined) continue;
    visitType(symbol, machine.of, visitor);
    // What is in a state is the whole entity.
    visitor.edge(symbol, symbolOf.type(machine.of.service, machine.of.entity));
  }
  for (const util of patterns.utils)
    visitCalled(symbolOf.util(name, util.name), "callable", util, visitor);
  for (const rule of patterns.rules)
    visitCalled(symbolOf.rule(name, rule.name), "callable", rule, visitor);
  for (const engine of patterns.engines) {
    const symbol = symbolOf.engine(name, engine.name);
    visitor.symbol(symbol, "engine");
    for (const member of engine.members) {
      visitor.edge(symbol, `${symbol}.${member.name}`);
      visitCalled(`${symbol}.${member.name}`, "callable", member, visitor);
    }
  }
}
