import type { Limits, LanguageModel, Host, ModelBlock, ModelRequest } from "#intent";
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
  /** Told of each call's cost, whatever became of it. */
  readonly paid: (cost: Spent) => void;
}

const waitMsMax = 60_000;
const charactersPerToken = 3;

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
    const pay = await at.purse.open(at.limits, worstOf(price, request));
    if (typeof pay === "string") return pay;
    const answer = await at.model.ask(request);
    const cost: Spent = { tokens: tokensOf(answer.usage), usd: costOf(price, answer.usage) };
    pay(cost);
    at.paid(cost);
    if (answer.kind === "complete") return answer.content;
    reason = answer.reason;
    if (!answer.retry || request.signal.aborted) return reason;
    const wait = Math.max(answer.retryAfterMs ?? 0, at.settings.backoffMs * 2 ** (attempt - 1));
    if (attempt < at.settings.attemptsMax)
      await at.host.clock.sleep(Math.min(wait, waitMsMax), request.signal);
  }
  return `${reason}; ${at.settings.attemptsMax} calls were made`;
}

/** What a call costs at the most: all of the question read and cached anew, and the longest answer. */
function worstOf(price: Price, { system, messages, tools, maxTokens }: ModelRequest): Spent {
  const read = Math.ceil(JSON.stringify([system, messages, tools]).length / charactersPerToken);
  const usage = { input: 0, cacheWrite: read, output: maxTokens, cacheRead: 0 };
  return { tokens: tokensOf(usage), usd: costOf(price, usage) };
}
