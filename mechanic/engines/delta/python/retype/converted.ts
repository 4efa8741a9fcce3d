import type { SyntaxNode } from "#intent";

import { childOf, textOf, walk } from "../tree.ts";
import { above, argumentsOf, calleeOf, nodeAt } from "./indexed.ts";
import type { Probe } from "./probe.ts";
import type { Indexed, Place, Retype } from "./types.ts";

/**
 * A conversion that stood between the old type and the new one has nothing to do any more: `date.fromisoformat(loan.due)`
 * of what is a date now is `loan.due`, and `day.isoformat()` given as it is `day`. Only conversions whose sole purpose was
 * the type, and that lose nothing but the spelling, fall away: a rounding is a decision, and so is a reader that somebody
 * catches.
 */
interface Conversion {
  readonly from: string;
  readonly to: string;
  /** The whole call without blanks, with `@` for the value. */
  readonly spelt: RegExp;
  /** Whether it takes what it makes as well, so that it may stay where its value is of that type already. */
  readonly takesBoth?: boolean;
}

const conversion = (from: string, to: string, spelt: RegExp): Conversion => ({ from, to, spelt });
const either = (from: string, to: string, spelt: RegExp): Conversion => ({
  ...conversion(from, to, spelt),
  takesBoth: true,
});

const conversions: readonly Conversion[] = [
  conversion("str", "date", /^(?:datetime\.)?date\.fromisoformat\(@\)$/),
  conversion("str", "date", /^(?:datetime\.)?datetime\.fromisoformat\(@\)\.date\(\)$/),
  conversion(
    "str",
    "date",
    /^(?:datetime\.)?datetime\.strptime\(@,(?:"%Y-%m-%d"|'%Y-%m-%d')\)\.date\(\)$/,
  ),
  conversion("date", "str", /^@\.isoformat\(\)$/),
  either("date", "str", /^str\(@\)$/),
  conversion("str", "datetime", /^(?:datetime\.)?datetime\.fromisoformat\(@\)$/),
  conversion(
    "str",
    "datetime",
    /^(?:datetime\.)?datetime\.fromisoformat\(@\.replace\("Z","\+00:00"\)\)$/,
  ),
  conversion("datetime", "str", /^@\.isoformat\(\)$/),
  conversion("str", "UUID", /^(?:uuid\.)?UUID\(@\)$/),
  either("UUID", "str", /^str\(@\)$/),
  either("Decimal", "str", /^str\(@\)$/),
  either("int", "str", /^str\(@\)$/),
  either("Decimal", "float", /^float\(@\)$/),
  either("float", "Decimal", /^(?:decimal\.)?Decimal\((?:@|str\(@\)|repr\(@\))\)$/),
  conversion("datetime", "date", /^@\.date\(\)$/),
];

/**
 * What a conversion from one type to another takes at a call; `undefined` where it is none of them, or where it is not in the
 * way (`needed`): `str(id)` says the same of a text.
 */
export function convertedAt(
  { text }: Indexed,
  call: SyntaxNode,
  from: string,
  to: string,
  needed = false,
): SyntaxNode | undefined {
  const own = conversions.filter(
    (one) => one.from === from && one.to === to && !(needed && one.takesBoth === true),
  );
  const whole = textOf(text, call);
  for (const node of walk(call)) {
    if (node === call || !isPlainValue(node)) continue;
    const shape = `${whole.slice(0, node.start - call.start)}@${whole.slice(node.end - call.start)}`;
    if (own.some(({ spelt }) => spelt.test(shape.replaceAll(/\s+/g, "")))) return node;
  }
  return undefined;
}

/** What can stand where its conversion stood without parentheses. */
const isPlainValue = ({ type }: SyntaxNode): boolean =>
  /^(?:identifier|attribute|call|subscript)$/.test(type);

/** Calls in which the old type becomes the new one, or the new one the old, with what they take. */
export function conversionProbes(
  module: Indexed,
  { before, after }: Pick<Retype, "before" | "after">,
): readonly Probe[] {
  const { file } = module;
  return [...walk(module.root)].flatMap((call): readonly Probe[] => {
    if (call.type !== "call") return [];
    const taken = convertedAt(module, call, before, after, true);
    const made = taken === undefined ? convertedAt(module, call, after, before) : undefined;
    if (taken !== undefined)
      return [{ file, kind: "converted", place: call, asks: [taken], alone: true }];
    const read = before === "float" && after === "Decimal" ? readBy(module, call) : undefined;
    if (read !== undefined) return [{ file, kind: "made", place: call, asks: [read] }];
    return made === undefined ? [] : [{ file, kind: "made", place: call, asks: [made] }];
  });
}

/** `float(cell)` of a text: the same text is read as what the value is now, which loses nothing. */
export function readAnew(
  module: Indexed,
  types: ReadonlyMap<string, string>,
  { file, start, end }: Place,
  { before, after }: Pick<Retype, "before" | "after">,
): SyntaxNode | undefined {
  const call = callAt(module, start, end);
  if (call === undefined) return undefined;
  if (before !== "float" || after !== "Decimal" || isCaught(module, call)) return undefined;
  const read = readBy(module, call);
  if (read === undefined || types.get(`${file}:${read.start}:${read.end}`) !== "str")
    return undefined;
  return childOf(call, "function");
}

/** The call that is all of a place. */
function callAt(module: Indexed, start: number, end: number): SyntaxNode | undefined {
  const call = nodeAt(module.root, start, end);
  return call.type === "call" && call.start === start && call.end === end ? call : undefined;
}

/** What `float(…)` alone is given. */
const readBy = (module: Indexed, call: SyntaxNode): SyntaxNode | undefined =>
  calleeOf(module.text, call) === "float" ? argumentsOf(call)[0] : undefined;

/** The value of the new type that stands inside of a conversion to the old one; `undefined` where there is none. */
export function unconverted(
  module: Indexed,
  types: ReadonlyMap<string, string>,
  { file, start, end }: Place,
  { before, after }: Pick<Retype, "before" | "after">,
): SyntaxNode | undefined {
  const call = callAt(module, start, end);
  if (call === undefined) return undefined;
  const made = convertedAt(module, call, after, before);
  if (made === undefined) return undefined;
  return types.get(`${file}:${made.start}:${made.end}`) === after ? made : undefined;
}

/** Whether somebody catches what a conversion refuses: then it was a rule, and not the type alone. */
export const isCaught = (module: Indexed, call: SyntaxNode): boolean => {
  let inner = call;
  for (const outer of above(module, call)) {
    if (outer.type === "function_definition") return false;
    if (outer.type === "try_statement" && childOf(outer, "body") === inner) return true;
    if (outer.type === "with_statement" && /\bsuppress\(/.test(headOf(module, outer))) return true;
    inner = outer;
  }
  return false;
};

const headOf = ({ text }: Indexed, outer: SyntaxNode): string =>
  text.slice(outer.start, childOf(outer, "body")?.start ?? outer.end);
