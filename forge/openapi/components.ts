import { derived, type ErrorDeclaration, type Json, type Model, type SymbolRef } from "#intent";
import { resolveType, type ResolvedType } from "../reach/resolve.ts";
import type { JsonObject } from "../reach/schema-words.ts";
import {
  caseName,
  caseSchema,
  componentName,
  enumSchema,
  objectSchema,
  patchSchema,
  unionSchema,
  type Schemas,
} from "./schema.ts";

type Named = Extract<ResolvedType, { kind: "entity" | "enum" | "union" | "patch" }>;

/** The named schemas of a document, which grow while it is made: each that is referred to brings along what it refers to. */
export class Components implements Schemas {
  readonly #model: Model;
  readonly #service: string;
  readonly #schemas = new Map<string, JsonObject>();

  constructor(model: Model, service: string) {
    this.#model = model;
    this.#service = service;
  }

  readonly resolve: Schemas["resolve"] = (type) => resolveType(this.#model, type);

  readonly refer: Schemas["refer"] = (type) => {
    const name = componentName(type.service, this.#service, declaredIn(type).name);
    if (!this.#schemas.has(name)) {
      // A type may hold itself: its place is taken before its schema is made.
      this.#schemas.set(name, {});
      this.#schemas.set(name, this.#schemaOf(type));
    }
    return name;
  };

  /** Adds a schema under a name that no type has. */
  add(name: string, schema: () => JsonObject): JsonObject {
    if (!this.#schemas.has(name)) this.#schemas.set(name, schema());
    return { $ref: `#/components/schemas/${name}` };
  }

  /** A declared error as it is answered. */
  error({ service, name }: SymbolRef): {
    readonly declared: ErrorDeclaration;
    readonly schema: JsonObject;
  } {
    const declared = this.#model.services.get(service)?.errors.find((one) => one.name === name);
    if (declared === undefined) throw new Error(`the model holds no error ${service}/${name}`);
    const own = service === this.#service;
    const key = own ? name : `${service}.${name}`;
    const schema = this.add(key, () =>
      failureSchema(
        declared.was ?? name,
        objectSchema(this, own ? declared.fields : declared.fields.map(bare)),
        own ? declared.doc : undefined,
      ),
    );
    return { declared, schema };
  }

  /** All schemas by name. */
  all(): JsonObject {
    const sorted = [...this.#schemas].sort(([a], [b]) => (a < b ? -1 : 1));
    return Object.fromEntries(sorted);
  }

  #schemaOf(type: Named): JsonObject {
    const own = type.service === this.#service;
    if (type.kind === "enum") {
      const variants = type.enum.variants.map((one) => (own ? one : bare(one)));
      return enumSchema({ ...(own ? type.enum : bare(type.enum)), variants });
    }
    if (type.kind === "entity" || type.kind === "patch") {
      const fields = type.entity.fields.map((one) => (own ? one : bare(one)));
      return type.kind === "patch"
        ? patchSchema(this, fields)
        : objectSchema(this, fields, own ? type.entity.doc : undefined);
    }
    const union = own ? type.union : { ...bare(type.union), cases: type.union.cases.map(bareCase) };
    const prefix = own ? "" : `${type.service}.`;
    for (const one of union.cases)
      this.add(prefix + caseName(union, one), () => caseSchema(this, union, one));
    return unionSchema(prefix, union);
  }
}

/** Docs of an intent stand in what is stamped of its own service alone. */
function bare<T extends { readonly doc?: string }>(item: T): T {
  return { ...item, doc: undefined };
}

const bareCase = <
  T extends { readonly doc?: string; readonly fields: readonly { doc?: string }[] },
>(
  one: T,
): T => ({ ...bare(one), fields: one.fields.map(bare) });

const declaredIn = (type: Named): { readonly name: string } =>
  type.kind === "entity"
    ? type.entity
    : type.kind === "enum"
      ? type.enum
      : type.kind === "union"
        ? type.union
        : { name: derived.patch(type.entity.name) };

/** How a failure is answered. */
export const failureSchema = (code: string, details: Json, doc?: string): JsonObject => ({
  type: "object",
  description: doc,
  required: ["error"],
  properties: {
    error: {
      type: "object",
      required: ["code", "message", "details"],
      properties: { code: { const: code }, message: { type: "string" }, details },
    },
  },
});
