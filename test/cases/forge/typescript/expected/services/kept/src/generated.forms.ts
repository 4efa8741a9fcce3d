// Stamped by Flywheel from the intent of `kept`. Do not edit: the next stamp overwrites it.
// flywheel:stamp v1 service=kept digest=… templates=…

import { z } from "zod";

import { openEnum, rekeyed } from "./generated.wire.ts";
import type { Wire } from "./generated.wire.ts";

/** A key that is written, and the one beside it that is read as well while a rename is on its way. */
export type Form =
  | { readonly writes: string; readonly newer: string }
  | { readonly writes: string; readonly older: string };

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** What arrived under either key, under the one that is written. Where both are there, the newer one counts. */
const oneForm = (value: unknown, forms: readonly Form[]): unknown => {
  if (!isRecord(value)) return value;
  const given = new Map(Object.entries(value));
  for (const form of forms) {
    const other = "newer" in form ? form.newer : form.older;
    if (!given.has(other)) continue;
    if ("newer" in form || !given.has(form.writes)) given.set(form.writes, given.get(other));
    given.delete(other);
  }
  return Object.fromEntries(given);
};

/** The key of a form by which a value came; where neither did, the newer one. */
const sentBy = (value: unknown, form: Form): string => {
  const [newer, older] = "newer" in form ? [form.newer, form.writes] : [form.writes, form.older];
  const has = (key: string): boolean => isRecord(value) && Object.hasOwn(value, key);
  return has(older) && !has(newer) ? older : newer;
};

/** An object that is read with keys of two forms, and written with those of one. */
export const keys = <T>(inner: Wire<T>, ...forms: readonly Form[]): Wire<T> =>
  rekeyed(inner, {
    read: (value) => oneForm(value, forms),
    written: (value) => value,
    told: (key, value) => {
      const form = forms.find(({ writes }) => writes === key);
      return form === undefined ? key : sentBy(value, form);
    },
  });

/** Reads what a function makes of what arrives, and leaves alone what is written. */
const reads = <T>(inner: Wire<T>, decode: (value: unknown) => unknown): Wire<T> =>
  z.codec(z.unknown(), inner, { decode, encode: (value) => value });

const integer = /^(?:0|-?[1-9]\d*)$/;
const number = /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][-+]?\d+)?$/;

/** A number that was, or will be, a text: `"12"` is read as 12. */
const spelt = <T>(inner: Wire<T>, form: RegExp): Wire<T> =>
  reads(inner, (value) => (typeof value === "string" && form.test(value) ? Number(value) : value));

/** A whole number that was, or will be, a text. */
export const asInteger = <T>(inner: Wire<T>): Wire<T> => spelt(inner, integer);

/** A number that was, or will be, a text. */
export const asNumber = <T>(inner: Wire<T>): Wire<T> => spelt(inner, number);

/** Numbers within these have a text without an exponent. */
const [least, most] = [1e-6, 1e21];

/** A text that was, or will be, a number: 12 is read as `"12"`. */
export const asText = <T>(inner: Wire<T>): Wire<T> =>
  reads(inner, (value) => {
    if (typeof value !== "number") return value;
    const size = Math.abs(value);
    return size === 0 || (size >= least && size < most) ? String(value) : value;
  });

/** A single value that was, or will be, a list: a list of one is read as what it holds. */
export const asOne = <T>(inner: Wire<T>): Wire<T> =>
  reads(inner, (value) => {
    if (!Array.isArray(value) || value.length !== 1) return value;
    const [one]: unknown[] = value;
    return one;
  });

/** A list that was, or will be, a single value: that is read as a list of one. */
export const asList = <T>(inner: Wire<T>): Wire<T> =>
  reads(inner, (value) =>
    value === undefined || value === null || Array.isArray(value) ? value : [value],
  );

/** An enum some of whose values are read under other names, too. */
export const values = <T extends string>(others: Readonly<Record<string, T>>): Wire<T> => {
  const known = new Map(Object.entries(others));
  return z.codec(openEnum<T>(), z.custom<T>(), {
    decode: (value) => known.get(value) ?? value,
    encode: (value) => value,
  });
};

/** A union some of whose cases are read under other names, too. */
export const tags = <T>(inner: Wire<T>, others: Readonly<Record<string, string>>): Wire<T> => {
  const known = new Map<unknown, string>(Object.entries(others));
  return z.codec(z.unknown(), inner, {
    decode: (value) => {
      const type = isRecord(value) ? known.get(value["type"]) : undefined;
      return isRecord(value) && type !== undefined ? { ...value, type } : value;
    },
    encode: (value) => value,
  });
};
