import type { Clauses } from "#intent";

/** What clauses say of tries, in milliseconds; listeners and fixed times share it. */
export interface TriesPlan {
  readonly tries: number | undefined;
  readonly backoff: number | undefined;
  readonly timeout: number | undefined;
  readonly parallel: number | undefined;
}

/** The tries of a listener or of a fixed time; only what was declared. */
export function triesPlan({ retry, timeout, parallel }: Clauses): TriesPlan {
  const { tries, backoff } = retry ?? {};
  return { tries, backoff: maybe(backoff), timeout: maybe(timeout), parallel };
}

const maybe = (text: string | undefined): number | undefined =>
  text === undefined ? undefined : milliseconds(text);

/** Protobuf's JSON form of a duration (`1.5s`) in whole milliseconds, at least one. */
export const milliseconds = (text: string): number =>
  Math.max(1, Math.round(Number(text.slice(0, -1)) * 1000));
