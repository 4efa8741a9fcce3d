import type { LoadedService } from "./build.ts";
import { type FileContext, listed } from "./file-context.ts";
import { findEnum } from "./find.ts";
import { deleted } from "./fixes.ts";
import type { Machine, State } from "./pattern-types.ts";
import { resolveType, type Services } from "./resolve-type.ts";
import { typeText } from "./type-text.ts";
import type { Service } from "./types.ts";

/** State machines: every state is declared once and can be reached, and is a variant of the field that it is for. */
export function checkMachines(all: Services, { service, context }: LoadedService): void {
  for (const machine of service.patterns.machines) {
    const states = checkStates(context, machine);
    checkTransitions(context, machine, states);
    // A transition to a state that there is not was most likely to lead to the one that is not reached.
    const named = [
      machine.initial,
      ...machine.transitions.flatMap(({ from, to }) => [...from, to]),
    ];
    if (!context.isPartial(machine) && named.every(({ name }) => states.has(name)))
      checkReached(context, machine);
    checkVariants(all, service, context, machine);
  }
}

function checkStates(context: FileContext, machine: Machine): ReadonlySet<string> {
  const states = new Set<string>();
  for (const { name, span } of machine.states) {
    if (states.has(name)) {
      const fix = deleted(context, span, "delete the second one");
      context.report("duplicate-state", span, { state: name }, fix);
    }
    states.add(name);
  }
  checkKnown(context, machine, states, machine.initial);
  return states;
}

function checkKnown(
  context: FileContext,
  machine: Machine,
  states: ReadonlySet<string>,
  state: State,
): void {
  if (states.has(state.name)) return;
  const near = context.guess(state.name, states);
  const parameters = { machine: machine.name, state: state.name, known: listed(states) };
  const extras = near === undefined ? {} : { cure: `did you mean ${near}?` };
  context.report("unknown-state", state.span, parameters, extras);
}

function checkTransitions(
  context: FileContext,
  machine: Machine,
  states: ReadonlySet<string>,
): void {
  const ways = new Set<string>();
  for (const { name, from, to, nameSpan } of machine.transitions) {
    for (const state of [...from, to]) checkKnown(context, machine, states, state);
    for (const state of from) {
      const way = `${name} ${state.name}`;
      if (ways.has(way)) context.report("transition-twice", nameSpan, { name, state: state.name });
      ways.add(way);
    }
  }
}

/** A state that nothing leads to, or only states that nothing leads to, is most likely a transition that was forgotten. */
function checkReached(context: FileContext, machine: Machine): void {
  const { initial, transitions, name: own } = machine;
  const targets = new Set([initial.name, ...transitions.map(({ to }) => to.name)]);
  const reached = new Set([initial.name]);
  for (const state of reached)
    for (const { from, to } of transitions)
      if (from.some(({ name }) => name === state)) reached.add(to.name);
  for (const { name, span } of machine.states) {
    const parameters = { machine: own, state: name };
    if (!targets.has(name)) context.report("unreached-state", span, parameters);
    // From a state that is not there nothing can be reached: that is reported as such.
    else if (!reached.has(name) && machine.states.some((one) => one.name === initial.name))
      context.report("unreachable-state", span, { ...parameters, initial: initial.name });
  }
}

function checkVariants(
  all: Services,
  service: Service,
  context: FileContext,
  machine: Machine,
): void {
  if (machine.of === undefined) return;
  const type = resolveType(all, machine.of);
  // A field that leads nowhere is reported as that.
  if (type.kind === "member") return;
  const owner = type.kind === "named" ? all.services.get(type.service) : undefined;
  const found =
    type.kind === "named" && owner !== undefined ? findEnum(owner, type.name) : undefined;
  if (found === undefined) {
    const parameters = { type: `\`${typeText(type, service.name)}\`` };
    return context.report("states-need-enum", machine.of.span, parameters);
  }
  const known = new Set(found.variants.map(({ name }) => name));
  for (const { name, span } of machine.states)
    if (!known.has(name))
      context.report("state-without-variant", span, {
        type: found.name,
        state: name,
        known: listed(known),
      });
}
