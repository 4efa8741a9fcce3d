// Stamped by Flywheel from the intent of `tabled`. Do not edit: the next stamp overwrites it.
// flywheel:stamp v1 service=tabled digest=… templates=…

import { z } from "zod";

import type { Wire } from "./generated.wire.ts";

/** A codec that refuses some values of its type, when it reads and when it writes. Messages never tell the value. */
const within = <T>(inner: Wire<T>, fits: (value: T) => boolean, message: string): Wire<T> =>
  z.pipe(inner, z.custom<T>().refine(fits, message));

/** The smallest value; `said` is how a message tells it. */
export const min = <T extends number | bigint>(
  inner: Wire<T>,
  least: T,
  said = String(least),
): Wire<T> => within(inner, (value) => value >= least, `must be at least ${said}`);

/** The largest value. */
export const max = <T extends number | bigint>(
  inner: Wire<T>,
  most: T,
  said = String(most),
): Wire<T> => within(inner, (value) => value <= most, `must be at most ${said}`);

const fractionOf = (text: string): string => text.split(".")[1] ?? "";

/** Whether one decimal is less than another, to the last digit. */
const isLess = (one: string, other: string): boolean => {
  const scale = Math.max(fractionOf(one).length, fractionOf(other).length);
  const digits = (text: string): bigint =>
    BigInt(text.replace(".", "") + "0".repeat(scale - fractionOf(text).length));
  return digits(one) < digits(other);
};

/** The smallest decimal. */
export const decimalMin = (inner: Wire<string>, least: string): Wire<string> =>
  within(inner, (value) => !isLess(value, least), `must be at least ${least}`);

/** The largest decimal. */
export const decimalMax = (inner: Wire<string>, most: string): Wire<string> =>
  within(inner, (value) => !isLess(most, value), `must be at most ${most}`);

const counted = (most: number, unit: string): string =>
  `must have at most ${most} ${most === 1 ? unit : `${unit}s`}`;

/** The greatest length of a text in code points: a character outside of the first 65,536 counts once. */
export const text = (inner: Wire<string>, most: number): Wire<string> =>
  within(
    inner,
    (value) => value.length <= most || (value.length <= 2 * most && [...value].length <= most),
    counted(most, "character"),
  );

/** The greatest number of bytes. */
export const bytes = (inner: Wire<Uint8Array>, most: number): Wire<Uint8Array> =>
  within(inner, (value) => value.length <= most, counted(most, "byte"));

/** The greatest number of items of a list or map. */
export const items = <T extends readonly unknown[] | ReadonlyMap<unknown, unknown>>(
  inner: Wire<T>,
  most: number,
): Wire<T> =>
  within(
    inner,
    (value) => ("size" in value ? value.size : value.length) <= most,
    counted(most, "item"),
  );

/** What a text must match somewhere. */
export const pattern = (inner: Wire<string>, wanted: RegExp): Wire<string> =>
  within(inner, (value) => wanted.test(value), `must match ${wanted.source}`);

type Payload = z.core.ParsePayload;

/** What was read, or what is wrong with it: of what lies inside of a secret, only that something is. */
const unseen = <T>(result: z.ZodSafeParseResult<T>, payload: Payload): T => {
  if (result.success) return result.data;
  const { issues } = result.error;
  const whole = issues.every(({ path }) => path.length === 0);
  const messages = whole
    ? issues.map(({ message }) => message)
    : ["does not have the declared form"];
  for (const message of messages)
    payload.issues.push({ code: "custom", path: [], message, input: undefined });
  return z.NEVER;
};

/** A secret with an inside: its keys are as secret as its values, and a path would tell them. */
export const secret = <T>(inner: Wire<T>): Wire<T> =>
  z.codec(z.unknown(), z.custom<T>(), {
    decode: (value, payload) => unseen(z.safeDecode(inner, value), payload),
    encode: (value, payload) => unseen(z.safeEncode(inner, value), payload),
  });
