import type { Span } from "../base/span.ts";
import { symbolOf } from "../graph/symbols.ts";
import { expansionAt } from "../model/expanded-tree.ts";
import { symbolsOf } from "../model/symbols.ts";
import type { Field, Service, TypeRef } from "../model/types.ts";

/** A place where a symbol is declared or named. */
export interface Occurrence {
  readonly symbol: string;
  readonly file: string;
  /** The name itself, without the service or the owner before it. */
  readonly span: Span;
  readonly role: "declaration" | "reference";
}

/** A service never changes: an edited one is another. */
const occurrences = new WeakMap<Service, readonly Occurrence[]>();

/** Every place of a service at which a symbol stands: what it declares, and what it names of itself and of others. */
export function occurrencesOf(service: Service): readonly Occurrence[] {
  const known = occurrences.get(service);
  if (known !== undefined) return known;
  const found: Occurrence[] = [];
  occurrences.set(service, found);
  const { file } = service;
  // What a template made has no name of its own in the file.
  const refer = (symbol: string, span: Span): void => {
    if (expansionAt(span) === undefined) found.push({ symbol, file, span, role: "reference" });
  };
  for (const { symbol, span, kind } of symbolsOf(service))
    if (kind !== "output" && expansionAt(span) === undefined)
      found.push({ symbol, file, span, role: "declaration" });
  for (const type of writtenTypes(service)) inType(type, refer);
  for (const { service: used, items, span } of service.uses) {
    refer(used, span);
    for (const item of items) {
      const prefix = ["rpc", "error", "event"].includes(item.kind) ? `${item.kind}:` : "";
      refer(`${used}/${prefix}${item.name}`, item.span);
    }
  }
  for (const { service: owner, event, span } of service.listeners)
    qualified(owner, symbolOf.event(owner, event), event, span, refer);
  const { tools, engines, cruds, rules, scenarios } = service.patterns;
  for (const { errors } of [
    ...service.rpcs,
    ...tools,
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
    const symbol = into === "rpc" ? symbolOf.rpc : symbolOf.event;
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

type Refer = (symbol: string, span: Span) => void;

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
