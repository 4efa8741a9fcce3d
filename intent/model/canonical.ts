import { findError, findEvent, findRpc, type TypeDeclaration } from "./find.ts";
import { askedAt } from "./hooks.ts";
import { ownTypes } from "./own-types.ts";
import { reachedTypes } from "./reached-types.ts";
import { resolveType, type Services } from "./resolve-type.ts";
import { literalText, typeText } from "./type-text.ts";
import type { Case, Engine, Every, Machine, Rule, Scenario, Tool, Util } from "./pattern-types.ts";
import type {
  ErrorDeclaration,
  EventDeclaration,
  Field,
  Listener,
  Rpc,
  Service,
  TypeRef,
  Variant,
} from "./types.ts";

/** Plain data; what is `undefined` in an object is left out when it is written. */
export type Json =
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
    listeners: service.listeners.map(listenerText).sort(),
    foreign: foreign.map((one) => one(writer)),
    broker: service.broker,
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
  ...patternsPart(writer, service),
  ...toolsPart(writer, service),
});

/** A listener with its clauses, where it says any: all of them are stamped. */
const listenerText = ({ service, event, handler, clauses }: Listener): string => {
  const said = `${service}/${event} ${handler}`;
  return Object.keys(clauses).length === 0 ? said : `${said} ${JSON.stringify(clauses)}`;
};

/** What runs at fixed times: all that it says, since all of it is stamped. */
const everyPart = ({ handler, cron, zone, doc, clauses }: Every): Json & { handler: string } => ({
  handler,
  cron,
  zone,
  doc,
  clauses: JSON.stringify(clauses),
});
/** The patterns of a service, each kind where there is one: a form that is new to the language changes no other service. */
const patternsPart = (
  writer: SliceWriter,
  { patterns, rpcs }: Service,
): { readonly [key: string]: Json } => {
  const { cruds, machines, everies, utils, engines, rules, scenarios } = patterns;
  // Which entities are kept, and which of the rpcs stamped code answers.
  const kept = [
    ...cruds.map(({ entity }) => entity.name),
    ...rpcs.flatMap(({ name, crud }) => (crud === undefined ? [] : [`${name} ${crud.entity}`])),
  ].sort();
  const times = everies.map(everyPart).toSorted((a, b) => compare(a.handler, b.handler));
  return {
    ...(kept.length === 0 ? {} : { cruds: kept }),
    ...(machines.length === 0 ? {} : { machines: byName(machines).map(machineText) }),
    ...(times.length === 0 ? {} : { everies: times }),
    ...(scenarios.length === 0 ? {} : { scenarios: scenarios.map(scenarioPart) }),
    ...(utils.length === 0 ? {} : { utils: byName(utils).map((util) => utilPart(writer, util)) }),
    ...(engines.length === 0
      ? {}
      : { engines: byName(engines).map((engine) => enginePart(writer, engine)) }),
    ...(rules.length === 0 ? {} : rulesPart(writer, rules)),
  };
};

/** A scenario; its steps and values in the order in which they stand, and what they are called with is the rpcs' affair. */
const scenarioPart = ({ text, steps }: Scenario): Json => ({
  text,
  steps: steps.map((step) => ({
    kind: step.kind,
    rpc: step.kind === "call" ? step.rpc.name : undefined,
    as: step.kind === "call" ? step.as : undefined,
    error:
      step.kind === "call" || step.error === undefined
        ? undefined
        : `${step.error.service}/${step.error.name}`,
    values: step.values.map(({ name, value }) => [name, literalText(value)]),
  })),
});
/** What models are told of and call: all of it is stamped, docs of parameters included. */
const toolsPart = (writer: SliceWriter, { patterns }: Service): { readonly [key: string]: Json } =>
  patterns.tools.length === 0
    ? {}
    : { tools: byName(patterns.tools).map((one) => writer.tool(one)) };

/** A util; its examples are tests in the order in which they stand. */
const utilPart = (writer: SliceWriter, { examples, ...util }: Util): Json => ({
  ...calledPart(writer, util),
  examples: examples.map((one) => ({
    in: one.input.map((value) => [value.name, literalText(value.value)]),
    out: literalText(one.output),
  })),
});

/** Rules, and the order in which each thing that is hooked into asks them; the order of all others reaches nobody. */
const rulesPart = (
  writer: SliceWriter,
  rules: readonly Rule[],
): { readonly [key: string]: Json } => ({
  rules: byName(rules).map((rule) => ({
    ...calledPart(writer, rule),
    errors: rule.errors.map((error) => `${error.service}/${error.name}`),
  })),
  hooks: [...askedAt(rules)]
    .map(([place, asked]) =>
      [place, ...asked.map(({ rule, hook }) => `${rule.name} ${hook.as ?? ""}`)].join(" "),
    )
    .sort(),
});

/** An engine; its commands, queries and invariants in the order in which they stand. */
const enginePart = (writer: SliceWriter, { name, doc, members, invariants }: Engine): Json => ({
  name,
  doc,
  members: members.map((member) => ({
    kind: member.kind,
    ...calledPart(writer, member),
    errors: member.errors.map((error) => `${error.service}/${error.name}`),
  })),
  invariants: invariants.map(({ text }) => text),
});

/** What is called with parameters and answers. */
const calledPart = (
  writer: SliceWriter,
  { name, doc, input, output }: Pick<Util, "name" | "doc" | "input" | "output">,
): { readonly [key: string]: Json | undefined } => ({
  name,
  doc,
  in: input.map((field) => writer.field(field, true)),
  out: output === undefined ? undefined : writer.typeOf(output),
});

/** A machine; the order of its states shows in stamped code, and that of its transitions does not. */
function machineText({ name, doc, of, initial, states, transitions }: Machine): Json {
  const order = states.map((state) => state.name);
  const ways = transitions.map((one) => ({
    name: one.name,
    doc: one.doc,
    from: order.filter((state) => one.from.some((from) => from.name === state)),
    to: one.to.name,
    guard: one.guard,
  }));
  const sorted = ways.map((way) => JSON.stringify(way)).sort();
  return {
    name,
    doc,
    of: of && `${of.service}/${of.entity}.${of.field}`,
    initial: initial.name,
    states: order,
    transitions: sorted,
  };
}

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
      reads: field.reads,
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

  tool(one: Tool): Json {
    return {
      kind: "tool",
      name: one.name,
      doc: one.doc,
      was: one.was,
      in: one.input.map((field) => this.field(field, true)),
      out: one.output === undefined ? undefined : this.typeOf(one.output),
      errors: one.errors.map((error) => `${error.service}/${error.name}`),
      auth: one.clauses.auth && [...new Set(one.clauses.auth)].sort(),
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
      // What it asks of a caller is on the wire; its route is too, but stamped clients call it by its name. What clients do about the rest stands below.
      http: docs
        ? one.clauses.http && { method: one.clauses.http.method, path: one.clauses.http.path }
        : undefined,
      auth: one.clauses.auth && [...new Set(one.clauses.auth)].sort(),
      timeout: one.clauses.timeout,
      // Whether a client may call twice depends on the method, too.
      retry: one.clauses.retry && { ...one.clauses.retry, method: one.clauses.http?.method },
      idempotent: one.clauses.idempotent && { ...one.clauses.idempotent },
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
  // A machine holds the whole entity, not only the field of its states.
  for (const { of } of machines)
    if (of !== undefined) roots.push({ ...of, kind: "named", name: of.entity });
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
