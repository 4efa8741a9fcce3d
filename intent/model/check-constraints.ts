import type { Span } from "../base/span.ts";
import { durationText, isLess } from "./amount.ts";
import { fitsType } from "./check-defaults.ts";
import type { FileContext } from "./file-context.ts";
import { edited } from "./fixes.ts";
import { matchesPattern } from "./match-pattern.ts";
import { readPattern } from "./pattern.ts";
import type { Services } from "./resolve-type.ts";
import type { Field, Literal, PrimitiveName, TypeRef } from "./types.ts";

const numeric: ReadonlySet<PrimitiveName> = new Set(["i32", "i64", "u32", "u64", "f64", "decimal"]);

/** Whether an option's bound fits a resolved type. */
const fits = {
  min: (type: TypeRef): boolean =>
    type.kind === "primitive" && (numeric.has(type.name) || type.name === "duration"),
  length: (type: TypeRef): boolean =>
    type.kind === "list" ||
    type.kind === "map" ||
    (type.kind === "primitive" && (type.name === "string" || type.name === "bytes")),
  pattern: (type: TypeRef): boolean => type.kind === "primitive" && type.name === "string",
};

/** Options that bound values, each with what it bounds. An optional is bounded like what it holds. */
const rules = [
  { option: "min", fits: fits.min, what: "numbers and durations" },
  { option: "max", fits: fits.min, what: "numbers and durations" },
  { option: "length", fits: fits.length, what: "strings, bytes, lists and maps" },
  { option: "pattern", fits: fits.pattern, what: "strings" },
] as const;

/** Whether the constraints of a field fit its type and each other. `text` is the type as it was written. */
export function checkConstraints(
  all: Services,
  context: FileContext,
  field: Field,
  resolved: TypeRef,
  text: string,
): void {
  const type = resolved.kind === "optional" ? resolved.item : resolved;
  let sound = true;
  for (const rule of rules) {
    if (field.constraints[rule.option] === undefined) continue;
    const span = context.optionSpan(field, rule.option, field.nameSpan);
    const known = type.kind !== "member";
    if (known && !rule.fits(type)) {
      context.report("constraint-mismatch", span, {
        option: `:${rule.option}`,
        type: `\`${text}\``,
        fits: `${rule.what}${(rule.option === "min" || rule.option === "max") && fits.length(type) ? "; :length is the greatest length" : ""}`,
      });
    } else if (rule.option === "pattern")
      checkPattern(context, field.constraints.pattern ?? "", span);
    else if (rule.option !== "length" && !checkBound(all, context, field, type, rule.option))
      sound = false;
  }
  // What is wrong with a bound, or with a default by itself, is said once.
  if (!checkOrder(context, field, type) || !sound) return;
  const literal = field.default;
  if (literal === undefined || !fitsType(all, literal, resolved)) return;
  const because = defaultProblem(field, type, literal);
  if (because !== undefined)
    context.report("default-out-of-bounds", context.optionSpan(field, "default", field.nameSpan), {
      because,
    });
}

/** A quantity bounds a duration, and only that. Returns whether the bound is one. */
function checkBound(
  all: Services,
  context: FileContext,
  field: Field,
  type: TypeRef,
  option: "min" | "max",
): boolean {
  const text = field.constraints[option] ?? "";
  const isQuantity = /[a-zA-Z]$/.test(text);
  const isDuration = type.kind === "primitive" && type.name === "duration";
  if (isQuantity === isDuration && isValueOf(all, type, text)) return true;
  const what = isDuration ? "a duration such as 30s" : "a number of the field's type";
  context.report("wrong-value", context.optionSpan(field, option, field.nameSpan), {
    what,
    found: `\`${text}\``,
    example: isDuration ? `:${option} 30s` : `:${option} 1`,
  });
  return false;
}

/** Why a default is none of the values that the bounds of its field allow. */
function defaultProblem(field: Field, type: TypeRef, literal: Literal): string | undefined {
  const { min, max, length, pattern } = field.constraints;
  if (literal.kind !== "number" && literal.kind !== "string") return undefined;
  const text = literal.kind === "number" ? literal.text : literal.value;
  if (fits.min(type)) {
    if (min !== undefined && isLess(text, min)) return `less than :min ${min}`;
    if (max !== undefined && isLess(max, text)) return `more than :max ${max}`;
  }
  if (type.kind !== "primitive" || literal.kind !== "string") return undefined;
  if (pattern !== undefined && fits.pattern(type) && isOutside(pattern, text))
    return `not what :pattern ${JSON.stringify(pattern)} matches`;
  if (length === undefined || !fits.length(type)) return undefined;
  const size =
    type.name === "bytes" ? Math.floor((text.replace(/=+$/, "").length * 3) / 4) : [...text].length;
  return size > Number(length) ? `longer than :length ${length}` : undefined;
}

/** Digits that decimals of all three languages hold. */
const decimalDigitsMax = 28;

/** Whether a bound is itself a value of its type, so that it can be written in all three languages. */
function isValueOf(all: Services, type: TypeRef, text: string): boolean {
  if (type.kind !== "primitive") return true;
  const [, amount = "", unit = ""] = /^(.*?)([a-zA-Z]*)$/.exec(text) ?? [];
  if (type.name === "duration") return durationText(amount, unit) !== undefined;
  const isExact = type.name !== "decimal" || text.replaceAll(/\D/g, "").length <= decimalDigitsMax;
  return isExact && fitsType(all, { kind: "number", text }, type);
}

/** Longer texts would take their time, and no default is one. */
const triedMax = 1000;

function isOutside(pattern: string, text: string): boolean {
  const read = readPattern(pattern);
  return "pattern" in read && text.length <= triedMax && !matchesPattern(read.pattern, text);
}

/** Whether the least value is not more than the greatest. */
function checkOrder(context: FileContext, field: Field, type: TypeRef): boolean {
  const { min, max } = field.constraints;
  if (min === undefined || max === undefined || !fits.min(type) || !isLess(max, min)) return true;
  const high = context.optionSpan(field, "max", field.nameSpan);
  const low = context.optionSpan(field, "min", field.nameSpan);
  const isWritten = high !== field.nameSpan && low !== field.nameSpan;
  const fix = isWritten
    ? edited(context, "exchange them", [
        [low, max],
        [high, min],
      ])
    : {};
  context.report("bounds-crossed", high, { min, max }, fix);
  return false;
}

function checkPattern(context: FileContext, pattern: string, span: Span): void {
  const read = readPattern(pattern);
  if ("because" in read) context.report("bad-pattern", span, read);
}
