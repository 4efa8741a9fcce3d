interface Entry<V> {
  readonly value: V;
  readonly staleAt: number;
}

/** Remembers answers for a while; of too many, the oldest is forgotten. */
export class Memo<K, V> {
  readonly #entries = new Map<K, Entry<V>>();
  readonly #size: number;
  readonly #ttl: number;
  readonly #now: () => number;

  constructor(size: number, ttl: number, now: () => number = Date.now) {
    this.#size = size;
    this.#ttl = ttl;
    this.#now = now;
  }

  async get(key: K, load: (key: K) => Promise<V>): Promise<V> {
    const hit = this.#entries.get(key);
    if (hit !== undefined && hit.staleAt > this.#now()) return hit.value;
    const value = await load(key);
    this.#entries.delete(key);
    this.#entries.set(key, { value, staleAt: this.#now() + this.#ttl });
    for (const oldest of this.#entries.keys()) {
      if (this.#entries.size <= this.#size) break;
      this.#entries.delete(oldest);
    }
    return value;
  }

  forget(key: K): boolean {
    return this.#entries.delete(key);
  }
}
