/** Something that has a name and a shape, in the order in which it stands. */
export interface Named {
  readonly name: string;
  /** What must be equal on both sides for one to be the other under a new name. */
  readonly shape: string;
}

/**
 * What was renamed by hand: of those that are gone and those that are new, pairs of the same shape at the same place in
 * the order of their kind. Old name → new name; one difference is told then, not two.
 */
export function renamed(
  expected: readonly Named[],
  found: readonly Named[],
): ReadonlyMap<string, string> {
  const wanted = new Set(expected.map(({ name }) => name));
  const standing = new Set(found.map(({ name }) => name));
  const pairs = new Map<string, string>();
  for (const [index, one] of expected.entries()) {
    const other = found[index];
    if (other === undefined || standing.has(one.name) || wanted.has(other.name)) continue;
    if (one.shape === other.shape) pairs.set(one.name, other.name);
  }
  return pairs;
}
