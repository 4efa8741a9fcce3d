import { derived, fieldName, typeName, valueName, variantName, variantWireName } from "#intent";

import { variantOf, type MachinePlan, type Step, type Way } from "../../reach/machines.ts";
import { valueOf, type ValueRecord } from "../../template/value.ts";
import { commaList, group, imports, nest, softline, type Doc } from "../layout.ts";
import { docstring } from "./docs.ts";
import { stringLiteral } from "./literals.ts";
import { indent, qualified, returnsDoc, type PythonScope } from "./types.ts";

const call = (callee: Doc, items: readonly Doc[]): Doc => [
  callee,
  commaList("(", ")", items, indent),
];

/** A state as its value: what the field holds on the wire, or its own name where there is no field. */
const stateText = ({ subject }: MachinePlan, state: string): string =>
  stringLiteral(subject === undefined ? state : variantWireName(variantOf(subject, state)));

const literals = (texts: readonly string[]): Doc => [
  imports("typing", "Literal"),
  "Literal",
  commaList("[", "]", texts, indent),
];

/** `OrderFlow[Literal["pending"]]`: what is in one of these states. */
const inStates = (machine: MachinePlan, states: readonly string[]): Doc =>
  group([
    `${derived.machine(machine.name)}[`,
    nest(indent, [softline, literals(states.map((state) => stateText(machine, state)))]),
    softline,
    "]",
  ]);

/** A state machine as its template sees it: a class that is generic over its states. */
export function machineView(scope: PythonScope, machine: MachinePlan): ValueRecord {
  const { subject } = machine;
  const name = derived.machine(machine.name);
  const holder =
    subject === undefined
      ? "str"
      : qualified(scope, subject.service, typeName("python", subject.entity.name));
  return {
    name,
    docstring: valueOf(
      docstring(machine.doc ?? `What is in a known state of \`${machine.name}\`.`),
    ),
    wire: machine.name,
    literal: stringLiteral(machine.name),
    state: derived.machineStates(machine.name),
    states: valueOf(literals(machine.states.map((state) => stateText(machine, state)))),
    within: `_${name}_co`,
    wanted: `_${name}As`,
    holds: subject !== undefined,
    holder: valueOf(holder),
    parameter: subject === undefined ? "state" : "subject",
    field: subject === undefined ? "" : fieldName("python", subject.field),
    begun: valueOf(inStates(machine, [machine.initial])),
    first: valueOf(entered(scope, machine, "subject", machine.initial)),
    traits: derived.machineGuards(machine.name),
    guards: machine.guards.map((guard) => ({
      signature: valueOf([
        `${valueName("python", guard.name)}`,
        commaList(
          "(",
          ")",
          ["self", ...(subject === undefined ? [] : [["subject: ", holder]])],
          indent,
        ),
        " -> bool:",
      ]),
      docstring: valueOf(
        docstring(`Asked by ${guard.steps.map((step) => `\`${step}\``).join(", ")}.`),
      ),
    })),
    transition: derived.machineSteps(machine.name),
    transitions: valueOf(literals(machine.steps.map((step) => stringLiteral(step.name)))),
    refused: derived.machineRefusal(machine.name),
    misuse: derived.machineMisuse(machine.name),
    steps: machine.steps.map((step) => stepView(scope, machine, step)),
    attempt: valueOf(attemptSignature(machine)),
  };
}

/** What is in another state now: a copy whose field says so. */
function entered(scope: PythonScope, machine: MachinePlan, from: string, state: string): Doc {
  const name = derived.machine(machine.name);
  const { subject } = machine;
  if (subject === undefined) return call(name, [stateText(machine, state)]);
  const type = qualified(scope, subject.enumService, typeName("python", subject.enum.name));
  const value: Doc = [type, `.${variantName("python", variantOf(subject, state))}`];
  const update: Doc = [
    "update=",
    commaList(
      "{",
      "}",
      [[`${stringLiteral(fieldName("python", subject.field))}: `, value]],
      indent,
    ),
  ];
  return call(name, [call(`${from}.model_copy`, [update])]);
}

function attemptSignature(machine: MachinePlan): Doc {
  const guards =
    machine.guards.length > 0 ? [`guards: ${derived.machineGuards(machine.name)}`] : [];
  return [
    "attempt",
    commaList(
      "(",
      ")",
      ["self", `transition: ${derived.machineSteps(machine.name)}`, ...guards],
      indent,
    ),
    " -> ",
    returnsDoc([
      `${derived.machine(machine.name)}[${derived.machineStates(machine.name)}]`,
      derived.machineRefusal(machine.name),
    ]),
    ":",
  ];
}

/** `name(self: OrderFlow[…], guards: …) -> …:` of these ways, as one function takes them. */
function signature(
  machine: MachinePlan,
  name: string,
  ways: readonly Way[],
  guarded: boolean,
): Doc {
  const from = machine.states.filter((state) => ways.some((way) => way.from.includes(state)));
  const to = machine.states.filter((state) => ways.some((way) => way.to === state));
  const asked = guarded ? [`guards: ${derived.machineGuards(machine.name)}`] : [];
  const refusal = ways.some(({ guard }) => guard !== undefined)
    ? [derived.machineRefusal(machine.name)]
    : [];
  return [
    name,
    commaList("(", ")", [["self: ", inStates(machine, from)], ...asked], indent),
    " -> ",
    returnsDoc([inStates(machine, to), ...refusal]),
    ":",
  ];
}

function stepView(scope: PythonScope, machine: MachinePlan, step: Step): ValueRecord {
  const name = valueName("python", step.name);
  const guarded = step.ways.some(({ guard }) => guard !== undefined);
  const text = stringLiteral(step.name);
  const from = machine.states.filter((state) => step.ways.some((way) => way.from.includes(state)));
  return {
    name,
    text,
    signature: valueOf(signature(machine, name, step.ways, guarded)),
    docstring: valueOf(docstring([step.doc ?? "", leadsTo(step.ways)].join(" "))),
    forms:
      step.ways.length === 1
        ? []
        : step.ways.map((way) => valueOf(signature(machine, name, [way], guarded))),
    demand: valueOf(
      call("self._demand", [text, ...from.map((state) => stateText(machine, state))]),
    ),
    guarded,
    ways: step.ways.map((way, at) =>
      wayView(scope, machine, step, way, at === step.ways.length - 1),
    ),
  };
}

function wayView(
  scope: PythonScope,
  machine: MachinePlan,
  step: Step,
  { from, to, guard }: Way,
  last: boolean,
): ValueRecord {
  const states = from.map((state) => stateText(machine, state));
  const given = machine.subject === undefined ? [] : ["self._subject"];
  return {
    // The last way is all that is left.
    only: last ? "" : valueOf(conditionDoc(states)),
    guard:
      guard === undefined
        ? ""
        : valueOf([`guards.${valueName("python", guard)}`, commaList("(", ")", given, indent)]),
    refusal:
      guard === undefined
        ? ""
        : valueOf(
            call(derived.machineRefusal(machine.name), [
              stringLiteral(step.name),
              "self.state",
              stringLiteral(guard),
            ]),
          ),
    moved: valueOf(entered(scope, machine, "self._subject", to)),
    narrowed: valueOf(call("self.when", states)),
  };
}

const conditionDoc = (states: readonly string[]): Doc =>
  states.length === 1
    ? `self.state == ${states[0] ?? ""}`
    : ["self.state in ", commaList("(", ")", states, indent)];

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
    .join(" ");
