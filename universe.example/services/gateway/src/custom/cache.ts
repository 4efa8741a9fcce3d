/** How many entries are kept, and for how long each. */
export interface CacheLimits {
  readonly limit: number;
  readonly maxAgeMs: number;
}

interface Entry<V> {
  readonly value: V;
  readonly at: number;
}

/** Keeps the entries that were used last. Time comes from outside, in milliseconds. */
export class Cache<K, V> {
  readonly #entries = new Map<K, Entry<V>>();
  readonly #limits: CacheLimits;
  readonly #now: () => number;

  constructor(limits: CacheLimits, now: () => number) {
    this.#limits = limits;
    this.#now = now;
  }

  get size(): number {
    return this.#entries.size;
  }

  get(key: K): V | undefined {
    const entry = this.#entries.get(key);
    if (entry === undefined) return undefined;
    this.#entries.delete(key);
    if (this.#now() - entry.at > this.#limits.maxAgeMs) return undefined;
    this.#entries.set(key, entry);
    return entry.value;
  }

  set(key: K, value: V): void {
    this.#entries.delete(key);
    this.#entries.set(key, { value, at: this.#now() });
    for (const oldest of this.#entries.keys()) {
      if (this.#entries.size <= this.#limits.limit) break;
      this.#entries.delete(oldest);
    }
  }

  delete(key: K): void {
    this.#entries.delete(key);
  }
}
