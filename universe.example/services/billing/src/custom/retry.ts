/** How often to try, and how long to wait in between; the wait doubles each time. */
export interface RetryPolicy {
  readonly limit: number;
  readonly pauseMs: number;
}

const sleep = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** Runs `task` until it succeeds, at most `limit` times; the last failure is thrown. */
export async function retry<T>(
  { limit, pauseMs }: RetryPolicy,
  task: (attempt: number) => Promise<T>,
): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await task(attempt);
    } catch (error) {
      if (attempt >= limit) throw error;
      await sleep(pauseMs * 2 ** (attempt - 1));
    }
  }
}
