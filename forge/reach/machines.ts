import {
  valueName,
  type Entity,
  type Enum,
  type Field,
  type Language,
  type Machine,
  type Model,
  type Service,
  type Span,
  type Variant,
} from "#intent";
import { declared, resolveType } from "./resolve.ts";
import { byName } from "./foreign.ts";

/** All transitions of one name that lead to one state and ask one guard. */
export interface Way {
  /** In the order of the machine's states. */
  readonly from: readonly string[];
  readonly to: string;
  readonly guard?: string;
}

/** What is called by one name; a machine may lead elsewhere, or ask another guard, from another state. */
export interface Step {
  readonly name: string;
  readonly doc?: string;
  readonly ways: readonly Way[];
}

/** The field whose states these are. */
export interface Subject {
  readonly service: string;
  readonly entity: Entity;
  readonly field: Field;
  readonly enum: Enum;
  /** The service that declares the enum. */
  readonly enumService: string;
}

/** A machine as stamped code has it: the order of forms does not matter, that of the states does. */
export interface MachinePlan {
  readonly name: string;
  readonly doc?: string;
  readonly span: Span;
  readonly initial: string;
  readonly states: readonly string[];
  readonly steps: readonly Step[];
  /** Every guard with the steps that ask it, sorted by name. */
  readonly guards: readonly { readonly name: string; readonly steps: readonly string[] }[];
  readonly subject?: Subject;
}

/** The machines of a service, sorted by name. */
export const machinesOf = (model: Model, service: Service): MachinePlan[] =>
  byName(service.patterns.machines).map((machine) => planOf(model, machine));

function planOf(model: Model, machine: Machine): MachinePlan {
  const states = machine.states.map(({ name }) => name);
  const forms = Map.groupBy(machine.transitions, ({ name }) => name);
  const steps = [...forms].map(([name, all]) => {
    const docs = [...new Set(all.flatMap(({ doc }) => doc ?? []))].sort();
    return {
      name,
      ...(docs.length > 0 ? { doc: docs.join("\n") } : {}),
      ways: waysOf(states, all),
    };
  });
  const subject = subjectOf(model, machine);
  return {
    name: machine.name,
    ...(machine.doc === undefined ? {} : { doc: machine.doc }),
    span: machine.nameSpan,
    initial: machine.initial.name,
    states,
    steps: byName(steps),
    guards: guardsOf(byName(steps)),
    ...(subject === undefined ? {} : { subject }),
  };
}

function waysOf(states: readonly string[], all: Machine["transitions"]): Way[] {
  const merged = Map.groupBy(all, ({ to, guard }) => `${to.name} ${guard ?? ""}`);
  const ways = [...merged.values()].flatMap((same): Way[] => {
    const [first] = same;
    if (first === undefined) return [];
    const found = new Set(same.flatMap(({ from }) => from.map(({ name }) => name)));
    const from = states.filter((state) => found.has(state));
    const { to, guard } = first;
    return [{ from, to: to.name, ...(guard === undefined ? {} : { guard }) }];
  });
  const at = ({ from }: Way): number => states.indexOf(from[0] ?? "");
  return ways.toSorted((a, b) => at(a) - at(b));
}

function guardsOf(steps: readonly Step[]): MachinePlan["guards"] {
  const asked = steps.flatMap(({ name, ways }) =>
    ways.flatMap(({ guard }) => (guard === undefined ? [] : [{ name: guard, step: name }])),
  );
  const guards = Map.groupBy(asked, ({ name }) => name);
  return byName(
    [...guards].map(([name, all]) => ({ name, steps: [...new Set(all.map(({ step }) => step))] })),
  );
}

/** What a machine is for. Throws where the field leads nowhere, which the model's checks refuse. */
function subjectOf(model: Model, { of }: Machine): Subject | undefined {
  if (of === undefined) return undefined;
  const entity = declared(model, of.service, of.entity);
  const field =
    entity.kind === "entity" ? entity.fields.find(({ name }) => name === of.field) : undefined;
  const type = field && resolveType(model, field.type);
  if (entity.kind !== "entity" || field === undefined || type?.kind !== "enum")
    throw new Error(`${of.service}/${of.entity}.${of.field} holds no states`);
  return { service: of.service, entity, field, enum: type.enum, enumService: type.service };
}

/** The variant that a state is. Throws where there is none, which the model's checks refuse. */
export function variantOf(subject: Subject, state: string): Variant {
  const found = subject.enum.variants.find(({ name }) => name === state);
  if (found === undefined) throw new Error(`${subject.enum.name} has no variant ${state}`);
  return found;
}

/** Names inside of a machine that nothing else there may have once they are spelt in a language. */
export function* namesInside(
  language: Language,
  machine: MachinePlan,
  spellState: (state: string) => string,
): Generator<{ readonly name: string; readonly what: string; readonly span: Span }> {
  const { name: own, span } = machine;
  const groups = [
    ["state", machine.states, spellState],
    ["guard", machine.guards.map(({ name }) => name), (name: string) => valueName(language, name)],
    [
      "transition",
      machine.steps.map(({ name }) => name),
      (name: string) => valueName(language, name),
    ],
  ] as const;
  for (const [kind, names, spell] of groups)
    for (const name of names)
      yield { name: `${own}.${kind}.${spell(name)}`, what: `${kind} ${name} of ${own}`, span };
}
