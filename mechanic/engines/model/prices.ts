import type { ModelUsage } from "#intent";

/** US dollars for a million tokens. */
export interface Price {
  readonly input: number;
  readonly output: number;
  readonly cacheRead: number;
  readonly cacheWrite: number;
}

/** A price by its two base rates; writing the cache for five minutes costs a quarter more than reading afresh. */
const price = (input: number, output: number, cacheReadShare = 0.1): Price => ({
  input,
  output,
  cacheRead: input * cacheReadShare,
  cacheWrite: input * 1.25,
});

/**
 * Published prices by a model's id without its date (platform.claude.com, pricing, read in October 2026). Every version
 * stands by itself: a newer one may cost more, and one that is not here has no price.
 */
const published: Readonly<Record<string, Price>> = {
  "claude-fable-5": price(10, 50),
  "claude-fable-5-1": price(10, 50),
  "claude-opus-5-5": price(4, 20, 0.05),
  "claude-opus-5": price(5, 25),
  "claude-opus-4-8": price(5, 25),
  "claude-opus-4-7": price(5, 25),
  "claude-opus-4-6": price(5, 25),
  "claude-opus-4-5": price(5, 25),
  "claude-opus-4-1": price(15, 75),
  "claude-sonnet-5-5": price(2, 10),
  "claude-sonnet-5": price(2, 10),
  "claude-sonnet-4-6": price(3, 15),
  "claude-sonnet-4-5": price(3, 15),
  "claude-haiku-5-5": price(0.5, 2.5),
  "claude-haiku-4-5": price(1, 5),
};

/**
 * The price of a model: the user's own, whose names are beginnings of ids (the longest counts), else the published one;
 * `undefined` where nobody has told it.
 */
export function priceOf(model: string, own: Readonly<Record<string, Price>>): Price | undefined {
  const names = Object.keys(own).filter((name) => model === name || model.startsWith(`${name}-`));
  const longest = names.sort((a, b) => b.length - a.length)[0];
  if (longest !== undefined) return own[longest];
  const undated = model.replace(/-20\d{6}$/, "");
  return Object.hasOwn(published, undated) ? published[undated] : undefined;
}

/** US dollars of one call. */
export const costOf = (at: Price, usage: ModelUsage): number =>
  (usage.input * at.input +
    usage.output * at.output +
    usage.cacheRead * at.cacheRead +
    usage.cacheWrite * at.cacheWrite) /
  1_000_000;

/** Tokens of one call, read and written. */
export const tokensOf = (usage: ModelUsage): number =>
  usage.input + usage.output + usage.cacheRead + usage.cacheWrite;
