import { derived, snakeCase, typeName, type PrimitiveName } from "#intent";

import type { ResolvedType } from "../../reach/resolve.ts";
import {
  choice,
  commaList,
  group,
  imports,
  join,
  line,
  nest,
  softline,
  textOfDoc,
  type Doc,
} from "../layout.ts";

/** The file that is being printed: names of `service` stand plain in it, those of others behind their module. */
export interface PythonScope {
  readonly service: string;
  /** The service that is stamped: its own names are in `generated`, wherever they are used. */
  readonly stamped: string;
  /** The service's package, where the file stands outside of it and reaches every module by its name. */
  readonly package?: string;
}

/**
 * Whether other modules are reached when they are asked for, not when this one is loaded: services may use each other in
 * a circle, so that only the service's own module imports the others at once.
 */
export const isLate = (scope: PythonScope): boolean => scope.service !== scope.stamped;

const primitives: Readonly<Record<PrimitiveName, string>> = {
  bool: "bool",
  i32: "_wire.I32",
  i64: "_wire.I64",
  u32: "_wire.U32",
  u64: "_wire.U64",
  f64: "float",
  string: "str",
  bytes: "_wire.Bytes",
  uuid: "_wire.Uuid",
  timestamp: "_wire.Timestamp",
  date: "_wire.Date",
  duration: "_wire.Duration",
  decimal: "_wire.Decimal",
  json: "_wire.Json",
};

export const indent = 4;
/** Columns of a line, as in the stamped `pyproject.toml`. */
export const width = 100;

/** `generated_users`: the stamped module of what is used of another service. */
export const moduleFile = (service: string): string => `generated_${snakeCase(service)}`;

/** Name of another service's module inside a stamped file; the underscore keeps it apart from every name of an intent. */
export const moduleName = (service: string): string =>
  // `_wire` holds the rules of the wire in every stamped file, and `_bounds` and `_forms` more of them; `_mcp` has tools.
  ["wire", "bounds", "forms", "mcp", "routes", "streams", "wire_files"].includes(snakeCase(service))
    ? `_${snakeCase(service)}_`
    : `_${snakeCase(service)}`;

/** A declared name as it is written in this file; one of another service brings the import of its module along. */
export function qualified(scope: PythonScope, service: string, name: string): Doc {
  const file = service === scope.stamped ? "generated" : moduleFile(service);
  if (scope.package !== undefined) return [imports(scope.package, file), `${file}.${name}`];
  if (service === scope.service) return name;
  const module = imports(isLate(scope) ? lateImport : ".", `${file} as ${moduleName(service)}`);
  return [
    isLate(scope) ? imports("typing", "TYPE_CHECKING") : "",
    module,
    `${moduleName(service)}.${name}`,
  ];
}

/** Where imports that wait until they are needed come from; `imports.ts` lays them out. */
export const lateImport = "later";

/** The import of what holds pages, beside whatever names it. */
export const pagesModule: Doc = imports(".", "generated_pages as _pages");

/** The import of what holds files, beside whatever names it. */
export const filesModule: Doc = imports(".", "generated_wire_files as _wire_files");

/** `name[item]` with one argument, which takes no trailing comma: that would make it a tuple. */
export const subscript = (name: string, item: Doc): Doc =>
  group([`${name}[`, nest(indent, [softline, item]), softline, "]"]);

/** `T | None`, with the bar at the start of a line of its own where it does not fit. */
export const orNone = (type: Doc): Doc => group([type, line, "| None"]);

/** The type of a value in code. */
export function typeDoc(scope: PythonScope, type: ResolvedType): Doc {
  switch (type.kind) {
    case "primitive":
      return primitives[type.name];
    case "optional":
      return orNone(typeDoc(scope, type.item));
    case "list":
      return subscript("list", typeDoc(scope, type.item));
    case "page":
      return [pagesModule, subscript("_pages.Page", typeDoc(scope, type.item))];
    case "file":
      return [filesModule, "_wire_files.File"];
    case "patch":
      return qualified(scope, type.service, derived.patch(type.entity.name));
    case "map":
      return commaList("dict[", "]", [keyDoc(scope, type.key), typeDoc(scope, type.value)], indent);
    case "entity":
      return qualified(scope, type.service, typeName("python", type.entity.name));
    case "enum":
      return qualified(scope, type.service, typeName("python", type.enum.name));
    case "union":
      return qualified(scope, type.service, typeName("python", type.union.name));
  }
}

/** The key of a map: text, which an integer is read from. */
const keyDoc = (scope: PythonScope, type: ResolvedType): Doc =>
  type.kind === "primitive" && (type.name === "i32" || type.name === "u32")
    ? `_wire.Key${type.name.toUpperCase()}`
    : typeDoc(scope, type);

/** What stands in a file outside of the package, with the module of the rules of the wire where it names that. */
export const besideWire = (scope: PythonScope, wire: string, doc: Doc): Doc =>
  /\b_wire\./.test(textOfDoc(doc)) ? [imports(scope.package ?? "", `${wire} as _wire`), doc] : doc;

/** Whether a type is written with the rules of the wire, or with another module, which those look up. */
export function namesWire(type: ResolvedType): boolean {
  switch (type.kind) {
    case "primitive":
      return primitives[type.name].startsWith("_wire.");
    case "optional":
    case "list":
      return namesWire(type.item);
    case "map":
      return namesWire(type.key) || namesWire(type.value);
    case "page":
    case "file":
    case "patch":
    case "entity":
    case "enum":
    case "union":
      return true;
  }
}

/** The type of a field that may hold nothing: one that is absent by default is left out on the wire. */
export const fieldTypeDoc = (item: Doc, absentByDefault: boolean): Doc =>
  absentByDefault ? subscript("_wire.Maybe", item) : orNone(item);

/** `A | B | C`, in parentheses where they do not fit, and then one member a line where they do not fit between those, as ruff does. */
export function returnsDoc(members: readonly Doc[]): Doc {
  const [only, ...others] = members;
  if (only === undefined) return "None";
  if (others.length === 0) return only;
  return group([
    choice("(", ""),
    nest(indent, [softline, group(join([line, "| "], members))]),
    softline,
    choice(")", ""),
  ]);
}
