import { symbolOf } from "../graph/symbols.ts";
import { otherValues, variantWireName } from "../model/names.ts";
import type { Variant } from "../model/types.ts";
import { reporter } from "./declarations.ts";
import { placed, type Report, type ServiceComparison } from "./draft.ts";
import type { Likeness } from "./guess.ts";
import { reportLifecycle } from "./lifecycle.ts";
import { matchNamed } from "./match.ts";
import { firstMoved } from "./moved.ts";
import type { Condition } from "./types.ts";
import { nameConditions } from "./wire-form.ts";

/** Two lists of members: variants of an enum, or cases of a union. */
export interface TaggedLists<T extends Variant> {
  readonly kind: "variant" | "case";
  /** Names of the enum or union. */
  readonly ownerBefore: string;
  readonly ownerAfter: string;
  readonly before: readonly T[];
  readonly after: readonly T[];
  /** What one member holds, one text a field; absent where it holds nothing. */
  readonly members?: (item: T, side: Likeness["side"]) => readonly string[];
  /** What else of two matched members may differ. */
  readonly inside?: (before: T, after: T) => void;
}

/** Compares members that are told apart on the wire by their name: what came, went, was renamed, and their order. */
export function compareTagged<T extends Variant>(
  at: ServiceComparison,
  lists: TaggedLists<T>,
  reportOwner: Report,
): void {
  const { kind, before, after } = lists;
  const old = symbolOf.type(at.now.name, lists.ownerBefore);
  const now = symbolOf.type(at.now.name, lists.ownerAfter);
  const matched = matchNamed(before, after);
  const alike = (side: Likeness["side"], item: T): Likeness => {
    const members = lists.members?.(item, side) ?? [];
    return {
      side,
      group: now,
      name: item.name,
      position: (side === "came" ? after : before).indexOf(item),
      doc: item.doc,
      // What holds nothing is alike by its name and place alone.
      ...(members.length === 0 ? {} : { members }),
    };
  };
  for (const item of matched.added) {
    at.found({
      ...placed(at, `${now}.${item.name}`, `${kind}-added`, item),
      touched: old,
      to: item.name,
      likeness: alike("came", item),
    });
  }
  for (const item of matched.removed) {
    at.found({
      ...placed(at, `${old}.${item.name}`, `${kind}-removed`, item),
      file: at.old.file,
      touched: old,
      from: item.name,
      likeness: alike("gone", item),
    });
  }
  for (const { before: from, after: to } of matched.pairs) {
    const reads = (): readonly Condition[] =>
      nameConditions(
        { writes: variantWireName(from), other: otherValues(before).get(from)?.other },
        { writes: variantWireName(to), other: otherValues(after).get(to)?.other },
      );
    const report = reporter(at, old, `${now}.${to.name}`, to);
    compareOne(kind, from, to, `${old}.${from.name}`, report, reads);
    lists.inside?.(from, to);
  }
  const moved = firstMoved(matched.pairs, before);
  if (moved === undefined) return;
  reportOwner(`${kind}-order-changed`, namesOf(before), namesOf(after));
}

const namesOf = (all: readonly Variant[]): string => all.map(({ name }) => name).join(" ");

function compareOne(
  kind: "variant" | "case",
  from: Variant,
  to: Variant,
  fromSymbol: string,
  report: Report,
  reads: () => readonly Condition[],
): void {
  if (from.name !== to.name) report(`${kind}-renamed`, from.name, to.name, { fromSymbol });
  const [wireFrom, wireTo] = [variantWireName(from), variantWireName(to)];
  if (wireFrom !== wireTo)
    report(`${kind}-wire-changed`, wireFrom, wireTo, { conditions: reads() });
  if (from.doc !== to.doc) report(`${kind}-doc-changed`, from.doc ?? null, to.doc ?? null);
  reportLifecycle(from, to, from.name !== to.name || wireFrom !== wireTo, report);
}
