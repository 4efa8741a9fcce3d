import { patternKey, type CodePattern, type Substitution } from "./pattern.ts";

type Bound = ReadonlyMap<number, readonly CodePattern[]>;

/**
 * What must stand for the holes of `pattern` so that it becomes `subject`; `undefined` where nothing does. A hole that
 * occurs twice stands for the same both times. Of several answers the one with the shortest runs to the left is given.
 */
export const match = (pattern: CodePattern, subject: CodePattern): Substitution | undefined =>
  matchOne(pattern, subject, new Map());

function matchOne(pattern: CodePattern, subject: CodePattern, bound: Bound): Bound | undefined {
  if (pattern.form !== "node") return bind(bound, pattern.id, [subject]);
  if (subject.form !== "node" || pattern.kind !== subject.kind || pattern.text !== subject.text)
    return undefined;
  return matchList(pattern.children, subject.children, bound);
}

function matchList(
  patterns: readonly CodePattern[],
  subjects: readonly CodePattern[],
  bound: Bound,
): Bound | undefined {
  const [first, ...rest] = patterns;
  if (first === undefined) return subjects.length === 0 ? bound : undefined;
  if (first.form !== "run") {
    const [subject, ...others] = subjects;
    const now = subject === undefined ? undefined : matchOne(first, subject, bound);
    return now === undefined ? undefined : matchList(rest, others, now);
  }
  for (let length = 0; length <= subjects.length; length++) {
    const now = bind(bound, first.id, subjects.slice(0, length));
    const all = now === undefined ? undefined : matchList(rest, subjects.slice(length), now);
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
