import type { Module } from "../snapshot.ts";
import { textOf } from "../tree.ts";
import { nodesOf } from "../tree.ts";
import { respelt } from "./constructed.ts";
import type { Retype } from "./types.ts";

/** The module that has a type, for those that are not built in. */
export const moduleOf: Readonly<Record<string, string>> = {
  UUID: "uuid",
  Decimal: "decimal",
  datetime: "datetime",
  date: "datetime",
  timedelta: "datetime",
};

/** How a file spells a type, and whether it has to import it first. */
export interface Spelling {
  readonly text: string;
  readonly imports: boolean;
}

/** `UUID` where the file imports it or has nothing of its module yet, `uuid.UUID` where it imports the module. */
export function spellingOf(module: Module, type: string): Spelling {
  const owner = moduleOf[type];
  if (owner === undefined) return { text: type, imports: false };
  const froms = nodesOf(module.root, "import_from_statement").map((node) =>
    textOf(module.text, node),
  );
  if (froms.some((text) => new RegExp(`^from ${owner} import[^#]*\\b${type}\\b(?! as)`).test(text)))
    return { text: type, imports: false };
  const whole = nodesOf(module.root, "import_statement").some((node) =>
    new RegExp(`^import (?:.*, )?${owner}(?:,|$)`).test(textOf(module.text, node)),
  );
  return whole ? { text: `${owner}.${type}`, imports: false } : { text: type, imports: true };
}

/**
 * A literal of the old type as the same value of the new one; `undefined` where that takes a decision. An integer becomes
 * the UUID with that number at its end, as in the other engines.
 */
export function convertLiteral(text: string, retype: Retype, type: Spelling): string | undefined {
  const made = respelt(text, retype);
  if (made !== undefined) return made;
  const digits = /^-?\d[\d_]*$/.test(text) ? text.replaceAll("_", "") : undefined;
  if (retype.before === "int" && digits !== undefined) {
    if (retype.after === "str") return `"${digits}"`;
    if (retype.after === "float") return text;
    if (retype.after === "timedelta") return timed(text, retype, type);
    if (retype.after === "Decimal") return `${type.text}(${text})`;
    const uuid = uuidOf(digits);
    return retype.after === "UUID" && uuid !== undefined ? `${type.text}("${uuid}")` : undefined;
  }
  // A number without a fraction is that whole number.
  if (retype.before === "float" && retype.after === "int")
    return /^-?\d[\d_]*\.0+$/.test(text) ? text.replace(/\.0+$/, "") : undefined;
  // A zero with a place behind the point would give one to all that is added to it.
  if (retype.before === "float" && retype.after === "Decimal" && /^0\.0+$/.test(text))
    return `${type.text}(0)`;
  if (retype.before === "float" && /^-?\d[\d_]*\.\d+$/.test(text))
    return retype.after === "Decimal" ? `${type.text}("${text.replaceAll("_", "")}")` : undefined;
  const said = /^["'](.*)["']$/s.exec(text)?.[1];
  if (retype.before !== "str" || said === undefined) return undefined;
  const ofTime = timeOf(said, retype.after, type);
  if (ofTime !== undefined) return ofTime;
  if (retype.after === "Decimal")
    return /^-?\d+(?:\.\d+)?$/.test(said) ? `${type.text}(${text})` : undefined;
  if (retype.after === "UUID") return isUuid(said) ? `${type.text}(${text})` : undefined;
  return retype.after === "int" && /^(?:0|-?[1-9]\d*)$/.test(said) ? said : undefined;
}

/** A day, or a moment with its zone, that a text spells in full. */
function timeOf(said: string, after: string, type: Spelling): string | undefined {
  const [, year, month, day] = /^(\d{4})-(\d\d)-(\d\d)$/.exec(said) ?? [];
  if (after === "date" && year !== undefined)
    return `${type.text}(${[year, month, day].map(Number).join(", ")})`;
  const isMoment = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)$/.test(said);
  return after === "datetime" && isMoment ? `${type.text}.fromisoformat("${said}")` : undefined;
}

/** A number as the length of time that it told. */
const timed = (text: string, { unit }: Retype, type: Spelling): string | undefined =>
  unit === undefined ? undefined : `${type.text}(${unit}=${text})`;

/** The UUID that stands for a whole number in tests; `undefined` below zero. */
export const uuidOf = (digits: string): string | undefined =>
  digits.startsWith("-")
    ? undefined
    : `00000000-0000-4000-8000-${BigInt(digits).toString(16).padStart(12, "0")}`;

const isUuid = (text: string): boolean => /^[\da-f]{8}-(?:[\da-f]{4}-){3}[\da-f]{12}$/i.test(text);

/** A conversion that loses nothing, around an expression; `undefined` where there is none. */
export function convertExpression(
  text: string,
  retype: Retype,
  type?: Spelling,
): string | undefined {
  if (retype.before === "int" && retype.after === "Decimal" && type !== undefined)
    return `${type.text}(${text})`;
  if (retype.before === "int" && retype.after === "timedelta" && type !== undefined)
    return timed(text, retype, type);
  const lossless = /^(?:int|UUID|Decimal)$/.test(retype.before);
  return retype.after === "str" && lossless ? `str(${text})` : undefined;
}
