import type { FieldFact, Facts, Place, TypeFact } from "../mirror/facts.ts";
import { renamed } from "./renames.ts";

export type ShapeKind =
  | "missing-type"
  | "extra-type"
  | "missing-field"
  | "extra-field"
  | "field-type"
  | "field-optionality"
  | "field-default"
  | "field-wire"
  | "missing-variant"
  | "extra-variant";

/** One difference between a declared type and the type that stands. `at` is in the file that stands. */
export interface ShapeDifference {
  readonly kind: ShapeKind;
  readonly scope: string;
  readonly type: string;
  /** Name in code of the field or variant; empty where the whole type differs. */
  readonly member: string;
  readonly expected: string;
  /** What stands instead; of something that is missing, its name where it was renamed, else nothing. */
  readonly found: string;
  readonly at: Place;
}

/** The start of a file: where something that is nowhere is told of. */
const top: Place = { line: 1, start: 0, end: 0 };

/** Differences in shape between the types that a stamp would declare and those that stand. */
export function shapeDifferences(expected: Facts, found: Facts): ShapeDifference[] {
  const scopes = new Set([...expected.types, ...found.types].map(({ scope }) => scope));
  return [...scopes].flatMap((scope) =>
    inScope(
      expected.types.filter((type) => type.scope === scope),
      found.types.filter((type) => type.scope === scope),
    ),
  );
}

/** Types of one module; a name is declared once there. */
function inScope(expected: readonly TypeFact[], found: readonly TypeFact[]): ShapeDifference[] {
  const standing = new Map(found.map((type) => [type.name, type]));
  const wanted = new Set(expected.map(({ name }) => name));
  const renames = renamed(expected.map(shapeOf), found.map(shapeOf));
  const reused = new Set(renames.values());
  const declared = expected.flatMap((type): ShapeDifference[] => {
    const real = standing.get(type.name);
    if (real !== undefined)
      return [...fieldDifferences(type, real, renames), ...variantDifferences(type, real)];
    const now = renames.get(type.name) ?? "";
    return [whole("missing-type", type, now, standing.get(now)?.at ?? top)];
  });
  const extra = found.filter(({ name }) => !wanted.has(name) && !reused.has(name));
  return [...declared, ...extra.map((type) => whole("extra-type", type, "", type.at))];
}

const shapeOf = ({ name, kind, fields, variants }: TypeFact): { name: string; shape: string } => ({
  name,
  shape: [kind, ...fields.map((one) => one.name), ...variants.map((one) => one.name)].join(" "),
});

const whole = (
  kind: ShapeKind,
  { scope, name }: TypeFact,
  found: string,
  at: Place,
): ShapeDifference => ({ kind, scope, type: name, member: "", expected: "", found, at });

function fieldDifferences(
  expected: TypeFact,
  found: TypeFact,
  types: ReadonlyMap<string, string>,
): ShapeDifference[] {
  const { scope, name: type } = expected;
  const standing = new Map(found.fields.map((field) => [field.name, field]));
  const wanted = new Set(expected.fields.map((field) => field.name));
  const shape = ({ name, type }: FieldFact): { name: string; shape: string } => ({
    name,
    shape: type,
  });
  const renames = renamed(expected.fields.map(shape), found.fields.map(shape));
  const reused = new Set(renames.values());
  const declared = expected.fields.flatMap((field): ShapeDifference[] => {
    const here = { scope, type, member: field.name };
    const real = standing.get(field.name);
    if (real !== undefined) {
      const difference = fieldDifference(withTypes(field, types), real);
      return difference === undefined ? [] : [{ ...here, ...difference, at: real.at }];
    }
    const now = renames.get(field.name) ?? "";
    const at = standing.get(now)?.at ?? found.at;
    return [{ ...here, kind: "missing-field", expected: field.type, found: now, at }];
  });
  const extra = found.fields.filter(({ name }) => !wanted.has(name) && !reused.has(name));
  return [
    ...declared,
    ...extra.map(({ name: member, type: found, at }): ShapeDifference => {
      return { kind: "extra-field", scope, type, member, expected: "", found, at };
    }),
  ];
}

/** A field as it would be with types under their new names, so that a type's rename is told once. */
function withTypes(field: FieldFact, types: ReadonlyMap<string, string>): FieldFact {
  if (types.size === 0) return field;
  const put = (text: string): string =>
    text.replaceAll(/[A-Za-z]\w*/g, (name) => types.get(name) ?? name);
  return {
    ...field,
    type: put(field.type),
    code: put(field.code),
    otherwise: put(field.otherwise),
  };
}

const bare = (type: string): string => /^\(optional (.*)\)$/.exec(type)?.[1] ?? type;
const said = (text: string): string => (text === "" ? "nothing" : text);

/** The gravest way in which one field differs: its type, whether it may be absent, its key, what absent means. */
function fieldDifference(
  expected: FieldFact,
  found: FieldFact,
): Pick<ShapeDifference, "kind" | "expected" | "found"> | undefined {
  if (bare(expected.type) !== bare(found.type))
    return { kind: "field-type", expected: expected.type, found: found.type };
  if (expected.optional !== found.optional || expected.type !== found.type)
    return { kind: "field-optionality", expected: expected.type, found: found.type };
  if (expected.wire !== found.wire)
    return { kind: "field-wire", expected: expected.wire, found: found.wire };
  if (expected.code !== found.code)
    return { kind: "field-type", expected: expected.code, found: found.code };
  if (expected.otherwise === found.otherwise) return undefined;
  // In Rust both stand in attributes of serde, and a default says so.
  const both = expected.otherwise + found.otherwise;
  const isWire = both.includes("serde") && !both.includes("default");
  return {
    kind: isWire ? "field-wire" : "field-default",
    expected: said(expected.otherwise),
    found: said(found.otherwise),
  };
}

function variantDifferences(expected: TypeFact, found: TypeFact): ShapeDifference[] {
  const { scope, name: type } = expected;
  const shape = ({ name }: { readonly name: string }): { name: string; shape: string } => ({
    name,
    shape: "",
  });
  const standing = new Map(found.variants.map((variant) => [variant.name, variant]));
  const wanted = new Set(expected.variants.map(({ name }) => name));
  const renames = renamed(expected.variants.map(shape), found.variants.map(shape));
  const reused = new Set(renames.values());
  const missing = expected.variants
    .filter(({ name }) => !standing.has(name))
    .map(({ name: member }): ShapeDifference => {
      const now = renames.get(member) ?? "";
      const at = standing.get(now)?.at ?? found.at;
      return { kind: "missing-variant", scope, type, member, expected: "", found: now, at };
    });
  const extra = found.variants
    .filter(({ name }) => !wanted.has(name) && !reused.has(name))
    .map(({ name: member, at }): ShapeDifference => {
      return { kind: "extra-variant", scope, type, member, expected: "", found: "", at };
    });
  return [...missing, ...extra];
}
