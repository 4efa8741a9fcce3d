import { NoPrices, NoRate } from "../generated.market.ts";
import type { MarketApi, PricePoint, Technology } from "../generated.market.ts";
import type { Ctx } from "../generated.ts";
import { by, plusDays, Rate, retry } from "./basics.ts";
import type { Day, RetryPolicy } from "./basics.ts";

/** Plants that nobody can steer. */
const weather: ReadonlySet<Technology> = new Set<Technology>(["solar", "wind"]);

/** The largest plants that we may have under contract, in kilowatts. */
export function largest(technology: Technology): number {
  switch (technology) {
    case "solar":
      return 30;
    case "wind":
      return 100;
    case "biogas":
    case "hydro":
      return 500;
    default:
      return 0;
  }
}

export const isSteady = (technology: Technology): boolean => !weather.has(technology);

const keyOf = (zone: string, day: Day): string => `${zone}/${day}`;

/** Prices as they are known, asked for once and forgotten when there are new ones. */
export class Market {
  readonly #days = new Map<string, readonly PricePoint[]>();
  readonly #revisions = new Map<string, number>();
  readonly #api: MarketApi;
  readonly #policy: RetryPolicy;

  constructor(api: MarketApi, policy: RetryPolicy) {
    this.#api = api;
    this.#policy = policy;
  }

  /** Forgets a day unless the revision is an old one. */
  refresh(zone: string, day: Day, revision: number): boolean {
    const key = keyOf(zone, day);
    if (revision <= (this.#revisions.get(key) ?? 0)) return false;
    this.#revisions.set(key, revision);
    return this.#days.delete(key);
  }

  /** The prices of a day; where there are none yet, those of the day before. */
  async day(zone: string, day: Day, ctx?: Ctx): Promise<readonly PricePoint[]> {
    const known = this.#days.get(keyOf(zone, day));
    if (known !== undefined) return known;
    const answer = await this.#ask(zone, day, ctx);
    if (answer instanceof NoPrices) {
      const before = await this.#ask(zone, plusDays(day, -1), ctx);
      return before instanceof NoPrices ? [] : before;
    }
    const points = answer.toSorted(by(({ startsAt }) => startsAt));
    this.#days.set(keyOf(zone, day), points);
    return points;
  }

  /** The hours of a day that cost least, the cheapest first. */
  async cheapHours(zone: string, day: Day, count: number, ctx?: Ctx): Promise<number[]> {
    const points = await this.day(zone, day, ctx);
    return points
      .filter(({ product }) => product === "day-ahead")
      .toSorted(by((point) => point.eurPerMwh))
      .slice(0, count)
      .map(({ startsAt }) => startsAt.getUTCHours());
  }

  /** The hour in which most is expected to be used; -1 where nobody knows. */
  async busiestHour(zone: string, day: Day, ctx?: Ctx): Promise<number> {
    const forecast = await retry(this.#policy, () => this.#api.getForecast({ zone, day }, ctx));
    const most = Math.max(...forecast.hourlyMwh);
    return forecast.confidence < 0.5 ? -1 : forecast.hourlyMwh.indexOf(most);
  }

  /** What a kilowatt-hour of a plant earns. */
  async earns(technology: Technology, kw: number, ctx?: Ctx): Promise<Rate | NoRate> {
    const rate = await retry(this.#policy, () => this.#api.getFeedInRate({ technology, kw }, ctx));
    if (rate instanceof NoRate) return rate;
    const price = Rate.parse(rate.centsPerKwh);
    return kw > rate.upToKw ? new Rate(price.micro / 2n) : price;
  }

  #ask(zone: string, day: Day, ctx?: Ctx): Promise<PricePoint[] | NoPrices> {
    return retry(this.#policy, () => this.#api.listPrices({ zone, day }, ctx));
  }
}
