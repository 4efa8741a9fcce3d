import type { Departure, Stop, Train } from "../generated.ts";
import { by, inTurn, lowerBound, MultiMap } from "./collections.ts";
import { clockOf, dayOf, later, minuteMs } from "./values.ts";

/** A train's call at a station, as the board of the station sees it. */
interface Call {
  readonly train: Train;
  readonly stop: Stop;
  readonly at: Date;
}

export type TrainId = Train["id"];

/** The time that counts for a stop: trains are late when they leave late, and at their last stop when they come late. */
export const timeOf = ({ departsAt, arrivesAt }: Stop): Date | undefined => departsAt ?? arrivesAt;

/** The stretches between stops that follow each other: `[["BER", "HAM"], ["HAM", "CPH"]]`. */
export const hops = (stops: readonly Stop[]): [from: string, to: string][] =>
  stops.slice(1).map((stop, index) => [stops[index]?.station ?? stop.station, stop.station]);

/** What is wrong with the stops of a train, in words; nothing where they can be driven. */
export function problemOf(stops: readonly Stop[]): string | undefined {
  if (stops.length < 2) return "a train calls at two stations at least";
  let last: Date | undefined;
  for (const { station, arrivesAt, departsAt } of stops) {
    for (const moment of [arrivesAt, departsAt]) {
      if (moment === undefined) continue;
      if (last !== undefined && moment < last) return `time runs backwards at ${station}`;
      last = moment;
    }
  }
  return undefined;
}

/** All trains that are planned, by number and by the stations where they call. */
export class Timetable {
  readonly #trains = new Map<TrainId, Train>();
  /** Calls by station and by day, each list in the order of time. */
  readonly #boards = new Map<string, Map<string, Call[]>>();
  readonly #delays = new Map<TrainId, number>();
  readonly #byDay = new MultiMap<string, TrainId>();
  #next = 1;

  add(train: Omit<Train, "id" | "cancelled">): Train {
    const planned: Train = { ...train, id: this.#next++, cancelled: false };
    this.#trains.set(planned.id, planned);
    this.#byDay.add(planned.day, planned.id);
    for (const stop of planned.stops) {
      if (stop.departsAt === undefined) continue;
      const call = { train: planned, stop, at: stop.departsAt };
      const calls = this.#board(stop.station, dayOf(call.at));
      calls.splice(
        lowerBound(calls, call.at, ({ at }) => at),
        0,
        call,
      );
    }
    return planned;
  }

  find(id: TrainId): Train | undefined {
    return this.#trains.get(id);
  }

  all(): IteratorObject<Train> {
    return this.#trains.values();
  }

  /** The trains of the days from `from` to `to`, both included. */
  *between(from: string, to: string): Generator<Train> {
    for (const [day, ids] of this.#byDay.entries()) {
      if (day < from || day > to) continue;
      for (const id of ids) {
        const train = this.find(id);
        if (train !== undefined) yield train;
      }
    }
  }

  /** A train's delay in milliseconds; the latest report counts. */
  delayOf(id: TrainId): number {
    return this.#delays.get(id) ?? 0;
  }

  setDelay(id: TrainId, minutes: number): void {
    this.#delays.set(id, minutes * minuteMs);
  }

  cancel(train: Train): Train {
    train.cancelled = true;
    return train;
  }

  departures(station: string, after: Date, limit: number): Departure[] {
    const calls = this.#board(station, dayOf(after));
    const first = lowerBound(calls, after, ({ at }) => at);
    return calls
      .slice(first)
      .filter(({ train }) => !train.cancelled)
      .slice(0, limit)
      .map((call) => this.#departure(call))
      .toSorted(
        inTurn(
          by((one) => one.plannedAt),
          by((one) => one.label),
        ),
      );
  }

  #departure({ train, stop, at }: Call): Departure {
    return {
      trainId: train.id,
      label: train.label,
      towards: train.stops.at(-1)?.station ?? stop.station,
      plannedAt: at,
      platform: stop.platform,
      delay: this.delayOf(train.id),
    };
  }

  #board(station: string, day: string): Call[] {
    const days = this.#boards.get(station) ?? new Map<string, Call[]>();
    this.#boards.set(station, days);
    const calls = days.get(day) ?? [];
    days.set(day, calls);
    return calls;
  }
}

/** `07:05 IC 204 → HAM, platform 3 (+9)`. */
export function boardLine({ label, towards, plannedAt, platform, delay }: Departure): string {
  const late = Math.round(delay / minuteMs);
  const expected = late > 0 ? ` (+${late}, ${clockOf(later(plannedAt, delay))})` : "";
  return `${clockOf(plannedAt)} ${label} → ${towards}, platform ${platform}${expected}`;
}
