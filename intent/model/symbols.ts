import type { Span } from "../base/span.ts";
import { findError, findEvent, findField, findRpc, findType } from "./find.ts";
import type { Case, Union } from "./pattern-types.ts";
import { addPatternSymbols, lookupPattern, type FoundPattern } from "./pattern-symbols.ts";
import type { Services } from "./resolve-type.ts";
import type {
  Alias,
  Entity,
  Enum,
  ErrorDeclaration,
  EventDeclaration,
  Field,
  Rpc,
  Service,
  TypeRef,
  Variant,
} from "./types.ts";

/** What a symbol names. `output` is the answer of an rpc, `parameter` a field of its input. */
export type Found =
  | { readonly kind: "service"; readonly service: Service; readonly value: Service }
  | { readonly kind: "entity"; readonly service: Service; readonly value: Entity }
  | { readonly kind: "enum"; readonly service: Service; readonly value: Enum }
  | { readonly kind: "alias"; readonly service: Service; readonly value: Alias }
  | { readonly kind: "union"; readonly service: Service; readonly value: Union }
  | { readonly kind: "case"; readonly service: Service; readonly value: Case }
  | { readonly kind: "error"; readonly service: Service; readonly value: ErrorDeclaration }
  | { readonly kind: "rpc"; readonly service: Service; readonly value: Rpc }
  | { readonly kind: "event"; readonly service: Service; readonly value: EventDeclaration }
  | {
      readonly kind: "field" | "parameter" | "setting";
      readonly service: Service;
      readonly value: Field;
    }
  | { readonly kind: "variant"; readonly service: Service; readonly value: Variant }
  | { readonly kind: "output"; readonly service: Service; readonly value: TypeRef }
  | FoundPattern;

export interface NamedSymbol {
  /** `users/rpc:get-user.in.id` */
  readonly symbol: string;
  readonly kind: Found["kind"];
  /** Place in the service's intent: of the name, or of the type where there is no name. */
  readonly span: Span;
}

/**
 * What a symbol names: `users`, `users/User`, `users/User.id`, `users/Plan.free`, `users/Contact.by-mail.address`, `users/error:gone`, `users/error:gone.id`,
 * `users/rpc:get-user`, `users/rpc:get-user.in.id`, `users/rpc:get-user.out`, `users/event:made.user`,
 * `users/config:port`, `users/tool:find.in.query`, `users/machine:flow.pay`, `users/machine:flow.states.paid`,
 * `users/engine:pricing.quote`, `users/every:close-day`, `users/crud:User`, `users/scenario:it works`. `undefined` where the model holds nothing of that name.
 */
export function lookup(model: Services, symbol: string): Found | undefined {
  const slash = symbol.indexOf("/");
  const service = model.services.get(slash === -1 ? symbol : symbol.slice(0, slash));
  if (service === undefined) return undefined;
  if (slash === -1) return { kind: "service", service, value: service };
  const rest = symbol.slice(slash + 1);
  const colon = rest.indexOf(":");
  const [name = "", ...members] = rest.slice(colon + 1).split(".");
  switch (colon === -1 ? "type" : rest.slice(0, colon)) {
    case "type":
      return lookupType(service, name, members);
    case "rpc":
      return lookupRpc(service, name, members);
    case "error":
      return lookupHolder(service, "error", findError(service, name), members);
    case "event":
      return lookupHolder(service, "event", findEvent(service, name), members);
    case "config":
      return members.length === 0 ? inFields(service, "setting", service.config, name) : undefined;
    default:
      return lookupPattern(service, rest.slice(0, colon), rest.slice(colon + 1));
  }
}

function lookupType(service: Service, name: string, members: readonly string[]): Found | undefined {
  const value = findType(service, name);
  const [member] = members;
  if (value?.kind === "union") return lookupUnion(service, value, members);
  if (value === undefined || members.length > 1) return undefined;
  if (value.kind === "entity") {
    if (member === undefined) return { kind: "entity", service, value };
    const field = findField(value, member);
    return field && { kind: "field", service, value: field };
  }
  if (value.kind === "enum") {
    if (member === undefined) return { kind: "enum", service, value };
    const variant = value.variants.find((one) => one.name === member);
    return variant && { kind: "variant", service, value: variant };
  }
  return member === undefined ? { kind: "alias", service, value } : undefined;
}

function lookupUnion(
  service: Service,
  value: Union,
  members: readonly string[],
): Found | undefined {
  const [member, field] = members;
  if (member === undefined) return { kind: "union", service, value };
  // A model with errors may hold two cases of one name.
  const named = value.cases.filter((one) => one.name === member);
  const [found] = named;
  if (found === undefined || members.length > 2) return undefined;
  if (field === undefined) return { kind: "case", service, value: found };
  const fields = named.flatMap((one) => one.fields);
  return inFields(service, "field", fields, field);
}

function lookupRpc(service: Service, name: string, members: readonly string[]): Found | undefined {
  const value = findRpc(service, name);
  const [part, parameter] = members;
  if (value === undefined || members.length > 2) return undefined;
  if (part === undefined) return { kind: "rpc", service, value };
  if (part === "in" && parameter !== undefined)
    return inFields(service, "parameter", value.input, parameter);
  if (part !== "out" || parameter !== undefined || value.output === undefined) return undefined;
  return { kind: "output", service, value: value.output };
}

function lookupHolder(
  service: Service,
  kind: "error" | "event",
  value: ErrorDeclaration | EventDeclaration | undefined,
  members: readonly string[],
): Found | undefined {
  const [member] = members;
  if (value === undefined || members.length > 1) return undefined;
  if (member !== undefined) return inFields(service, "field", value.fields, member);
  if (kind === "error" && value.kind === "error") return { kind: "error", service, value };
  return value.kind === "event" ? { kind: "event", service, value } : undefined;
}

function inFields(
  service: Service,
  kind: "field" | "parameter" | "setting",
  fields: readonly Field[],
  name: string,
): Found | undefined {
  const value = fields.find((field) => field.name === name);
  return value && { kind, service, value };
}

/** All symbols that a service declares, itself first, then in the order of the model; each is found by {@link lookup}. */
export function symbolsOf(service: Service): NamedSymbol[] {
  const found: NamedSymbol[] = [];
  const add = (kind: Found["kind"], symbol: string, span: Span): void => {
    found.push({ kind, symbol, span });
  };
  const addFields = (kind: Found["kind"], owner: string, fields: readonly Field[]): void => {
    for (const field of fields) add(kind, `${owner}${field.name}`, field.nameSpan);
  };
  const own = `${service.name}/`;
  add("service", service.name, service.nameSpan ?? service.span);
  for (const one of service.entities) {
    add("entity", own + one.name, one.nameSpan);
    addFields("field", `${own}${one.name}.`, one.fields);
  }
  for (const one of service.enums) {
    add("enum", own + one.name, one.nameSpan);
    for (const variant of one.variants)
      add("variant", `${own}${one.name}.${variant.name}`, variant.nameSpan);
  }
  for (const one of service.unions) {
    add("union", own + one.name, one.nameSpan);
    for (const each of one.cases) {
      add("case", `${own}${one.name}.${each.name}`, each.nameSpan);
      addFields("field", `${own}${one.name}.${each.name}.`, each.fields);
    }
  }
  for (const one of service.aliases) add("alias", own + one.name, one.nameSpan);
  for (const one of [...service.errors, ...service.events]) {
    add(one.kind, `${own}${one.kind}:${one.name}`, one.nameSpan);
    addFields("field", `${own}${one.kind}:${one.name}.`, one.fields);
  }
  for (const one of service.rpcs) {
    add("rpc", `${own}rpc:${one.name}`, one.nameSpan);
    addFields("parameter", `${own}rpc:${one.name}.in.`, one.input);
    if (one.output !== undefined) add("output", `${own}rpc:${one.name}.out`, one.output.span);
  }
  addPatternSymbols(service, add);
  addFields("setting", `${own}config:`, service.config);
  return found;
}
