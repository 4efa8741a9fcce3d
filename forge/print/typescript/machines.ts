import { camelCase, derived, fieldName, typeName, valueName, variantWireName } from "#intent";
import { variantOf, type MachinePlan, type Step, type Way } from "../../reach/machines.ts";
import { valueOf, type Value, type ValueRecord } from "../../template/value.ts";
import type { Doc } from "../layout.ts";
import { commentDoc, unionAlias } from "./declare.ts";
import { stringLiteral } from "./literals.ts";
import { qualified, type TypeScriptScope } from "./types.ts";

const comment = (...docs: readonly (string | undefined)[]): Value =>
  valueOf(commentDoc(docs.filter((doc) => doc !== undefined).join("\n")));

/** A state as its value: what the field holds on the wire, or its own name where there is no field. */
const stateText = ({ subject }: MachinePlan, state: string): string =>
  stringLiteral(subject === undefined ? state : variantWireName(variantOf(subject, state)));

/** A state machine as its template sees it: a type over its states, and one function for each step. */
export function machineView(scope: TypeScriptScope, machine: MachinePlan): ValueRecord {
  const { subject } = machine;
  const name = derived.machine(machine.name);
  const { steps } = machine;
  const forked = steps.filter(({ ways }) => isForked(ways));
  return {
    name,
    comment: comment(machine.doc ?? `What is in a known state of \`${machine.name}\`.`),
    wire: machine.name,
    value: machineValue(machine.name),
    ways: machineWays(machine.name),
    state: derived.machineStates(machine.name),
    states: valueOf(unionAlias(machine.states.map((state) => stateText(machine, state)))),
    initial: stateText(machine, machine.initial),
    holds: subject !== undefined,
    ...(subject === undefined
      ? { read: "string" }
      : {
          subject: valueOf(qualifiedEntity(scope, machine)),
          field: fieldName("typescript", subject.field),
          read: valueOf(
            qualified(scope, subject.enumService, typeName("typescript", subject.enum.name)),
          ),
        }),
    parameter: subject === undefined ? "state" : "subject",
    traits: derived.machineGuards(machine.name),
    guards: machine.guards.map((guard) => ({
      name: valueName("typescript", guard.name),
      comment: comment(`Asked by ${guard.steps.map((step) => `\`${step}\``).join(", ")}.`),
    })),
    transition: derived.machineSteps(machine.name),
    transitions: valueOf(unionAlias(steps.map((step) => stringLiteral(step.name)))),
    refused: derived.machineRefusal(machine.name),
    forked: forked.map((step) => ({
      name: valueName("typescript", step.name),
      targets: step.ways.flatMap(({ from, to }) =>
        from.map((state) => `${keyText(stateText(machine, state))}: ${stateText(machine, to)}`),
      ),
    })),
    steps: steps.map((step) => stepView(machine, step)),
  };
}

/** The object that holds a machine's functions. */
export const machineValue = (machine: string): string => valueName("typescript", machine);

/** The table beside it that says where forked transitions lead. */
export const machineWays = (machine: string): string => `${camelCase(machine)}Ways`;

const qualifiedEntity = (scope: TypeScriptScope, { subject }: MachinePlan): Doc =>
  subject === undefined
    ? ""
    : qualified(scope, subject.service, typeName("typescript", subject.entity.name));

/** Whether a step leads to different states. */
const isForked = (ways: readonly Way[]): boolean => new Set(ways.map(({ to }) => to)).size > 1;

/** A key of an object, with quotes only where it needs them, as oxfmt leaves it. */
const keyText = (literal: string): string =>
  /^"[A-Za-z_$][\w$]*"$/.test(literal) ? literal.slice(1, -1) : literal;

function stepView(machine: MachinePlan, step: Step): ValueRecord {
  const name = valueName("typescript", step.name);
  const forked = isForked(step.ways);
  const from = new Set(step.ways.flatMap((way) => way.from));
  const ordered = machine.states.filter((state) => from.has(state));
  const members = ordered.map((state) => stateText(machine, state));
  const [first] = step.ways;
  const to = first === undefined ? "" : stateText(machine, first.to);
  const ways = machineWays(machine.name);
  const flow = (state: string): string =>
    machine.subject === undefined ? state : `${derived.machine(machine.name)}<${state}>`;
  const guarded = step.ways.filter(({ guard }) => guard !== undefined);
  return {
    name,
    text: stringLiteral(step.name),
    comment: comment(step.doc, leadsTo(step.ways)),
    generic: forked ? `<S extends ${members.join(" | ")}>` : "",
    takes: flow(forked ? "S" : members.join(" | ")),
    gives: flow(forked ? `(typeof ${ways}.${name})[S]` : to),
    from: members,
    to: forked ? "" : to,
    guarded: guarded.length > 0,
    // Without a field the state says nothing that the function does not know.
    unread: machine.subject === undefined && guarded.length === 0 && !forked ? "_" : "",
    asks: guarded.map(({ from: states, guard }) => ({
      guard: valueName("typescript", guard ?? ""),
      guardText: stringLiteral(guard ?? ""),
      // Where every way asks the same, nothing has to be told apart.
      only:
        guarded.length === 1 && step.ways.length === 1
          ? []
          : states.map((state) => stateText(machine, state)),
    })),
  };
}

/** Where a step leads, in words. */
const leadsTo = (ways: readonly Way[]): string =>
  ways
    .map(({ from, to, guard }) => {
      const start =
        ways.length === 1
          ? "Leads"
          : `From ${from.map((state) => `\`${state}\``).join(", ")} it leads`;
      return `${start} to \`${to}\`${guard === undefined ? "" : `, where \`${guard}\` says so`}.`;
    })
    .join("\n");
