import { fieldWireName } from "../model/names.ts";
import { resolveType } from "../model/resolve-type.ts";
import { literalText, typeText } from "../model/type-text.ts";
import type { Field, Literal, TypeRef } from "../model/types.ts";
import { causeOf } from "./cause.ts";
import { constraintConditions } from "./constraints.ts";
import { placed, type Report, type ServiceComparison } from "./draft.ts";
import { kindsOf, type Flavour } from "./field-kinds.ts";
import { reportLifecycle } from "./lifecycle.ts";
import { sameType, withoutOptional, type Renames } from "./resolve.ts";
import { constraintsText } from "./text.ts";
import type { Change, Condition } from "./types.ts";
import { retypedConditions } from "./wire-form.ts";

/** Where one field stands: what it belongs to, and its symbols before and after. */
export interface FieldPlace {
  readonly flavour: Flavour;
  readonly touched: string;
  readonly symbol: string;
  /** What a changed name on the wire does to old and new readers. */
  readonly reads: (old: Field, now: Field) => readonly Condition[];
}

/** Reports every difference between a field as it was and as it is, each as a change of its own. */
export function compareField(
  at: ServiceComparison,
  { flavour, touched, symbol, reads }: FieldPlace,
  old: Field,
  now: Field,
): void {
  const kinds = kindsOf[flavour];
  const report: Report = (kind, from, to, more = {}) =>
    at.found({ ...placed(at, symbol, kind, now), touched, from, to, ...more });
  if (old.name !== now.name) report(kinds.renamed, old.name, now.name, { fromSymbol: touched });
  compareType(at, kinds, old, now, report);
  const conditions = defaultChange(old, now, at);
  if (conditions !== undefined) {
    report(kinds.default, textOf(old.default), textOf(now.default), {
      conditions,
      ...(now.default === undefined ? {} : { defaultValue: now.default }),
    });
  }
  const before = constraintsText(old.constraints);
  const after = constraintsText(now.constraints);
  if (before !== after)
    report(kinds.constraint, before, after, {
      conditions: constraintConditions(old.constraints, now.constraints),
    });
  if (flavour !== "config") compareMarks(flavour, old, now, report, reads);
  if (old.doc !== now.doc) report(kinds.doc, old.doc ?? null, now.doc ?? null);
  const told = old.name !== now.name || !sameOnWire(old, now);
  reportLifecycle(old, now, told, report);
}

const textOf = (literal: Literal | undefined): string | null =>
  literal === undefined ? null : literalText(literal);

/** Reports a change of type, and apart from it one of being optional; either may follow from an alias or a member. */
function compareType(
  at: ServiceComparison,
  kinds: (typeof kindsOf)[Flavour],
  old: Field,
  now: Field,
  report: Report,
): void {
  const from = resolveType(at.before, old.type);
  const to = resolveType(at.after, now.type);
  if (sameType(from, to, at.renames)) return;
  const cause = causeOf(at.before, at.after, at.renames, old.type, now.type);
  const follows: Pick<Change, "cause"> = cause === undefined ? {} : { cause };
  const fromType = withoutOptional(from);
  const toType = withoutOptional(to);
  const fromText = (type: TypeRef): string => typeText(type, at.old.name);
  const toText = (type: TypeRef): string => typeText(type, at.now.name);
  if (!sameType(fromType, toType, at.renames)) {
    // What followed from elsewhere was written the same before and after: only the types behind it tell the two apart.
    const [before, after] = cause === undefined ? [old.type, now.type] : [from, to];
    const conditions = retypedConditions(at, [old, fromType], [now, toType]);
    report(kinds.retyped, fromText(before), toText(after), {
      fromType: from,
      toType: to,
      conditions,
      ...follows,
    });
  }
  if ((from.kind === "optional") === (to.kind === "optional")) return;
  const kind = to.kind === "optional" ? kinds.optional : kinds.required;
  const conditions = presence(now, toType);
  report(kind, fromText(from), toText(to), {
    fromType: from,
    toType: to,
    conditions,
    ...follows,
    ...defaultOf(now),
  });
}

const defaultOf = (field: Field): Pick<Change, "defaultValue"> =>
  field.default === undefined ? {} : { defaultValue: field.default };

/** The facts of a changed default, or `undefined` where it says the same: a renamed variant is still that variant. */
function defaultChange(old: Field, now: Field, at: ServiceComparison): Condition[] | undefined {
  if (old.default === undefined) return now.default === undefined ? undefined : ["default-added"];
  if (now.default === undefined) return ["default-removed"];
  if (
    literalText(old.default) === literalText(now.default) &&
    old.default.kind === now.default.kind
  )
    return undefined;
  if (old.default.kind === "symbol" && now.default.kind === "symbol") {
    const renamed = renamedVariant(
      withoutOptional(resolveType(at.before, old.type)),
      old.default.name,
      at.renames,
    );
    if (renamed === now.default.name) return undefined;
  }
  return [];
}

function renamedVariant(type: TypeRef, variant: string, renames: Renames): string | undefined {
  if (type.kind !== "named") return undefined;
  const symbol = renames.get(`${type.service}/${type.name}.${variant}`);
  return symbol?.slice(symbol.lastIndexOf(".") + 1);
}

/** Whether two fields have one wire name; casing is only asked for where what it is made from differs. */
const sameOnWire = (old: Field, now: Field): boolean =>
  (old.name === now.name && old.was === now.was && old.wire === now.wire) ||
  fieldWireName(old) === fieldWireName(now);

/** Wire name, key and uniqueness: marks that settings do not have. */
function compareMarks(
  flavour: "field" | "parameter",
  old: Field,
  now: Field,
  report: Report,
  reads: FieldPlace["reads"],
): void {
  if (!sameOnWire(old, now))
    report(`${flavour}-wire-changed`, fieldWireName(old), fieldWireName(now), {
      conditions: reads(old, now),
    });
  if (flavour === "parameter") return;
  if (old.key !== now.key)
    report("field-key-changed", old.key ? ":key" : null, now.key ? ":key" : null);
  if (old.unique !== now.unique)
    report("field-unique-changed", old.unique ? ":unique" : null, now.unique ? ":unique" : null);
}

/** Facts about whether a value must be given: a declared default, an optional type. */
export const presence = (field: Field, type: TypeRef): Condition[] => [
  ...(field.default === undefined ? [] : (["with-default"] as const)),
  ...(type.kind === "optional" ? (["optional"] as const) : []),
];
