/** Below, above or as far as the other: what `Array.sort` wants to hear. */
export type Order<T> = (left: T, right: T) => number;

/** Orders by what `key` says of each; texts, numbers and big numbers stand as `<` has them. */
export const by =
  <T, K extends string | number | bigint>(key: (value: T) => K): Order<T> =>
  (left, right) => {
    const [a, b] = [key(left), key(right)];
    return a < b ? -1 : a > b ? 1 : 0;
  };

/** The first order that tells two apart decides. */
export const inTurn =
  <T>(...orders: readonly Order<T>[]): Order<T> =>
  (left, right) =>
    orders.reduce((found, order) => (found === 0 ? order(left, right) : found), 0);

/** Rows by their keys. */
export class Table<K, V> implements Iterable<V> {
  readonly #rows = new Map<K, V>();
  readonly #keyOf: (row: V) => K;

  constructor(keyOf: (row: V) => K, rows: Iterable<V> = []) {
    this.#keyOf = keyOf;
    for (const row of rows) this.put(row);
  }

  get size(): number {
    return this.#rows.size;
  }

  get(key: K): V | undefined {
    return this.#rows.get(key);
  }

  put(row: V): V {
    this.#rows.set(this.#keyOf(row), row);
    return row;
  }

  /** Changes some fields of a row that is there. */
  patch(key: K, change: Partial<V>): V | undefined {
    const row = this.get(key);
    return row === undefined ? undefined : this.put({ ...row, ...change });
  }

  where(wanted: (row: V) => boolean): V[] {
    return this.#rows
      .values()
      .filter((row) => wanted(row))
      .toArray();
  }

  [Symbol.iterator](): Iterator<V> {
    return this.#rows.values();
  }
}

/** Several values to a key. */
export const grouped = <K, V>(values: Iterable<V>, keyOf: (value: V) => K): Map<K, V[]> => {
  const groups = new Map<K, V[]>();
  for (const value of values) {
    const key = keyOf(value);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [value]);
    else group.push(value);
  }
  return groups;
};

/** Where `wanted` stands or would stand among rows that are in the order of their keys. */
export function lowerBound<T, K extends string | number | bigint>(
  rows: readonly T[],
  wanted: K,
  keyOf: (row: T) => K,
): number {
  let [low, high] = [0, rows.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    const row = rows[middle];
    if (row !== undefined && keyOf(row) < wanted) low = middle + 1;
    else high = middle;
  }
  return low;
}

export interface Page<T, K> {
  readonly rows: readonly T[];
  readonly next: K | undefined;
}

/** The rows from the key `after` on, at most `limit`; `next` is where the following page begins. */
export function page<T, K extends string | number | bigint>(
  rows: readonly T[],
  keyOf: (row: T) => K,
  { after, limit }: { after: K | undefined; limit: number },
): Page<T, K> {
  const start = after === undefined ? 0 : lowerBound(rows, after, keyOf);
  const following = rows[start + limit];
  return {
    rows: rows.slice(start, start + limit),
    next: following === undefined ? undefined : keyOf(following),
  };
}

/** Remembers what was loaded under a key of text, for as long as it is fresh. */
export class Cache<V> {
  readonly #entries = new Map<string, { value: V; until: number }>();
  readonly #maxAgeMs: number;
  readonly #now: () => Date;

  constructor(maxAgeMs: number, now: () => Date) {
    this.#maxAgeMs = maxAgeMs;
    this.#now = now;
  }

  async get(key: string, load: () => Promise<V>): Promise<V> {
    const known = this.#entries.get(key);
    if (known !== undefined && known.until > this.#now().getTime()) return known.value;
    const value = await load();
    this.#entries.set(key, { value, until: this.#now().getTime() + this.#maxAgeMs });
    return value;
  }

  forget(key: string): void {
    this.#entries.delete(key);
  }
}

/** Tries again when it throws, at most `limit` times altogether. */
export async function retry<T>(limit: number, task: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await task();
    } catch (error) {
      if (attempt >= limit) throw error;
    }
  }
}
