import {
  derived,
  otherKeys,
  otherValues,
  fieldWireName,
  pascalCase,
  variantWireName,
  type Case,
  type Enum,
  type Field,
  type Union,
  type Json,
} from "#intent";
import { boundsOf, type Bound } from "../reach/bounds.ts";
import type { ResolvedType } from "../reach/resolve.ts";
import { boundWords, wireDefault, type JsonObject } from "../reach/schema-words.ts";
import { keySchema, primitiveSchemas } from "./primitives.ts";

/** What schemas are made with: types without aliases, and a place for those that have a name. */
export interface Schemas {
  readonly resolve: (type: Field["type"]) => ResolvedType;
  /** The name of a type among the components of the document; its schema joins them. */
  readonly refer: (
    type: Extract<ResolvedType, { kind: "entity" | "enum" | "union" | "patch" }>,
  ) => string;
}

/** What readers take for a value of a type. */
export function typeSchema(schemas: Schemas, type: ResolvedType): JsonObject {
  switch (type.kind) {
    case "primitive":
      return primitiveSchemas[type.name];
    case "optional":
      return nullable(typeSchema(schemas, type.item));
    case "list":
      return { type: "array", items: typeSchema(schemas, type.item) };
    case "page":
      return {
        type: "object",
        description: "Some of many; without `next` where there are no more.",
        required: ["items"],
        properties: {
          items: { type: "array", items: typeSchema(schemas, type.item) },
          next: { type: ["string", "null"] },
        },
      };
    case "map": {
      const { key } = type;
      return {
        type: "object",
        propertyNames: key.kind === "primitive" ? keySchema(key.name) : undefined,
        additionalProperties: typeSchema(schemas, type.value),
      };
    }
    case "file":
      return { type: "string", contentMediaType: "application/octet-stream" };
    default:
      return { $ref: `#/components/schemas/${schemas.refer(type)}` };
  }
}

/** The same, or `null`; what says nothing takes that already. */
function nullable(schema: JsonObject): JsonObject {
  if (typeof schema["type"] === "string") return { ...schema, type: [schema["type"], "null"] };
  return Object.keys(schema).length === 0 ? schema : { anyOf: [schema, { type: "null" }] };
}

/** A field with its bounds, its default and what its docs say. Of `bare` ones nothing stands for an absent value. */
export function fieldSchema(schemas: Schemas, field: Field, bare = false): JsonObject {
  const type = schemas.resolve(field.type);
  const inner = type.kind === "optional" ? type.item : type;
  const bounds = boundsOf(field, type);
  const said = (bound: Bound): JsonObject => boundWords(bound, inner);
  const plain = { ...typeSchema(schemas, inner), ...Object.assign({}, ...bounds.map(said)) };
  const schema = type.kind === "optional" && !bare ? nullable(plain) : plain;
  const told = [
    field.doc,
    typeof plain["description"] === "string" ? plain["description"] : undefined,
    ...bounds.flatMap((bound) => (Object.keys(said(bound)).length > 0 ? [] : [sentence(bound)])),
  ].filter((text) => text !== undefined);
  const isPassword = field.constraints.secret === true && plain["format"] === undefined;
  return {
    ...schema,
    format: isPassword && plain["type"] === "string" ? "password" : schema["format"],
    description: told.length === 0 ? undefined : told.join("\n\n"),
    default: field.default === undefined ? undefined : wireDefault(inner, field.default),
  };
}

const sentence = ({ message }: Bound): string => `It ${message}.`;

/** Whether a value may be without a field: readers put its default, or nothing, in its place. */
export const isLenient = (schemas: Schemas, field: Field): boolean =>
  field.default !== undefined || schemas.resolve(field.type).kind === "optional";

/** An object of fields. Of a renamed one both keys are read; of `bare` ones nothing stands for an absent value. */
export function objectSchema(
  schemas: Schemas,
  fields: readonly Field[],
  doc?: string,
  before: JsonObject = {},
  bare = false,
): JsonObject {
  const others = otherKeys(fields);
  const properties: Record<string, Json> = {};
  const required = Object.keys(before);
  const either: Json[] = [];
  for (const field of fields) {
    const key = fieldWireName(field);
    const other = others.get(field)?.other;
    properties[key] = fieldSchema(schemas, field, bare);
    if (other !== undefined) properties[other] = fieldSchema(schemas, field, bare);
    if (isLenient(schemas, field)) continue;
    if (other === undefined) required.push(key);
    else either.push({ anyOf: [{ required: [key] }, { required: [other] }] });
  }
  return {
    type: "object",
    description: doc,
    required: required.length === 0 ? undefined : required,
    properties: { ...before, ...properties },
    allOf: either.length === 0 ? undefined : either,
  };
}

/** What of an entity is to change: absent is unchanged, and `null` takes away what may be absent. */
export function patchSchema(schemas: Schemas, fields: readonly Field[]): JsonObject {
  const others = otherKeys(fields);
  const properties = fields
    .filter(({ key }) => !key)
    .flatMap((field) => {
      const { default: _, ...schema } = fieldSchema(schemas, field);
      const other = others.get(field)?.other;
      const keys = [fieldWireName(field), ...(other === undefined ? [] : [other])];
      return keys.map((key): [string, JsonObject] => [key, schema]);
    });
  return { type: "object", properties: Object.fromEntries(properties) };
}

/** An enum is open: any text is taken, and those that are known are listed. */
export function enumSchema({ doc, variants }: Enum): JsonObject {
  const known = variants.map(variantWireName);
  const told = variants.flatMap((one) =>
    one.doc === undefined ? [] : [`- \`${variantWireName(one)}\`: ${one.doc}`],
  );
  const texts = [doc, told.length === 0 ? undefined : told.join("\n")];
  const description = texts.filter((text) => text !== undefined).join("\n\n");
  return {
    description: description === "" ? undefined : description,
    anyOf: [{ type: "string", enum: known }, { type: "string" }],
  };
}

/** The name of a case among the components. */
export const caseName = (union: Union, one: Case): string =>
  derived.unionCase(union.name, one.name);

/** A case of a union: an object whose `type` names it, in both forms while a rename is on its way. */
export function caseSchema(schemas: Schemas, union: Union, one: Case): JsonObject {
  const other = otherValues(union.cases).get(one)?.other;
  const tag = variantWireName(one);
  const type = other === undefined ? { const: tag } : { type: "string", enum: [tag, other] };
  return objectSchema(schemas, one.fields, one.doc, { type });
}

/** A union is open: an object with any other `type` is a case of a later version. */
export function unionSchema(prefix: string, union: Union): JsonObject {
  const others = otherValues(union.cases);
  const known = union.cases.flatMap((one) => [
    variantWireName(one),
    ...(others.get(one) === undefined ? [] : [others.get(one)?.other ?? ""]),
  ]);
  const later = {
    type: "object",
    description: "A case of a later version.",
    required: ["type"],
    properties: { type: { type: "string", not: { enum: known } } },
  };
  const cases = union.cases.map((one) => ({
    $ref: `#/components/schemas/${prefix}${caseName(union, one)}`,
  }));
  return { description: union.doc, oneOf: [...cases, later] };
}

/** The name of a type of a service among the components: that of another service has its service before it. */
export const componentName = (owner: string, service: string, name: string): string =>
  owner === service ? pascalCase(name) : `${owner}.${pascalCase(name)}`;
