import type { Band } from "../generated.ts";
import { isKnownQuality } from "../generated.metering.ts";
import type { Meter, Quality, Reading } from "../generated.metering.ts";
import { dayOf, lowerBound, Rate } from "./basics.ts";
import type { Day, Known } from "./basics.ts";

/** What went through a meter, in watt-hours. */
export interface Energy {
  readonly taken: bigint;
  readonly fedIn: bigint;
}

/** Which of two readings of one moment counts: the one that is trusted more. */
const trust: Readonly<Record<Known<Quality>, number>> = { estimated: 0, measured: 1, corrected: 2 };

const trustIn = ({ quality }: Reading): number => (isKnownQuality(quality) ? trust[quality] : -1);

/** Readings of one meter, the oldest first. */
export class Series {
  readonly #readings: Reading[] = [];

  /** Keeps a reading; `false` where a better one of the same moment stands already. */
  add(reading: Reading): boolean {
    const moment = reading.takenAt.getTime();
    const index = lowerBound(this.#readings, (each) => each.takenAt.getTime() < moment);
    const standing = this.#readings[index];
    const same = standing !== undefined && standing.takenAt.getTime() === moment;
    if (same && trustIn(standing) > trustIn(reading)) return false;
    this.#readings.splice(index, same ? 1 : 0, reading);
    return true;
  }

  get latest(): Reading | undefined {
    return this.#readings.at(-1);
  }

  between(from: Date, until: Date): readonly Reading[] {
    const start = lowerBound(this.#readings, (each) => each.takenAt < from);
    const end = lowerBound(this.#readings, (each) => each.takenAt <= until);
    return this.#readings.slice(start, end);
  }

  /** Neighbours, each with the one after it. */
  *steps(from: Date, until: Date): Generator<readonly [Reading, Reading]> {
    let last: Reading | undefined;
    for (const reading of this.between(from, until)) {
      if (last !== undefined) yield [last, reading];
      last = reading;
    }
  }
}

/** How many readings are missing where a meter should have been read at its interval. */
export function missing(series: Series, meter: Meter, from: Date, until: Date): number {
  return series
    .steps(from, until)
    .map(([first, second]) => second.takenAt.getTime() - first.takenAt.getTime())
    .map((gap) => Math.max(0, Math.round(gap / meter.interval) - 1))
    .reduce((sum, each) => sum + each, 0);
}

/** Everything that was read, by meter, and what each zone used on each day. */
export class Usage {
  readonly #series = new Map<number, Series>();
  readonly #daily = new Map<string, Map<Day, bigint>>();

  of(meter: number): Series {
    let series = this.#series.get(meter);
    if (series === undefined) {
      series = new Series();
      this.#series.set(meter, series);
    }
    return series;
  }

  note(reading: Reading): boolean {
    return this.of(reading.meter).add(reading);
  }

  /** A new meter goes on under the old one's contract; what was read stays with the old one. */
  close(meter: number): Reading | undefined {
    const latest = this.#series.get(meter)?.latest;
    this.#series.delete(meter);
    return latest;
  }

  /** Books what a meter used between its readings on the days of its zone. */
  tally(meter: Meter, from: Date, until: Date): void {
    const days = this.#daily.get(meter.zone) ?? new Map<Day, bigint>();
    for (const [first, second] of this.of(meter.id).steps(from, until)) {
      const day = dayOf(first.takenAt);
      days.set(day, (days.get(day) ?? 0n) + scaled(meter, second.importWh - first.importWh));
    }
    this.#daily.set(meter.zone, days);
  }

  ofZone(zone: string): ReadonlyMap<Day, bigint> {
    return this.#daily.get(zone) ?? new Map();
  }
}

/** A count of a meter in watt-hours. */
export const scaled = (meter: Meter, count: bigint): bigint =>
  Rate.parse(meter.factor).times(count);

/** What was used and fed in between two moments. */
export function energy(series: Series, meter: Meter, from: Date, until: Date): Energy {
  const readings = series.between(from, until);
  const [first, last] = [readings[0], readings.at(-1)];
  if (first === undefined || last === undefined) return { taken: 0n, fedIn: 0n };
  return {
    taken: scaled(meter, last.importWh - first.importWh),
    fedIn: scaled(meter, last.exportWh - first.exportWh),
  };
}

/** What was used in each band; an hour belongs to the band in which it begins. */
export function perBand(
  series: Series,
  meter: Meter,
  range: { readonly from: Date; readonly until: Date },
  bandOf: (hour: number) => Band | undefined,
): Map<Band, bigint> {
  const used = new Map<Band, bigint>();
  for (const [first, second] of series.steps(range.from, range.until)) {
    const band = bandOf(first.takenAt.getUTCHours());
    if (band === undefined) continue;
    const step = scaled(meter, second.importWh - first.importWh);
    used.set(band, (used.get(band) ?? 0n) + step);
  }
  return used;
}
