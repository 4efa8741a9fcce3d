import type { Retype } from "./types.ts";

const number = /^(?:int|float|Decimal)$/;
const plain = /^(?:int|str|float|bool|bytes|UUID|Decimal|datetime|date|timedelta)$/;
const identity = /^(?:int|str|UUID)$/;

type Types = Pick<Retype, "before" | "after">;

/**
 * Whether a number becomes a number of another kind: what is counted with goes on being counted with, literals and seeds
 * follow, and whole numbers become exact ones without loss. What loses something, or is laid out otherwise, is asked about.
 */
export const isNumeric = ({ before, after }: Types): boolean =>
  number.test(before) && number.test(after);

/** Whether what is added to a value goes on being one: of numbers, and of numbers that become lengths of time. */
export const isAdded = ({ before, after }: Types): boolean =>
  isNumeric({ before, after }) || (before === "int" && after === "timedelta");

/** Whether a value of the new type is one value, and no record or list of them. */
export const isPlain = ({ after }: Types): boolean => plain.test(after);

/**
 * Whether code that only makes values for what changed can make new ones by another annotation: an id is passed on, and a
 * whole number is a number of any kind. A moment is not made of a day by calling it one, nor a decimal of what was counted
 * in floats: there the value is converted where it arrives, by whoever says how.
 */
export const comesBack = ({ before, after }: Types): boolean =>
  (isNumeric({ before, after }) && before === "int") ||
  (identity.test(before) && identity.test(after));

/** Whether a decimal number equals the float that is spelt like it: `0.5` does, `0.1` does not. */
export function isExactFloat(text: string): boolean {
  const [, whole = "", fraction = ""] =
    /^-?(\d+)(?:\.(\d+))?$/.exec(text.replaceAll("_", "")) ?? [];
  return whole !== "" && BigInt(whole + fraction) % 5n ** BigInt(fraction.length) === 0n;
}

/** Whether a value is spelt otherwise where nobody lays it out: `17000` and `17000.0`, a day and its hours. */
export const isSpeltOtherwise = ({ before, after }: Types): boolean =>
  /^(?:int>(?:float|Decimal|timedelta)|date>datetime|timedelta>int)$/.test(`${before}>${after}`);

/** Whether two values stand in the order in which they stood. */
export const staysInOrder = ({ before, after }: Types): boolean =>
  isNumeric({ before, after }) ||
  before === "str" ||
  /^(?:date>datetime|datetime>date|timedelta>int|int>timedelta)$/.test(`${before}>${after}`);

/** Whether an operation means something else for fractions than for whole numbers. */
export const dividesWhole = (text: string): boolean =>
  /\bdivmod\(|\/\/|(?<!["'\w\s])\s*%(?!["'])/.test(text);
