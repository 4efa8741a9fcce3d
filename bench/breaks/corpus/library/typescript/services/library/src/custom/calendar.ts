import type { Branch, Hours } from "../generated.ts";
import type { Table } from "./tables.ts";

const dayMs = 24 * 60 * 60 * 1000;
const dayNames = ["sun", "mon", "tue", "wed", "thu", "fri", "sat"] as const;

/** Midnight of a day such as `2026-01-31`. */
const midnight = (day: string): number => Date.parse(`${day}T00:00:00Z`);

export const dayOf = (time: Date): string => time.toISOString().slice(0, 10);

export const addDays = (day: string, days: number): string =>
  dayOf(new Date(midnight(day) + days * dayMs));

/** How many days `to` is after `from`; less than nothing where it is before. */
export const daysBetween = (from: string, to: string): number =>
  Math.round((midnight(to) - midnight(from)) / dayMs);

/** Whole years between two days, as a person counts an age. */
export const yearsBetween = (from: string, to: string): number => {
  const years = Number(to.slice(0, 4)) - Number(from.slice(0, 4));
  return to.slice(5) < from.slice(5) ? years - 1 : years;
};

export const weekday = (day: string): string =>
  dayNames[new Date(midnight(day)).getUTCDay()] ?? "sun";

/** `9:30` for nine and a half hours. */
export const clock = (sinceMidnight: number): string => {
  const minutes = Math.floor(sinceMidnight / 60_000);
  return `${Math.floor(minutes / 60)}:${String(minutes % 60).padStart(2, "0")}`;
};

/** `9:30-18` or `14-20`, as the doors say it. */
const span = /^(\d{1,2})(?::(\d{2}))?-(\d{1,2})(?::(\d{2}))?$/;

export function readHours(text: string): Hours | undefined {
  const found = span.exec(text);
  if (found === null) return undefined;
  const [fromHour = 0, fromMinute = 0, toHour = 0, toMinute = 0] = found
    .slice(1)
    .map((part: string | undefined) => Number(part ?? 0));
  const hours = {
    opens: (fromHour * 60 + fromMinute) * 60_000,
    closes: (toHour * 60 + toMinute) * 60_000,
  };
  return hours.opens < hours.closes && hours.closes <= dayMs ? hours : undefined;
}

/** When the branches are open. */
export class Calendar {
  readonly #branches: Table<string, Branch>;
  readonly #closed = new Map<string, Set<string>>();

  constructor(branches: Table<string, Branch>) {
    this.#branches = branches;
    for (const { code, closed } of branches) this.#closed.set(code, new Set(closed));
  }

  hoursOn(branch: string, day: string): Hours | undefined {
    if (this.#closed.get(branch)?.has(day) === true) return undefined;
    return this.#branches.get(branch)?.week.get(weekday(day));
  }

  /** The first day from `day` on when the doors are open; `day` itself where they never are. */
  openFrom(branch: string, day: string): string {
    for (let ahead = 0; ahead < 60; ahead++) {
      const candidate = addDays(day, ahead);
      if (this.hoursOn(branch, candidate) !== undefined) return candidate;
    }
    return day;
  }

  /** `Central: mon 9:30-18:00, tue closed`, for the notice at the door. */
  sign(code: string, days: readonly string[]): string {
    const parts = days.map((day) => {
      const hours = this.hoursOn(code, day);
      const text = hours === undefined ? "closed" : `${clock(hours.opens)}-${clock(hours.closes)}`;
      return `${weekday(day)} ${text}`;
    });
    return `${this.#branches.get(code)?.name ?? code}: ${parts.join(", ")}`;
  }
}
