import type { Unknown } from "../generated.ts";

/** A day such as `2026-01-31`. */
export type Day = string;
/** The values of an enum that this version knows. */
export type Known<E> = Exclude<E, Unknown>;
export type Comparator<T> = (a: T, b: T) => number;
type Ordered = string | number | bigint | Date;

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;

export const dayOf = (moment: Date): Day => moment.toISOString().slice(0, 10);
export const startOf = (day: Day): Date => new Date(`${day}T00:00:00.000Z`);
export const plusDays = (day: Day, days: number): Day =>
  dayOf(new Date(startOf(day).getTime() + days * dayMs));
export const daysBetween = (from: Day, until: Day): number =>
  Math.round((startOf(until).getTime() - startOf(from).getTime()) / dayMs);
export const startedHours = (ms: number): number => Math.ceil(ms / hourMs);

/** Orders by a key, smallest first. */
export const by =
  <T, K extends Ordered>(key: (item: T) => K): Comparator<T> =>
  (a, b) => {
    const [left, right] = [key(a), key(b)];
    return left < right ? -1 : left > right ? 1 : 0;
  };

/** Where in a sorted list the items end for which `before` holds. */
export function lowerBound<T>(items: readonly T[], before: (item: T) => boolean): number {
  let [low, high] = [0, items.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    const item = items[middle];
    if (item !== undefined && before(item)) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Several values for a key, in the order in which they came. */
export class Multimap<K, V> {
  readonly #lists = new Map<K, V[]>();

  add(key: K, value: V): void {
    const list = this.#lists.get(key);
    if (list === undefined) this.#lists.set(key, [value]);
    else list.push(value);
  }

  get(key: K): readonly V[] {
    return this.#lists.get(key) ?? [];
  }

  take(key: K): readonly V[] {
    const list = this.get(key);
    this.#lists.delete(key);
    return list;
  }
}

/** Asks for page after page until one is not full. */
export async function* pages<T>(
  size: number,
  load: (offset: number) => Promise<readonly T[]>,
): AsyncGenerator<T> {
  for (let offset = 0; ; offset += size) {
    const page = await load(offset);
    yield* page;
    if (page.length < size) return;
  }
}

export interface RetryPolicy {
  readonly limit: number;
  readonly pauseMs: number;
}

/** Runs a task until it succeeds, at most `limit` times. */
export async function retry<T>(
  { limit, pauseMs }: RetryPolicy,
  task: () => Promise<T>,
): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await task();
    } catch (error) {
      if (attempt >= limit) throw error;
      await new Promise((resolve) => setTimeout(resolve, pauseMs * attempt));
    }
  }
}

const decimal = /^(-?)(\d+)(?:\.(\d{1,6}))?$/;
const million = 1_000_000n;

const rounded = (value: bigint, unit: bigint): bigint => {
  const half = unit / 2n;
  return value < 0n ? -((-value + half) / unit) : (value + half) / unit;
};

/** A decimal in millionths: a price in cents, or a factor. */
export class Rate {
  static readonly zero = new Rate(0n);
  readonly micro: bigint;

  constructor(micro: bigint) {
    this.micro = micro;
  }

  static parse(text: string): Rate {
    const [, sign, whole, fraction = ""] = decimal.exec(text) ?? [];
    if (whole === undefined) throw new RangeError(`${text} is no decimal`);
    const micro = BigInt(whole) * million + BigInt(fraction.padEnd(6, "0"));
    return new Rate(sign === "-" ? -micro : micro);
  }

  minus(other: Rate): Rate {
    return new Rate(this.micro - other.micro);
  }

  /** So many times this rate, rounded. */
  times(count: bigint): bigint {
    return rounded(this.micro * count, million);
  }

  /** What watt-hours cost where this is the price of a kilowatt-hour. */
  ofWattHours(wattHours: bigint): bigint {
    return rounded(this.micro * wattHours, million * 1000n);
  }
}

export const isDecimal = (text: string): boolean => decimal.test(text);

/** `-1234n` becomes `-12.34 EUR`. */
export function euros(cents: bigint): string {
  const absolute = cents < 0n ? -cents : cents;
  const rest = String(absolute % 100n).padStart(2, "0");
  return `${cents < 0n ? "-" : ""}${absolute / 100n}.${rest} EUR`;
}

export const sumOf = <T>(items: Iterable<T>, amount: (item: T) => bigint): bigint => {
  let sum = 0n;
  for (const item of items) sum += amount(item);
  return sum;
};

export const kilowattHours = (wattHours: bigint): number => Number(wattHours) / 1000;
