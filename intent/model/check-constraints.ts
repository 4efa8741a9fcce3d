import type { Span } from "../base/span.ts";
import { isLess, millisecondsOf } from "./amount.ts";
import { fitsType } from "./check-defaults.ts";
import type { FileContext } from "./file-context.ts";
import { edited } from "./fixes.ts";
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
    else if (rule.option !== "length" && !checkBound(context, field, type, rule.option))
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
  context: FileContext,
  field: Field,
  type: TypeRef,
  option: "min" | "max",
): boolean {
  const text = field.constraints[option] ?? "";
  const isQuantity = /[a-zA-Z]$/.test(text);
  const isDuration = type.kind === "primitive" && type.name === "duration";
  const whole =
    type.kind !== "primitive" || !/^[iu](32|64)$/.test(type.name) || /^-?\d+$/.test(text);
  const unit = /[a-zA-Z]+$/.exec(text)?.[0];
  if (isQuantity === isDuration && whole && (unit === undefined || millisecondsOf.has(unit)))
    return true;
  const what = isDuration ? "a duration such as 30s" : "a number of the field's type";
  context.report("wrong-value", context.optionSpan(field, option, field.nameSpan), {
    what,
    found: `\`${text}\``,
    example: isDuration ? `:${option} 30s` : `:${option} 1`,
  });
  return false;
}

/** Why a default is none of the values that the bounds of its field allow. A pattern is not tried: some take for ever. */
function defaultProblem(field: Field, type: TypeRef, literal: Literal): string | undefined {
  const { min, max, length } = field.constraints;
  if (literal.kind !== "number" && literal.kind !== "string") return undefined;
  const text = literal.kind === "number" ? literal.text : literal.value;
  if (fits.min(type)) {
    if (min !== undefined && isLess(text, min)) return `less than :min ${min}`;
    if (max !== undefined && isLess(max, text)) return `more than :max ${max}`;
  }
  if (type.kind !== "primitive" || literal.kind !== "string") return undefined;
  if (length === undefined || !fits.length(type)) return undefined;
  const size =
    type.name === "bytes" ? Math.floor((text.replace(/=+$/, "").length * 3) / 4) : [...text].length;
  return size > Number(length) ? `longer than :length ${length}` : undefined;
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

/** Rust's `regex` knows neither look-around nor back-references, so that a pattern with them would mean three things. */
function checkPattern(context: FileContext, pattern: string, span: Span): void {
  const because = patternProblem(pattern);
  if (because !== undefined) context.report("bad-pattern", span, { because });
}

const patternMax = 1000;

function patternProblem(pattern: string): string | undefined {
  if (pattern.length > patternMax) return `it is longer than ${patternMax} characters`;
  if (/(^|[^\\])(\\\\)*\(\?(?!:)/.test(pattern))
    return "groups that start with (? other than (?: differ between languages";
  if (/(^|[^\\])(\\\\)*\\([1-9]|k<)/.test(pattern)) return "it refers back to a group";
  try {
    return new RegExp(pattern, "u").unicode ? undefined : "it cannot be compiled";
  } catch (error) {
    // The engine's own words say best where the pattern breaks.
    return error instanceof SyntaxError ? error.message : "it cannot be compiled";
  }
}
