/** Units that a quantity may have, by what they measure. */
export const units = {
  duration: ["ms", "s", "m", "h", "d", "w"],
  size: ["B", "KB", "MB", "GB", "TB", "KiB", "MiB", "GiB", "TiB"],
} as const;

const known: ReadonlySet<string> = new Set<string>([...units.duration, ...units.size]);

/** Without leading zeros, which the target languages read in three different ways. */
const numberPattern = /^[+-]?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?$/;
const quantityPattern = /^(?:0|[1-9][0-9]*)(?:\.[0-9]+)?([A-Za-z]+)$/;

export type NumberReading =
  | { readonly kind: "number" | "quantity" | "malformed" }
  | { readonly kind: "unknown-unit"; readonly unit: string };

/** What an atom that starts like a number is. */
export function readNumber(text: string): NumberReading {
  if (numberPattern.test(text)) return { kind: "number" };
  const unit = quantityPattern.exec(text)?.[1];
  if (unit === undefined) return { kind: "malformed" };
  return known.has(unit) ? { kind: "quantity" } : { kind: "unknown-unit", unit };
}
