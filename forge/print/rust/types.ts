import {
  derived,
  primitiveInCode,
  typeName,
  valueName,
  type Model,
  type PrimitiveName,
} from "#intent";
import { resolveType, type ResolvedType } from "../../reach/resolve.ts";
import { imports, type Doc } from "../layout.ts";
import { generic } from "./fit.ts";

/** Where a name is written: in the module of `part` inside the file of `root`, or in the builders of that module. */
export interface Place {
  readonly root: string;
  readonly part: string;
  readonly builders: boolean;
}

/** The module of another service. */
export const moduleOf = (service: string): string => valueName("rust", service);

/** A name of `service` as it is reached from `place`. */
export function pathTo(place: Place, service: string, name: string): string {
  const up = place.builders ? "super::" : "";
  if (service === place.part) return up + name;
  const root = place.part === place.root ? up : `${up}super::`;
  return service === place.root ? root + name : `${root}${moduleOf(service)}::${name}`;
}

const crates: Partial<
  Readonly<Record<PrimitiveName, readonly (readonly [from: string, name: string])[]>>
> = {
  uuid: [["uuid", "Uuid"]],
  timestamp: [
    ["chrono", "DateTime"],
    ["chrono", "Utc"],
  ],
  date: [["chrono", "NaiveDate"]],
  duration: [["std::time", "Duration"]],
  decimal: [["rust_decimal", "Decimal"]],
  json: [["serde_json", "Value"]],
};

/** The type of a value in code, with the imports that it needs. */
export function typeDoc(place: Place, type: ResolvedType): Doc {
  switch (type.kind) {
    case "primitive":
      return [
        (crates[type.name] ?? []).map(([from, name]) => imports(from, name)),
        primitiveInCode("rust", type.name),
      ];
    case "list":
      return generic("Vec", [typeDoc(place, type.item)]);
    case "optional":
      return generic("Option", [typeDoc(place, type.item)]);
    case "map":
      return [
        imports("std::collections", "BTreeMap"),
        generic("BTreeMap", [typeDoc(place, type.key), typeDoc(place, type.value)]),
      ];
    case "page":
      return generic(pathTo(place, place.root, "pages::Page"), [typeDoc(place, type.item)]);
    case "file":
      return pathTo(place, place.root, "wire_files::File");
    case "patch":
      return pathTo(place, type.service, derived.patch(type.entity.name));
    case "entity":
      return pathTo(place, type.service, typeName("rust", type.entity.name));
    case "enum":
      return pathTo(place, type.service, typeName("rust", type.enum.name));
    case "union":
      return pathTo(place, type.service, typeName("rust", type.union.name));
  }
}

/**
 * Whether a field of this type makes the entity hold itself by value, so that Rust needs a box. Lists and maps hold by
 * reference already, and a circle through a union is broken by a box in the union's case.
 */
export const holdsEntity = (type: ResolvedType, symbol: string, inside: FieldsOf): boolean =>
  holds(type, symbol, (one) => (one.kind === "entity" ? inside(one) : []));

/** Whether a field of a case makes its union hold itself by value. */
export const holdsUnion = (type: ResolvedType, symbol: string, inside: FieldsOf): boolean =>
  holds(type, symbol, inside);

function holds(
  type: ResolvedType,
  symbol: string,
  inside: FieldsOf,
  seen = new Set<string>(),
): boolean {
  if (type.kind === "optional") return holds(type.item, symbol, inside, seen);
  if (type.kind !== "entity" && type.kind !== "union") return false;
  const own = `${type.service}/${type.kind === "entity" ? type.entity.name : type.union.name}`;
  if (own === symbol) return true;
  if (seen.has(own)) return false;
  seen.add(own);
  return inside(type).some((inner) => holds(inner, symbol, inside, seen));
}

type FieldsOf = (
  type: Extract<ResolvedType, { kind: "entity" | "union" }>,
) => readonly ResolvedType[];

/** The resolved types of the fields of an entity, or of all cases of a union. */
export const fieldsOf =
  (model: Model): FieldsOf =>
  (type) => {
    const holders = type.kind === "entity" ? [type.entity] : type.union.cases;
    return holders.flatMap(({ fields }) => fields.map((field) => resolveType(model, field.type)));
  };
