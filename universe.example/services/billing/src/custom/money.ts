/** `1234n` becomes `12.34 EUR`. */
export function money(cents: bigint, currency = "EUR"): string {
  const sign = cents < 0n ? "-" : "";
  const absolute = cents < 0n ? -cents : cents;
  const whole = absolute / 100n;
  const rest = String(absolute % 100n).padStart(2, "0");
  return `${sign}${whole}.${rest} ${currency}`;
}

/** The sum of what `cents` says of each item. */
export function total<T>(items: Iterable<T>, cents: (item: T) => bigint): bigint {
  let sum = 0n;
  for (const item of items) sum += cents(item);
  return sum;
}
