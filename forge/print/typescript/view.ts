import {
  derived,
  fieldName,
  typeName,
  valueName,
  variantWireName,
  type Alias,
  type Entity,
  type Enum,
  type ErrorDeclaration,
  type EventDeclaration,
  type Field,
  type Listener,
  type Rpc,
  type Service,
  type Union,
} from "#intent";
import { scopesOf } from "../../reach/auth.ts";
import { limitsOf } from "../../reach/calls.ts";
import { fileAnswer, fileParts } from "../../reach/files.ts";
import { isStream } from "../../reach/streams.ts";
import { deliveryPlan } from "../../reach/deliveries.ts";
import type { Foreign } from "../../reach/foreign.ts";
import type { TimePlan } from "../../reach/times.ts";
import { isTool, pathOf } from "../../reach/tools.ts";
import { valueOf, type Value, type ValueRecord } from "../../template/value.ts";
import { commaList, type Doc } from "../layout.ts";
import { codecDoc, enumCodec, fieldCodec, keyLiteral, shapeCodec, unionCodec } from "./codecs.ts";
import { answerDoc, assignedDoc, commentDoc, memberDoc, unionAlias } from "./declare.ts";
import { numberLiteral, stampedValue, stringLiteral } from "./literals.ts";
import { builderName, fieldDefault, fieldSample } from "./samples.ts";
import {
  errorType,
  outputTypes,
  qualified,
  typeArguments,
  typeDoc,
  unionDoc,
  type TypeScriptScope,
} from "./types.ts";

const comment = (doc: string | undefined): Value => valueOf(commentDoc(doc));

/** A field with what stands for it in an interface, in its codec and in a builder. */
function fieldView(scope: TypeScriptScope, field: Field): ValueRecord {
  const name = fieldName("typescript", field);
  const type = scope.resolve(field.type);
  const bare = type.kind === "optional" ? type.item : type;
  return {
    name,
    // Type and default are for templates that a universe adds; the shipped ones ask for neither, and pay for neither.
    get type() {
      return valueOf(typeDoc(scope, bare));
    },
    get default() {
      return valueOf(fieldDefault(scope, field));
    },
    optional: type.kind === "optional",
    key: field.key,
    comment: comment(field.doc),
    declaration: valueOf(memberDoc(name, typeDoc(scope, bare), type.kind === "optional")),
    codec: valueOf(fieldCodec(scope, field)),
    sample: valueOf(fieldSample(scope, field)),
  };
}

/** An entity, or what is built like one: an event, the input of an rpc. */
export function shapeView(
  scope: TypeScriptScope,
  name: string,
  fields: readonly Field[],
  doc?: string,
): ValueRecord {
  return {
    name,
    comment: comment(doc),
    fields: fields.map((field) => fieldView(scope, field)),
    codec: valueOf(shapeCodec(scope, fields)),
    wire: stampedValue(name, "Wire"),
    builder: builderName(name),
    /** The field that is the key, where one alone is. */
    get key() {
      const [only, ...more] = fields.filter((field) => field.key);
      return only === undefined || more.length > 0 ? undefined : fieldView(scope, only);
    },
  };
}

/** An entity; its codec can be named by what comes after it. */
export function entityView(scope: TypeScriptScope, entity: Entity): ValueRecord {
  const name = typeName("typescript", entity.name);
  const view = shapeView(scope, name, entity.fields, entity.doc);
  scope.declared.add(name);
  return view;
}

/** Another name for a type, for who writes code by hand: stamped code names the type itself. */
export function aliasView(scope: TypeScriptScope, alias: Alias): ValueRecord {
  const left = `export type ${typeName("typescript", alias.name)}`;
  const type = scope.resolve(alias.type);
  const right =
    type.kind === "optional"
      ? [left, " =", unionAlias([typeDoc(scope, type.item), "undefined"])]
      : assignedDoc(left, typeDoc(scope, type));
  return { comment: comment(alias.doc), declaration: valueOf(right) };
}

export function enumView(scope: TypeScriptScope, declared: Enum): ValueRecord {
  const name = typeName("typescript", declared.name);
  scope.declared.add(name);
  return {
    name,
    comment: comment(declared.doc),
    variants: declared.variants.map((variant) => stringLiteral(variantWireName(variant))),
    values: stampedValue(name, "Values"),
    codec: valueOf(enumCodec(declared)),
    wire: stampedValue(name, "Wire"),
  };
}

/** A union: a type for each case, which its `type` tells from the others, and the codec over them. */
export function unionView(scope: TypeScriptScope, declared: Union): ValueRecord {
  const name = typeName("typescript", declared.name);
  const cases = declared.cases.map((one) => ({
    ...shapeView(scope, derived.unionCase(declared.name, one.name), one.fields, one.doc),
    tag: stringLiteral(variantWireName(one)),
  }));
  const view = {
    name,
    comment: comment(declared.doc),
    cases,
    names: declared.cases.map((one) => derived.unionCase(declared.name, one.name)),
    wire: stampedValue(name, "Wire"),
    codec: valueOf(unionCodec(scope, declared)),
  };
  scope.declared.add(name);
  return view;
}

export function errorView(scope: TypeScriptScope, declared: ErrorDeclaration): ValueRecord {
  return {
    name: derived.error(declared.name),
    comment: comment(declared.doc),
    code: stringLiteral(declared.was ?? declared.name),
    status: declared.status,
    fields: declared.fields.map((field) => fieldView(scope, field)),
    // Where every field may be left out, so may all of them: an error that gets its first one breaks nobody.
    lenient: declared.fields.every((field) => scope.resolve(field.type).kind === "optional"),
    value: stampedValue(declared.name, "Error"),
    codec: valueOf(shapeCodec(scope, declared.fields)),
  };
}

/** What an rpc says of its time and tries, in the words of the stamped `Limits`: tries are a client's affair. */
function limitViews({ owner, service }: TypeScriptScope, rpc: Rpc): ValueRecord[] {
  const { timeout, tries, backoff, repeatable, remember } = limitsOf(rpc) ?? {};
  const again = owner === service ? {} : { tries, backoffMs: backoff };
  const numbers = Object.entries({ timeoutMs: timeout, ...again }).flatMap(([name, value]) =>
    value === undefined ? [] : [{ name, value: numberLiteral(String(value)) }],
  );
  const flags = owner === service ? {} : { repeatable, keyed: remember !== undefined };
  const said = Object.entries(flags).flatMap(([name, value]) =>
    value === true ? [{ name, value: "true" }] : [],
  );
  return [...numbers, ...said];
}

/** An rpc as it is served: behind a guard, where it asks who calls. */
function admittedDoc(rpc: Rpc): Doc {
  const procedure = stampedValue(rpc.name, "Rpc");
  const scopes = scopesOf(rpc);
  return scopes === undefined
    ? procedure
    : ["guard.before", commaList("(", ")", [procedure, ...scopes.map(stringLiteral)], 2)];
}

const maxText = (max: number | undefined): string =>
  max === undefined ? "" : numberLiteral(String(max));

export function rpcView(
  scope: TypeScriptScope,
  part: Service | Foreign,
  rpc: Rpc,
  isRuled = false,
): ValueRecord {
  const input = derived.input(rpc.name);
  const errors = rpc.errors.map((error) => errorType(scope, error));
  const out = outputTypes(scope, rpc.output && scope.resolve(rpc.output));
  const output =
    rpc.output === undefined ? "wire.nothing" : codecDoc(scope, scope.resolve(rpc.output));
  return {
    shape: shapeView(scope, input, rpc.input),
    comment: comment(rpc.doc),
    name: valueName("typescript", rpc.name),
    procedure: stampedValue(rpc.name, "Rpc"),
    admitted: valueOf(admittedDoc(rpc)),
    path: stringLiteral(pathOf(part, rpc)),
    tool: isTool(part, rpc),
    ruled: isRuled,
    stream: isStream(rpc),
    breaksLeft:
      rpc.output !== undefined && ["map", "page"].includes(scope.resolve(rpc.output).kind),
    types: valueOf(typeArguments([input, unionDoc(out), unionDoc(errors)])),
    answer: valueOf(answerDoc([...out, ...errors])),
    output: valueOf(output),
    limits: limitViews(scope, rpc),
    files: fileParts(rpc).map(
      // In code `__proto__: …` would be no key.
      ({ key, max }) =>
        `${key === "__proto__" ? '["__proto__"]' : keyLiteral(key)}: ${numberLiteral(String(max))}`,
    ),
    fileMax: maxText(fileAnswer(rpc)),
    remember: limitsOf(rpc)?.remember ?? "",
    errors: rpc.errors.map((error) =>
      valueOf(qualified(scope, error.service, stampedValue(error.name, "Error"))),
    ),
  };
}

/** An event, as its publisher and its listeners see it. */
export function topicView(scope: TypeScriptScope, event: EventDeclaration): ValueRecord {
  return {
    shape: shapeView(scope, derived.event(event.name), event.fields, event.doc),
    topic: stampedValue(event.name, "Event"),
    service: stringLiteral(scope.service),
    event: stringLiteral(event.was ?? event.name),
    name: valueName("typescript", event.name),
  };
}

/** What the service does at fixed times; its options in the words of the stamped `Every`. */
export function everyView(plan: TimePlan): ValueRecord {
  const { handler, doc, cron, zone, overlap, parallel, catchUp, tries, backoff, timeout } = plan;
  const words = { zone, overlap, catchUp };
  const numbers = { parallel, tries, backoffMs: backoff, timeoutMs: timeout };
  return {
    name: valueName("typescript", handler),
    comment: comment(doc),
    literal: stringLiteral(handler),
    cron: stringLiteral(cron),
    options: [
      ...Object.entries(words).flatMap(([name, value]) =>
        value === undefined ? [] : [{ name, value: stringLiteral(value) }],
      ),
      ...Object.entries(numbers).flatMap(([name, value]) =>
        value === undefined ? [] : [{ name, value: numberLiteral(String(value)) }],
      ),
    ],
  };
}

/** A listener with how it deals with events, in the words of the stamped `On`. */
export function deliveryView(
  scope: TypeScriptScope,
  listener: Listener,
  isRuled: boolean,
): ValueRecord {
  const { handler, tries, backoff, timeout, parallel, idempotent, deadLetter, keep } =
    deliveryPlan(listener);
  const numbers = {
    tries,
    backoffMs: backoff,
    timeoutMs: timeout,
    parallel,
    idempotentMs: idempotent,
    keepMs: keep,
  };
  return {
    ...listenerView(scope, listener),
    ruled: isRuled,
    literal: stringLiteral(handler),
    options: [
      ...Object.entries(numbers).flatMap(([name, value]) =>
        value === undefined ? [] : [{ name, value: numberLiteral(String(value)) }],
      ),
      ...(deadLetter === undefined ? [] : [{ name: "deadLetter", value: "true" }]),
    ],
  };
}

/** What the service does when an event of another one (or of its own) arrives. */
export function listenerView(scope: TypeScriptScope, listener: Listener): ValueRecord {
  return {
    name: valueName("typescript", listener.handler),
    event: valueOf(qualified(scope, listener.service, derived.event(listener.event))),
    topic: valueOf(qualified(scope, listener.service, stampedValue(listener.event, "Event"))),
  };
}
