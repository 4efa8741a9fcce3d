import { hasHoles, patternKey, type CodePattern, type Substitution } from "./pattern.ts";

type Bound = ReadonlyMap<number, readonly CodePattern[]>;

/** What is still to be matched once something is bound; `undefined` where it cannot be. */
type Then = (bound: Bound) => Bound | undefined;

/** Steps of a search after which it counts as found nothing: runs inside of runs can be laid in endless many ways. */
const stepsMax = 200_000;

/**
 * What must stand for the holes of `pattern` so that it becomes `subject`; `undefined` where nothing does. A hole that
 * occurs twice stands for the same both times, wherever in the tree: a run that was laid too short at first is laid anew
 * where what follows does not fit. Of several answers the one with the shortest runs to the left is given.
 */
export function match(pattern: CodePattern, subject: CodePattern): Substitution | undefined {
  const left = { steps: stepsMax };
  return matchOne(pattern, subject, new Map(), left, (bound) => bound);
}

interface Left {
  steps: number;
}

function matchOne(
  pattern: CodePattern,
  subject: CodePattern,
  bound: Bound,
  left: Left,
  then: Then,
): Bound | undefined {
  if (left.steps-- <= 0) return undefined;
  if (pattern.form !== "node") {
    const now = bind(bound, pattern.id, [subject]);
    return now && then(now);
  }
  if (subject.form !== "node" || pattern.kind !== subject.kind || pattern.text !== subject.text)
    return undefined;
  return matchList(pattern.children, subject.children, bound, left, then);
}

function matchList(
  patterns: readonly CodePattern[],
  subjects: readonly CodePattern[],
  bound: Bound,
  left: Left,
  then: Then,
): Bound | undefined {
  // What holds no hole is compared at once, so that the search goes no deeper than there are holes.
  const plain = patterns.findIndex(hasHoles);
  const fixed = plain === -1 ? patterns.length : plain;
  for (let index = 0; index < fixed; index++) {
    const [own, other] = [patterns[index], subjects[index]];
    if (own === undefined || other === undefined || patternKey(own) !== patternKey(other))
      return undefined;
  }
  if (fixed > 0) return matchList(patterns.slice(fixed), subjects.slice(fixed), bound, left, then);
  const [first, ...rest] = patterns;
  if (first === undefined) return subjects.length === 0 ? then(bound) : undefined;
  if (first.form !== "run") {
    const [subject, ...others] = subjects;
    if (subject === undefined) return undefined;
    return matchOne(first, subject, bound, left, (now) => matchList(rest, others, now, left, then));
  }
  for (let length = 0; length <= subjects.length; length++) {
    if (left.steps-- <= 0) return undefined;
    const now = bind(bound, first.id, subjects.slice(0, length));
    const all = now && matchList(rest, subjects.slice(length), now, left, then);
    if (all !== undefined) return all;
  }
  return undefined;
}

const keyOf = (patterns: readonly CodePattern[]): string => patterns.map(patternKey).join("");

function bind(bound: Bound, id: number, value: readonly CodePattern[]): Bound | undefined {
  const known = bound.get(id);
  if (known === undefined) return new Map([...bound, [id, value]]);
  return keyOf(known) === keyOf(value) ? bound : undefined;
}
