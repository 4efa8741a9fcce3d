import {
  derived,
  fieldName,
  rpcPath,
  typeName,
  valueName,
  variantName,
  variantWireName,
  wordsOf,
  type Alias,
  type Entity,
  type Enum,
  type ErrorDeclaration,
  type EventDeclaration,
  type Field,
  type Model,
  type Rpc,
  type Service,
  type SymbolRef,
} from "#intent";
import type { Foreign } from "../../reach/foreign.ts";
import { resolveType } from "../../reach/resolve.ts";
import { valueOf, type Value, type ValueRecord } from "../../template/value.ts";
import { imports } from "../layout.ts";
import { codecOf } from "./codecs.ts";
import { defaultViews, docView, fieldView, type FieldContext } from "./fields.ts";
import { clientSignature, codecDoc, generic, methodSignature, placed } from "./fit.ts";
import { stringLiteral } from "./literals.ts";
import { builderOf, fieldSample } from "./samples.ts";
import { pathTo, typeDoc } from "./types.ts";

/** The name that a renamed thing keeps on the wire. */
export const wireOf = (declared: { readonly name: string; readonly was?: string }): string =>
  declared.was ?? declared.name;

function structView(
  context: FieldContext,
  name: string,
  entity: string | undefined,
  doc: string | undefined,
  fields: readonly Field[],
): ValueRecord {
  const coded = fields.some(
    (field) => codecOf(resolveType(context.model, field.type)) !== undefined,
  );
  return {
    name,
    doc: valueOf([
      inModule(context) && coded ? imports("super", "wire") : "",
      docView(doc, context.docs),
    ]),
    fields: fields.map((field) => fieldView(context, name, entity, field)),
    defaults: defaultViews(context, fields),
  };
}

const inModule = ({ place }: FieldContext): boolean => place.part !== place.root;

const entityView = (context: FieldContext, { name, doc, fields }: Entity): ValueRecord =>
  structView(context, typeName("rust", name), name, doc, fields);

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
  ...structView(context, derived.error(error.name), undefined, error.doc, error.fields),
  code: stringLiteral(wireOf(error)),
  status: error.status,
  message: stringLiteral(wordsOf(error.name).join(" ")),
});

const eventView = (context: FieldContext, event: EventDeclaration): ValueRecord => ({
  ...structView(context, derived.event(event.name), undefined, event.doc, event.fields),
  method: valueName("rust", event.name),
  wire: wireOf(event),
});

const inputView = (context: FieldContext, rpc: Rpc): ValueRecord =>
  structView(context, derived.input(rpc.name), undefined, `What \`${rpc.name}\` takes.`, rpc.input);

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

function samples(context: FieldContext, name: string, fields: readonly Field[]): ValueRecord {
  const place = { ...context.place, builders: true };
  return {
    function: builderOf(name),
    type: pathTo(place, place.part, typeName("rust", name)),
    fields: fields.map((field) => ({
      name: fieldName("rust", field),
      value: valueOf(fieldSample(place, resolveType(context.model, field.type), field)),
    })),
  };
}

/** Everything that the types of one part (the service itself or a foreign one) are stamped from. */
export function typesView(context: FieldContext, part: Service | Foreign): Record<string, Value> {
  return {
    aliases: part.aliases.map((alias) => aliasView(context, alias)),
    enums: part.enums.map((one) => enumView(context, one)),
    entities: part.entities.map((entity) => entityView(context, entity)),
    errors: part.errors.map((error) => errorView(context, error)),
    events: part.events.map((event) => eventView(context, event)),
    inputs: part.rpcs.map((rpc) => inputView(context, rpc)),
    rpcs: part.rpcs.map((rpc) => rpcView(context, rpc)),
    samples: [...part.entities, ...part.events].map(({ name, fields }) =>
      samples(context, name, fields),
    ),
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
