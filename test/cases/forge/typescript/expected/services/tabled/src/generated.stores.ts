// Stamped by Flywheel from the intent of `tabled`. Do not edit: the next stamp overwrites it.
// flywheel:stamp v1 service=tabled digest=… templates=…

import { randomUUID } from "node:crypto";

import type { Page } from "./generated.pages.ts";

/** How things of one kind are told apart: the text of the key, and of what no two may share by the name of its field. */
export interface Kept<T> {
  readonly key: (value: T) => string;
  readonly unique: (value: T) => Readonly<Record<string, string>>;
}

/** What came of a change: the thing as it is now, or the field whose value another one has. */
export type Changed<T> = { readonly value: T } | { readonly taken: string };

/** Where things of one kind are kept. Whoever implements it may be put in place of a stamped one. */
export interface Store<T> {
  /** Adds a thing, unless another one has its key or a value that no two may share. */
  insert(value: T): Promise<Changed<T>>;
  find(key: string): Promise<T | undefined>;
  /** Puts what `change` makes of a thing in its place, at once for all others; nothing where it is not there. */
  update(key: string, change: (value: T) => T): Promise<Changed<T> | undefined>;
  /** Whether there was such a thing. */
  delete(key: string): Promise<boolean>;
  /** At most `limit` things in the order of their keys, from behind the key `after` on. */
  listAfter(after: string | undefined, limit: number): Promise<T[]>;
}

/** Orders keys by their characters' numbers, as databases and other languages do. */
const compareKeys = (a: string, b: string): number =>
  Buffer.compare(Buffer.from(a), Buffer.from(b));

/** Keeps things in the process's own memory, and forgets them with it. */
export class MemoryStore<T> implements Store<T> {
  readonly #kept: Kept<T>;
  readonly #things = new Map<string, T>();

  constructor(kept: Kept<T>) {
    this.#kept = kept;
  }

  async insert(value: T): Promise<Changed<T>> {
    const key = this.#kept.key(value);
    return this.#things.has(key) ? { taken: "key" } : this.#put(key, value);
  }

  async find(key: string): Promise<T | undefined> {
    return structuredClone(this.#things.get(key));
  }

  async update(key: string, change: (value: T) => T): Promise<Changed<T> | undefined> {
    const value = structuredClone(this.#things.get(key));
    return value === undefined ? undefined : this.#put(key, change(value));
  }

  async delete(key: string): Promise<boolean> {
    return this.#things.delete(key);
  }

  async listAfter(after: string | undefined, limit: number): Promise<T[]> {
    const keys = [...this.#things.keys()].filter(
      (key) => after === undefined || compareKeys(key, after) > 0,
    );
    const found = keys.toSorted(compareKeys).slice(0, limit);
    return found.flatMap((key) => structuredClone(this.#things.get(key)) ?? []);
  }

  #put(key: string, value: T): Changed<T> {
    const others = [...this.#things].filter(([other]) => other !== key);
    const theirs = others.map(([, thing]) => this.#kept.unique(thing));
    const unique = Object.entries(this.#kept.unique(value));
    const taken = unique.find(([field, text]) => theirs.some((other) => other[field] === text));
    if (taken !== undefined) return { taken: taken[0] };
    this.#things.set(key, structuredClone(value));
    return { value };
  }
}

/** A new key. */
export const newKey = (): string => randomUUID();

/** One page of a store, which leads to the next by the key of its last thing. */
export const pageOf = async <T>(
  store: Store<T>,
  kept: Kept<T>,
  cursor: string | undefined,
  limit: number,
): Promise<Page<T>> => {
  const found = await store.listAfter(cursor, limit + 1);
  const items = found.slice(0, limit);
  const last = items.at(-1);
  return found.length > limit && last !== undefined ? { items, next: kept.key(last) } : { items };
};
