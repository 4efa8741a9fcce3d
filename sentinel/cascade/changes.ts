import type { Change, Delta } from "#intent";

/** The changes that touch a service: those of its own forms, those it is judged for, and the causes of both. */
export function changesFor(delta: Delta, service: string): Change[] {
  const touching = delta.changes.filter(
    (change) =>
      change.service === service || change.verdicts.some((verdict) => verdict.consumer === service),
  );
  const causes = new Set(touching.map((change) => change.cause));
  const all = delta.changes.filter(
    (change) =>
      touching.includes(change) || (causes.has(change.symbol) && change.cause === undefined),
  );
  return all;
}

/** One sentence for a change, such as `users/UserProfile.id: i32 → string`. */
export function changeTitle(change: Change): string {
  const what = change.kind.replaceAll("-", " ");
  if (change.from !== null && change.to !== null)
    return `${change.symbol}: ${change.from} → ${change.to}`;
  return change.to === null
    ? `${change.symbol}: ${what}`
    : `${change.symbol}: ${what} (${change.to})`;
}

/** Title of a cascade: its root change, and how many more there are. */
export function cascadeTitle(delta: Delta): string {
  const roots = delta.changes.filter((change) => change.cause === undefined);
  const [first] = roots;
  if (first === undefined) return "Restamp";
  return roots.length === 1
    ? changeTitle(first)
    : `${changeTitle(first)} and ${roots.length - 1} more`;
}
