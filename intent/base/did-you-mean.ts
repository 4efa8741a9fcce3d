/**
 * Optimal string alignment distance (Damerau-Levenshtein without overlapping swaps), or `bound + 1` as soon as it is
 * certain to pass `bound`. Time is the product of the lengths, so callers bound the lengths first.
 */
export function editDistance(from: string, to: string, bound: number): number {
  if (Math.abs(from.length - to.length) > bound) return bound + 1;
  let beforeLast: number[] = [];
  let last = Array.from({ length: to.length + 1 }, (_, index) => index);
  let smallestBefore = 0;
  for (let row = 1; row <= from.length; row++) {
    const current = [row];
    let smallest = row;
    for (let column = 1; column <= to.length; column++) {
      const cost = from[row - 1] === to[column - 1] ? 0 : 1;
      const swapped =
        row > 1 &&
        column > 1 &&
        from[row - 1] === to[column - 2] &&
        from[row - 2] === to[column - 1];
      const distance = Math.min(
        (last[column] ?? 0) + 1,
        (current[column - 1] ?? 0) + 1,
        (last[column - 1] ?? 0) + cost,
        swapped ? (beforeLast[column - 2] ?? 0) + 1 : Number.POSITIVE_INFINITY,
      );
      current.push(distance);
      smallest = Math.min(smallest, distance);
    }
    // A swap reaches two rows back, so one row past the bound proves nothing yet.
    if (smallest > bound && smallestBefore > bound) return bound + 1;
    smallestBefore = smallest;
    beforeLast = last;
    last = current;
  }
  return Math.min(last[to.length] ?? 0, bound + 1);
}

/** Names are at most 63 characters long; whatever is longer is no misspelling of one. */
const longestWord = 80;

/**
 * Whether two names of several words differ in one word only, and by so much that it is another word: `user-deleted` is
 * no misspelling of `user-created`, however long the rest.
 */
function isOtherWord(from: string, to: string, distance: number): boolean {
  if (distance < 2 || !from.includes("-")) return false;
  const [ours, theirs] = [from.split("-"), to.split("-")];
  if (ours.length !== theirs.length) return false;
  const differing = ours.filter((word, index) => word !== theirs[index]);
  const [one] = differing;
  return differing.length === 1 && one !== undefined && distance > Math.max(1, one.length / 3);
}

/**
 * The candidate that `word` most likely meant, or `undefined` where none is near: at most one edit for each three
 * characters, letter case aside. Of equally near candidates the first wins, so the answer is stable.
 */
export function didYouMean(word: string, candidates: Iterable<string>): string | undefined {
  if (word.length === 0 || word.length > longestWord) return undefined;
  const wanted = word.toLowerCase();
  let best: string | undefined;
  let bound = Math.max(1, Math.floor(word.length / 3));
  for (const candidate of candidates) {
    if (candidate === word || candidate.length > longestWord) continue;
    const lower = candidate.toLowerCase();
    const distance = editDistance(wanted, lower, bound);
    if (distance > bound || isOtherWord(wanted, lower, distance)) continue;
    // A word of one or two letters is one edit away from half the language.
    if (distance > 0 && distance >= Math.max(word.length, candidate.length) - 1) continue;
    best = candidate;
    if (distance === 0) return best;
    bound = distance - 1;
  }
  return best;
}
