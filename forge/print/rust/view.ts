import {
  derived,
  fieldName,
  pascalCase,
  typeName,
  valueName,
  variantName,
  variantWireName,
  wordsOf,
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
import { calledOf, type Called } from "../../reach/called.ts";
import { sampleCase } from "../../reach/cases.ts";
import { deliveryPlan } from "../../reach/deliveries.ts";
import type { Foreign } from "../../reach/foreign.ts";
import { resolveType } from "../../reach/resolve.ts";
import { scopesOf } from "../../reach/auth.ts";
import { limitsOf } from "../../reach/calls.ts";
import { fileAnswer, fileParts } from "../../reach/files.ts";
import { isStream } from "../../reach/streams.ts";
import { timeText, type TimePlan } from "../../reach/times.ts";
import { isTool, pathOf } from "../../reach/tools.ts";
import { valueOf, type Value, type ValueRecord } from "../../template/value.ts";
import { groupedDigits } from "../digits.ts";
import { commaList, imports, join, textOfDoc, type Doc } from "../layout.ts";
import { boundsViews } from "./bounds.ts";
import { codecOf, isHeld } from "./codecs.ts";
import {
  defaultViews,
  docView,
  fieldView,
  flatField,
  type FieldContext,
  type FieldOwner,
} from "./fields.ts";
import {
  clientSignature,
  clientStream,
  codecDoc,
  generic,
  listOfTexts,
  methodSignature,
  placed,
  streamSignature,
} from "./fit.ts";
import { formViews, unionForms, variantPattern } from "./forms.ts";
import { stringLiteral } from "./literals.ts";
import { caseOwner, configOwner, ownersOf } from "./owners.ts";
import { patchView } from "./patches.ts";
import { ruledListenerView, ruledRpcView } from "./rules.ts";
import { builderOf, fieldSample } from "./samples.ts";
import { pathTo, typeDoc } from "./types.ts";

/** The name that a renamed thing keeps on the wire. */
export const wireOf = (declared: { readonly name: string; readonly was?: string }): string =>
  declared.was ?? declared.name;

function structView(
  context: FieldContext,
  owner: FieldOwner,
  doc: string | undefined,
  fields: readonly Field[],
): ValueRecord {
  return {
    name: owner.type,
    doc: docOf(context, doc, fields, formViews(context.model, fields).length > 0),
    fields: fields.map((field) => ({
      ...fieldView(context, owner, field),
      secret: field.constraints.secret === true,
    })),
    secret: hasSecret(fields),
    forms: formViews(context.model, fields),
    defaults: defaultViews(context, owner, fields),
  };
}

const hasSecret = (fields: readonly Field[]): boolean =>
  fields.some(({ constraints }) => constraints.secret === true);

/** The docs of a type, which bring the module along that its fields name. */
function docOf(
  context: FieldContext,
  doc: string | undefined,
  fields: readonly Field[],
  withHelpers: boolean,
): Value {
  const coded =
    withHelpers ||
    fields.some((field) => {
      const type = resolveType(context.model, field.type);
      return isHeld(field, type) || codecOf(type) !== undefined;
    });
  return valueOf([
    inModule(context) && coded ? imports("super", "wire") : "",
    docView(doc, context.docs),
  ]);
}

const inModule = ({ place }: FieldContext): boolean => place.part !== place.root;

const entityView = (context: FieldContext, { name, doc, fields }: Entity): ValueRecord =>
  structView(
    context,
    { type: typeName("rust", name), holder: { kind: "entity", name } },
    doc,
    fields,
  );

/** The fields of a case in one line, as rustfmt leaves few short ones; nothing where they need more. */
function flatCase(context: FieldContext, owner: FieldOwner, fields: readonly Field[]): Doc {
  const flat = fields.map((field) => flatField(context, owner, field));
  const whole = join(
    ", ",
    flat.filter((one) => one !== undefined),
  );
  return flat.includes(undefined) || textOfDoc(whole).length > flatCaseMax ? "" : whole;
}

const flatCaseMax = 35;

/** A union as an enum whose variants hold fields. */
function unionView(context: FieldContext, union: Union): ValueRecord {
  const { name, doc, cases } = union;
  const type = typeName("rust", name);
  const owner = (one: Case): FieldOwner => caseOwner(union, one);
  const indent = inModule(context) ? 8 : 4;
  return {
    name: type,
    doc: docOf(
      context,
      doc,
      cases.flatMap(({ fields }) => fields),
      true,
    ),
    cases: cases.map((one) => ({
      name: variantName("rust", one),
      doc: docView(one.doc, context.docs),
      wire: stringLiteral(variantWireName(one)),
      fields: one.fields.map((field) => fieldView(context, owner(one), field)),
      flat: valueOf(flatCase(context, owner(one), one.fields)),
    })),
    secret: cases.some(({ fields }) => hasSecret(fields)),
    forms: unionForms(context.model, union),
    known: valueOf(
      listOfTexts(
        indent,
        "const CASES: &[&str] = &",
        cases.map((one) => stringLiteral(variantWireName(one))),
      ),
    ),
    defaults: cases.flatMap((one) => defaultViews(context, owner(one), one.fields)),
  };
}

const aliasView = (context: FieldContext, alias: Alias): ValueRecord => ({
  name: typeName("rust", alias.name),
  doc: docView(alias.doc, context.docs),
  type: valueOf(
    placed(
      inModule(context) ? 4 : 0,
      `pub type ${typeName("rust", alias.name)} =`,
      typeDoc(context.place, resolveType(context.model, alias.type)),
      ";",
    ),
  ),
});

const enumView = (context: FieldContext, declared: Enum): ValueRecord => ({
  name: typeName("rust", declared.name),
  doc: docView(declared.doc, context.docs),
  variants: declared.variants.map((variant) => ({
    name: variantName("rust", variant),
    doc: docView(variant.doc, context.docs),
    wire: stringLiteral(variantWireName(variant)),
    reads: variantPattern(variant, declared.variants),
  })),
});

const errorView = (context: FieldContext, error: ErrorDeclaration): ValueRecord => ({
  ...structView(context, { type: derived.error(error.name) }, error.doc, error.fields),
  code: stringLiteral(wireOf(error)),
  status: error.status,
  message: stringLiteral(wordsOf(error.name).join(" ")),
});

const eventView = (context: FieldContext, event: EventDeclaration): ValueRecord => ({
  ...structView(context, { type: derived.event(event.name) }, event.doc, event.fields),
  method: valueName("rust", event.name),
  wire: wireOf(event),
});

const inputView = (context: FieldContext, rpc: Rpc): ValueRecord =>
  structView(context, { type: derived.input(rpc.name) }, `What \`${rpc.name}\` takes.`, rpc.input);

/** The same of what is called without a wire. */
const takenView = (context: FieldContext, { name, takes, input }: Called): ValueRecord =>
  structView(context, { type: takes }, `What \`${name}\` takes.`, input);

/** What code calls is that of the service itself alone. */
const calledIn = (part: Service | Foreign): readonly Called[] =>
  "patterns" in part ? calledOf(part) : [];

/** An error as the variant of an rpc's error; one of another service may share its name with one of this. */
function refusalView(context: FieldContext, ref: SymbolRef): ValueRecord {
  const name = derived.error(ref.name);
  return { variant: name, type: pathTo(context.place, ref.service, name) };
}

/** How many fields the stamped `Again` has. */
const againOptions = 5;
/** What is said of a client's time and tries, in the words of the stamped `Again`. */
function againViews(rpc: Rpc): ValueRecord[] {
  const { timeout, tries, backoff, repeatable, remember } = limitsOf(rpc) ?? {};
  const options = {
    timeout: timeout && `Some(${timeLiteral(timeout)})`,
    tries: tries && String(tries),
    backoff: backoff && timeLiteral(backoff),
    repeatable: repeatable === true ? "true" : undefined,
    key: remember === undefined ? undefined : "Some(&key)",
  };
  return Object.entries(options).flatMap(([name, value]) =>
    value === undefined ? [] : [{ name, value }],
  );
}

/** The scopes that an rpc asks for; empty where it asks nobody. */
function scopesDoc(rpc: Rpc): Value {
  const scopes = scopesOf(rpc);
  return scopes === undefined ? "" : valueOf(commaList("&[", "]", scopes.map(stringLiteral), 4));
}

/** An rpc as its trait, its error, its route and its client see it. */
function rpcView(context: FieldContext, part: Service | Foreign, rpc: Rpc): ValueRecord {
  const output = rpc.output === undefined ? undefined : resolveType(context.model, rpc.output);
  const method = valueName("rust", rpc.name);
  const input = derived.input(rpc.name);
  const success = output === undefined ? "()" : typeDoc(context.place, output);
  const result = generic("Result", [success, derived.rpcError(rpc.name)]);
  const codec = output === undefined ? "wire::Nothing" : codecOf(output);
  const { timeout, remember } = limitsOf(rpc) ?? {};
  const keyed = remember !== undefined;
  const error = derived.rpcError(rpc.name);
  const again = againViews(rpc);
  const stream = isStream(rpc);
  const parts = fileParts(rpc);
  const max = fileAnswer(rpc);
  const called = stream
    ? clientStream(method, input, result)
    : clientSignature(method, input, success, error);
  const parameters = ["&self", "ctx: &Ctx", `input: ${input}`];
  return {
    stream,
    values: valueOf(placed(8, "let values =", `app.${method}(&call.ctx, call.input)`, ";")),
    timeout: timeout === undefined ? "None" : `Some(${timeLiteral(timeout)})`,
    scopes: scopesDoc(rpc),
    files: parts.map(({ key, max }) => `(${stringLiteral(key)}, ${groupedDigits(max)})`),
    fileKeys: valueOf(
      listOfTexts(
        12,
        "let keys = ",
        parts.map(({ key }) => stringLiteral(key)),
      ),
    ),
    fileMax: max === undefined ? "" : groupedDigits(max),
    remember: keyed ? timeLiteral(remember) : "",
    keyed,
    again,
    whole: again.length === againOptions,
    travelsOnce:
      codec === undefined ? "" : valueOf(placed(12, "type Travels =", codecDoc(codec), ";")),
    name: derived.rpcTrait(rpc.name),
    method,
    doc: docView(rpc.doc ?? `Answers \`${rpc.name}\`.`, context.docs),
    input,
    called: valueOf(called),
    signature: valueOf(
      stream
        ? streamSignature(method, parameters, result)
        : methodSignature(method, parameters, result),
    ),
    errorName: derived.rpcError(rpc.name),
    routed: rpc.clauses.http !== undefined,
    errors: rpc.errors.map((error) => refusalView(context, error)),
    wire: wireOf(rpc),
    path: pathOf(part, rpc),
    tool: isTool(part, rpc),
    own: !inModule(context),
    ruled: "patterns" in part ? ruledRpcView(context.model, context.place, part, rpc) : undefined,
    codec: codec ?? "",
    travels: codec === undefined ? "" : valueOf(placed(8, "type Travels =", codecDoc(codec), ";")),
    travelsBack:
      codec === undefined ? "" : valueOf(placed(12, "type Travels =", codecDoc(codec), ";")),
  };
}

function samples(
  context: FieldContext,
  name: string,
  fields: readonly Field[],
  variant = "",
): ValueRecord {
  const place = { ...context.place, builders: true };
  const type = pathTo(place, place.part, typeName("rust", name));
  return {
    function: builderOf(name),
    type,
    made: type + variant,
    fields: fields.map((field) => ({
      name: fieldName("rust", field),
      value: valueOf(fieldSample(place, resolveType(context.model, field.type), field)),
    })),
  };
}

/** A value of a union: of a case that leads to an end. */
function unionSample(context: FieldContext, union: Union): ValueRecord {
  const one = sampleCase(context.model, context.place.part, union);
  return samples(context, union.name, one.fields, `::${variantName("rust", one)}`);
}

/** Everything that the types of one part (the service itself or a foreign one) are stamped from. */
export function typesView(
  context: FieldContext,
  part: Service | Foreign,
  patched: readonly Entity[],
): Record<string, Value> {
  return {
    patches: patched.map((entity) => patchView(context, entity)),
    aliases: part.aliases.map((alias) => aliasView(context, alias)),
    enums: part.enums.map((one) => enumView(context, one)),
    unions: part.unions.map((union) => unionView(context, union)),
    entities: part.entities.map((entity) => entityView(context, entity)),
    errors: part.errors.map((error) => errorView(context, error)),
    events: part.events.map((event) => eventView(context, event)),
    inputs: [
      ...part.rpcs.map((rpc) => inputView(context, rpc)),
      ...calledIn(part).map((called) => takenView(context, called)),
    ],
    rpcs: part.rpcs.map((rpc) => rpcView(context, part, rpc)),
    bounds: [
      ...ownersOf(part),
      // Settings are those of the service itself alone.
      ...("config" in part ? [{ owner: configOwner, fields: part.config }] : []),
    ].flatMap(({ owner, fields }) => boundsViews(context.model, context.place, owner, fields)),
    samples: [
      ...part.unions.map((union) => unionSample(context, union)),
      ...part.entities.map(({ name, fields }) => samples(context, name, fields)),
      ...part.events.map(({ name, fields }) => samples(context, name, fields)),
    ],
  };
}

/** A listener as its trait and its route see it. */
export const listenerViews = (model: Model, service: Service): ValueRecord[] =>
  service.listeners.map((listener) => {
    const plan = deliveryPlan(listener);
    const place = { root: service.name, part: service.name, builders: false };
    const event = model.services
      .get(listener.service)
      ?.events.find((one) => one.name === listener.event);
    const eventWire = `${listener.service}/${event === undefined ? listener.event : wireOf(event)}`;
    const method = valueName("rust", listener.handler);
    const type = pathTo(place, listener.service, derived.event(listener.event));
    return {
      name: derived.listenerTrait(listener.handler),
      method,
      ruled: ruledListenerView(model, place, service, listener),
      signature: valueOf(
        methodSignature(method, ["&self", "ctx: &Ctx", `event: ${type}`], "anyhow::Result<()>"),
      ),
      eventWire,
      path: `/events/${eventWire}`,
      literal: stringLiteral(listener.handler),
      options: given({
        tries: plan.tries && String(plan.tries),
        backoff: plan.backoff && timeLiteral(plan.backoff),
        timeout: plan.timeout && `Some(${timeLiteral(plan.timeout)})`,
        parallel: plan.parallel && `Some(${plan.parallel})`,
        idempotent: plan.idempotent && `Some(${timeLiteral(plan.idempotent)})`,
        dead_letter: plan.deadLetter && "true",
        keep: plan.keep && `Some(${timeLiteral(plan.keep)})`,
      }),
    };
  });

/** What runs at fixed times, as its trait and the schedule see it; only what is not as `Every::of` has it. */
export function everyView(plan: TimePlan): ValueRecord {
  const method = valueName("rust", plan.handler);
  const { zone, overlap, parallel, catchUp, tries, backoff, timeout } = plan;
  const options = {
    zone: zone && stringLiteral(zone),
    overlap: overlap && `times::Overlap::${pascalCase(overlap)}`,
    parallel: parallel && `Some(${parallel})`,
    catch_up: catchUp && `times::CatchUp::${pascalCase(catchUp)}`,
    tries: tries && String(tries),
    backoff: backoff && timeLiteral(backoff),
    timeout: timeout && `Some(${timeLiteral(timeout)})`,
  };
  return {
    name: derived.everyTrait(plan.handler),
    method,
    doc: docView(plan.doc ?? `Runs at ${timeText(plan)}.`, true),
    literal: stringLiteral(plan.handler),
    cron: stringLiteral(plan.cron),
    signature: valueOf(
      methodSignature(method, ["&self", "ctx: &Ctx", "tick: times::Tick"], "anyhow::Result<()>"),
    ),
    options: given(options),
  };
}

/** A length of time in milliseconds. */
const timeLiteral = (milliseconds: number): string =>
  milliseconds % 1000 === 0
    ? `std::time::Duration::from_secs(${milliseconds / 1000})`
    : `std::time::Duration::from_millis(${milliseconds})`;

/** The options that are declared, by name. */
const given = (options: Readonly<Record<string, string | 0 | undefined>>): ValueRecord[] =>
  Object.entries(options).flatMap(([name, value]) =>
    value === undefined || value === 0 ? [] : [{ name, value }],
  );
