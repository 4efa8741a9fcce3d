/** What can be put in an order with `<`. */
export type Ordered = number | bigint | string | Date;

export type Comparator<T> = (a: T, b: T) => number;

/** Orders by what `key` says of each item. */
export const by =
  <T, K extends Ordered>(key: (item: T) => K): Comparator<T> =>
  (a, b) => {
    const [x, y] = [key(a), key(b)];
    return x < y ? -1 : x > y ? 1 : 0;
  };

export const descending =
  <T>(order: Comparator<T>): Comparator<T> =>
  (a, b) =>
    order(b, a);

/** The first comparator that tells two items apart decides. */
export const inTurn =
  <T>(...orders: readonly Comparator<T>[]): Comparator<T> =>
  (a, b) => {
    for (const order of orders) {
      const said = order(a, b);
      if (said !== 0) return said;
    }
    return 0;
  };

/** The index of the first item that is not before `limit`; the items are sorted by `key`. */
export function lowerBound<T, K extends Ordered>(
  items: readonly T[],
  limit: K,
  key: (item: T) => K,
): number {
  let [low, high] = [0, items.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    const item = items[middle];
    if (item !== undefined && key(item) < limit) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Several values for each key, in the order in which they came. */
export class MultiMap<K, V> {
  readonly #groups = new Map<K, V[]>();

  add(key: K, value: V): this {
    const group = this.#groups.get(key);
    if (group === undefined) this.#groups.set(key, [value]);
    else group.push(value);
    return this;
  }

  of(key: K): readonly V[] {
    return this.#groups.get(key) ?? [];
  }

  /** Takes away the values for which `gone` holds, and answers them. */
  remove(key: K, gone: (value: V) => boolean): V[] {
    const { yes = [], no = [] } = Object.groupBy(this.of(key), (value) =>
      gone(value) ? "yes" : "no",
    );
    this.#groups.set(key, no);
    return yes;
  }

  entries(): IteratorObject<[K, V[]]> {
    return this.#groups.entries();
  }
}

export interface Page<T> {
  readonly items: readonly T[];
  readonly more: boolean;
}

/** Page `page` of a list, counted from 1. */
export function paged<T>(items: readonly T[], page: number, size = 20): Page<T> {
  const start = (Math.max(1, page) - 1) * size;
  return { items: items.slice(start, start + size), more: items.length > start + size };
}

/** The sum of what `amount` says of each item. */
export const sumOf = <T>(items: Iterable<T>, amount: (item: T) => number): number => {
  let sum = 0;
  for (const item of items) sum += amount(item);
  return sum;
};
