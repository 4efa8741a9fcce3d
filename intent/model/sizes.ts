/** Bytes of each unit of size. */
export const bytesOf: ReadonlyMap<string, number> = new Map([
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

/** A size as an intent would write it, in the unit in which it is a whole number of the fewest digits: `10MB`, `512KiB`. */
export function sizeText(bytes: number): string {
  const texts = [...bytesOf].flatMap(([unit, of]) =>
    bytes >= of && bytes % of === 0 ? [`${bytes / of}${unit}`] : [],
  );
  return texts.reduce((best, text) => (text.length < best.length ? text : best), `${bytes}B`);
}
