import { typeText } from "./type-text.ts";
import type { Field, PrimitiveName, ReadsForm, TypeRef } from "./types.ts";

/**
 * How what arrives in the other form is made into that of the type, where it is not in it already: a text into the number
 * that it spells, a number into its text, a list of one into what it holds, a single value into a list.
 */
export type Rewriting = "to-integer" | "to-number" | "to-text" | "to-one" | "to-list";

const texts: readonly ReadsForm[] = ["i64", "u64", "string"];
/** What is a number on the wire reads texts, and what is a text there reads numbers. */
const forms: Readonly<
  Partial<Record<PrimitiveName, readonly [how: Rewriting, from: readonly ReadsForm[]]>>
> = {
  i32: ["to-integer", texts],
  u32: ["to-integer", texts],
  f64: ["to-number", [...texts, "decimal"]],
  i64: ["to-text", ["i32", "u32"]],
  u64: ["to-text", ["i32", "u32"]],
  decimal: ["to-text", ["i32", "u32", "f64"]],
  string: ["to-text", ["i32", "u32", "f64"]],
};

/** Whether a list of one can be told from the value itself: what is a list, or may be one, cannot. */
const isSingle = (type: TypeRef): boolean =>
  type.kind === "primitive" ? type.name !== "json" : type.kind === "map" || type.kind === "named";

/** The forms that a reader of a type (resolved, without `optional`) can take as well. */
export function readableBeside(type: TypeRef): readonly ReadsForm[] {
  const own = type.kind === "primitive" ? (forms[type.name]?.[1] ?? []) : [];
  if (type.kind === "list") return isSingle(type.item) ? ["one"] : [];
  return isSingle(type) ? [...own, "list"] : own;
}

/** How a field of a plain type, or of another one (`undefined`), reads its other form; `undefined` where it has none. */
export function rewritingOf(
  { reads }: Pick<Field, "reads">,
  plain: PrimitiveName | undefined,
): Rewriting | undefined {
  if (reads === "one") return "to-list";
  if (reads === "list") return "to-one";
  return reads === undefined || plain === undefined ? undefined : forms[plain]?.[0];
}

/** The form that a reader of one type takes the other one by; both resolved, without `optional`. */
export function formBeside(own: TypeRef, other: TypeRef): ReadsForm | undefined {
  const alike = (a: TypeRef, b: TypeRef): boolean => typeText(a, "") === typeText(b, "");
  return readableBeside(own).find((form) => {
    if (form === "one") return own.kind === "list" && alike(own.item, other);
    if (form === "list") return other.kind === "list" && alike(own, other.item);
    return other.kind === "primitive" && other.name === form;
  });
}
