import type { SyntaxNode } from "#intent";

import { childOf, textOf } from "../tree.ts";
import { calleeOf } from "./indexed.ts";
import type { Indexed, Retype } from "./types.ts";

/**
 * Values that a test writes out by calling their type with nothing but literals: `UUID("…")`, `Decimal("1.50")`,
 * `date(2026, 5, 1)`. They are as good as literals, and are respelt where the same value has a spelling in the new type.
 */
const spellings: Readonly<Record<string, (text: string) => string | undefined>> = {
  "UUID>str": (text) => {
    const [, said] =
      /^UUID\((["'][\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}["'])\)$/i.exec(text) ?? [];
    const [, whole] = /^UUID\(int=(\d+)\)$/.exec(text) ?? [];
    return said ?? (whole === undefined ? undefined : `"${numbered(BigInt(whole))}"`);
  },
  "Decimal>float": (text) => {
    const digits = decimal.exec(text)?.[1];
    return digits === undefined || digits.includes(".") ? digits : `${digits}.0`;
  },
  "Decimal>int": (text) => {
    const digits = decimal.exec(text)?.[1];
    return digits !== undefined && /^-?\d+(?:\.0+)?$/.test(digits)
      ? digits.replace(/\.0+$/, "")
      : undefined;
  },
  "Decimal>str": (text) => {
    const digits = decimal.exec(text)?.[1];
    return digits === undefined ? undefined : `"${digits}"`;
  },
  "date>str": (text) => {
    const [, year = "", month = "", day = ""] = /^date\((\d+),(\d+),(\d+)\)$/.exec(text) ?? [];
    return year === "" ? undefined : `"${year}-${month.padStart(2, "0")}-${day.padStart(2, "0")}"`;
  },
};

const decimal = /^Decimal\(["']?(-?\d+(?:\.\d+)?)["']?\)$/;

/** The UUID that is a number, as it is written. */
function numbered(whole: bigint): string {
  const digits = whole.toString(16).padStart(32, "0");
  return digits.replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-");
}

/** A value written out as a call in the spelling of the new type; `undefined` where it has none. */
export const respelt = (
  text: string,
  { before, after }: Pick<Retype, "before" | "after">,
): string | undefined =>
  spellings[`${before}>${after}`]?.(
    text.replace(/^\w+\.(?=[A-Za-z]+\()/, "").replaceAll(/\s+/g, ""),
  );

/** Whether a call writes out a value of a type that is respelt. */
export function isConstructed(
  { text }: Indexed,
  node: SyntaxNode,
  retype: Pick<Retype, "before" | "after">,
): boolean {
  if (node.type !== "call" || childOf(node, "arguments") === undefined) return false;
  if (calleeOf(text, node).split(".").at(-1) !== retype.before) return false;
  return respelt(textOf(text, node), retype) !== undefined;
}
