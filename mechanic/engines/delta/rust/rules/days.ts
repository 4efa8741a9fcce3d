import type { Engine } from "../engine.ts";
import type { Finding } from "../findings.ts";
import { addHole } from "../holes.ts";
import type { Patch } from "../patches.ts";
import type { Retype } from "../retypes.ts";
import { receiverOf } from "../slots.ts";
import { ancestor, fieldOf, inTest, parts } from "../tree.ts";

const toDay = ({ from, to }: Pick<Retype, "from" | "to">): boolean =>
  from === "DateTime<Utc>" && to === "NaiveDate";
const toMoment = ({ from, to }: Pick<Retype, "from" | "to">): boolean =>
  from === "NaiveDate" && to === "DateTime<Utc>";

/**
 * What a day and a moment have in common: year, month and day, whole days and months that are added, and how they are
 * laid out. Code that uses no more than that goes on meaning what it meant, so the stand-in of the one can do it as well.
 * With `strict` a moment that became a day is laid out no more: a layout that asks for the hour would fail.
 */
export function calendarOf(retype: Retype, strict: boolean): string {
  if (!toDay(retype) && !toMoment(retype)) return "";
  const numbers = [
    "year:i32",
    "month:u32",
    "month0:u32",
    "day:u32",
    "day0:u32",
    "ordinal:u32",
    "weekday:chrono::Weekday",
    "iso_week:chrono::IsoWeek",
  ];
  const read = numbers.map((one) => {
    const [name = "", type = ""] = one.split(/:(.*)/s);
    return `pub fn ${name}(&self) -> ${type} { chrono::Datelike::${name}(&chrono::NaiveDate::MIN) }`;
  });
  const text = "chrono::format::DelayedFormat<chrono::format::StrftimeItems<'a>>";
  const format =
    strict && toDay(retype)
      ? ""
      : `pub fn format<'a>(&self, layout: &'a str) -> ${text} { chrono::NaiveDate::MIN.format(layout) }`;
  const day = toDay(retype)
    ? "pub fn date_naive(&self) -> chrono::NaiveDate { chrono::NaiveDate::MIN }"
    : "";
  const added = ["Add", "Sub"].flatMap((name) =>
    ["Days", "Months"].map(
      (unit) =>
        `impl std::ops::${name}<chrono::${unit}> for ${retype.brand} { type Output = Self; fn ${name.toLowerCase()}(self, _: chrono::${unit}) -> Self { self } }\n`,
    ),
  );
  return `impl ${retype.brand} { ${[...read, format, day].join("\n")} }\n${added.join("")}`;
}

/** The day of what is a day by itself now: `visit.at.date_naive()` is `visit.at`. */
export function dayRule(finding: Finding, engine: Engine): Patch[] {
  const { node, code, message, file } = finding;
  const retype = engine.retypes.find(toDay);
  if (retype === undefined || node?.type !== "field_identifier" || node.text !== "date_naive")
    return [];
  const call = ancestor(node, "call_expression");
  const value = call === undefined ? undefined : receiverOf(call);
  const isOfDay = code === "E0599" && /found for (?:\w+ )*`&*(?:\w+::)*NaiveDate`/.test(message);
  if (call === undefined || value === undefined || !isOfDay) return [];
  return [
    {
      rule: "convert-no-more",
      change: retype.change,
      certainty: "certain",
      because: `This is \`${retype.to}\` by itself now: \`${retype.change}\` is.`,
      edits: [{ file, start: value.end, end: call.end, text: "" }],
    },
  ];
}

/** What a day is laid out by: no hour, minute, second or offset. */
const ofDaysOnly = /^"(?:[^%]|%[-_0]?[YyCmbBhdejaAuwUWGgVFDxq%])*"$/;

/** A moment that became a day, laid out with more than a day has, fails while it is written. */
export function layoutHole(finding: Finding, retype: Retype, engine: Engine): void {
  const call = ancestor(finding.node, "call_expression");
  if (call === undefined || inTest(call, engine.request.tests)) return;
  const [layout] = parts(fieldOf(call, "arguments") ?? call);
  if (layout !== undefined && ofDaysOnly.test(layout.text)) return;
  addHole(engine, {
    kind: "conversion",
    node: call,
    delta: retype.change,
    candidates: [],
    question: `This writes more of \`${retype.change}\` than a day. How is it written now that it is \`${retype.to}\`?`,
  });
}

/** Whether an error is that of a layout which the strict stand-in has no more. */
export const isLayout = ({ code, message }: Finding, retype: Retype): boolean =>
  toDay(retype) && code === "E0599" && /no method named `format`/.test(message);
