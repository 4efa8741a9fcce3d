import { categoryValues } from "../generated.ts";
import type { Category, Cause, Disruption, Punctuality, Train } from "../generated.ts";
import type { RefundReason } from "../generated.sales.ts";
import { by, descending, inTurn, MultiMap } from "./collections.ts";
import { hourMs, minuteMs, spanText } from "./values.ts";

/** Up to this delay a train counts as on time. */
export const toleranceMs = 6 * minuteMs;

/** What passengers read as the reason. */
export function reasonText(cause: Cause): string {
  switch (cause) {
    case "signal":
      return "a fault in a signal";
    case "weather":
      return "bad weather";
    case "staff":
      return "staff who are missing";
    case "vehicle":
      return "a fault in a vehicle";
    default:
      return "operational reasons";
  }
}

/** Nobody can be blamed for the weather. */
const blame = new Map<Cause, "infrastructure" | "operator">([
  ["signal", "infrastructure"],
  ["staff", "operator"],
  ["vehicle", "operator"],
]);

/** What share of a fare comes back for minutes of delay, the highest step first. */
const steps: readonly (readonly [minutes: number, share: number])[] = [
  [120, 0.5],
  [60, 0.25],
];

/** How much of the fare is paid back, and why. */
export interface Compensation {
  readonly share: number;
  readonly reason: RefundReason;
}

export function compensation(disruption: Pick<Disruption, "minutes" | "cause">): Compensation {
  const { minutes, cause } = disruption;
  const [, share] = steps.find(([least]) => minutes >= least) ?? [0, 0];
  return { share, reason: blame.has(cause) ? "delay" : "goodwill" };
}

/** The reports of a day, numbered as they come. */
export class DisruptionLog {
  readonly #byTrain = new MultiMap<number, Disruption>();
  #next = 1;

  report(given: Omit<Disruption, "id">): Disruption {
    const disruption: Disruption = { id: this.#next++, ...given };
    this.#byTrain.add(disruption.trainId, disruption);
    return disruption;
  }

  latest(trainId: number): Disruption | undefined {
    return this.#byTrain.of(trainId).at(-1);
  }

  /** Minutes of delay by who is to blame; `nobody` for what is nobody's fault. */
  minutesByBlame(): Map<string, number> {
    const minutes = new Map<string, number>();
    for (const [, reports] of this.#byTrain.entries()) {
      const last = reports.at(-1);
      if (last === undefined) continue;
      const who = blame.get(last.cause) ?? "nobody";
      minutes.set(who, (minutes.get(who) ?? 0) + last.minutes);
    }
    return minutes;
  }

  /** The worst reports, the newest first among equals. */
  worst(count: number): Disruption[] {
    return [...this.#byTrain.entries()]
      .flatMap(([, reports]) => reports)
      .toSorted(
        inTurn(descending(by((one) => one.minutes)), descending(by((one) => one.reportedAt))),
      )
      .slice(0, count);
  }
}

/** What is written to passengers: `IC 204 is 1 h 10 min late because of bad weather.` */
export function delayText(label: string, { minutes, cause, note }: Disruption): string {
  const text = `${label} is ${spanText(minutes * minuteMs)} late because of ${reasonText(cause)}.`;
  return note === undefined || note.trim() === "" ? text : `${text} ${note.trim()}`;
}

/** How urgent a delay is to those who wait. */
export const isUrgent = (disruption: Disruption): boolean =>
  disruption.minutes * minuteMs >= hourMs || disruption.cause === "vehicle";

/** How punctual the categories were; a train that was cancelled is not on time. */
export function punctuality(
  trains: Iterable<Train>,
  delayOf: (id: number) => number,
): Punctuality[] {
  const groups = Map.groupBy(trains, ({ category }) => category);
  return categoryValues.flatMap((category): Punctuality[] => {
    const group = groups.get(category) ?? [];
    if (group.length === 0) return [];
    const delays = group.filter(({ cancelled }) => !cancelled).map(({ id }) => delayOf(id));
    const onTime = delays.filter((ms) => ms <= toleranceMs).length;
    return [
      {
        category,
        trains: group.length,
        onTime,
        share: onTime / group.length,
        worst: Math.max(0, ...delays),
      },
    ];
  });
}

const categoryNames: ReadonlyMap<Category, string> = new Map([
  ["express", "Express"],
  ["regional", "Regional"],
  ["suburban", "Suburban"],
]);

/** The table in the monthly report, as comma-separated values. */
export function punctualityTable(rows: readonly Punctuality[]): string {
  const lines = rows
    .toSorted(descending(by(({ share }) => share)))
    .map(({ category, trains, onTime, share, worst }) =>
      [
        categoryNames.get(category) ?? category,
        trains,
        onTime,
        `${(share * 100).toFixed(1)} %`,
        spanText(worst),
      ].join(","),
    );
  return ["category,trains,on time,share,worst", ...lines].join("\n");
}
