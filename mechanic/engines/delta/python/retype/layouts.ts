import type { Evidence } from "./types.ts";

/** How a number is laid out as text: `04d`, `,`, `#x`. */
export type Layout = (digits: string) => string;

/**
 * The layouts that a use gives to numbers: `{id:04d}`, `"%04d" % id`, `"{:04d}".format(id)`, `format(id, "04d")`. `text` is
 * the use as it is spelt. What is computed (`{id:{width}d}`) tells nothing.
 */
export function layoutsOf({ kind }: Pick<Evidence, "kind">, text: string): readonly Layout[] {
  if (kind !== "format") return [];
  const found = [
    ...[...text.matchAll(/:([^{}:!]*)\}/g)].map(([, spec = ""]) => spec),
    ...(text.startsWith("{") ? [] : [...text.matchAll(/%([-+ #0]*\d*[diuxX])/g)]).map(
      ([, spec = ""]) => ofPercent(spec),
    ),
    ...(text.startsWith("format(") ? [/["']([^"']*)["']\s*\)$/.exec(text)?.[1] ?? ""] : []),
  ];
  return found.flatMap((spec) => layoutOf(spec) ?? []);
}

/** `%-4d` fills up on the right, `%4d` on the left, as text and numbers do by themselves in the newer spelling. */
const ofPercent = (spec: string): string => spec.replace(/^-/, "<").replace(/[iu]$/, "d");

const specifier = /^(?:(.)?([<>^=]))?([+ ])?(#)?(0)?(\d+)?([,_])?([dxXob])?$/;

/** Python's format specification for whole numbers (its library reference, "Format Specification Mini-Language"). */
function layoutOf(spec: string): Layout | undefined {
  const found = specifier.exec(spec);
  if (found === null || spec === "") return undefined;
  const [, own, align = "", sign = "", alternate, zero, width = "0", group, type = "d"] = found;
  // Zeros in front are grouped as well; nobody lays out an id like that.
  if (group !== undefined && zero !== undefined) return undefined;
  const fill = own ?? zero ?? " ";
  return (digits) => {
    const value = BigInt(digits);
    const bare = value.toString({ x: 16, X: 16, o: 8, b: 2 }[type] ?? 10);
    const cased = type === "X" ? bare.toUpperCase() : bare;
    const every = type === "d" ? /\B(?=(?:\d{3})+$)/g : /\B(?=(?:\w{4})+$)/g;
    const grouped = group === undefined ? cased : cased.replaceAll(every, group);
    const head = `${sign}${alternate === undefined || type === "d" ? "" : `0${type}`}`;
    const room = Number(width);
    if ((zero !== undefined && align === "") || align === "=")
      return head + grouped.padStart(room - head.length, fill);
    const whole = head + grouped;
    if (align === "<") return whole.padEnd(room, fill);
    if (align !== "^") return whole.padStart(room, fill);
    const left = Math.floor(Math.max(0, room - whole.length) / 2);
    return whole.padStart(whole.length + left, fill).padEnd(room, fill);
  };
}
