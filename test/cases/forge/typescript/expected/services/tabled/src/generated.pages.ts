// Stamped by Flywheel from the intent of `tabled`. Do not edit: the next stamp overwrites it.
// flywheel:stamp v1 service=tabled digest=… templates=…

import { list, object, optional, text } from "./generated.wire.ts";
import type { Wire } from "./generated.wire.ts";

/** Some of many, in their order. `next` is the cursor of those that follow; without it there are no more. */
export interface Page<T> {
  items: T[];
  next?: string | undefined;
}

export const page = <T>(item: Wire<T>): Wire<Page<T>> =>
  object({ items: list(item), next: optional(text) });

/**
 * All items of all pages, one after the other. `ask` fetches the page at a cursor, and the first one without. Throws
 * where a page leads to itself, since that would never end.
 */
export async function* walk<T>(
  ask: (cursor: string | undefined) => Promise<Page<T>>,
): AsyncGenerator<T, void, undefined> {
  let cursor: string | undefined;
  for (;;) {
    const { items, next } = await ask(cursor);
    yield* items;
    if (next === undefined) return;
    if (next === cursor) throw new Error(`the page at ${next} leads to itself`);
    cursor = next;
  }
}
