import type { Ctx, Stop } from "../generated.ts";
import { NoRoute, PathTaken, StationNotFound } from "../generated.infrastructure.ts";
import type {
  InfrastructureApi,
  PathOffer,
  Possession,
  Restriction,
  Section,
  Station,
} from "../generated.infrastructure.ts";
import { by, MultiMap, sumOf } from "./collections.ts";
import { hops } from "./timetable.ts";
import { hourMs } from "./values.ts";

export interface NetworkOptions {
  readonly maxAgeMs: number;
  readonly attempts: number;
}

/** Runs a call until it succeeds; the last failure is thrown. */
export async function persistently<T>(attempts: number, task: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await task();
    } catch (error) {
      if (attempt >= attempts) throw error;
    }
  }
}

interface Kept<T> {
  readonly value: T;
  readonly until: number;
}

/** What has been learnt of the tracks: stations and routes are kept for a while, closures until they end. */
export class Network {
  readonly #api: InfrastructureApi;
  readonly #options: NetworkOptions;
  readonly #now: () => Date;
  readonly #kept = new Map<string, Kept<unknown>>();
  readonly #possessions = new Map<number, Map<bigint, Possession>>();
  readonly #restrictions = new MultiMap<number, Restriction>();

  constructor(api: InfrastructureApi, options: NetworkOptions, now: () => Date) {
    this.#api = api;
    this.#options = options;
    this.#now = now;
  }

  /** The name of a station; a code that nobody knows stands for itself. */
  async stationName(code: string, ctx?: Ctx): Promise<string> {
    const station = await this.station(code, ctx);
    return station?.name ?? code;
  }

  async station(code: string, ctx?: Ctx): Promise<Station | undefined> {
    const found = await this.#remember(`station:${code}`, () =>
      this.#api.getStation({ code }, ctx),
    );
    return found instanceof StationNotFound ? undefined : found;
  }

  /** Whether somebody can get from one platform to another between two trains. */
  async canChange(code: string, ms: number, ctx?: Ctx): Promise<boolean> {
    const station = await this.station(code, ctx);
    return station !== undefined && station.transfer <= ms;
  }

  /** All sections that a train drives over; throws where there is no way. */
  async sectionsOf(stops: readonly Stop[], ctx?: Ctx): Promise<Section[]> {
    const legs = await Promise.all(
      hops(stops).map(async ([fromCode, toCode]) => {
        const found = await this.#remember(`route:${fromCode}>${toCode}`, () =>
          this.#api.route({ fromCode, toCode }, ctx),
        );
        if (found instanceof NoRoute) throw new Error(`no rails from ${fromCode} to ${toCode}`);
        return found;
      }),
    );
    return legs.flat();
  }

  /** Asks for a path; one that is taken is asked for again an hour later, twice at most. */
  async path(
    train: string,
    sections: readonly Section[],
    departAt: Date,
    ctx?: Ctx,
  ): Promise<PathOffer> {
    const sectionIds = sections.map(({ id }) => id);
    for (let hours = 0; hours <= 2; hours++) {
      const moment = new Date(departAt.getTime() + hours * hourMs);
      const input = { train, sectionIds, departAt: moment, flexible: hours > 0 };
      const offer = await this.#persist(() => this.#api.requestPath(input, ctx));
      if (!(offer instanceof PathTaken)) return offer;
    }
    throw new Error(`no path for ${train}`);
  }

  close(possession: Possession): void {
    const known = this.#possessions.get(possession.sectionId) ?? new Map<bigint, Possession>();
    this.#possessions.set(possession.sectionId, known.set(possession.id, possession));
  }

  restrict(restriction: Restriction): void {
    this.#restrictions.remove(restriction.sectionId, ({ id }) => id === restriction.id);
    this.#restrictions.add(restriction.sectionId, restriction);
  }

  /** The closure that a train would meet: all tracks of a section are closed when it comes. */
  closureOf(sections: readonly Section[], moment: Date): Possession | undefined {
    return sections
      .flatMap(({ id, tracks }) =>
        [...(this.#possessions.get(id)?.values() ?? [])].filter(
          (one) => one.startsAt <= moment && moment < one.endsAt && one.tracks.length >= tracks,
        ),
      )
      .toSorted(by(({ endsAt }) => endsAt))
      .at(-1);
  }

  /** What may be driven on a section on a day, in km/h. */
  speedOn({ id, topSpeed }: Section, day: string): number {
    const limits = this.#restrictions
      .of(id)
      .filter(({ since, until }) => since <= day && (until === undefined || day <= until))
      .map((one) => one.topSpeed);
    return Math.min(topSpeed, ...limits);
  }

  /** How long the sections take without a stop, in milliseconds; uphill takes longer. */
  runningTime(sections: readonly Section[], day: string): number {
    const hours = sumOf(sections, (section) => {
      const km = section.lengthM / 1000;
      return (km / this.speedOn(section, day)) * (1 + Math.max(0, section.gradient) / 100);
    });
    return Math.round(hours * hourMs);
  }

  #persist<T>(task: () => Promise<T>): Promise<T> {
    return persistently(this.#options.attempts, task);
  }

  async #remember<T>(key: string, task: () => Promise<T>): Promise<T> {
    const now = this.#now().getTime();
    const kept = this.#kept.get(key) as Kept<T> | undefined;
    if (kept !== undefined && kept.until > now) return kept.value;
    const value = await this.#persist(task);
    this.#kept.set(key, { value, until: now + this.#options.maxAgeMs });
    return value;
  }
}

/** `12 BER-HAM 1.5 km`, for the driver's list. */
export const sectionLabel = ({ id, fromCode, toCode, lengthM }: Section): string =>
  `${id} ${fromCode}-${toCode} ${(lengthM / 1000).toFixed(1)} km`;

/** `#5 inspection until 2026-03-01T06:00:00.000Z, ask 0123`. */
export function possessionLabel({ id, work, endsAt, contact }: Possession): string {
  const ask = contact === undefined ? "" : `, ask ${contact}`;
  return `#${id} ${work} until ${endsAt.toISOString()}${ask}`;
}
