import type { Every } from "#intent";
import { triesPlan, type TriesPlan } from "./clauses.ts";

/** What runs at fixed times, as every language says it: only what was declared, durations in milliseconds. */
export interface TimePlan extends TriesPlan {
  readonly handler: string;
  readonly doc: string | undefined;
  /** Five fields of numbers alone, which all libraries read alike. */
  readonly cron: string;
  readonly zone: string | undefined;
  readonly overlap: string | undefined;
  readonly catchUp: string | undefined;
}

/** The plan of an `every`; of its clauses those that say how it runs. */
export function timePlan({ handler, doc, cron, zone, clauses }: Every): TimePlan {
  const { overlap, catchUp } = clauses;
  return {
    handler,
    doc,
    cron: plainCron(cron),
    zone,
    // Of many times that are made up for, all but the first would find another one running.
    overlap: overlap ?? (catchUp === "all" ? "queue" : undefined),
    catchUp,
    ...triesPlan(clauses),
  };
}

/** The times in words for docs: as they were written, with their zone. */
export const timeText = ({ cron, zone = "UTC" }: Pick<TimePlan, "cron" | "zone">): string =>
  `\`${cron}\` (${zone})`;

const months = "jan feb mar apr may jun jul aug sep oct nov dec".split(" ");
const weekdays = "sun mon tue wed thu fri sat".split(" ");
/** The smallest and the greatest number of each field. */
const bounds: readonly (readonly [number, number])[] = [
  [0, 59],
  [0, 23],
  [1, 31],
  [1, 12],
  [0, 6],
];

/**
 * The five fields in the one spelling that every cron reads alike: numbers for names, no star among others, the end of an
 * open range said (`5/15` is `5-59/15`), no step that leads out of its range, and steps over all days as a range. Whether
 * a step over all days is a restriction, so that day and weekday together mean either, is what crons differ in; as a range
 * it is one for all.
 */
export function plainCron(text: string): string {
  const fields = text.trim().toLowerCase().split(/\s+/);
  return fields
    .map((field, index) => {
      const parts = field.split(",").map((part) => plainPart(numbered(part, index), index));
      return parts.includes("*") ? "*" : parts.join(",");
    })
    .join(" ");
}

function plainPart(part: string, field: number): string {
  const [least, most] = bounds[field] ?? [0, 0];
  const [range = "", step] = part.split("/");
  if (step === undefined || (range === "*" && Number(step) === 1)) return range;
  const [from = "", to] = range === "*" ? [String(least), String(most)] : range.split("-");
  const end = to ?? String(most);
  if (Number(from) + Number(step) > Number(end)) return from;
  return range === "*" && !isDay(field) ? part : `${from}-${end}/${step}`;
}

const isDay = (field: number): boolean => field === 2 || field === 4;

function numbered(part: string, field: number): string {
  if (field === 3) return part.replaceAll(/[a-z]+/g, (name) => String(months.indexOf(name) + 1));
  if (field !== 4) return part;
  return part.replaceAll(/[a-z]+/g, (name) => String(weekdays.indexOf(name)));
}
