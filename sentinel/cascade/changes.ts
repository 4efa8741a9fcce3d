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

/** What a break is told by: the day until which the intents accept it, and why, or that they do not. */
type Judged = Pick<Change, "axes" | "allowed">;

/**
 * Whether the intents declare a change that breaks source, wire or what is stored: `declared until 2026-12-31: ids become
 * uuids`, or `a break that no intent declares`. `undefined` where nothing breaks.
 */
export function declaredWords({ axes, allowed }: Judged): string | undefined {
  if (allowed !== undefined) {
    const because = allowed.because === undefined ? "" : `: ${allowed.because}`;
    return `declared until ${allowed.until}${because}`;
  }
  const breaks = axes.source === "breaks" || axes.wire === "breaks" || axes.stored === "breaks";
  return breaks ? "a break that no intent declares" : undefined;
}

/** More breaks than this are counted and not named: a title line each is read, a hundred are not. */
const breaksMax = 10;

/** The breaks among what people edited, a line each: what a draft says of them. */
export function breakLines(delta: Delta): string[] {
  const lines = delta.changes.flatMap((change) => {
    const words = change.cause === undefined ? declaredWords(change) : undefined;
    return words === undefined ? [] : [`- ${changeTitle(change)} (${words})`];
  });
  const more = lines.length - breaksMax;
  return more > 0 ? [...lines.slice(0, breaksMax), `- and ${more} more`] : lines;
}
