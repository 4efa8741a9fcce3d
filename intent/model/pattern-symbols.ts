import type { Span } from "../base/span.ts";
import type {
  Crud,
  Engine,
  EngineMember,
  Every,
  Machine,
  Rule,
  Scenario,
  State,
  Tool,
  Transition,
  Util,
} from "./pattern-types.ts";
import type { Field, Service, TypeRef } from "./types.ts";

/** What a symbol of a pattern names. */
export type FoundPattern =
  | { readonly kind: "crud"; readonly service: Service; readonly value: Crud }
  | { readonly kind: "every"; readonly service: Service; readonly value: Every }
  | { readonly kind: "tool"; readonly service: Service; readonly value: Tool }
  | { readonly kind: "machine"; readonly service: Service; readonly value: Machine }
  | { readonly kind: "state"; readonly service: Service; readonly value: State }
  | { readonly kind: "transition"; readonly service: Service; readonly value: Transition }
  | { readonly kind: "util"; readonly service: Service; readonly value: Util }
  | { readonly kind: "engine"; readonly service: Service; readonly value: Engine }
  | { readonly kind: "member"; readonly service: Service; readonly value: EngineMember }
  | { readonly kind: "rule"; readonly service: Service; readonly value: Rule }
  | { readonly kind: "scenario"; readonly service: Service; readonly value: Scenario };

type FoundPart =
  | FoundPattern
  | { readonly kind: "parameter"; readonly service: Service; readonly value: Field }
  | { readonly kind: "output"; readonly service: Service; readonly value: TypeRef };

const named = <T extends { readonly name: string }>(
  all: readonly T[],
  name: string,
): T | undefined => all.find((one) => one.name === name);

/** What a gateway is called by: its entity, with the service of that where it is another one. */
const crudName = (service: Service, { entity }: Crud): string =>
  entity.service === service.name ? entity.name : `${entity.service}/${entity.name}`;

/**
 * What a symbol of this service names whose head is `kind` (`tool` of `users/tool:find.in.query`) and whose rest is
 * `text`; `undefined` where there is no such thing.
 */
export function lookupPattern(service: Service, kind: string, text: string): FoundPart | undefined {
  const { patterns } = service;
  if (kind === "scenario") {
    const value = patterns.scenarios.find((one) => one.text === text);
    return value && { kind, service, value };
  }
  const [name = "", ...members] = text.split(".");
  if (kind === "machine") return lookupMachine(service, name, members);
  if (kind === "engine") return lookupEngine(service, name, members);
  if (kind === "tool") {
    const value = named(patterns.tools, name);
    return value && lookupCalled({ kind, service, value }, members);
  }
  if (kind === "util") {
    const value = named(patterns.utils, name);
    return value && lookupCalled({ kind, service, value }, members);
  }
  if (kind === "rule") {
    const value = named(patterns.rules, name);
    return value && lookupCalled({ kind, service, value }, members);
  }
  if (members.length > 0) return undefined;
  if (kind === "crud") {
    const value = patterns.cruds.find((one) => crudName(service, one) === name);
    return value && { kind, service, value };
  }
  const value = kind === "every" ? patterns.everies.find((one) => one.handler === name) : undefined;
  return value && { kind: "every", service, value };
}

type Called = Extract<FoundPattern, { kind: "tool" | "util" | "rule" | "member" }>;

function lookupCalled(found: Called, members: readonly string[]): FoundPart | undefined {
  const [part, parameter] = members;
  const { service } = found;
  if (part === undefined) return found;
  if (members.length > 2) return undefined;
  if (part === "in" && parameter !== undefined) {
    const value = named(found.value.input, parameter);
    return value && { kind: "parameter", service, value };
  }
  const { output } = found.value;
  if (part !== "out" || parameter !== undefined || output === undefined) return undefined;
  return { kind: "output", service, value: output };
}

function lookupMachine(
  service: Service,
  name: string,
  [member, state, ...more]: readonly string[],
): FoundPattern | undefined {
  const machine = named(service.patterns.machines, name);
  if (machine === undefined || more.length > 0) return undefined;
  if (member === undefined) return { kind: "machine", service, value: machine };
  if (member === "states" && state !== undefined) {
    const value = named(machine.states, state);
    return value && { kind: "state", service, value };
  }
  const value = state === undefined ? named(machine.transitions, member) : undefined;
  return value && { kind: "transition", service, value };
}

function lookupEngine(
  service: Service,
  name: string,
  [member, ...more]: readonly string[],
): FoundPart | undefined {
  const value = named(service.patterns.engines, name);
  if (value === undefined || member === undefined)
    return value && { kind: "engine", service, value };
  const found = named(value.members, member);
  return found && lookupCalled({ kind: "member", service, value: found }, more);
}

/** Told of a symbol of a service, its kind and its place. */
type Add = (kind: FoundPart["kind"], symbol: string, span: Span) => void;

/** Tells of all symbols of the patterns of a service, in the order of the model; each is found by {@link lookupPattern}. */
export function addPatternSymbols(service: Service, add: Add): void {
  const { cruds, everies, tools, machines, utils, engines, rules, scenarios } = service.patterns;
  const own = `${service.name}/`;
  for (const one of cruds) add("crud", `${own}crud:${crudName(service, one)}`, one.entity.span);
  for (const one of everies) add("every", `${own}every:${one.handler}`, one.nameSpan);
  for (const one of tools) addCalled("tool", `${own}tool:${one.name}`, one, add);
  for (const one of machines) {
    const symbol = `${own}machine:${one.name}`;
    add("machine", symbol, one.nameSpan);
    for (const { name, span } of one.states) add("state", `${symbol}.states.${name}`, span);
    for (const [name, [first]] of Map.groupBy(one.transitions, (each) => each.name))
      if (first !== undefined) add("transition", `${symbol}.${name}`, first.nameSpan);
  }
  for (const one of utils) addCalled("util", `${own}util:${one.name}`, one, add);
  for (const one of engines) {
    const symbol = `${own}engine:${one.name}`;
    add("engine", symbol, one.nameSpan);
    for (const member of one.members) addCalled("member", `${symbol}.${member.name}`, member, add);
  }
  for (const one of rules) addCalled("rule", `${own}rule:${one.name}`, one, add);
  for (const { text, span } of scenarios) add("scenario", `${own}scenario:${text}`, span);
}

function addCalled(
  kind: Called["kind"],
  symbol: string,
  { nameSpan, input, output }: Called["value"],
  add: Add,
): void {
  add(kind, symbol, nameSpan);
  for (const field of input) add("parameter", `${symbol}.in.${field.name}`, field.nameSpan);
  if (output !== undefined) add("output", `${symbol}.out`, output.span);
}
