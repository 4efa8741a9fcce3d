import {
  tokensOfRequest,
  type Host,
  type LanguageModel,
  type Limits,
  type ModelAnswer,
  type ModelBlock,
  type ModelRequest,
} from "#intent";
import type { Spent } from "../fill/index.ts";
import { costOf, priceOf, tokensOf, type Price } from "./prices.ts";
import type { Purse } from "./purse.ts";
import type { ModelSettings } from "./settings.ts";

/** What a question is paid from and how often it may be asked. */
export interface Asking {
  readonly host: Pick<Host, "clock">;
  readonly model: LanguageModel;
  readonly settings: ModelSettings;
  readonly limits: Limits;
  readonly purse: Purse;
  /** Told before each call what it can cost at the most, and keeps it where a killed process cannot forget it. */
  readonly reserve: (worst: Spent) => Promise<void>;
  /** Told of each call's cost, whatever became of it: it takes the place of what was reserved. */
  readonly paid: (cost: Spent) => void;
}

const waitMsMax = 60_000;

/**
 * One answer of a model: asked again with longer and longer waits where another try may help, never more often than the
 * settings say, and never without a price and money left. Gives the whole answer, or the sentence that says why there is
 * none.
 */
export async function ask(
  at: Asking,
  request: ModelRequest,
): Promise<readonly ModelBlock[] | string> {
  const price = priceOf(request.model, at.settings.prices);
  if (price === undefined)
    return `nobody has told the price of ${request.model}, and :usd ${at.limits.usd} is the limit: put its price into flywheel/model.json`;
  let reason = "";
  for (let attempt = 1; attempt <= at.settings.attemptsMax; attempt++) {
    const answer = await askOnce(at, request, price);
    if (typeof answer === "string") return answer;
    if (answer.kind === "complete") return answer.content;
    reason = answer.reason;
    if (!answer.retry || request.signal.aborted) return reason;
    const wait = Math.max(answer.retryAfterMs ?? 0, at.settings.backoffMs * 2 ** (attempt - 1));
    if (attempt < at.settings.attemptsMax)
      await at.host.clock.sleep(Math.min(wait, waitMsMax), request.signal);
  }
  return `${reason}; ${at.settings.attemptsMax} calls were made`;
}

/** One call that is paid, or the sentence that says why none may be made. */
async function askOnce(
  at: Asking,
  request: ModelRequest,
  price: Price,
): Promise<ModelAnswer | string> {
  const worst = worstOf(price, request);
  const pay = await at.purse.open(at.limits, worst);
  if (typeof pay === "string") return pay;
  let cost = worst;
  try {
    await at.reserve(worst);
    const answer = await at.model.ask(request);
    cost = costOfCall(price, answer, worst);
    return answer;
  } finally {
    pay(cost);
    at.paid(cost);
  }
}

/** What a call cost; where that is no amount, whoever counted, it is what it could cost at the most. */
function costOfCall(price: Price, { usage }: ModelAnswer, worst: Spent): Spent {
  const counts = [usage.input, usage.output, usage.cacheRead, usage.cacheWrite];
  return counts.every((count) => Number.isFinite(count) && count >= 0)
    ? { tokens: tokensOf(usage), usd: costOf(price, usage) }
    : worst;
}

/** What a call costs at the most: all of the question read and cached anew, and the longest answer. */
function worstOf(price: Price, request: ModelRequest): Spent {
  const read = tokensOfRequest(request);
  const usage = { input: 0, cacheWrite: read, output: request.maxTokens, cacheRead: 0 };
  return { tokens: tokensOf(usage), usd: costOf(price, usage) };
}
