import { samplePattern, type Pattern } from "#intent";

/** As often as a generator repeats what a pattern puts no end to. */
const repeatsMax = 16;

/**
 * The texts that a pattern matches from end to end, as a pattern without `^`, `$` and open ends, which generators of texts
 * do not take. `undefined` where it says `\b`, which says what stands beside a character and not what one is.
 */
export function textsOf(pattern: Pattern): Pattern | undefined {
  switch (pattern.kind) {
    case "class":
      return pattern;
    case "start":
    case "end":
      return { kind: "sequence", items: [] };
    case "boundary":
      return undefined;
    case "group": {
      const inner = textsOf(pattern.inner);
      return inner && { ...pattern, captures: false, inner };
    }
    case "sequence": {
      const items = pattern.items.map(textsOf);
      return items.every((item) => item !== undefined)
        ? { kind: "sequence", items: items.filter((item) => !isNothing(item)) }
        : undefined;
    }
    case "choice": {
      const options = pattern.options.map(textsOf);
      return options.every((option) => option !== undefined)
        ? { kind: "choice", options }
        : undefined;
    }
    case "repeat": {
      const inner = textsOf(pattern.inner);
      const max = pattern.max ?? Math.max(pattern.min, repeatsMax);
      return inner && { ...pattern, inner, max, lazy: false };
    }
  }
}

const isNothing = (pattern: Pattern): boolean =>
  pattern.kind === "sequence" && pattern.items.length === 0;

/** One text that a pattern matches. */
export const sampleOf = samplePattern;
