/** Two names of one thing in two lists. */
interface Pair<T> {
  readonly before: T;
  readonly after: T;
}

/**
 * The first of some matched things (in the newer order) that stood behind its new predecessor before: where there is one,
 * the order of what stayed has changed. Additions and removals alone move nothing.
 */
export function firstMoved<T>(pairs: readonly Pair<T>[], before: readonly T[]): T | undefined {
  const positions = pairs.map((pair) => before.indexOf(pair.before));
  const moved = positions.findIndex(
    (position, index) => index > 0 && position < (positions[index - 1] ?? 0),
  );
  return pairs[moved]?.after;
}
