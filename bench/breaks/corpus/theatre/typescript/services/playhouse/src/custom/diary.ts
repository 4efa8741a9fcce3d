import { HallNotFound, PerformanceNotFound, ProductionNotFound } from "../generated.programme.ts";
import type { CastMember, Performance, Production, ProgrammeApi } from "../generated.programme.ts";
import type { Ctx } from "../generated.ts";
import { Index, Memo, persist } from "./collections.ts";
import type { RetryPolicy } from "./collections.ts";
import { dayOf } from "./passes.ts";
import { HallPlan } from "./seating.ts";

export interface DiaryOptions {
  readonly maxAgeMs: number;
  readonly now: () => Date;
  readonly retry: RetryPolicy;
}

/** An evening with all that belongs to it. */
export interface Evening {
  readonly performance: Performance;
  readonly production: Production;
  readonly plan: HallPlan;
}

/** What the programme says, remembered for some time. */
export class Diary {
  readonly #programme: ProgrammeApi;
  readonly #options: DiaryOptions;
  readonly #productions: Memo<number, Production | ProductionNotFound>;
  readonly #plans: Memo<number, HallPlan | undefined>;
  readonly #moves = new Map<bigint, readonly [from: Date, to: Date]>();

  constructor(programme: ProgrammeApi, options: DiaryOptions) {
    this.#programme = programme;
    this.#options = options;
    this.#productions = new Memo(
      { ...options, worth: (found) => !(found instanceof ProductionNotFound) },
      (id) => persist(options.retry, () => programme.getProduction({ id })),
    );
    this.#plans = new Memo(options, async (id) => {
      const hall = await persist(options.retry, () => programme.getHall({ id }));
      return hall instanceof HallNotFound ? undefined : new HallPlan(hall);
    });
  }

  async evening(id: bigint, ctx?: Ctx): Promise<Evening | PerformanceNotFound> {
    const performance = await persist(this.#options.retry, () =>
      this.#programme.getPerformance({ id }, ctx),
    );
    if (performance instanceof PerformanceNotFound) return performance;
    const [production, plan] = await Promise.all([
      this.#productions.get(performance.productionId),
      this.#plans.get(performance.hallId),
    ]);
    if (production instanceof ProductionNotFound || plan === undefined)
      return new PerformanceNotFound({ id });
    return { performance, production, plan };
  }

  async cast(performanceId: bigint, ctx?: Ctx): Promise<readonly CastMember[]> {
    const cast = await this.#programme.castOf({ performanceId }, ctx);
    return cast instanceof PerformanceNotFound ? [] : cast;
  }

  /** What is on in the next days, day by day, each in order of time. */
  async week(from: string, ctx?: Ctx): Promise<ReadonlyMap<string, readonly Performance[]>> {
    const performances = await this.#programme.listPerformances({ from, days: 7, limit: 50 }, ctx);
    const open = performances
      .filter(({ status }) => status !== "cancelled")
      .toSorted((a, b) => a.startsAt.getTime() - b.startsAt.getTime());
    return new Map(Index.by(open, ({ startsAt }) => dayOf(startsAt)).entries());
  }

  /** Halls in which something is on twice within three hours. */
  async clashes(from: string): Promise<Set<number>> {
    const clashes = new Set<number>();
    for (const performances of (await this.week(from)).values()) {
      const last = new Map<number, number>();
      for (const { hallId, startsAt } of performances) {
        const before = last.get(hallId);
        if (before !== undefined && startsAt.getTime() - before < 3 * 3_600_000)
          clashes.add(hallId);
        last.set(hallId, startsAt.getTime());
      }
    }
    return clashes;
  }

  move(performanceId: bigint, from: Date, to: Date): void {
    this.#moves.set(performanceId, [this.#moves.get(performanceId)?.[0] ?? from, to]);
  }

  /** By how many minutes a performance was moved in all; later is more. */
  movedBy(performanceId: bigint): number {
    const [from, to] = this.#moves.get(performanceId) ?? [];
    return from === undefined || to === undefined ? 0 : (to.getTime() - from.getTime()) / 60_000;
  }
}
