import {
  derived,
  fieldName,
  rpcPath,
  snakeCase,
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
import { sampleCase } from "../../reach/cases.ts";
import type { Foreign } from "../../reach/foreign.ts";
import { resolveType } from "../../reach/resolve.ts";
import { valueOf, type Value, type ValueRecord } from "../../template/value.ts";
import { imports, join, textOfDoc, type Doc } from "../layout.ts";
import { codecOf } from "./codecs.ts";
import {
  defaultViews,
  docView,
  fieldView,
  flatField,
  type FieldContext,
  type FieldOwner,
} from "./fields.ts";
import { clientSignature, codecDoc, generic, listOfTexts, methodSignature, placed } from "./fit.ts";
import { stringLiteral } from "./literals.ts";
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
    doc: docOf(context, doc, fields),
    fields: fields.map((field) => fieldView(context, owner, field)),
    defaults: defaultViews(context, owner, fields),
  };
}

/** The docs of a type, which bring the module along that its fields name. */
function docOf(context: FieldContext, doc: string | undefined, fields: readonly Field[]): Value {
  const coded = fields.some(
    (field) => codecOf(resolveType(context.model, field.type)) !== undefined,
  );
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
function unionView(context: FieldContext, { name, doc, cases }: Union): ValueRecord {
  const type = typeName("rust", name);
  const owner = (one: Case): FieldOwner => ({
    type,
    holder: { kind: "union", name },
    prefix: `${snakeCase(one.name)}_`,
  });
  const indent = inModule(context) ? 8 : 4;
  return {
    name: type,
    doc: docOf(
      context,
      doc,
      cases.flatMap(({ fields }) => fields),
    ),
    cases: cases.map((one) => ({
      name: variantName("rust", one),
      doc: docView(one.doc, context.docs),
      wire: stringLiteral(variantWireName(one)),
      fields: one.fields.map((field) => fieldView(context, owner(one), field)),
      flat: valueOf(flatCase(context, owner(one), one.fields)),
    })),
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
      0,
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

/** An error as the variant of an rpc's error; one of another service may share its name with one of this. */
function refusalView(context: FieldContext, ref: SymbolRef): ValueRecord {
  const name = derived.error(ref.name);
  return { variant: name, type: pathTo(context.place, ref.service, name) };
}

/** An rpc as its trait, its error, its route and its client see it. */
function rpcView(context: FieldContext, rpc: Rpc): ValueRecord {
  const output = rpc.output === undefined ? undefined : resolveType(context.model, rpc.output);
  const method = valueName("rust", rpc.name);
  const input = derived.input(rpc.name);
  const success = output === undefined ? "()" : typeDoc(context.place, output);
  const result = generic("Result", [success, derived.rpcError(rpc.name)]);
  const codec = output === undefined ? "wire::Nothing" : codecOf(output);
  return {
    name: derived.rpcTrait(rpc.name),
    method,
    doc: docView(rpc.doc ?? `Answers \`${rpc.name}\`.`, context.docs),
    input,
    called: valueOf(clientSignature(method, input, success, derived.rpcError(rpc.name))),
    signature: valueOf(methodSignature(method, ["&self", "ctx: &Ctx", `input: ${input}`], result)),
    errorName: derived.rpcError(rpc.name),
    errors: rpc.errors.map((error) => refusalView(context, error)),
    wire: wireOf(rpc),
    path: rpcPath(rpc),
    own: !inModule(context),
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
export function typesView(context: FieldContext, part: Service | Foreign): Record<string, Value> {
  return {
    aliases: part.aliases.map((alias) => aliasView(context, alias)),
    enums: part.enums.map((one) => enumView(context, one)),
    unions: part.unions.map((union) => unionView(context, union)),
    entities: part.entities.map((entity) => entityView(context, entity)),
    errors: part.errors.map((error) => errorView(context, error)),
    events: part.events.map((event) => eventView(context, event)),
    inputs: part.rpcs.map((rpc) => inputView(context, rpc)),
    rpcs: part.rpcs.map((rpc) => rpcView(context, rpc)),
    samples: [
      ...part.unions.map((union) => unionSample(context, union)),
      ...[...part.entities, ...part.events].map(({ name, fields }) =>
        samples(context, name, fields),
      ),
    ],
  };
}

/** A listener as its trait and its route see it. */
export const listenerViews = (model: Model, service: Service): ValueRecord[] =>
  service.listeners.map((listener) => {
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
      signature: valueOf(
        methodSignature(method, ["&self", "ctx: &Ctx", `event: ${type}`], "anyhow::Result<()>"),
      ),
      eventWire,
      path: `/events/${eventWire}`,
    };
  });
