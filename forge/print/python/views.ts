import {
  derived,
  rpcPath,
  typeName,
  valueName,
  variantName,
  variantWireName,
  type Alias,
  type Case,
  type Entity,
  type Enum,
  type ErrorDeclaration,
  type EventDeclaration,
  type Field,
  type Listener,
  type Model,
  type Rpc,
  type SymbolRef,
  type Union,
} from "#intent";

import { resolveType, type ResolvedType } from "../../reach/resolve.ts";
import { valueOf, type Value, type ValueRecord } from "../../template/value.ts";
import { commaList, group, imports, join, line, type Doc } from "../layout.ts";
import { docstring } from "./docs.ts";
import { fieldParts, type FieldParts } from "./fields.ts";
import { stringLiteral } from "./literals.ts";
import { builderName, implementationName, shapeName } from "./names.ts";
import { indent, isLate, qualified, returnsDoc, typeDoc, type PythonScope } from "./types.ts";

/** What all views of one stamped file share. Documentation of an intent stands in its owner's files alone. */
export interface ViewContext {
  readonly model: Model;
  readonly scope: PythonScope;
  /** The service whose declarations the file holds. */
  readonly owner: string;
  readonly documented: boolean;
}

const doc = (context: ViewContext, text: string | undefined): Value =>
  valueOf(context.documented ? docstring(text) : "");
const call = (callee: Doc, items: readonly Doc[]): Doc => [
  callee,
  commaList("(", ")", items, indent),
];
const literal = (text: string): string => stringLiteral(text);

const partsOf = (context: ViewContext, fields: readonly Field[]): readonly FieldParts[] =>
  fields.map((field) => fieldParts(context.model, context.scope, field, context.documented));

/** An entity, or what is built like one: a declared error, an event, the input of an rpc. */
const shapeView = (
  context: ViewContext,
  name: string,
  parts: readonly FieldParts[],
  text: string | undefined,
): ValueRecord => ({
  name,
  docstring: doc(context, text),
  fields: parts.map(({ view }) => view),
});

/** A shape with its test builder. */
function builtView(
  context: ViewContext,
  name: string,
  { fields, doc: text }: Pick<Entity | EventDeclaration | Case, "fields" | "doc">,
  built = name,
): ValueRecord {
  const parts = partsOf(context, fields);
  const keywords = parts.length === 0 ? [] : ["*", ...parts.map(({ parameter }) => parameter)];
  return {
    ...shapeView(context, name, parts, text),
    builder: builderName(built),
    signature: valueOf([commaList("(", ")", keywords, indent), ` -> ${name}:`]),
    built: valueOf(
      call(
        name,
        parts.map(({ argument }) => argument),
      ),
    ),
  };
}

export const entityView = (context: ViewContext, entity: Entity): ValueRecord =>
  builtView(context, typeName("python", entity.name), entity, entity.name);

export const errorView = (context: ViewContext, error: ErrorDeclaration): ValueRecord =>
  shapeView(context, derived.error(error.name), partsOf(context, error.fields), error.doc);

export function eventView(context: ViewContext, event: EventDeclaration): ValueRecord {
  const name = derived.event(event.name);
  return {
    ...builtView(context, name, event, event.name),
    method: valueName("python", event.name),
    topic: literal(event.was ?? event.name),
    published: valueOf(
      commaList("(", ")", ["self", `event: ${name}`, "ctx: _wire.Ctx | None = None"], indent),
    ),
  };
}

export function enumView(context: ViewContext, declared: Enum): ValueRecord {
  return {
    name: typeName("python", declared.name),
    docstring: doc(context, declared.doc),
    variants: declared.variants.map((variant) => ({
      name: variantName("python", variant),
      docstring: doc(context, variant.doc),
      value: literal(variantWireName(variant)),
    })),
  };
}

export function aliasView(context: ViewContext, alias: Alias): ValueRecord {
  const type = resolveType(context.model, alias.type);
  const written = typeDoc(context.scope, type);
  // Other modules of a used service are reached late: their names stand in a text that nobody reads while it is loaded.
  const late = isLate(context.scope) && namesOther(type, context.scope.service);
  return {
    name: typeName("python", alias.name),
    docstring: doc(context, alias.doc),
    type: valueOf(late ? ['"', written, '"'] : written),
  };
}

/** A union: a class for each case, and the name for any of them. */
export function unionView(context: ViewContext, { name, doc: text, cases }: Union): ValueRecord {
  const views = cases.map((one) => ({
    ...builtView(context, derived.unionCase(name, one.name), one),
    tag: literal(variantWireName(one)),
  }));
  const types = cases.map((one) => derived.unionCase(name, one.name));
  const table = cases.map(
    (one) => `${literal(variantWireName(one))}: ${derived.unionCase(name, one.name)}`,
  );
  return {
    name: typeName("python", name),
    docstring: doc(context, text),
    cases: views,
    type: valueOf([
      imports("typing", "Annotated"),
      "Annotated",
      commaList(
        "[",
        "]",
        [
          group(join([line, "| "], [...types, "_wire.UnknownCase"])),
          call("_wire.OneOf", [commaList("{", "}", table, indent)]),
        ],
        indent,
      ),
    ]),
  };
}

/** Whether a type holds one that another service declares. */
function namesOther(type: ResolvedType, service: string): boolean {
  switch (type.kind) {
    case "primitive":
      return false;
    case "list":
    case "optional":
      return namesOther(type.item, service);
    case "map":
      return namesOther(type.key, service) || namesOther(type.value, service);
    case "entity":
    case "enum":
    case "union":
      return type.service !== service;
  }
}

/** What is known of a declared error where it is answered or called for. */
interface DeclaredError {
  readonly type: Doc;
  readonly code: string;
  readonly status: number;
}

function declaredError(context: ViewContext, ref: SymbolRef): DeclaredError {
  const found = context.model.services
    .get(ref.service)
    ?.errors.find((error) => error.name === ref.name);
  if (found === undefined) throw new Error(`the model holds no error ${ref.service}/${ref.name}`);
  return {
    type: qualified(context.scope, ref.service, derived.error(found.name)),
    code: found.was ?? found.name,
    status: found.status,
  };
}

/** An rpc as templates are given it, and the module-level reader and writer of its output. */
export function rpcView(
  context: ViewContext,
  rpc: Rpc,
  implementation: string,
): { readonly view: ValueRecord; readonly reader: Doc | undefined } {
  const errors = rpc.errors.map((ref) => declaredError(context, ref));
  const resolved = rpc.output === undefined ? undefined : resolveType(context.model, rpc.output);
  const output = resolved === undefined ? undefined : typeDoc(context.scope, resolved);
  const returns: Doc = [" -> ", answerDoc(context, resolved, errors)];
  const input = derived.input(rpc.name);
  const name = valueName("python", rpc.name);
  const shape = output === undefined ? undefined : shapeName(rpc.name);
  const view = {
    name,
    input: shapeView(context, input, partsOf(context, rpc.input), undefined),
    docstring: doc(context, rpc.doc),
    path: literal(rpcPath(rpc)),
    served: valueOf([
      commaList("(", ")", ["self", `input: ${input}`, "ctx: Ctx"], indent),
      returns,
      ":",
    ]),
    called: valueOf([
      commaList("(", ")", ["self", `input: ${input}`, "ctx: _wire.Ctx | None = None"], indent),
      returns,
      ":",
    ]),
    route: valueOf(
      routeDoc(rpcPath(rpc), endpointDoc(input, `${implementation}.${name}`, shape, errors)),
    ),
    ask: valueOf(askDoc(rpcPath(rpc), shape ?? "_wire.NOTHING", errors)),
  };
  return { view, reader: shape === undefined ? undefined : shapeDoc(shape, output ?? "None") };
}

/** What an rpc answers with: its output and its declared errors; `None` comes last, as ruff likes it. */
function answerDoc(
  context: ViewContext,
  output: ResolvedType | undefined,
  errors: readonly DeclaredError[],
): Doc {
  const absent = output === undefined || output.kind === "optional" ? ["None"] : [];
  const bare = output?.kind === "optional" ? output.item : output;
  const present = bare === undefined ? [] : [typeDoc(context.scope, bare)];
  return returnsDoc([...present, ...errors.map(({ type }) => type), ...absent]);
}

const shapeDoc = (name: string, output: Doc): Doc => [
  `${name} = `,
  call("_wire.Shape", [["lambda: ", call("_wire.TypeAdapter", [output])]]),
];

function endpointDoc(
  input: string,
  handler: string,
  shape: string | undefined,
  errors: readonly DeclaredError[],
): Doc {
  const declared = errors.map(({ type, code, status }) =>
    call("_wire.Declared", [type, literal(code), String(status)]),
  );
  return call("_wire.endpoint", [
    input,
    handler,
    shape ?? "_wire.NOTHING",
    commaList("[", "]", declared, indent),
  ]);
}

function askDoc(path: string, shape: string, errors: readonly DeclaredError[]): Doc {
  const given = [literal(path), "input", "ctx", shape];
  if (errors.length === 0) return call("self._remote.ask", given);
  const table = commaList(
    "{",
    "}",
    errors.map(({ type, code }): Doc => [`${literal(code)}: `, type]),
    indent,
  );
  return call("self._remote.ask_or", [...given, table]);
}

/** One route for each event that is listened to; all handlers of it are served by that route. */
export function listenerViews(
  context: ViewContext,
  listeners: readonly Listener[],
): readonly ValueRecord[] {
  const byEvent = Map.groupBy(listeners, ({ service, event }) => `${service}/${event}`);
  return [...byEvent.values()].flatMap((group) => {
    const [first] = group;
    return first === undefined ? [] : [listenerView(context, first, group)];
  });
}

function listenerView(
  context: ViewContext,
  { service, event }: Listener,
  group: readonly Listener[],
): ValueRecord {
  const declared = context.model.services.get(service)?.events.find(({ name }) => name === event);
  const topic = `${service}/${declared?.was ?? event}`;
  const type = qualified(context.scope, service, derived.event(event));
  const names = group.map(({ handler }) => valueName("python", handler));
  const handlers = names.map((name) => `${implementationName(context.owner)}.${name}`);
  const endpoint = call("_wire.listener", [
    literal(topic),
    type,
    commaList("[", "]", handlers, indent),
  ]);
  const parameters = commaList("(", ")", ["self", ["event: ", type], "ctx: Ctx"], indent);
  return {
    topic,
    route: valueOf(routeDoc(`/events/${topic}`, endpoint)),
    handlers: names.map((name) => ({ name, signature: valueOf([parameters, " -> None:"]) })),
  };
}

const routeDoc = (path: string, endpoint: Doc): Doc =>
  call("routes.add_api_route", [literal(path), endpoint, 'methods=["POST"]']);
