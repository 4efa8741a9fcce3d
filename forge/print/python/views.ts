import {
  derived,
  otherKeys,
  otherValues,
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
  type Model,
  type Rpc,
  type Service,
  type SymbolRef,
  type Union,
} from "#intent";

import { resolveType, type ResolvedType } from "../../reach/resolve.ts";
import { ruledRpc } from "../../reach/rules.ts";
import { scopesOf } from "../../reach/auth.ts";
import { limitsOf } from "../../reach/calls.ts";
import { fileAnswer, fileParts } from "../../reach/files.ts";
import { isStream } from "../../reach/streams.ts";
import type { Foreign } from "../../reach/foreign.ts";
import { timeText, type TimePlan } from "../../reach/times.ts";
import { pathOf, toolOf, toolPlan } from "../../reach/tools.ts";
import { valueOf, type Value, type ValueRecord } from "../../template/value.ts";
import { groupedDigits } from "../digits.ts";
import { commaList, group, imports, join, line, type Doc } from "../layout.ts";
import { basesOf } from "./bounds.ts";
import { docstring } from "./docs.ts";
import { fieldParts, type FieldParts } from "./fields.ts";
import { enumForms, tagDoc } from "./forms.ts";
import { stringLiteral } from "./literals.ts";
import { builderName, implementationName, shapeName } from "./names.ts";
import { toolView } from "./tools.ts";
import { indent, isLate, qualified, returnsDoc, typeDoc, type PythonScope } from "./types.ts";

/** What all views of one stamped file share. Documentation of an intent stands in its owner's files alone. */
export interface ViewContext {
  readonly model: Model;
  readonly scope: PythonScope;
  /** The service whose declarations the file holds. */
  readonly owner: string;
  readonly documented: boolean;
  /** Whether the service says how long rpcs may take, or calls such. */
  readonly guarded: boolean;
}

const doc = (context: ViewContext, text: string | undefined): Value =>
  valueOf(context.documented ? docstring(text) : "");
export const call = (callee: Doc, items: readonly Doc[]): Doc => [
  callee,
  commaList("(", ")", items, indent),
];
const literal = (text: string): string => stringLiteral(text);

const partsOf = (context: ViewContext, fields: readonly Field[]): readonly FieldParts[] => {
  const others = otherKeys(fields);
  return fields.map((field) =>
    fieldParts(context.model, context.scope, field, context.documented, others.get(field)),
  );
};

/** An entity, or what is built like one: a declared error, an event, the input of an rpc. */
export const shapeView = (
  context: ViewContext,
  name: string,
  fields: readonly Field[],
  text: string | undefined,
  parts = partsOf(context, fields),
): ValueRecord => ({
  name,
  bases: valueOf(basesOf(fields)),
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
    ...shapeView(context, name, fields, text, parts),
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
  shapeView(context, derived.error(error.name), error.fields, error.doc);

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
  const { bases, others } = enumForms(declared);
  return {
    name: typeName("python", declared.name),
    bases: valueOf(bases),
    others: valueOf(others),
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
  const others = otherValues(cases);
  const views = cases.map((one) => ({
    ...builtView(context, derived.unionCase(name, one.name), one),
    tag: literal(variantWireName(one)),
    kind: valueOf(tagDoc(variantWireName(one), others.get(one))),
  }));
  const types = cases.map((one) => derived.unionCase(name, one.name));
  const table = cases.flatMap((one) => {
    const other = others.get(one)?.other;
    const tags = [variantWireName(one), ...(other === undefined ? [] : [other])];
    return tags.map((tag) => `${literal(tag)}: ${derived.unionCase(name, one.name)}`);
  });
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
    case "file":
      return false;
    case "list":
    case "optional":
    case "page":
      return namesOther(type.item, service);
    case "map":
      return namesOther(type.key, service) || namesOther(type.value, service);
    case "entity":
    case "enum":
    case "union":
    case "patch":
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

/** How the handler of an rpc is declared, behind its name. */
export function rpcSignature(
  context: ViewContext,
  rpc: Rpc,
): { readonly stream: boolean; readonly served: Doc; readonly answered: Doc } {
  const errors = rpc.errors.map((ref) => declaredError(context, ref));
  const output = rpc.output === undefined ? undefined : resolveType(context.model, rpc.output);
  const stream = isStream(rpc);
  const answered = answerDoc(context, output, errors);
  const parameters = ["self", `input: ${derived.input(rpc.name)}`, "ctx: Ctx"];
  const served = [
    commaList("(", ")", parameters, indent),
    " -> ",
    stream ? iteratorDoc("AsyncIterator", answered) : answered,
    ":",
  ];
  return { stream, served, answered };
}

/** What handles calls: what people implement, or that with its rules around it. */
export const implementationOf = ({ owner }: ViewContext, isRuled: boolean): string =>
  isRuled ? `_Ruled(${implementationName(owner)})` : implementationName(owner);

/** An rpc as templates are given it, and the module-level reader and writer of its output. */
export function rpcView(
  context: ViewContext,
  part: Service | Foreign,
  rpc: Rpc,
): { readonly view: ValueRecord; readonly reader: Doc | undefined } {
  const errors = rpc.errors.map((ref) => declaredError(context, ref));
  const resolved = rpc.output === undefined ? undefined : resolveType(context.model, rpc.output);
  const output = resolved === undefined ? undefined : typeDoc(context.scope, resolved);
  const { stream, served, answered } = rpcSignature(context, rpc);
  const gives: Doc = [" -> ", stream ? iteratorDoc("AsyncGenerator", answered) : answered];
  const input = derived.input(rpc.name);
  const name = valueName("python", rpc.name);
  const shape = output === undefined ? undefined : shapeName(rpc.name);
  const keyed = limitsOf(rpc)?.remember !== undefined;
  const isRuled = "patterns" in part && ruledRpc(context.model, part, rpc) !== undefined;
  const handler = `${implementationOf(context, isRuled)}.${name}`;
  const endpoint = endpointDoc(context, rpc, handler, shape, errors);
  const path = pathOf(part, rpc);
  const tool = toolOf(part, rpc);
  const view = {
    name,
    stream,
    input: shapeView(context, input, rpc.input, undefined),
    docstring: doc(context, rpc.doc),
    path: literal(path),
    ...(tool === undefined ? {} : { tool: toolView(toolPlan(context.model, context.owner, tool)) }),
    endpoint: valueOf(endpoint),
    served: valueOf(served),
    called: valueOf([commaList("(", ")", calledWith(input, keyed), indent), gives, ":"]),
    route: valueOf(routeDoc(path, endpoint)),
    ask: valueOf(
      stream
        ? askStreamDoc(path, shape ?? "_wire.NOTHING", errors, limitsOf(rpc)?.timeout)
        : askDoc(path, shape ?? "_wire.NOTHING", errors, keyed, fileMaxArgument(rpc)),
    ),
  };
  return { view, reader: shape === undefined ? undefined : shapeDoc(shape, output ?? "None") };
}

/** What an rpc answers with: its output and its declared errors; `None` comes last, as ruff likes it. */
export function answerDoc(
  context: ViewContext,
  output: ResolvedType | undefined,
  errors: readonly Pick<DeclaredError, "type">[],
): Doc {
  const absent = output === undefined || output.kind === "optional" ? ["None"] : [];
  const bare = output?.kind === "optional" ? output.item : output;
  const present = bare === undefined ? [] : [typeDoc(context.scope, bare)];
  return returnsDoc([...present, ...errors.map(({ type }) => type), ...absent]);
}

/** `AsyncIterator[T]` with the import of its name. */
const iteratorDoc = (name: string, item: Doc): Doc => [
  imports("collections.abc", name),
  commaList(`${name}[`, "]", [item], indent),
];

const shapeDoc = (name: string, output: Doc): Doc => [
  `${name} = `,
  call("_wire.Shape", [["lambda: ", call("_wire.TypeAdapter", [output])]]),
];

/** What a client's method takes; a call that is remembered may be given its key. */
const calledWith = (input: string, keyed: boolean): readonly Doc[] => [
  "self",
  `input: ${input}`,
  "ctx: _wire.Ctx | None = None",
  ...(keyed ? ["*", "idempotency_key: str | None = None"] : []),
];

/** What a service of others says of its rpcs' time and tries, by their paths; nothing of those that say nothing. */
export function limitViews(rpc: Rpc): readonly ValueRecord[] {
  const limits = limitsOf(rpc);
  if (limits === undefined) return [];
  const { timeout, tries, backoff, repeatable, remember } = limits;
  const options = {
    timeout_seconds: secondsText(timeout),
    tries: tries && String(tries),
    backoff_seconds: secondsText(backoff),
    repeatable: repeatable ? "True" : undefined,
    keyed: remember === undefined ? undefined : "True",
  };
  const items = Object.entries(options).flatMap(([name, value]) =>
    value === undefined ? [] : [`${name}=${value}`],
  );
  return [{ path: literal(rpcPath(rpc)), limits: valueOf(call("_calls.Limits", items)) }];
}

function endpointDoc(
  { guarded }: ViewContext,
  rpc: Rpc,
  handler: string,
  shape: string | undefined,
  errors: readonly DeclaredError[],
): Doc {
  const declared = errors.map(({ type, code, status }) =>
    call("_wire.Declared", [type, literal(code), String(status)]),
  );
  const { timeout, remember } = limitsOf(rpc) ?? {};
  const scopes = scopesOf(rpc);
  const parts = fileParts(rpc).map(({ key, max }) => `${literal(key)}: ${groupedDigits(max)}`);
  const plain = guarded ? "_calls.endpoint" : "_wire.endpoint";
  return call(isStream(rpc) ? "_streams.endpoint" : plain, [
    derived.input(rpc.name),
    handler,
    shape ?? "_wire.NOTHING",
    commaList("[", "]", declared, indent),
    ...(timeout === undefined ? [] : [`timeout_seconds=${secondsText(timeout)}`]),
    ...(remember === undefined ? [] : [`around=_keys.once(known, ${secondsText(remember)})`]),
    ...(scopes === undefined ? [] : [["admit=", call("checks.needs", scopes.map(literal))]]),
    ...(parts.length === 0 ? [] : [["files=", commaList("{", "}", parts, indent)]]),
    ...fileMaxArgument(rpc),
  ]);
}

/** How many bytes the file of an answer may have, where it is one. */
const fileMaxArgument = (rpc: Rpc): string[] => {
  const max = fileAnswer(rpc);
  return max === undefined ? [] : [`file_max=${groupedDigits(max)}`];
};

function askDoc(
  path: string,
  shape: string,
  errors: readonly DeclaredError[],
  keyed: boolean,
  more: readonly string[],
): Doc {
  const remote = keyed ? "self._remote.keyed(idempotency_key)" : "self._remote";
  const given = [literal(path), "input", "ctx", shape];
  if (errors.length === 0) return call(`${remote}.ask`, [...given, ...more]);
  return call(`${remote}.ask_or`, [...given, errorTable(errors), ...more]);
}

/** Declared errors by their code. */
const errorTable = (errors: readonly DeclaredError[]): Doc =>
  commaList(
    "{",
    "}",
    errors.map(({ type, code }): Doc => [`${literal(code)}: `, type]),
    indent,
  );

function askStreamDoc(
  path: string,
  shape: string,
  errors: readonly DeclaredError[],
  timeout: number | undefined,
): Doc {
  const declares = errors.length > 0;
  return call(declares ? "_streams.ask_or" : "_streams.ask", [
    "self._remote",
    literal(path),
    "input",
    "ctx",
    shape,
    ...(declares ? [errorTable(errors)] : []),
    ...(timeout === undefined ? [] : [`timeout_seconds=${secondsText(timeout)}`]),
  ]);
}

/** What the service does at fixed times; its options in the words of the stamped `Every`. */
export function everyView(context: ViewContext, plan: TimePlan): ValueRecord {
  const { handler, doc: text, cron, zone, overlap, parallel, catchUp, tries } = plan;
  const options = {
    zone: zone && literal(zone),
    overlap: overlap && literal(overlap),
    parallel: parallel && String(parallel),
    catch_up: catchUp && literal(catchUp),
    tries: tries && String(tries),
    backoff_seconds: secondsText(plan.backoff),
    timeout_seconds: secondsText(plan.timeout),
  };
  return {
    name: valueName("python", handler),
    docstring: doc(context, text ?? `Runs at ${timeText(plan)}.`),
    signature: valueOf([
      commaList("(", ")", ["self", "tick: _times.Tick", "ctx: Ctx"], indent),
      " -> None:",
    ]),
    literal: literal(handler),
    cron: literal(cron),
    options: Object.entries(options).flatMap(([name, value]) =>
      value === undefined ? [] : [{ name, value }],
    ),
  };
}

/** Milliseconds as a float of seconds. */
export const secondsText = (milliseconds: number | undefined): string | undefined =>
  milliseconds === undefined ? undefined : floatText(milliseconds / 1000);

/** A number that Python takes for a float. */
const floatText = (value: number): string => (Number.isInteger(value) ? `${value}.0` : `${value}`);

export const routeDoc = (path: string, endpoint: Doc): Doc =>
  call("routes.add_api_route", [literal(path), endpoint, 'methods=["POST"]']);
