import type { Span } from "../base/span.ts";
import { symbolOf, usedSymbol } from "../graph/symbols.ts";
import { expansionAt } from "../model/expanded-tree.ts";
import type { AllowedBreak } from "../model/pattern-types.ts";
import type { Services } from "../model/resolve-type.ts";
import { lookup, symbolsOf } from "../model/symbols.ts";
import type { Field, Model, Service, TypeRef, Uses } from "../model/types.ts";
import type { Tree } from "../syntax/tree.ts";
import { valuePlaces, type Refer } from "./value-places.ts";

/** A place where a symbol is declared or named. */
export interface Occurrence {
  readonly symbol: string;
  readonly file: string;
  /** The name itself, without the service or the owner before it. */
  readonly span: Span;
  readonly role: "declaration" | "reference";
}

/**
 * Every place of a service at which a symbol stands: what it declares, and what it names of itself and of others. `tree` is
 * its file as it is written. What a template made has no name of its own in the file, and is left out.
 */
export function occurrencesOf(all: Services, service: Service, tree: Tree): readonly Occurrence[] {
  const found: Occurrence[] = [];
  const { file } = service;
  const refer = (symbol: string, span: Span): void => {
    if (expansionAt(span) === undefined) found.push({ symbol, file, span, role: "reference" });
  };
  valuePlaces(all, service, tree, refer);
  const values = new Set(found.map(({ span }) => span.start));
  for (const { symbol, span, kind } of symbolsOf(service)) {
    // A state that is a variant is declared where the variant is.
    const isValue = kind === "state" && values.has(span.start);
    if (kind !== "output" && !isValue && expansionAt(span) === undefined)
      found.push({ symbol, file, span, role: "declaration" });
  }
  for (const type of writtenTypes(service)) inType(type, refer);
  for (const use of service.uses) inUses(use, refer);
  for (const one of service.allowed) inSymbol(all, service.name, one, refer);
  for (const { service: owner, event, span } of service.listeners)
    qualified(owner, symbolOf.event(owner, event), event, span, refer);
  const { tools, engines, cruds, rules, scenarios } = service.patterns;
  for (const { errors } of [
    ...service.rpcs,
    ...tools,
    ...rules,
    ...engines.flatMap(({ members }) => members),
  ])
    for (const one of errors)
      qualified(one.service, symbolOf.error(one.service, one.name), one.name, one.span, refer);
  for (const { entity } of cruds)
    qualified(
      entity.service,
      symbolOf.type(entity.service, entity.name),
      entity.name,
      entity.span,
      refer,
    );
  for (const { into, target } of rules.flatMap(({ hooks }) => hooks)) {
    const symbol = hookedSymbols[into];
    qualified(target.service, symbol(target.service, target.name), target.name, target.span, refer);
  }
  for (const step of scenarios.flatMap(({ steps }) => steps)) {
    if (step.kind === "call")
      qualified(
        step.rpc.service,
        symbolOf.rpc(step.rpc.service, step.rpc.name),
        step.rpc.name,
        step.rpc.span,
        refer,
      );
    else if (step.error !== undefined)
      qualified(
        step.error.service,
        symbolOf.error(step.error.service, step.error.name),
        step.error.name,
        step.error.span,
        refer,
      );
  }
  return found;
}

const hookedSymbols = { rpc: symbolOf.rpc, tool: symbolOf.tool, on: symbolOf.event };

/** What consumers outside and accepted breaks in the universe's file name. */
export function occurrencesOfUniverse({ universe, services }: Model): readonly Occurrence[] {
  const found: Occurrence[] = [];
  const { file, surroundings } = universe;
  const refer = (symbol: string, span: Span): void => {
    if (expansionAt(span) === undefined) found.push({ symbol, file, span, role: "reference" });
  };
  for (const use of surroundings.consumers.flatMap(({ uses }) => uses)) inUses(use, refer);
  for (const one of surroundings.allowed) inSymbol({ services }, undefined, one, refer);
  return found;
}

function inUses({ service, items, span }: Uses, refer: Refer): void {
  refer(service, span);
  for (const item of items) refer(usedSymbol(service, item.kind, item.name), item.span);
}

/** `users/User.id` as it is written in an accepted break names a service, a type and a field. */
function inSymbol(
  all: Services,
  own: string | undefined,
  { symbol, span }: Pick<AllowedBreak, "symbol" | "span">,
  refer: Refer,
): void {
  const before = symbol.includes("/") || own === undefined ? "" : `${own}/`;
  for (const { index } of symbol.matchAll(/[./]|$/g)) {
    const part = before + symbol.slice(0, index);
    const name = /[^./:]*$/.exec(part)?.[0] ?? "";
    const end = span.start + index;
    if (lookup(all, part) !== undefined) refer(part, { start: end - name.length, end });
  }
}

/** A name that may stand behind its service: `users/User` refers to both. */
function qualified(owner: string, symbol: string, name: string, span: Span, refer: Refer): void {
  const start = span.end - name.length;
  if (expansionAt(span) !== undefined || start < span.start) return;
  refer(symbol, { start, end: span.end });
  if (span.end - span.start === owner.length + 1 + name.length)
    refer(owner, { start: span.start, end: span.start + owner.length });
}

function inType(type: TypeRef, refer: Refer): void {
  if ("item" in type) return inType(type.item, refer);
  if (type.kind === "map") {
    inType(type.key, refer);
    return inType(type.value, refer);
  }
  if (type.kind === "named")
    return qualified(
      type.service,
      symbolOf.type(type.service, type.name),
      type.name,
      type.span,
      refer,
    );
  if (type.kind !== "member" || expansionAt(type.span) !== undefined) return;
  const { service, entity, field, span } = type;
  const start = span.end - field.length;
  if (start <= span.start) return;
  refer(symbolOf.member(service, entity, field), { start, end: span.end });
  const owner = { start: span.start, end: start - 1 };
  qualified(service, symbolOf.type(service, entity), entity, owner, refer);
}

/** Types as they are written, fields' variants of defaults aside. */
function* writtenTypes(service: Service): Generator<TypeRef> {
  const fields = (list: readonly Field[]): readonly TypeRef[] => list.map(({ type }) => type);
  for (const one of [...service.entities, ...service.errors, ...service.events])
    yield* fields(one.fields);
  for (const { cases } of service.unions) for (const one of cases) yield* fields(one.fields);
  for (const { type } of service.aliases) yield type;
  yield* fields(service.config);
  const { tools, utils, rules, engines, machines } = service.patterns;
  const callables = [...tools, ...utils, ...rules, ...engines.flatMap(({ members }) => members)];
  for (const { input, output } of [...service.rpcs, ...callables]) {
    yield* fields(input);
    if (output !== undefined) yield output;
  }
  for (const { of } of machines) if (of !== undefined) yield of;
}
