import { derived, fieldName, typeName, valueName, variantName } from "#intent";
import { variantOf, type MachinePlan, type Step, type Way } from "../../reach/machines.ts";
import { valueOf, type ValueRecord } from "../../template/value.ts";
import { group, hardline, nest, softline, type Doc } from "../layout.ts";
import { functionSignature, placed } from "./fit.ts";
import { docLines, stringLiteral } from "./literals.ts";
import { pathTo, type Place } from "./types.ts";

const docView = (...docs: readonly (string | undefined)[]): string =>
  docs.flatMap((doc) => docLines(doc, "///")).join("\n");

/** How a machine's states are named: each is a type in a module of its own, so that it may be called as anything is. */
const stateType = (machine: MachinePlan, state: string): string =>
  `${valueName("rust", machine.name)}::${typeName("rust", state)}`;

/** A state machine as its template sees it: one type for each state, and what leads from it. */
export function machineView(place: Place, machine: MachinePlan): ValueRecord {
  const { subject } = machine;
  const name = derived.machine(machine.name);
  const holder =
    subject === undefined
      ? {}
      : {
          subject: pathTo(place, subject.service, typeName("rust", subject.entity.name)),
          field: fieldName("rust", subject.field),
          enum: pathTo(place, subject.enumService, typeName("rust", subject.enum.name)),
        };
  return {
    ...holder,
    name,
    doc: docView(machine.doc ?? `What is in a known state of \`${machine.name}\`.`),
    module: valueName("rust", machine.name),
    wire: machine.name,
    initial: machine.initial,
    state: derived.machineStates(machine.name),
    any: derived.machineAny(machine.name),
    refused: derived.machineRefusal(machine.name),
    traits: derived.machineGuards(machine.name),
    guards: machine.guards.map((guard) => guardView(holder.subject, guard)),
    states: machine.states.map((state) => ({
      ...stateView(machine, holder.enum, state),
      steps: machine.steps.flatMap((step) =>
        step.ways
          .filter((way) => way.from.includes(state))
          .map((way) => stepView(machine, step, way)),
      ),
    })),
  };
}

function guardView(
  subject: string | undefined,
  { name, steps }: MachinePlan["guards"][number],
): ValueRecord {
  const parameters = ["&self", ...(subject === undefined ? [] : [`subject: &${subject}`])];
  return {
    doc: docView(`Asked by ${steps.map((step) => `\`${step}\``).join(", ")}.`),
    signature: valueOf(guardSignature(valueName("rust", name), parameters)),
  };
}

const guardSignature = (name: string, parameters: readonly string[]): Doc => {
  const flat = `fn ${name}(${parameters.join(", ")}) -> bool;`;
  if (4 + flat.length <= 100) return flat;
  const lines = parameters.map((parameter): Doc => [hardline, parameter, ","]);
  return [`fn ${name}(`, nest(4, lines), hardline, ") -> bool;"];
};

function stateView(machine: MachinePlan, type: string | undefined, state: string): ValueRecord {
  const { subject } = machine;
  const name = typeName("rust", state);
  const path = stateType(machine, state);
  const enter = `${derived.machine(machine.name)}::enter`;
  const variant =
    subject === undefined || type === undefined
      ? stringLiteral(state)
      : `${type}::${variantName("rust", variantOf(subject, state))}`;
  const constant = type === undefined ? "const NAME: &'static str =" : `const STATUS: ${type} =`;
  return {
    name,
    wire: state,
    path,
    initial: state === machine.initial,
    held: valueOf(
      group([
        `${name}(`,
        nest(4, [softline, `${derived.machine(machine.name)}<${path}>`]),
        softline,
        "),",
      ]),
    ),
    constant: valueOf([constant, placed(4, constant, variant, ";"), ";"]),
    read: valueOf(
      type === undefined
        ? arm(variant, `Some(Self::${name}(${enter}()))`)
        : arm(variant, `Self::${name}(${enter}(subject))`),
    ),
    given: valueOf(arm(`Self::${name}(flow)`, type === undefined ? "flow.name()" : "flow.subject")),
  };
}

/** `pattern => value,` of a match twelve columns deep; in a block where it does not fit. */
const arm = (pattern: string, value: string): Doc =>
  12 + `${pattern} => ${value},`.length <= 100
    ? `${pattern} => ${value},`
    : [`${pattern} => {`, nest(4, [hardline, value]), hardline, "}"];

function stepView(machine: MachinePlan, step: Step, { to, guard }: Way): ValueRecord {
  const name = derived.machine(machine.name);
  const parameters = [
    "self",
    ...(guard === undefined ? [] : [`guards: &impl ${derived.machineGuards(machine.name)}`]),
  ];
  const target = `${name}<${stateType(machine, to)}>`;
  const result =
    guard === undefined
      ? { name, items: [stateType(machine, to)] }
      : { name: "Result", items: [target, `${derived.machineRefusal(machine.name)}<Self>`] };
  return {
    doc: docView(step.doc, leadsTo(to, guard)),
    signature: valueOf(
      functionSignature(4, `pub fn ${valueName("rust", step.name)}`, parameters, result),
    ),
    guard: guard === undefined ? "" : valueName("rust", guard),
    guardText: guard === undefined ? "" : stringLiteral(guard),
  };
}

const leadsTo = (to: string, guard: string | undefined): string =>
  `Leads to \`${to}\`${guard === undefined ? "" : `, where \`${guard}\` says so`}.`;
