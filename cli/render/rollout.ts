import { rollout, type Delta, type PairRollout } from "#intent";
import { lagWords } from "./reason.ts";

/** Pairs that are named one by one; more of them are counted. */
const pairsMax = 3;

/**
 * What the wire axis says about deploying, in one to four sentences: all services together first, then the pairs that need an
 * order, or what has to go in phases because no order will do. Nothing where nobody talks about what changed.
 */
export function rolloutSentences(delta: Delta): string[] {
  const { sentence, pairs, phases } = rollout(delta);
  if (pairs.length === 0) return [];
  const [phase] = phases;
  if (phase !== undefined) {
    const symbols = pairs.flatMap((pair) => (pair.order === "phases" ? pair.symbols : []));
    const about = [...new Set(symbols)].join(", ");
    const outside = pairs.filter((pair) => pair.order === "phases" && pair.outside !== undefined);
    if (outside.length > 0)
      return [
        `Old and new do not understand each other${about === "" ? "" : ` about ${about}`}, and old versions live on outside: ${livingOn(outside)}.`,
        `deploy ${phase.services.join(", ")} in phases: accept (read both forms), switch (write the new one), drop (forget the old one, once none of them is left).`,
      ];
    return [
      `Old and new do not understand each other${about === "" ? "" : ` about ${about}`}, whichever is first:`,
      `deploy ${phase.services.join(", ")} together while nobody calls them,`,
      "or in phases: accept (read both forms), switch (write the new one), drop (forget the old one).",
    ];
  }
  const ordered = pairs.filter((pair) => pair.order !== "any").map((pair) => pair.sentence);
  const more = ordered.length - pairsMax;
  const named = more > 1 ? [...ordered.slice(0, pairsMax), `and ${more} pairs more`] : ordered;
  return [...new Set([sentence, ...named])];
}

/** `ios-app for 180d, partner` */
const livingOn = (pairs: readonly PairRollout[]): string =>
  [...new Set(pairs.map(({ consumer, outside }) => `${consumer}${lagWords(outside ?? {})}`))].join(
    ", ",
  );
