import { findError, findEvent, findRpc, type TypeDeclaration } from "./find.ts";
import { ownTypes } from "./own-types.ts";
import { reachedTypes } from "./reached-types.ts";
import { resolveType, type Services } from "./resolve-type.ts";
import { literalText, typeText } from "./type-text.ts";
import type { Case } from "./pattern-types.ts";
import type {
  ErrorDeclaration,
  EventDeclaration,
  Field,
  Rpc,
  Service,
  TypeRef,
  Variant,
} from "./types.ts";

/** Plain data; what is `undefined` in an object is left out when it is written. */
type Json =
  | string
  | number
  | boolean
  | null
  | readonly Json[]
  | { readonly [key: string]: Json | undefined };

/**
 * Canonical JSON of everything that the stamped code of a service derives from: its own declarations with docs, and what
 * it uses of others, transitively, without docs. Types stand resolved and fully qualified; declarations are sorted by
 * name, fields and variants keep their order, since stamped code shows it. Layout, comments, the order of forms, spans,
 * gaps, gates, limits, governance and `:since :until :number` do not enter, because nothing is stamped from them.
 * Gives `undefined` where there is no such service.
 */
export function canonicalSlice(model: Services, serviceName: string): string | undefined {
  const service = model.services.get(serviceName);
  if (service === undefined) return undefined;
  const writer = new SliceWriter(model);
  const foreign = foreignPart(model, service);
  return JSON.stringify({
    slice: 1,
    service: service.name,
    language: service.language,
    doc: service.doc ?? null,
    own: ownPart(writer, service),
    config: service.config.map((field) => writer.field(field, true)),
    uses: service.uses
      .flatMap((use) => use.items.map((item) => `${use.service}/${item.kind}:${item.name}`))
      .sort(),
    usedServices: [...new Set(service.uses.map((use) => use.service))].sort(),
    listeners: service.listeners.map((one) => `${one.service}/${one.event} ${one.handler}`).sort(),
    foreign: foreign.map((one) => one(writer)),
  });
}

/** A service's own declarations, sorted by name. */
const ownPart = (writer: SliceWriter, service: Service): Json => ({
  types: byName<TypeDeclaration>([
    ...service.entities,
    ...service.enums,
    ...service.unions,
    ...service.aliases,
  ]).map((one) => writer.type(one, true)),
  errors: byName(service.errors).map((one) => writer.error(one, true)),
  rpcs: byName(service.rpcs).map((one) => writer.rpc(one, true)),
  events: byName(service.events).map((one) => writer.event(one, true)),
});

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
const byName = <Named extends { readonly name: string }>(list: readonly Named[]): Named[] =>
  list.toSorted((a, b) => compare(a.name, b.name));

/** Writes declarations as plain data. */
class SliceWriter {
  readonly #model: Services;

  constructor(model: Services) {
    this.#model = model;
  }

  typeOf(type: TypeRef): string {
    return typeText(resolveType(this.#model, type), "");
  }

  field(field: Field, docs: boolean): Json {
    const { min, max, length, pattern, secret } = field.constraints;
    return {
      name: field.name,
      type: this.typeOf(field.type),
      doc: docs ? field.doc : undefined,
      key: field.key || undefined,
      unique: field.unique || undefined,
      default: field.default === undefined ? undefined : literalText(field.default),
      wire: field.wire,
      was: field.was,
      min,
      max,
      length,
      pattern,
      secret,
    };
  }

  variant(variant: Variant, docs: boolean): Json {
    return {
      name: variant.name,
      doc: docs ? variant.doc : undefined,
      wire: variant.wire,
      was: variant.was,
    };
  }

  type(one: TypeDeclaration, docs: boolean): Json {
    const head = { kind: one.kind, name: one.name, doc: docs ? one.doc : undefined, was: one.was };
    if (one.kind === "entity")
      return { ...head, fields: one.fields.map((field) => this.field(field, docs)) };
    if (one.kind === "enum")
      return {
        ...head,
        variants: one.variants.map((variant) => this.variant(variant, docs)),
      };
    if (one.kind === "union")
      return { ...head, cases: one.cases.map((each) => this.case(each, docs)) };
    return { ...head, type: this.typeOf(one.type) };
  }

  case(one: Case, docs: boolean): Json {
    const fields = one.fields.map((field) => this.field(field, docs));
    return {
      name: one.name,
      doc: docs ? one.doc : undefined,
      wire: one.wire,
      was: one.was,
      fields,
    };
  }

  error(one: ErrorDeclaration, docs: boolean): Json {
    const fields = one.fields.map((field) => this.field(field, docs));
    return {
      kind: "error",
      name: one.name,
      doc: docs ? one.doc : undefined,
      was: one.was,
      status: one.status,
      fields,
    };
  }

  event(one: EventDeclaration, docs: boolean): Json {
    const fields = one.fields.map((field) => this.field(field, docs));
    return {
      kind: "event",
      name: one.name,
      doc: docs ? one.doc : undefined,
      was: one.was,
      fields,
    };
  }

  rpc(one: Rpc, docs: boolean): Json {
    return {
      kind: "rpc",
      name: one.name,
      doc: docs ? one.doc : undefined,
      was: one.was,
      in: one.input.map((field) => this.field(field, docs)),
      out: one.output === undefined ? undefined : this.typeOf(one.output),
      errors: one.errors.map((error) => `${error.service}/${error.name}`),
      // Its route and what it asks of a caller are on the wire; all other clauses are the owner's affair.
      http: one.clauses.http && { method: one.clauses.http.method, path: one.clauses.http.path },
      auth: one.clauses.auth && [...new Set(one.clauses.auth)].sort(),
    };
  }
}

type Part = (writer: SliceWriter) => Json;

/** What a service uses of others, as symbols in order, each with the function that writes it. */
function foreignPart(model: Services, service: Service): Part[] {
  const parts = new Map<string, Part>();
  const roots: TypeRef[] = [];
  const fields = (list: readonly Field[]): void => {
    for (const field of list) roots.push(field.type);
  };
  const error = (owner: string, name: string): void => {
    const found = model.services.get(owner);
    const declared = found && findError(found, name);
    if (declared === undefined) return;
    if (owner !== service.name)
      parts.set(`${owner}/error:${name}`, (writer) => [owner, writer.error(declared, false)]);
    fields(declared.fields);
  };
  const event = (owner: string, name: string): void => {
    const found = model.services.get(owner);
    const declared = found && findEvent(found, name);
    if (declared === undefined) return;
    parts.set(`${owner}/event:${name}`, (writer) => [owner, writer.event(declared, false)]);
    fields(declared.fields);
  };
  const rpc = (owner: string, name: string): void => {
    const found = model.services.get(owner);
    const declared = found && findRpc(found, name);
    if (declared === undefined) return;
    parts.set(`${owner}/rpc:${name}`, (writer) => [owner, writer.rpc(declared, false)]);
    fields(declared.input);
    if (declared.output !== undefined) roots.push(declared.output);
    for (const one of declared.errors) error(one.service, one.name);
  };
  const span = service.span;
  const usedAliases = new Set<string>();
  for (const use of service.uses) {
    for (const { kind, name } of use.items) {
      if (kind === "rpc") rpc(use.service, name);
      else if (kind === "event") event(use.service, name);
      else if (kind === "error") error(use.service, name);
      else roots.push({ kind: "named", service: use.service, name, span });
      if (kind === "alias") usedAliases.add(`${use.service}/${name}`);
    }
  }
  for (const listener of service.listeners) event(listener.service, listener.event);
  for (const own of service.rpcs)
    for (const one of own.errors) if (one.service !== service.name) error(one.service, one.name);
  const { cruds, machines, tools, engines } = service.patterns;
  for (const one of [...tools, ...engines.flatMap(({ members }) => members)].flatMap(
    ({ errors }) => errors,
  ))
    if (one.service !== service.name) error(one.service, one.name);
  for (const { entity } of cruds) roots.push({ kind: "named", ...entity });
  for (const { of } of machines) if (of !== undefined) roots.push(of);
  roots.push(...ownTypes(service));
  for (const { service: owner, name, declaration } of reachedTypes(model, roots)) {
    // Aliases are transparent: a foreign one is seen only through what it stands for, unless it is used by name.
    if (
      owner === service.name ||
      (declaration.kind === "alias" && !usedAliases.has(`${owner}/${name}`))
    )
      continue;
    parts.set(`${owner}/${name}`, (writer) => [owner, writer.type(declaration, false)]);
  }
  return [...parts].sort(([a], [b]) => compare(a, b)).map(([, part]) => part);
}
