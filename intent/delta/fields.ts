import { literalText, typeText } from "../model/type-text.ts";
import { fieldWireName } from "../model/names.ts";
import type { Field, Literal, TypeRef } from "../model/types.ts";
import { resolveType } from "../model/resolve-type.ts";
import { causeOf } from "./cause.ts";
import { constraintConditions } from "./constraints.ts";
import { placed, type Report, type ServiceComparison } from "./draft.ts";
import type { Likeness } from "./guess.ts";
import { reportLifecycle } from "./lifecycle.ts";
import { matchNamed, type Matched } from "./match.ts";
import { firstMoved } from "./moved.ts";
import { sameType, withoutOptional, type Renames } from "./resolve.ts";
import { constraintsText, fieldText } from "./text.ts";
import { wireConditions } from "./wire-form.ts";
import type { Change, Condition, DeltaKind } from "./types.ts";

/** Kinds of change for fields of entities, errors and events, for parameters of rpcs, and for settings. */
const kindsOf = {
  field: {
    added: "field-added",
    removed: "field-removed",
    renamed: "field-renamed",
    retyped: "field-retyped",
    optional: "field-became-optional",
    required: "field-became-required",
    default: "field-default-changed",
    constraint: "field-constraint-changed",
    doc: "field-doc-changed",
    order: "field-order-changed",
  },
  parameter: {
    added: "parameter-added",
    removed: "parameter-removed",
    renamed: "parameter-renamed",
    retyped: "parameter-retyped",
    optional: "parameter-became-optional",
    required: "parameter-became-required",
    default: "parameter-default-changed",
    constraint: "parameter-constraint-changed",
    doc: "parameter-doc-changed",
    order: "parameter-order-changed",
  },
  config: {
    added: "config-added",
    removed: "config-removed",
    renamed: "config-renamed",
    retyped: "config-retyped",
    optional: "config-became-optional",
    required: "config-became-required",
    default: "config-default-changed",
    constraint: "config-constraint-changed",
    doc: "config-doc-changed",
    order: "config-order-changed",
  },
} as const satisfies Record<string, Record<string, DeltaKind>>;
type Flavour = keyof typeof kindsOf;

/** Where a list of fields stands in both models. `symbol` and `was` make the names of its members. */
export interface FieldHolder {
  readonly flavour: Flavour;
  /** The older model's symbol: its users are touched by an addition. */
  readonly symbolBefore: string;
  readonly symbolAfter: string;
  readonly memberBefore: (name: string) => string;
  readonly memberAfter: (name: string) => string;
}

/** The holder of fields whose members are named by its own symbol, `between` and their name. */
export const holder = (
  flavour: FieldHolder["flavour"],
  before: string,
  after: string,
  between = ".",
): FieldHolder => ({
  flavour,
  symbolBefore: before,
  symbolAfter: after,
  memberBefore: (name) => `${before}${between}${name}`,
  memberAfter: (name) => `${after}${between}${name}`,
});

/** Compares two lists of fields and reports every difference as a change of its own. */
export function compareFields(
  at: ServiceComparison,
  holder: FieldHolder,
  before: readonly Field[],
  after: readonly Field[],
): void {
  const matched = matchNamed(before, after);
  for (const { before: old, after: now } of matched.pairs) compareField(at, holder, old, now);
  const kinds = kindsOf[holder.flavour];
  for (const field of matched.added) {
    const symbol = holder.memberAfter(field.name);
    const toType = resolveType(at.after, field.type);
    at.found({
      ...placed(at, symbol, kinds.added, field),
      touched: holder.symbolBefore,
      to: fieldText(field, at.now.name),
      toType,
      ...(field.default === undefined ? {} : { defaultValue: field.default }),
      conditions: presence(field, toType),
      likeness: likeness("came", holder, field, toType, after),
    });
  }
  for (const field of matched.removed) {
    const symbol = holder.memberBefore(field.name);
    const fromType = resolveType(at.before, field.type);
    at.found({
      ...placed(at, symbol, kinds.removed, field),
      file: at.old.file,
      from: fieldText(field, at.old.name),
      fromType,
      conditions: presence(field, fromType),
      likeness: likeness("gone", holder, field, fromType, before),
    });
  }
  compareOrder(at, holder, before, matched);
}

const presence = (field: Field, type: TypeRef): Condition[] => [
  ...(field.default === undefined ? [] : (["with-default"] as const)),
  ...(type.kind === "optional" ? (["optional"] as const) : []),
];

function likeness(
  side: Likeness["side"],
  holder: FieldHolder,
  field: Field,
  type: TypeRef,
  all: readonly Field[],
): Likeness {
  return {
    side,
    group: holder.symbolAfter,
    name: field.name,
    type,
    position: all.indexOf(field),
    doc: field.doc,
  };
}

function compareField(at: ServiceComparison, holder: FieldHolder, old: Field, now: Field): void {
  const kinds = kindsOf[holder.flavour];
  const symbol = holder.memberAfter(now.name);
  const touched = holder.memberBefore(old.name);
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
  if (holder.flavour !== "config") compareMarks(holder.flavour, old, now, report);
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
    const conditions = wireConditions(at, fromType, toType);
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
): void {
  if (!sameOnWire(old, now))
    report(`${flavour}-wire-changed`, fieldWireName(old), fieldWireName(now));
  if (flavour === "parameter") return;
  if (old.key !== now.key)
    report("field-key-changed", old.key ? ":key" : null, now.key ? ":key" : null);
  if (old.unique !== now.unique)
    report("field-unique-changed", old.unique ? ":unique" : null, now.unique ? ":unique" : null);
}

/**
 * Reports that fields which stayed stand in another order. Stamped code shows the order, so it is a change, if a harmless
 * one; among the parts of a composite key it is also the order of what is stored by it.
 */
function compareOrder(
  at: ServiceComparison,
  holder: FieldHolder,
  before: readonly Field[],
  { pairs }: Matched<Field>,
): void {
  const first = firstMoved(pairs, before);
  if (first === undefined) return;
  const keys = pairs.filter((pair) => pair.before.key && pair.after.key);
  const old = pairs
    .map((pair) => pair.before)
    .sort((a, b) => before.indexOf(a) - before.indexOf(b));
  at.found({
    ...placed(at, holder.symbolAfter, kindsOf[holder.flavour].order, first),
    touched: holder.symbolBefore,
    from: old.map(({ name }) => name).join(" "),
    to: pairs.map(({ after }) => after.name).join(" "),
    conditions: firstMoved(keys, before) === undefined ? [] : ["composite-key"],
  });
}
