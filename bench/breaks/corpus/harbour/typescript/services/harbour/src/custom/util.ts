interface Entry<V> {
  readonly value: V;
  readonly at: number;
}

/** Keeps what was loaded for some time, the entries that were used last. */
export class Cache<V> {
  readonly #entries = new Map<string, Entry<V>>();
  readonly #limit: number;
  readonly #maxAgeMs: number;
  readonly #now: () => number;

  constructor(limit: number, maxAgeMs: number, now: () => number) {
    this.#limit = limit;
    this.#maxAgeMs = maxAgeMs;
    this.#now = now;
  }

  get size(): number {
    return this.#entries.size;
  }

  async get(key: string, load: () => Promise<V>): Promise<V> {
    const known = this.#entries.get(key);
    this.#entries.delete(key);
    const fresh = known !== undefined && this.#now() - known.at <= this.#maxAgeMs;
    const entry = fresh ? known : { value: await load(), at: this.#now() };
    this.#entries.set(key, entry);
    for (const oldest of this.#entries.keys()) {
      if (this.#entries.size <= this.#limit) break;
      this.#entries.delete(oldest);
    }
    return entry.value;
  }

  /** Forgets all entries whose key begins with a text, and says how many. */
  forget(prefix: string): number {
    const keys = [...this.#entries.keys()].filter((key) => key.startsWith(prefix));
    for (const key of keys) this.#entries.delete(key);
    return keys.length;
  }
}

/** Tries a task again until it succeeds or `attempts` are used up. */
export async function retry<T>(
  attempts: number,
  task: () => Promise<T>,
  pause: (attempt: number) => Promise<void> = () => Promise.resolve(),
): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await task();
    } catch (error) {
      if (attempt >= attempts) throw error;
      await pause(attempt);
    }
  }
}

/** One page of a list; `page` counts from 1. */
export interface Page<T> {
  readonly items: readonly T[];
  readonly page: number;
  readonly pages: number;
}

export function paginate<T>(all: readonly T[], page: number, limit: number): Page<T> {
  const size = Math.max(1, limit);
  const pages = Math.max(1, Math.ceil(all.length / size));
  const at = Math.min(Math.max(1, page), pages);
  return { items: all.slice((at - 1) * size, at * size), page: at, pages };
}

/** Where the first item that is not below `wanted` stands in a sorted list. */
export function lowerBound<T>(
  sorted: readonly T[],
  wanted: number,
  of: (item: T) => number,
): number {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    const item = sorted[middle];
    if (item !== undefined && of(item) < wanted) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** How often each key comes up, the keys in the order in which they were first seen. */
export function tally<T, K>(items: Iterable<T>, keyOf: (item: T) => K): Map<K, number> {
  const counts = new Map<K, number>();
  for (const item of items) counts.set(keyOf(item), (counts.get(keyOf(item)) ?? 0) + 1);
  return counts;
}

/** Orders by one thing after the other until something differs. */
export const by =
  <T>(...orders: readonly ((a: T, b: T) => number)[]) =>
  (a: T, b: T): number => {
    for (const order of orders) {
      const difference = order(a, b);
      if (difference !== 0) return difference;
    }
    return 0;
  };

/** The day of a moment, in UTC. */
export const dayOf = (at: Date): string => at.toISOString().slice(0, 10);

/** The day that lies some days after another. */
export const daysAfter = (day: string, days: number): string =>
  dayOf(new Date(Date.parse(`${day}T00:00:00Z`) + days * 86_400_000));
