import type { NodeId } from "../syntax/tree.ts";
import type { FileContext } from "./file-context.ts";
import { written } from "./fixes.ts";
import { timeHabits } from "./habits.ts";
import type { Reading } from "./read-form.ts";

/** One of the five fields of a time: its smallest and largest number, and names for them. */
interface Part {
  readonly what: string;
  readonly min: number;
  readonly max: number;
  readonly names?: readonly string[];
}

const months = "jan feb mar apr may jun jul aug sep oct nov dec".split(" ");
const weekdays = "sun mon tue wed thu fri sat".split(" ");
const parts: readonly Part[] = [
  { what: "minute", min: 0, max: 59 },
  { what: "hour", min: 0, max: 23 },
  { what: "day", min: 1, max: 31 },
  { what: "month", min: 1, max: 12, names: months },
  // Both 0 and 7 are Sunday, as in every cron.
  { what: "weekday", min: 0, max: 7, names: weekdays },
];

/** Why a text is no time in five fields, as cron reads them (lists, ranges, steps, names); `undefined` where it is one. */
export function timeProblem(text: string): string | undefined {
  const fields = text.trim().split(/\s+/);
  if (fields.length !== parts.length)
    return `it has ${fields.length} ${fields.length === 1 ? "part" : "parts"}, and ${parts.length} are needed`;
  for (const [index, part] of parts.entries()) {
    const field = fields[index] ?? "";
    const wrong = field.split(",").find((one) => !isRange(one.toLowerCase(), part));
    if (wrong !== undefined)
      return `${wrong === "" ? "nothing" : wrong} is no ${part.what} from ${part.min} to ${part.max}`;
  }
  return undefined;
}

/** The most days that each month has. */
const daysOf = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31] as const;

/**
 * Why a time that is one never comes: none of its months has any of its days. Where days of the week are said, either is
 * enough, so that those come.
 */
function neverProblem(text: string): string | undefined {
  const [, , day = "", month = "", weekday = ""] = text.trim().toLowerCase().split(/\s+/);
  if (weekday !== "*" && weekday !== "*/1") return undefined;
  const [, , days, ofYear] = parts;
  if (days === undefined || ofYear === undefined) return undefined;
  const first = Math.min(...numbersOf(day, days));
  const longest = Math.max(...numbersOf(month, ofYear).map((one) => daysOf[one - 1] ?? 0));
  return first <= longest ? undefined : `none of its months has a day ${first}`;
}

/** The numbers that a field which is one of a time names. */
function numbersOf(field: string, part: Part): number[] {
  return field.split(",").flatMap((text) => {
    const [range = "", step] = text.split("/");
    const [from = "", to] = range === "*" ? [String(part.min), String(part.max)] : range.split("-");
    const first = numberOf(from, part) ?? part.min;
    const open = step === undefined ? first : part.max;
    const last = to === undefined ? open : (numberOf(to, part) ?? part.max);
    const by = Number(step ?? 1);
    return Array.from({ length: Math.floor((last - first) / by) + 1 }, (_, at) => first + at * by);
  });
}

function isRange(text: string, part: Part): boolean {
  const [range = "", step, more] = text.split("/");
  if (more !== undefined) return false;
  if (step !== undefined && !(/^\d{1,2}$/.test(step) && Number(step) >= 1)) return false;
  if (range === "*") return true;
  const [from = "", to, rest] = range.split("-");
  const first = numberOf(from, part);
  const last = to === undefined ? first : numberOf(to, part);
  return rest === undefined && first !== undefined && last !== undefined && first <= last;
}

function numberOf(text: string, { min, max, names }: Part): number | undefined {
  const named = names?.indexOf(text) ?? -1;
  const value = named === -1 ? Number(/^\d{1,2}$/.test(text) ? text : Number.NaN) : named + min;
  return value >= min && value <= max ? value : undefined;
}

/** Whether a text is a time zone of the IANA database. */
export function isZone(text: string): boolean {
  try {
    return new Intl.DateTimeFormat("en", { timeZone: text }).resolvedOptions().timeZone !== "";
  } catch (error) {
    if (error instanceof RangeError) return false;
    throw error;
  }
}

/** Reports the text of a form that is no time, and a `:zone` that is none. */
export function checkTime(context: FileContext, { arguments: [cron], options }: Reading): void {
  const { tree } = context;
  const text = cron === undefined ? "" : tree.stringValue(cron);
  const because = timeProblem(text);
  if (cron !== undefined && because !== undefined) {
    const meant = timeHabits.get(text.trim().toLowerCase().replace(/^@/, ""));
    const better = meant === undefined ? {} : written(context, tree.span(cron), `"${meant}"`);
    context.report("bad-time", tree.span(cron), { text, because }, better);
  }
  const never = because === undefined ? neverProblem(text) : undefined;
  if (cron !== undefined && never !== undefined)
    context.report("time-never-comes", tree.span(cron), { text, because: never });
  const zone = options.get("zone");
  if (zone !== undefined && !isZone(tree.stringValue(zone))) reportZone(context, zone);
}

/** A zone that is none, with the zone of the database whose city it names. */
function reportZone(context: FileContext, node: NodeId): void {
  const zone = context.tree.stringValue(node);
  const city = zone.trim().replaceAll(" ", "_").toLowerCase();
  const meant = Intl.supportedValuesOf("timeZone").find(
    (one) => one.toLowerCase().split("/").at(-1) === city || one.toLowerCase() === city,
  );
  const better = meant === undefined ? {} : written(context, context.tree.span(node), `"${meant}"`);
  context.report("bad-zone", context.tree.span(node), { zone }, better);
}
