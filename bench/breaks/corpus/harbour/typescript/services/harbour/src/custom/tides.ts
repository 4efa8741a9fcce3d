import type { Ctx } from "../generated.ts";
import { NoForecast, UnknownStation } from "../generated.tides.ts";
import type { Confidence, Tide, TideCorrected, TidesApi, Window } from "../generated.tides.ts";
import type { Metres } from "./berths.ts";
import { Cache, retry } from "./util.ts";

/** How much a height is trusted: what is taken off before anybody sails on it. */
const margins: Record<string, Metres> = { measured: 0, predicted: 0.2 };

export const safeHeight = (tide: Tide): Metres => tide.height - margin(tide.confidence);

const margin = (confidence: Confidence): Metres => margins[confidence] ?? 0.5;

/** Where a window ends. */
export const closes = ({ opens, lasts }: Window): Date => new Date(opens.getTime() + lasts);

export const isWithin = (window: Window, at: Date): boolean =>
  window.opens <= at && at < closes(window);

/** "05:10-07:40, 9.2 m" */
export function windowLabel(window: Window): string {
  const time = (at: Date): string => at.toISOString().slice(11, 16);
  return `${time(window.opens)}-${time(closes(window))}, ${window.minDepth.toFixed(1)} m`;
}

/** Windows that touch or overlap become one, as deep as the shallower. */
export function merged(windows: readonly Window[]): Window[] {
  const result: Window[] = [];
  for (const window of windows.toSorted((a, b) => a.opens.getTime() - b.opens.getTime())) {
    const last = result.at(-1);
    if (last === undefined || closes(last) < window.opens) {
      result.push({ ...window });
      continue;
    }
    const end = Math.max(closes(last).getTime(), closes(window).getTime());
    last.lasts = end - last.opens.getTime();
    last.minDepth = Math.min(last.minDepth, window.minDepth);
  }
  return result;
}

/** The extremes of a day as the board writes them: "high 4.1, low 0.6". */
export const extremes = (tides: readonly Tide[]): string =>
  tides.map((tide) => `${tide.kind} ${tide.height.toFixed(1)}`).join(", ");

/** The height at a moment between two turning points, by the rule of twelfths made smooth. */
export function heightAt(tides: readonly Tide[], at: Date): Metres | undefined {
  const next = tides.findIndex((tide) => tide.at > at);
  const [before, after] = [tides[next - 1], tides[next]];
  if (before === undefined || after === undefined) return undefined;
  const span = after.at.getTime() - before.at.getTime();
  const part = (at.getTime() - before.at.getTime()) / span;
  return before.height + ((after.height - before.height) * (1 - Math.cos(Math.PI * part))) / 2;
}

/** What the gauges say, asked once and kept for a while. */
export class TideBoard {
  readonly #tides: TidesApi;
  readonly #station: string;
  readonly #days: Cache<readonly Tide[]>;
  readonly #windows: Cache<readonly Window[]>;
  readonly #corrected = new Set<bigint>();
  readonly #silent = new Map<string, Date>();

  constructor(tides: TidesApi, station: string, now: () => number) {
    this.#tides = tides;
    this.#station = station;
    this.#days = new Cache(14, 3_600_000, now);
    this.#windows = new Cache(50, 600_000, now);
  }

  async day(day: string, ctx: Ctx): Promise<readonly Tide[]> {
    return this.#days.get(`${this.#station}/${day}`, async () => {
      const answer = await retry(3, () =>
        this.#tides.getTides({ station: this.#station, day }, ctx),
      );
      return answer instanceof UnknownStation ? [] : answer;
    });
  }

  /** When a ship of some draft can come in; none without a forecast. */
  async windows(day: string, depth: Metres, ctx: Ctx): Promise<readonly Window[]> {
    const key = `${this.#station}/${day}/${depth.toFixed(1)}`;
    return this.#windows.get(key, async () => {
      const answer = await retry(3, () =>
        this.#tides.findWindows({ station: this.#station, day, depth }, ctx),
      );
      if (answer instanceof NoForecast || answer instanceof UnknownStation) return [];
      return merged(answer);
    });
  }

  /** The title of the board, such as "Nordkai gauge (NK), 3 sensors". */
  async title(ctx: Ctx): Promise<string> {
    const found = await this.#tides.getStation({ code: this.#station }, ctx);
    if (found instanceof UnknownStation) return `no gauge ${found.station}`;
    return `${found.name} (${found.code}), ${found.sensors.length} sensors`;
  }

  /** Forgets what a correction made wrong. False where it was known already. */
  correct({ tide, previous }: TideCorrected): boolean {
    if (this.#corrected.has(tide.id) || tide.height === previous) return false;
    this.#corrected.add(tide.id);
    const day = tide.at.toISOString().slice(0, 10);
    this.#days.forget(`${tide.station}/${day}`);
    this.#windows.forget(`${tide.station}/${day}`);
    return true;
  }

  silence(station: string, since: Date): void {
    this.#silent.set(station, since);
  }

  /** Gauges that have been silent for longer than some time. */
  silent(now: Date, longerMs: number): string[] {
    return [...this.#silent]
      .filter(([, since]) => now.getTime() - since.getTime() > longerMs)
      .map(([station]) => station);
  }
}
