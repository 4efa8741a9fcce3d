/** Many values under one key, in the order in which they came. */
export class Index<K, V> {
  readonly #lists = new Map<K, V[]>();

  add(key: K, value: V): void {
    const list = this.#lists.get(key);
    if (list === undefined) this.#lists.set(key, [value]);
    else list.push(value);
  }

  of(key: K): readonly V[] {
    return this.#lists.get(key) ?? [];
  }

  /** Moves all that stands under one key to the end of another's list. */
  move(from: K, into: K): number {
    const moved = this.#lists.get(from) ?? [];
    this.#lists.delete(from);
    for (const value of moved) this.add(into, value);
    return moved.length;
  }

  entries(): IteratorObject<[K, readonly V[]]> {
    return this.#lists.entries();
  }

  static by<K, V>(values: Iterable<V>, keyOf: (value: V) => K): Index<K, V> {
    const index = new Index<K, V>();
    for (const value of values) index.add(keyOf(value), value);
    return index;
  }
}

/** Counts under keys; a key that was never counted stands at 0. */
export class Tally<K> extends Map<K, number> {
  count(key: K, by = 1): this {
    return this.set(key, (this.get(key) ?? 0) + by);
  }
}

/** Where `wanted` would stand in a sorted list: the first place whose key is not below it. */
export function lowerBound<T, K extends number | bigint | string>(
  sorted: readonly T[],
  wanted: K,
  keyOf: (item: T) => K,
): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    const item = sorted[middle];
    if (item !== undefined && keyOf(item) < wanted) low = middle + 1;
    else high = middle;
  }
  return low;
}

export interface RetryPolicy {
  readonly limit: number;
  readonly pauseMs: number;
}

/** Tries at most `limit` times and waits in between; the last failure is thrown. */
export async function persist<T>(policy: RetryPolicy, task: () => Promise<T>): Promise<T> {
  for (let left = policy.limit; ; left--) {
    try {
      return await task();
    } catch (error) {
      if (left <= 1) throw error;
      await new Promise((resolve) => setTimeout(resolve, policy.pauseMs));
    }
  }
}

interface Kept<V> {
  readonly value: V;
  readonly until: number;
}

export interface MemoOptions<V> {
  readonly maxAgeMs: number;
  readonly now: () => Date;
  readonly worth?: (value: V) => boolean;
}

/** Remembers what was loaded for some time; what `worth` turns down is asked for again. */
export class Memo<K, V> {
  readonly #kept = new Map<K, Kept<V>>();
  readonly #load: (key: K) => Promise<V>;
  readonly #options: MemoOptions<V>;

  constructor(options: MemoOptions<V>, load: (key: K) => Promise<V>) {
    this.#options = options;
    this.#load = load;
  }

  async get(key: K): Promise<V> {
    const kept = this.#kept.get(key);
    const { maxAgeMs, now: clock, worth } = this.#options;
    const now = clock().getTime();
    if (kept !== undefined && kept.until > now) return kept.value;
    const value = await this.#load(key);
    if (worth === undefined || worth(value)) this.#kept.set(key, { value, until: now + maxAgeMs });
    return value;
  }

  forget(key: K): void {
    this.#kept.delete(key);
  }
}
