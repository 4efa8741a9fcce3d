/** Things of two lists that are the same thing: by name, or because the newer one says what it was called. */
export interface Matched<T> {
  readonly pairs: readonly { readonly before: T; readonly after: T; readonly renamed: boolean }[];
  readonly removed: readonly T[];
  readonly added: readonly T[];
}

interface Named {
  readonly name: string;
  readonly was?: string;
}

/**
 * Matches two lists of named things. `:was old` acts while the older list holds `old` and the newer one does not keep it
 * as itself; a `:was` that the thing already carried under the same name is spent and acts no more. Pairs and additions
 * come in the newer list's order, removals in the older one's.
 */
export function matchNamed<T extends Named>(before: readonly T[], after: readonly T[]): Matched<T> {
  if (sameNames(before, after))
    return { pairs: pairsInPlace(before, after), removed: [], added: [] };
  const old = new Map(before.map((item) => [item.name, item]));
  const claims = claimsOf(old, after);
  const taken = new Set<T>(claims.values());
  const pairs: { before: T; after: T; renamed: boolean }[] = [];
  const added: T[] = [];
  for (const item of after) {
    const claimed = claims.get(item);
    const same = old.get(item.name);
    if (claimed !== undefined) pairs.push({ before: claimed, after: item, renamed: true });
    else if (same !== undefined && !taken.has(same)) {
      taken.add(same);
      pairs.push({ before: same, after: item, renamed: false });
    } else added.push(item);
  }
  return { pairs, added, removed: before.filter((item) => !taken.has(item)) };
}

/** The usual case by far: the same names in the same order, and no `:was` that could say otherwise. */
const sameNames = <T extends Named>(before: readonly T[], after: readonly T[]): boolean =>
  before.length === after.length &&
  after.every(
    (item, index) =>
      item.name === before[index]?.name &&
      (item.was === undefined || item.was === before[index]?.was),
  );

function pairsInPlace<T>(before: readonly T[], after: readonly T[]): Matched<T>["pairs"] {
  const pairs: { before: T; after: T; renamed: boolean }[] = [];
  before.forEach((old, index) => {
    const now = after[index];
    if (now !== undefined) pairs.push({ before: old, after: now, renamed: false });
  });
  return pairs;
}

/** Which newer thing takes which older one by its `:was`. */
function claimsOf<T extends Named>(old: ReadonlyMap<string, T>, after: readonly T[]): Map<T, T> {
  const acts = (item: T): boolean =>
    item.was !== undefined &&
    item.was !== item.name &&
    old.has(item.was) &&
    old.get(item.name)?.was !== item.was;
  const kept = new Set(after.filter((item) => !acts(item)).map(({ name }) => name));
  const claims = new Map<T, T>();
  const claimed = new Set<string>();
  for (const item of after) {
    if (item.was === undefined || !acts(item) || kept.has(item.was) || claimed.has(item.was))
      continue;
    const origin = old.get(item.was);
    if (origin === undefined) continue;
    claimed.add(item.was);
    claims.set(item, origin);
  }
  return claims;
}
