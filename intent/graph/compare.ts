/** Orders text by UTF-16 units, the same under every locale (`localeCompare` is not). */
export const compareText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
