import { RestTooShort } from "../generated.ts";
import type { Duty, Train } from "../generated.ts";
import { by, lowerBound, sumOf } from "./collections.ts";
import { between, clockOf, hourMs, later, spanText } from "./values.ts";

type Driver = Duty["driver"];

/** Rules for those who drive, in milliseconds. */
export interface Rules {
  readonly rest: number;
  readonly longestShift: number;
  readonly pauseAfter: number;
  readonly shortestPause: number;
}

export const rules: Rules = {
  rest: 11 * hourMs,
  longestShift: 10 * hourMs,
  pauseAfter: 6 * hourMs,
  shortestPause: hourMs / 2,
};

/** How long somebody works in a duty: pauses are not work. */
export const workOf = ({ beginsAt, endsAt, pause }: Duty): number =>
  between(beginsAt, endsAt) - pause;

/** A duty covers its train with a quarter of an hour before and after it. */
export function dutyFor(train: Train, driver: Driver, pause: number): Duty {
  const times = train.stops.flatMap(({ arrivesAt, departsAt }) => [
    ...(arrivesAt === undefined ? [] : [arrivesAt]),
    ...(departsAt === undefined ? [] : [departsAt]),
  ]);
  const [first, last] = [times.at(0), times.at(-1)];
  if (first === undefined || last === undefined) throw new RangeError(`${train.label} never runs`);
  return {
    driver,
    trainId: train.id,
    beginsAt: later(first, -hourMs / 4),
    endsAt: later(last, hourMs / 4),
    pause,
  };
}

/** The duties of all drivers, each list in the order of time. */
export class Roster {
  readonly #duties = new Map<Driver, Duty[]>();
  readonly #rules: Rules;

  constructor(given: Partial<Rules> = {}) {
    this.#rules = { ...rules, ...given };
  }

  of(driver: Driver): readonly Duty[] {
    return this.#duties.get(driver) ?? [];
  }

  /** Gives a duty to its driver, or says how much rest is missing before or after it. */
  assign(duty: Duty): Duty | RestTooShort {
    const duties = [...this.of(duty.driver)];
    const at = lowerBound(duties, duty.beginsAt, ({ beginsAt }) => beginsAt);
    const [before, after] = [duties[at - 1], duties[at]];
    const rests = [
      ...(before === undefined ? [] : [between(before.endsAt, duty.beginsAt)]),
      ...(after === undefined ? [] : [between(duty.endsAt, after.beginsAt)]),
    ];
    const missing = this.#rules.rest - Math.min(...rests);
    if (rests.length > 0 && missing > 0) return new RestTooShort({ driver: duty.driver, missing });
    this.#duties.set(duty.driver, duties.toSpliced(at, 0, duty));
    return duty;
  }

  /** What is wrong with a duty for itself, in words. */
  complaints(duty: Duty): string[] {
    const { longestShift, pauseAfter, shortestPause } = this.#rules;
    const work = workOf(duty);
    return [
      ...(work > longestShift ? [`works ${spanText(work)}`] : []),
      ...(work > pauseAfter && duty.pause < shortestPause ? [`rests ${spanText(duty.pause)}`] : []),
    ];
  }

  /** Drivers with what they work between two moments, the busiest first. */
  workload(from: Date, to: Date): [driver: Driver, ms: number][] {
    return [...this.#duties]
      .map(([driver, duties]): [Driver, number] => [
        driver,
        sumOf(
          duties.filter(({ beginsAt }) => beginsAt >= from && beginsAt < to),
          workOf,
        ),
      ])
      .filter(([, ms]) => ms > 0)
      .toSorted(by(([, ms]) => -ms));
  }
}

/** The line of a duty on the notice board: `#7 06:45-13:15, 30 min off`. */
export const dutyLine = ({ driver, beginsAt, endsAt, pause }: Duty): string =>
  `#${driver} ${clockOf(beginsAt)}-${clockOf(endsAt)}, ${spanText(pause)} off`;
