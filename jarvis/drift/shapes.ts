import type { FieldFact, Facts, Place, TypeFact } from "../mirror/facts.ts";

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
  readonly found: string;
  readonly at: Place;
}

/** The start of a file: where something that is nowhere is told of. */
const top: Place = { line: 1, start: 0, end: 0 };

const keyOf = (type: TypeFact): string => `${type.scope}::${type.name}`;

/** Differences in shape between the types that a stamp would declare and those that stand. */
export function shapeDifferences(expected: Facts, found: Facts): ShapeDifference[] {
  const standing = new Map(found.types.map((type) => [keyOf(type), type]));
  const wanted = new Set(expected.types.map(keyOf));
  const whole = (kind: ShapeKind, type: TypeFact, at: Place): ShapeDifference => ({
    kind,
    scope: type.scope,
    type: type.name,
    member: "",
    expected: "",
    found: "",
    at,
  });
  const declared = expected.types.flatMap((type) => {
    const real = standing.get(keyOf(type));
    if (real === undefined) return [whole("missing-type", type, top)];
    return [...fieldDifferences(type, real), ...variantDifferences(type, real)];
  });
  const extra = found.types.filter((type) => !wanted.has(keyOf(type)));
  return [...declared, ...extra.map((type) => whole("extra-type", type, type.at))];
}

function fieldDifferences(expected: TypeFact, found: TypeFact): ShapeDifference[] {
  const { scope, name: type } = expected;
  const standing = new Map(found.fields.map((field) => [field.name, field]));
  const wanted = new Set(expected.fields.map((field) => field.name));
  const declared = expected.fields.flatMap((field): ShapeDifference[] => {
    const here = { scope, type, member: field.name };
    const real = standing.get(field.name);
    if (real === undefined)
      return [{ ...here, kind: "missing-field", expected: field.type, found: "", at: found.at }];
    const difference = fieldDifference(field, real);
    return difference === undefined ? [] : [{ ...here, ...difference, at: real.at }];
  });
  const extra = found.fields.filter((field) => !wanted.has(field.name));
  return [
    ...declared,
    ...extra.map((field): ShapeDifference => ({
      kind: "extra-field",
      scope,
      type,
      member: field.name,
      expected: "",
      found: field.type,
      at: field.at,
    })),
  ];
}

const bare = (type: string): string => /^\(optional (.*)\)$/.exec(type)?.[1] ?? type;

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
  const kind =
    /default/.test(expected.otherwise + found.otherwise) ||
    !/serde/.test(expected.otherwise + found.otherwise);
  return {
    kind: kind ? "field-default" : "field-wire",
    expected: expected.otherwise === "" ? "nothing" : expected.otherwise,
    found: found.otherwise === "" ? "nothing" : found.otherwise,
  };
}

function variantDifferences(expected: TypeFact, found: TypeFact): ShapeDifference[] {
  const { scope, name: type } = expected;
  const standing = new Set(found.variants.map((variant) => variant.name));
  const wanted = new Set(expected.variants.map((variant) => variant.name));
  const here = { scope, type, expected: "", found: "" };
  return [
    ...expected.variants
      .filter((variant) => !standing.has(variant.name))
      .map((variant): ShapeDifference => ({
        ...here,
        kind: "missing-variant",
        member: variant.name,
        at: found.at,
      })),
    ...found.variants
      .filter((variant) => !wanted.has(variant.name))
      .map((variant): ShapeDifference => ({
        ...here,
        kind: "extra-variant",
        member: variant.name,
        at: variant.at,
      })),
  ];
}
