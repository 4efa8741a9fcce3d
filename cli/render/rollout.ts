import { rollout, type Delta } from "#intent";

/** What the wire axis says about deploying, in sentences: all together first, then each pair that needs an order. */
export function rolloutSentences(delta: Delta): string[] {
  const { sentence, pairs, phases } = rollout(delta);
  if (pairs.length === 0) return [];
  const ordered = pairs
    .filter((pair) => pair.order === "provider-first" || pair.order === "consumer-first")
    .map((pair) => pair.sentence);
  const inPhases = phases.map(
    (phase) =>
      `${phase.name}${phase.after === null ? "" : ` (after ${phase.after})`}: ${phase.services.join(", ")}`,
  );
  return [...new Set([sentence, ...ordered, ...inPhases])];
}
