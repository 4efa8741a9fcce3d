import { fileOf } from "../model/check-files.ts";
import { fieldWireName, otherKeys } from "../model/names.ts";
import { resolveType } from "../model/resolve-type.ts";
import type { Field, TypeRef } from "../model/types.ts";
import { placed, type ServiceComparison } from "./draft.ts";
import { compareField, presence } from "./field.ts";
import { kindsOf, type Flavour } from "./field-kinds.ts";
import type { Likeness } from "./guess.ts";
import { matchNamed, type Matched } from "./match.ts";
import { firstMoved } from "./moved.ts";
import { fieldText } from "./text.ts";
import type { Condition } from "./types.ts";
import { nameConditions } from "./wire-form.ts";

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
  // What else readers take is asked for where a name on the wire changed, and nowhere else.
  const reads = (old: Field, now: Field): readonly Condition[] =>
    nameConditions(
      { writes: fieldWireName(old), other: otherKeys(before).get(old)?.other },
      { writes: fieldWireName(now), other: otherKeys(after).get(now)?.other },
    );
  for (const { before: old, after: now } of matched.pairs) {
    const touched = holder.memberBefore(old.name);
    const symbol = holder.memberAfter(now.name);
    const place = { flavour: holder.flavour, touched, symbol, reads };
    compareField(at, place, old, now);
  }
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
      conditions: [...formed(field, before), ...presence(field, toType)],
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
      conditions: [...formed(field, after), ...presence(field, fromType)],
      likeness: likeness("gone", holder, field, fromType, before),
    });
  }
  compareOrder(at, holder, before, matched);
}

/** Whether calls are forms because of this field alone: no file stands among the others. */
const formed = (field: Field, others: readonly Field[]): readonly Condition[] =>
  fileOf(field) !== undefined && others.every((other) => fileOf(other) === undefined)
    ? ["form"]
    : [];

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
