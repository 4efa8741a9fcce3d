import type { Span } from "../base/span.ts";
import { placed, type Comparison, type Draft, type Report } from "./draft.ts";
import type { DeltaKind } from "./types.ts";

/** The two sides of a comparison: a service's intents, or the universe's file (whose name is empty). */
export interface Sides {
  readonly old: { readonly file: string };
  readonly now: { readonly name: string; readonly file: string };
  readonly found: Comparison["found"];
}

/** How things are compared that have no name of their own, or whose name is all that tells them apart. */
export interface Keyed<T> {
  readonly added: DeltaKind;
  readonly removed: DeltaKind;
  /** What makes two of them the same thing, as it is called now. */
  readonly key: (item: T) => string;
  /** The key of one of the older list, where something that it names has another name now. */
  readonly keyBefore?: (item: T) => string;
  readonly symbol: (key: string, item: T) => string;
  /** What came or went, as a person reads it; the key where it is left out. */
  readonly text?: (item: T) => string;
  /** The older symbol whose users are touched; the thing's own where it is left out. */
  readonly touched?: string;
  /** What else of two of one key may differ. */
  readonly inside?: (before: T, after: T, report: Report) => void;
}

/** Compares two lists as sets: what came, what went, and what differs in those that stayed. */
export function compareKeyed<T extends { readonly span: Span }>(
  at: Sides,
  keyed: Keyed<T>,
  before: readonly T[],
  after: readonly T[],
): void {
  if (before.length === 0 && after.length === 0) return;
  const old = byKey(before, keyed.keyBefore ?? keyed.key);
  const now = byKey(after, keyed.key);
  const text = (key: string, item: T): string => keyed.text?.(item) ?? key;
  const draft = (kind: DeltaKind, key: string, item: T): Draft => {
    const symbol = keyed.symbol(key, item);
    return { ...placed(at, symbol, kind, item), touched: keyed.touched ?? symbol };
  };
  for (const [key, item] of now) {
    const was = old.get(key);
    if (was === undefined) at.found({ ...draft(keyed.added, key, item), to: text(key, item) });
    else
      keyed.inside?.(was, item, (kind, from, to, more = {}) =>
        at.found({ ...draft(kind, key, item), from, to, ...more }),
      );
  }
  for (const [key, item] of old) {
    if (now.has(key)) continue;
    const { file } = at.old;
    at.found({ ...draft(keyed.removed, key, item), file, from: text(key, item) });
  }
}

/** The first of each key: what is said twice says nothing more. */
function byKey<T>(items: readonly T[], key: (item: T) => string): Map<string, T> {
  const found = new Map<string, T>();
  for (const item of items) if (!found.has(key(item))) found.set(key(item), item);
  return found;
}
