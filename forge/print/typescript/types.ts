import {
  derived,
  primitiveInCode,
  typeName,
  valueName,
  type SymbolRef,
  type TypeRef,
} from "#intent";
import type { ResolvedType } from "../../reach/resolve.ts";
import { choice, group, imports, join, line, nest, softline, type Doc } from "../layout.ts";

/** The file that is being printed: names of `service` stand plain in it, those of others are reached through their module. */
export interface TypeScriptScope {
  /** The service that is stamped; its module is `generated.ts`, that of another `generated.<service>.ts`. */
  readonly owner: string;
  /** The service whose declarations the file holds. */
  readonly service: string;
  readonly resolve: (type: TypeRef) => ResolvedType;
  /** Types whose codecs stand above the place that is printed; all others are reached lazily. */
  readonly declared: Set<string>;
}

/** Names that every stamped file takes for itself, and words that are operators where a type stands. */
const taken: ReadonlySet<string> = new Set(
  "wire bounds forms router serve loadConfig structuredClone app infer unique keyof".split(" "),
);

/** The name under which the module of another service is imported: `orders`, with an underscore where that is taken. */
export function moduleName(service: string): string {
  const name = valueName("typescript", service);
  return taken.has(name) ? `${name}_` : name;
}

/** Path of the module that holds what is stamped of a service, as an import names it. */
export const modulePath = (owner: string, service: string): string =>
  service === owner ? "./generated.ts" : `./generated.${service}.ts`;

/** A declared name as it is written in this file; brings the import of its module along. */
export function qualified(scope: TypeScriptScope, service: string, name: string): Doc {
  if (service === scope.service) return name;
  const module = moduleName(service);
  return [imports(modulePath(scope.owner, service), module), `${module}.${name}`];
}

/** The import of what holds files, beside whatever names it. */
export const filesModule: Doc = imports("./generated.wire-files.ts", "wireFiles");

export const errorType = (scope: TypeScriptScope, error: SymbolRef): Doc =>
  qualified(scope, error.service, typeName("typescript", error.name));

/** `<A, B>`, one argument a line where they do not fit. */
export const typeArguments = (items: readonly Doc[]): Doc =>
  group(["<", nest(2, [softline, join([",", line], items)]), softline, ">"]);

/** What a page holds; oxfmt breaks no line for a single name. */
const pageArgument = (scope: TypeScriptScope, item: ResolvedType): Doc =>
  ["list", "map", "optional", "page"].includes(item.kind)
    ? typeArguments([typeDoc(scope, item)])
    : ["<", typeDoc(scope, item), ">"];

/** The type of a value in code. */
export function typeDoc(scope: TypeScriptScope, type: ResolvedType): Doc {
  switch (type.kind) {
    case "primitive":
      return primitiveInCode("typescript", type.name);
    case "optional":
      return unionDoc([typeDoc(scope, type.item), "undefined"]);
    case "list": {
      if (type.item.kind !== "optional") return [typeDoc(scope, type.item), "[]"];
      const members = [typeDoc(scope, type.item.item), "undefined"];
      return group(["(", nest(2, [softline, choice("| ", ""), barred(members)]), softline, ")[]"]);
    }
    case "page":
      return [
        imports("./generated.pages.ts", "pages"),
        "pages.Page",
        pageArgument(scope, type.item),
      ];
    case "file":
      return [filesModule, "wireFiles.File"];
    case "patch":
      return qualified(scope, type.service, derived.patch(type.entity.name));
    case "map":
      return ["Map", typeArguments([typeDoc(scope, type.key), typeDoc(scope, type.value)])];
    case "entity":
      return qualified(scope, type.service, typeName("typescript", type.entity.name));
    case "enum":
      return qualified(scope, type.service, typeName("typescript", type.enum.name));
    case "union":
      return qualified(scope, type.service, typeName("typescript", type.union.name));
  }
}

/** Members of a union among type arguments: in one line, or one a line with a leading bar; none is `never`. */
export function unionDoc(members: readonly Doc[]): Doc {
  const [only, ...others] = members;
  if (only === undefined) return "never";
  if (others.length === 0) return only;
  return group([choice("| ", ""), barred(members)]);
}

/** Members of a union with bars between them; what a member breaks stands behind its bar. */
export const barred = (members: readonly Doc[]): Doc =>
  join(
    [line, "| "],
    members.map((member) => nest(2, member)),
  );

/** The types of what something answers with when all goes well; `void` for nothing. */
export function outputTypes(scope: TypeScriptScope, type: ResolvedType | undefined): Doc[] {
  if (type === undefined) return ["void"];
  return type.kind === "optional"
    ? [typeDoc(scope, type.item), "undefined"]
    : [typeDoc(scope, type)];
}

/** What a function that does not wait answers with, behind its colon: members that do not fit get a line each. */
export const returnedDoc = (members: readonly Doc[]): Doc =>
  members.length === 1
    ? [...members]
    : group(nest(2, [softline, choice("| ", ""), barred(members)]));
