import {
  durationText,
  isLess,
  readPattern,
  samplePattern,
  type Field,
  type Literal,
  type Pattern,
  type PrimitiveName,
} from "#intent";
import type { ResolvedType } from "./resolve.ts";

/** One thing that a field's value must be besides what its type says. */
export type Bound =
  | {
      readonly kind: "min" | "max";
      readonly type: PrimitiveName;
      /** A number, or a duration as the wire has it. */
      readonly text: string;
      /** The same as the intent says it. */
      readonly said: string;
      readonly message: string;
    }
  | {
      readonly kind: "length";
      readonly most: number;
      readonly unit: "characters" | "bytes" | "items";
      readonly message: string;
    }
  | { readonly kind: "pattern"; readonly pattern: Pattern; readonly message: string };

/** What the types themselves allow: a bound that says no more is none. */
const widest: Readonly<Partial<Record<PrimitiveName, readonly [least: string, most: string]>>> = {
  i32: ["-2147483648", "2147483647"],
  u32: ["0", "4294967295"],
  i64: ["-9223372036854775808", "9223372036854775807"],
  u64: ["0", "18446744073709551615"],
};

/**
 * The bounds of a field whose type is resolved; an optional one is bounded where it is there. Messages say what a value
 * must be and never what it is: it may be a secret.
 */
export function boundsOf({ constraints }: Field, resolved: ResolvedType): readonly Bound[] {
  const type = resolved.kind === "optional" ? resolved.item : resolved;
  const bounds: Bound[] = [];
  if (type.kind === "primitive") {
    const { min, max } = constraints;
    const [least, most] = widest[type.name] ?? [];
    if (min !== undefined && (least === undefined || isLess(least, min)))
      bounds.push({ kind: "min", ...amount(type.name, min), message: `must be at least ${min}` });
    if (max !== undefined && (most === undefined || isLess(max, most)))
      bounds.push({ kind: "max", ...amount(type.name, max), message: `must be at most ${max}` });
  }
  if (constraints.length !== undefined) {
    const most = Number(constraints.length);
    const unit = unitOf(type);
    const what = most === 1 ? unit.slice(0, -1) : unit;
    bounds.push({ kind: "length", most, unit, message: `must have at most ${most} ${what}` });
  }
  if (constraints.pattern !== undefined) {
    const read = readPattern(constraints.pattern);
    const message = `must match ${constraints.pattern}`;
    if ("pattern" in read) bounds.push({ kind: "pattern", pattern: read.pattern, message });
  }
  return bounds;
}

function unitOf(type: ResolvedType): "characters" | "bytes" | "items" {
  if (type.kind !== "primitive") return "items";
  return type.name === "bytes" ? "bytes" : "characters";
}

const amount = (
  type: PrimitiveName,
  said: string,
): { readonly type: PrimitiveName; readonly text: string; readonly said: string } => ({
  type,
  text: type === "duration" ? wireDuration(said) : said,
  said,
});

function wireDuration(text: string): string {
  const [, number = "0", unit = "s"] = /^(.*?)([a-z]+)$/i.exec(text) ?? [];
  return durationText(number, unit) ?? "0s";
}

/**
 * What a test builder gives a field in place of `usual`, which is out of its bounds: as a default would be written.
 * `undefined` where the usual value fits, and where no text was found that a pattern matches.
 */
export function boundedSample(
  field: Field,
  type: ResolvedType,
  usualText: string,
): Literal | undefined {
  const bounds = boundsOf(field, type);
  const pattern = bounds.find((bound) => bound.kind === "pattern");
  const length = bounds.find((bound) => bound.kind === "length");
  if (pattern !== undefined) {
    const value = samplePattern(pattern.pattern);
    return value === undefined ? undefined : { kind: "string", value };
  }
  if (length?.unit === "characters") {
    const characters = [...usualText];
    const value = characters.slice(0, length.most).join("");
    return characters.length > length.most ? { kind: "string", value } : undefined;
  }
  const broken = bounds.find(
    (bound) =>
      (bound.kind === "min" && isLess(usualNumber(bound.type), bound.text)) ||
      (bound.kind === "max" && isLess(bound.text, usualNumber(bound.type))),
  );
  if (broken === undefined || !("text" in broken)) return undefined;
  return broken.type === "duration"
    ? { kind: "string", value: broken.text }
    : { kind: "number", text: broken.text };
}

/** What builders give a number where nothing else is said. */
const usualNumber = (type: PrimitiveName): string => (type === "duration" ? "1s" : "1");
