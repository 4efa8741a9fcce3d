import { unchanged, type FlowNode } from "./types.ts";

/** A type as pyright prints it. */
export interface Printed {
  readonly name: string;
  readonly args: readonly Printed[];
  /** Result of a callable, whose parameters are `args`. */
  readonly result?: Printed;
}

const open = new Set(["[", "("]);
const close = new Set(["]", ")"]);

/** Splits at a separator outside of brackets and quotes. */
function split(text: string, separator: string): readonly string[] {
  const parts: string[] = [];
  let depth = 0;
  let from = 0;
  let quoted = false;
  for (let at = 0; at < text.length; at++) {
    const sign = text[at] ?? "";
    if (sign === "'") quoted = !quoted;
    if (quoted) continue;
    if (open.has(sign)) depth++;
    else if (close.has(sign)) depth--;
    else if (depth === 0 && text.startsWith(separator, at)) {
      parts.push(text.slice(from, at));
      from = at + separator.length;
      at += separator.length - 1;
    }
  }
  return [...parts, text.slice(from)].map((part) => part.trim());
}

/** Names that the standard library's own stubs have for types. */
const calledOtherwise: Readonly<Record<string, string>> = { _Date: "date" };

/** Reads what pyright prints; what it does not understand is a name without arguments. */
export function parsePrinted(text: string): Printed {
  const whole = text.trim();
  const parts = split(whole, " | ");
  if (parts.length > 1) return { name: "|", args: parts.map(parsePrinted) };
  const arrow = split(whole, " -> ");
  const [parameters, ...result] = arrow;
  if (parameters !== undefined && result.length > 0 && parameters.startsWith("("))
    return {
      name: "->",
      args: listed(parameters.slice(1, -1)).map((one) => parsePrinted(parameterType(one))),
      result: parsePrinted(result.join(" -> ")),
    };
  if (whole.startsWith("(") && whole.endsWith(")")) return parsePrinted(whole.slice(1, -1));
  const bracket = whole.indexOf("[");
  if (bracket <= 0 || !whole.endsWith("]") || /^Literal\b/.test(whole))
    return { name: calledOtherwise[whole] ?? whole.replace(/\*$/, ""), args: [] };
  return {
    name: whole.slice(0, bracket),
    args: listed(whole.slice(bracket + 1, -1)).map(parsePrinted),
  };
}

const listed = (text: string): readonly string[] =>
  split(text, ",").filter((part) => part !== "" && part !== "/" && part !== "*");

/** `x: int = 3` is an `int`. */
function parameterType(parameter: string): string {
  const [name = "", ...rest] = split(parameter, ": ");
  return rest.length === 0 ? name : (split(rest.join(": "), " = ")[0] ?? "");
}

/** How tags are named in the tagged program: their own type, and the name of a `NewType` over it. */
export interface TagNames {
  /** The tag of a printed name; `undefined` where it is none. */
  tagOf(name: string): number | undefined;
  /** The old type, which a value without a tag is. */
  readonly plain: string;
}

/** `FwT12`; the merged members and the changed slots are `FwT0`. */
export function tagNames(plain: string, newTypes: ReadonlyMap<string, number>): TagNames {
  return {
    plain,
    tagOf: (name) => {
      if (name === "FwOther") return unchanged;
      const found = /^FwT(\d+)$/.exec(name);
      return found === null ? newTypes.get(name) : Number(found[1]);
    },
  };
}

/** One pair of leaves of two types that are related; `direct` where the leaf is the whole value. */
export interface Pair {
  readonly from: FlowNode;
  readonly to: FlowNode;
  readonly direct: boolean;
}

/** Leaves of a type: tags, or `undefined` for plain values of the old type. */
export function leavesOf(names: TagNames, type: Printed): readonly FlowNode[] {
  if (type.name === "|") return type.args.flatMap((part) => leavesOf(names, part));
  if (type.args.length > 0 || type.result !== undefined) return [];
  const tag = names.tagOf(type.name);
  if (tag !== undefined) return [tag];
  // What operators of the tagged program make has the name that this gives to the old type.
  return type.name === names.plain || type.name === "FwBase" ? [undefined] : [];
}

/** Tags at any depth, as far as they are values: a callable counts with its result. */
export function deepTags(names: TagNames, type: Printed): readonly number[] {
  const parts = type.result === undefined ? type.args : [type.result];
  const tag = parts.length === 0 ? names.tagOf(type.name) : undefined;
  return [...(tag === undefined ? [] : [tag]), ...parts.flatMap((part) => deepTags(names, part))];
}

/** Walks two printed types side by side and reports the pairs of leaves, from what is given to what is wanted. */
export function relate(
  names: TagNames,
  from: Printed,
  to: Printed,
  report: (pair: Pair) => void,
  direct = true,
): void {
  for (const source of leavesOf(names, from))
    for (const target of leavesOf(names, to))
      if (source !== target && (source !== undefined || target !== undefined))
        report({ from: source, to: target, direct });
  for (const one of partsOf(from))
    for (const other of partsOf(to)) if (alike(one, other)) inside(names, one, other, report);
}

const partsOf = (type: Printed): readonly Printed[] =>
  (type.name === "|" ? type.args : [type]).filter(
    (part) => part.args.length > 0 || part.result !== undefined,
  );

const alike = (one: Printed, other: Printed): boolean =>
  (one.result === undefined) === (other.result === undefined);

function inside(names: TagNames, from: Printed, to: Printed, report: (pair: Pair) => void): void {
  if (from.result !== undefined && to.result !== undefined) {
    for (const [index, parameter] of from.args.entries()) {
      const given = to.args[index];
      if (given !== undefined) relate(names, given, parameter, report, false);
    }
    relate(names, from.result, to.result, report, false);
    return;
  }
  for (const [one, other] of paired(from, to)) relate(names, one, other, report, false);
}

/** Type arguments that stand for the same: by place, or all that a collection yields when it is iterated. */
function paired(from: Printed, to: Printed): readonly (readonly [Printed, Printed])[] {
  const [one, other] = [elements(from), elements(to)];
  const [first] = other;
  if (one.length !== other.length && other.length === 1 && first !== undefined)
    return (from.name === "tuple" ? one : yielded(from)).map((each) => [each, first] as const);
  return one.flatMap((each, index) => {
    const match = other[index];
    return match === undefined ? [] : [[each, match] as const];
  });
}

const elements = (type: Printed): readonly Printed[] =>
  type.args.filter(({ name }) => name !== "...");

/** `dict_values[K, V]` yields values, everything else its first argument. */
const yielded = (type: Printed): readonly Printed[] =>
  type.name.endsWith("values") ? type.args.slice(1, 2) : type.args.slice(0, 1);
