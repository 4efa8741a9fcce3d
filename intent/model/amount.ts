/** Milliseconds of each unit that a duration may have. */
export const millisecondsOf: ReadonlyMap<string, number> = new Map([
  ["ms", 1],
  ["s", 1000],
  ["m", 60_000],
  ["h", 3_600_000],
  ["d", 86_400_000],
  ["w", 604_800_000],
]);

/** A number, or a quantity in milliseconds, as `digits` parts of ten to the power of `scale`. */
interface Amount {
  readonly digits: bigint;
  readonly scale: number;
}

// Longer ones are no amounts that anybody means, and take their time.
const lengthMax = 100;

/** What a plain number or quantity says, to the last digit; `undefined` for exponents and for what is neither. */
function amountOf(text: string): Amount | undefined {
  if (text.length > lengthMax) return undefined;
  const [, whole, fraction = "", unit = ""] = /^(-?\d+)(?:\.(\d+))?([a-z]*)$/i.exec(text) ?? [];
  const factor = unit === "" ? 1 : millisecondsOf.get(unit);
  if (whole === undefined || factor === undefined) return undefined;
  return { digits: BigInt(whole + fraction) * BigInt(factor), scale: fraction.length };
}

/** Whether one number or quantity is less than another; plain ones are told apart to the last digit. */
export function isLess(one: string, other: string): boolean {
  const [a, b] = [amountOf(one), amountOf(other)];
  if (a === undefined || b === undefined) return Number(one) < Number(other);
  return a.digits * 10n ** BigInt(b.scale) < b.digits * 10n ** BigInt(a.scale);
}

const nanosecondsDigits = 9;
const secondsMax = BigInt(Number.MAX_SAFE_INTEGER);

/**
 * Protobuf's JSON form of a duration such as `250ms` (`0.25s`), to the nanosecond; `undefined` where the quantity is none.
 */
export function durationText(amount: string, unit: string): string | undefined {
  const found = millisecondsOf.has(unit) ? amountOf(amount + unit) : undefined;
  if (found === undefined) return undefined;
  // Milliseconds with a scale of their own, as whole nanoseconds: what is smaller is cut off.
  const nanoseconds = (found.digits * 1_000_000n) / 10n ** BigInt(found.scale);
  const sign = nanoseconds < 0n ? "-" : "";
  const digits = String(nanoseconds < 0n ? -nanoseconds : nanoseconds).padStart(
    nanosecondsDigits + 1,
    "0",
  );
  const whole = digits.slice(0, -nanosecondsDigits);
  if (BigInt(whole) > secondsMax) return undefined;
  const fraction = digits.slice(-nanosecondsDigits).replace(/0+$/, "");
  return `${sign}${whole}${fraction === "" ? "" : `.${fraction}`}s`;
}
