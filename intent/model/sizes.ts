/** Bytes of each unit of size. */
const bytesOf: ReadonlyMap<string, number> = new Map([
  ["B", 1],
  ["KB", 1e3],
  ["MB", 1e6],
  ["GB", 1e9],
  ["TB", 1e12],
  ["KiB", 1024],
  ["MiB", 1024 ** 2],
  ["GiB", 1024 ** 3],
  ["TiB", 1024 ** 4],
]);

/** The bytes of a quantity such as `1.5MB`, to the last one: a part of a byte is a half. `undefined` where it is no size. */
export function bytesIn(amount: string, unit: string): number | undefined {
  const [, whole, fraction = ""] = /^(\d{1,20})(?:\.(\d{1,20}))?$/.exec(amount) ?? [];
  const factor = bytesOf.get(unit);
  if (whole === undefined || factor === undefined) return undefined;
  const digits = BigInt(whole + fraction) * BigInt(factor);
  const parts = 10n ** BigInt(fraction.length);
  return Number(digits / parts) + (digits % parts === 0n ? 0 : 0.5);
}

/** A size as an intent would write it, in the unit in which it is a whole number of the fewest digits: `10MB`, `512KiB`. */
export function sizeText(bytes: number): string {
  const texts = [...bytesOf].flatMap(([unit, of]) =>
    bytes >= of && bytes % of === 0 ? [`${bytes / of}${unit}`] : [],
  );
  return texts.reduce((best, text) => (text.length < best.length ? text : best), `${bytes}B`);
}
