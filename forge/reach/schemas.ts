import {
  fieldWireName,
  pascalCase,
  variantWireName,
  type Entity,
  type Field,
  type Model,
  type PrimitiveName,
  type Union,
  type Variant,
} from "#intent";
import { boundsOf, type Bound } from "./bounds.ts";
import { patchedFields } from "./partial.ts";
import { resolveType, type ResolvedType } from "./resolve.ts";
import { boundWords, wireDefault, type JsonObject } from "./schema-words.ts";

/** JSON Schema 2020-12 as plain data. */
export type Schema = JsonObject;

/** Which way a value goes: a caller is told what to write, and warned that an answer may hold what it does not know. */
type Way = "in" | "out";

const digits = { type: "string", pattern: "^-?[0-9]{1,20}$" };
/** The forms of primitives on the wire, as a caller writes them. */
const primitives: Readonly<Record<PrimitiveName, Schema>> = {
  bool: { type: "boolean" },
  i32: { type: "integer", minimum: -2_147_483_648, maximum: 2_147_483_647 },
  u32: { type: "integer", minimum: 0, maximum: 4_294_967_295 },
  i64: digits,
  u64: { ...digits, pattern: "^[0-9]{1,20}$" },
  f64: { type: "number" },
  string: { type: "string" },
  bytes: { type: "string", contentEncoding: "base64" },
  uuid: { type: "string", format: "uuid" },
  timestamp: { type: "string", format: "date-time" },
  date: { type: "string", format: "date" },
  duration: { type: "string", pattern: String.raw`^-?[0-9]+(\.[0-9]{1,9})?s$` },
  decimal: { type: "string", pattern: String.raw`^-?[0-9]+(\.[0-9]+)?$` },
  json: {},
};

/** Schemas of one tool, with the types that they name collected on the way. */
class Writer {
  readonly definitions = new Map<string, Schema>();
  readonly #model: Model;
  readonly #service: string;
  readonly #way: Way;

  constructor(model: Model, service: string, way: Way) {
    this.#model = model;
    this.#service = service;
    this.#way = way;
  }

  type(type: ResolvedType): Schema {
    switch (type.kind) {
      case "primitive":
        return primitives[type.name];
      case "optional":
        return { anyOf: [this.type(type.item), { type: "null" }] };
      case "list":
        return { type: "array", items: this.type(type.item) };
      case "file":
        throw new Error("no file stands in JSON, which the model's checks see to");
      case "page":
        return {
          type: "object",
          properties: {
            items: { type: "array", items: this.type(type.item) },
            next: primitives.string,
          },
          required: ["items"],
        };
      case "patch":
        return this.#named(type.service, { name: `${type.entity.name}Patch` }, (own) =>
          this.#patch(type.entity, own),
        );
      case "map":
        return { type: "object", additionalProperties: this.type(type.value) };
      case "entity":
        return this.#named(type.service, type.entity, (own) =>
          this.object(type.entity.fields, { documented: own }),
        );
      case "enum":
        return this.#named(type.service, type.enum, () => this.#values(type.enum.variants));
      case "union":
        return this.#named(type.service, type.union, (own) => this.#cases(type.union, own));
    }
  }

  /** An object with these fields, behind the `type` that tells it from other cases. */
  object(
    fields: readonly Field[],
    { tag, documented = true }: { readonly tag?: string; readonly documented?: boolean } = {},
  ): Schema {
    const properties = fields.map((field): [string, Schema] => [
      fieldWireName(field),
      this.#field(field, documented),
    ]);
    const told: readonly [string, Schema][] = tag === undefined ? [] : [["type", { const: tag }]];
    const required = [
      ...(tag === undefined ? [] : ["type"]),
      ...fields.filter((field) => this.#isRequired(field)).map(fieldWireName),
    ];
    return {
      type: "object",
      properties: Object.fromEntries([...told, ...properties]),
      ...(required.length === 0 ? {} : { required }),
    };
  }

  /** What is absent stays, and `null` takes away what may be absent in the entity. */
  #patch(entity: Entity, documented: boolean): Schema {
    const properties = patchedFields(this.#model, entity).map(
      ({ field, type, optional }): [string, Schema] => {
        const plain = bounded(this.type(type), type, boundsOf(field, type));
        const schema = optional ? { anyOf: [plain, { type: "null" }] } : plain;
        return [fieldWireName(field), { ...schema, ...described(field, documented) }];
      },
    );
    return { type: "object", properties: Object.fromEntries(properties) };
  }

  #isRequired({ type, default: given }: Field): boolean {
    if (given !== undefined) return this.#way === "out";
    return resolveType(this.#model, type).kind !== "optional";
  }

  #field(field: Field, documented: boolean): Schema {
    const type = resolveType(this.#model, field.type);
    // An optional is left out on the wire, and the form of what is there is that of its item.
    const bare = type.kind === "optional" ? type.item : type;
    const plain = bounded(this.type(bare), bare, boundsOf(field, type));
    const isTold = field.default !== undefined && field.constraints.secret !== true;
    const given = isTold ? { default: wireDefault(bare, field.default) } : {};
    return { ...plain, ...described(field, documented), ...given };
  }

  #named(
    service: string,
    { name, doc }: { readonly name: string; readonly doc?: string },
    write: (own: boolean) => Schema,
  ): Schema {
    const own = service === this.#service;
    const key = own ? name : `${pascalCase(service)}.${name}`;
    if (!this.definitions.has(key)) {
      this.definitions.set(key, {});
      // Docs of other services enter no stamped file.
      const description = own && doc !== undefined ? { description: doc } : {};
      this.definitions.set(key, { ...description, ...write(own) });
    }
    return { $ref: `#/$defs/${key}` };
  }

  #values(variants: readonly Variant[]): Schema {
    const known = { type: "string", enum: variants.map(variantWireName) };
    return this.#way === "in" ? known : { anyOf: [known, { type: "string" }] };
  }

  #cases({ cases }: Union, documented: boolean): Schema {
    const known = cases.map((one) =>
      this.object(one.fields, { tag: variantWireName(one), documented }),
    );
    const unknown = {
      type: "object",
      properties: { type: { type: "string" } },
      required: ["type"],
    };
    return { type: "object", anyOf: this.#way === "in" ? known : [...known, unknown] };
  }
}

const described = ({ doc }: Pick<Field, "doc">, documented: boolean): Schema =>
  documented && doc !== undefined ? { description: doc } : {};

const bounded = (schema: Schema, type: ResolvedType, bounds: readonly Bound[]): Schema =>
  Object.assign({}, schema, ...bounds.map((bound) => boundWords(bound, type)));

/** A schema with the types that it names, by name. */
function complete(writer: Writer, schema: Schema): Schema {
  const definitions = [...writer.definitions].toSorted(([a], [b]) => (a < b ? -1 : 1));
  return definitions.length === 0 ? schema : { ...schema, $defs: Object.fromEntries(definitions) };
}

/** What a caller of a tool sends. */
export function inputSchema(model: Model, service: string, fields: readonly Field[]): Schema {
  const writer = new Writer(model, service, "in");
  return complete(writer, writer.object(fields));
}

/** What a tool answers: an object, in which a value that is none stands under `result`. */
export function outputSchema(
  model: Model,
  service: string,
  type: ResolvedType,
  wrapped: boolean,
): Schema {
  const writer = new Writer(model, service, "out");
  const plain = writer.type(type);
  const schema = wrapped
    ? { type: "object", properties: { result: plain }, required: ["result"] }
    : type.kind === "map" || type.kind === "page"
      ? plain
      : // MCP wants an object at the root, which a reference alone does not say.
        { type: "object", ...plain };
  return complete(writer, schema);
}
