import type { Span } from "../base/span.ts";
import { symbolOf } from "../graph/symbols.ts";
import { findEnum, findRpc } from "../model/find.ts";
import type { Example, Machine, NamedValue, Scenario } from "../model/pattern-types.ts";
import { resolveType, type Services } from "../model/resolve-type.ts";
import type { Field, Rpc, Service, TypeRef } from "../model/types.ts";
import type { NodeId, Tree } from "../syntax/tree.ts";

/** Takes a symbol with the place of its name. */
export type Refer = (symbol: string, span: Span) => void;

/** What the places of values are found with. `tree` is the service's file as it is written. */
interface Places {
  readonly all: Services;
  readonly service: Service;
  readonly tree: Tree;
  readonly refer: Refer;
}

/**
 * Tells of every place where the meaning of a name follows from a type: variants in defaults, examples and scenarios, states
 * of machines, parameters and fields in calls, examples, expectations and paths of HTTP.
 */
export function valuePlaces(all: Services, service: Service, tree: Tree, refer: Refer): void {
  const at: Places = { all, service, tree, refer };
  for (const field of fieldsOf(service)) inDefault(at, field);
  for (const rpc of service.rpcs) inPath(at, rpc);
  for (const machine of service.patterns.machines) inMachine(at, machine);
  for (const util of service.patterns.utils)
    for (const example of util.examples)
      inExample(at, symbolOf.util(service.name, util.name), util, example);
  for (const scenario of service.patterns.scenarios) inScenario(at, scenario);
}

/** All fields and parameters of a service. */
function* fieldsOf({ patterns, ...service }: Service): Generator<Field> {
  for (const { fields } of [...service.entities, ...service.errors, ...service.events])
    yield* fields;
  for (const { cases } of service.unions) for (const { fields } of cases) yield* fields;
  yield* service.config;
  const members = patterns.engines.flatMap((one) => one.members);
  const called = [...patterns.tools, ...patterns.utils, ...patterns.rules, ...members];
  for (const { input } of [...service.rpcs, ...called]) yield* input;
}

/** The list that stands at a place of a file; `undefined` where a template made it. */
function listAt(tree: Tree, span: Span): NodeId | undefined {
  let node: NodeId | undefined = 0;
  while (node !== undefined) {
    if (node !== 0 && tree.start(node) === span.start && tree.end(node) === span.end) return node;
    node = tree
      .children(node)
      .find((child) => tree.start(child) <= span.start && span.end <= tree.end(child));
  }
  return undefined;
}

function inDefault(at: Places, field: Field): void {
  if (field.default?.kind !== "symbol" && field.default?.kind !== "bool") return;
  const list = listAt(at.tree, field.span);
  const children = list === undefined ? [] : at.tree.children(list);
  const index = children.findIndex(
    (child) => at.tree.kind(child) === "keyword" && at.tree.keywordName(child) === "default",
  );
  const value = children[index + 1];
  if (index !== -1 && value !== undefined) inLiteral(at, field.type, at.tree.span(value));
}

/** A literal of a type: a symbol in the place of an enum is a variant of it. */
function inLiteral({ all, tree, refer }: Places, written: TypeRef, span: Span): void {
  const type = valueType(all, written);
  if (type.kind !== "named") return;
  const owner = all.services.get(type.service);
  const name = tree.text.slice(span.start, span.end);
  const variants = (owner && findEnum(owner, type.name))?.variants ?? [];
  if (variants.some((one) => one.name === name))
    refer(symbolOf.member(type.service, type.name, name), span);
}

/** The type of what is written as a value: what is optional is written as if it were not. */
function valueType(all: Services, written: TypeRef): TypeRef {
  const type = resolveType(all, written);
  return type.kind === "optional" || type.kind === "patch" ? valueType(all, type.item) : type;
}

const pathParameter = /\{([a-z][a-z0-9-]*)\}/g;

/** `{id}` in the path of an rpc is its parameter. */
function inPath({ service, tree, refer }: Places, rpc: Rpc): void {
  if (rpc.clauses.http === undefined) return;
  const list = listAt(tree, rpc.span);
  const http = (list === undefined ? [] : tree.children(list)).find(
    (child) => tree.head(child) === "http",
  );
  const path = http === undefined ? undefined : tree.children(http)[2];
  if (path === undefined) return;
  for (const found of tree.textOf(path).matchAll(pathParameter)) {
    const [, name = ""] = found;
    const start = tree.start(path) + found.index + 1;
    refer(symbolOf.parameter(service.name, rpc.name, name), { start, end: start + name.length });
  }
}

/** A machine for a field of an enum names its variants; another one has states of its own. */
function inMachine(at: Places, machine: Machine): void {
  const type = machine.of === undefined ? undefined : valueType(at.all, machine.of);
  const named = [machine.initial, ...machine.transitions.flatMap(({ from, to }) => [...from, to])];
  if (type?.kind === "named")
    for (const { span } of [...machine.states, ...named]) inLiteral(at, type, span);
  else
    for (const { name, span } of named)
      at.refer(symbolOf.state(at.service.name, machine.name, name), span);
}

function inExample(
  at: Places,
  symbol: string,
  { input, output }: { readonly input: readonly Field[]; readonly output?: TypeRef },
  example: Example,
): void {
  inValues(at, `${symbol}.in.`, input, example.input);
  if (output !== undefined && example.output.kind === "symbol")
    inLiteral(at, output, example.outputSpan);
}

/** What earlier calls of a scenario answered, by the names that it gave the answers. */
type Answers = Map<string, TypeRef | undefined>;

function inScenario(at: Places, { steps }: Scenario): void {
  const answers: Answers = new Map();
  let last: Rpc | undefined;
  for (const step of steps) {
    if (step.kind === "call") {
      const { service, name } = step.rpc;
      const owner = at.all.services.get(service);
      last = owner && findRpc(owner, name);
      if (last === undefined) continue;
      inValues(at, `${symbolOf.rpc(service, name)}.in.`, last.input, step.values, answers);
      if (step.as !== undefined) answers.set(step.as, last.output);
    } else if (last?.output !== undefined) {
      const held = entityOf(at.all, last.output);
      if (held !== undefined) inValues(at, `${held.symbol}.`, held.fields, step.values, answers);
    }
  }
}

/** The entity that a type is, with its symbol. */
function entityOf(
  all: Services,
  written: TypeRef,
): { readonly symbol: string; readonly fields: readonly Field[] } | undefined {
  const type = valueType(all, written);
  const owner = type.kind === "named" ? all.services.get(type.service) : undefined;
  const found =
    type.kind === "named" ? owner?.entities.find(({ name }) => name === type.name) : undefined;
  return found && owner && { symbol: symbolOf.type(owner.name, found.name), fields: found.fields };
}

/** `(email "a")`: a parameter or field, and what it is given. */
function inValues(
  at: Places,
  owner: string,
  fields: readonly Field[],
  values: readonly NamedValue[],
  answers: Answers = new Map(),
): void {
  for (const { name, span, value } of values) {
    const field = fields.find((one) => one.name === name);
    const list = listAt(at.tree, span);
    const [head, given] = list === undefined ? [] : at.tree.children(list);
    if (field === undefined || head === undefined) continue;
    at.refer(`${owner}${name}`, at.tree.span(head));
    if (given === undefined) continue;
    const [answer = "", part] = value.kind === "symbol" ? value.name.split(".") : [];
    if (part === undefined) inLiteral(at, field.type, at.tree.span(given));
    else inAnswer(at, answers.get(answer), part, at.tree.span(given));
  }
}

/** `made.id`: a field of what an earlier call answered. */
function inAnswer(at: Places, answer: TypeRef | undefined, part: string, span: Span): void {
  const held = answer && entityOf(at.all, answer);
  if (held === undefined) return;
  at.refer(`${held.symbol}.${part}`, { start: span.end - part.length, end: span.end });
}
