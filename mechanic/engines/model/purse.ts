import { modelLimitsDefault, type Limits } from "#intent";
import type { Spent } from "../fill/index.ts";

/** Money and tokens of one root cause. All services of a run share it. */
export interface Purse {
  /**
   * Waits until one more call may be made and gives the function that pays it, or the sentence that says why none may.
   * `worst` is what the call can cost at the most.
   */
  open(limits: Limits, worst: Spent): Promise<((cost: Spent) => void) | string>;
}

/**
 * A purse from which `before` has been taken already. A call begins while something is left, so what is spent in the end
 * is at most the limit and one call: beside calls that are under way another one begins only where all of them together
 * stay within the limit.
 */
export function createPurse(before: Spent): Purse {
  let spent = before;
  let underWay = 0;
  let reserved: Spent = { tokens: 0, usd: 0 };
  let wake: (() => void)[] = [];
  const pay = (worst: Spent, cost: Spent): void => {
    spent = sum(spent, cost);
    underWay -= 1;
    reserved = sum(reserved, worst, -1);
    const waiting = wake;
    wake = [];
    for (const one of waiting) one();
  };
  return {
    open: async (limits, worst) => {
      for (;;) {
        const empty = emptyWords(limits, spent);
        if (empty !== undefined) return empty;
        const all = sum(sum(spent, reserved), worst);
        if (underWay === 0 || (all.usd <= limits.usd && all.tokens <= tokensOf(limits))) break;
        await new Promise<void>((resolve) => {
          wake.push(resolve);
        });
      }
      underWay += 1;
      reserved = sum(reserved, worst);
      return (cost) => pay(worst, cost);
    },
  };
}

const sum = (a: Spent, b: Spent, sign = 1): Spent => ({
  tokens: a.tokens + sign * b.tokens,
  usd: a.usd + sign * b.usd,
});

const tokensOf = (limits: Limits): number => limits.tokens ?? modelLimitsDefault.tokens;

function emptyWords(limits: Limits, spent: Spent): string | undefined {
  const tokens = tokensOf(limits);
  // Asked so that what is no number leaves nothing, either.
  if (!(spent.usd < limits.usd))
    return `the change's money for models is spent ($${spent.usd.toFixed(2)} of :usd ${limits.usd})`;
  if (!(spent.tokens < tokens))
    return `the change's tokens for models are spent (${spent.tokens} of :tokens ${tokens})`;
  return undefined;
}
