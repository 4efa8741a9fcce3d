import type { Engine } from "../engine.ts";
import type { Finding } from "../findings.ts";
import type { Patch } from "../patches.ts";
import { operatorOf } from "../slots.ts";
import { fieldOf, parts, type Node } from "../tree.ts";

/** What a name says of the unit of the number under it, in milliseconds. */
const units: Readonly<Record<string, number>> = {
  ms: 1,
  millis: 1,
  milliseconds: 1,
  seconds: 1_000,
  secs: 1_000,
  minutes: 60_000,
  mins: 60_000,
  hours: 3_600_000,
};

/** The unit of a number that was called by it (`minutes`, `timeout_ms`), in milliseconds; undefined where names say none, or differ. */
export function unitOf(names: readonly string[]): number | undefined {
  const [first, ...others] = names.map((name) => units[name.split("_").at(-1) ?? ""]);
  return others.every((one) => one === first) ? first : undefined;
}

/** So many of a unit as a duration: `Duration::from_secs(90 * 60)`. `path` is what the type is called there. */
export function durationOf(count: string, unit: number, path: string): string {
  if (/^0+$/.test(count)) return `${path}::ZERO`;
  if (unit < 1_000) return `${path}::from_millis(${count})`;
  const seconds = unit / 1_000;
  return `${path}::from_secs(${count}${seconds === 1 ? "" : ` * ${seconds === 3_600 ? "3_600" : seconds}`})`;
}

/** What the type of stamped durations is called in a file: the calendar's crate has one of the same name. */
export const durationIn = (text: string): string =>
  /\buse chrono::(?:\{[^}]*\b)?Duration\b/.test(text) ? "std::time::Duration" : "Duration";

/**
 * A number that was called by its unit and is a duration now is that duration: what made one of it, in that very unit, goes
 * (`at + TimeDelta::minutes(stop.minutes)` is `at + stop.minutes`). Another unit is a question.
 */
export function unitRule(finding: Finding, engine: Engine): Patch[] {
  const { node, code, words, file } = finding;
  if (node === undefined || !/^E0(?:277|308)$/.test(code)) return [];
  for (const retype of engine.retypes) {
    if (retype.to !== "Duration" || retype.unit === undefined) continue;
    if (!new RegExp(`\\b(?:${retype.brand}|Duration)\\b`).test(words)) continue;
    const value = node.type === "field_identifier" ? (node.parent ?? node) : node;
    const made = madeOf(value, retype.unit);
    const sum = made?.call.parent;
    if (made === undefined || sum?.type !== "binary_expression") continue;
    if (!/^[+-]$/.test(operatorOf(sum)) || parts(sum).at(-1) !== made.call) continue;
    return [
      {
        rule: "convert-no-more",
        change: retype.change,
        certainty: "certain",
        because: `\`${retype.change}\` is \`${retype.to}\` by itself now, and was a number of that unit by its name.`,
        edits: [
          {
            file,
            start: made.call.start,
            end: made.call.end,
            text: made.value.text,
            probe: "std::time::Duration::ZERO",
          },
        ],
      },
    ];
  }
  return [];
}

interface Made {
  readonly call: Node;
  readonly value: Node;
}

/** The call that makes a duration of a value in a unit: `TimeDelta::minutes(i64::from(value))`. */
function madeOf(value: Node, unit: number, at = value): Made | undefined {
  const holder = at.parent;
  if (holder?.type === "type_cast_expression") return madeOf(value, unit, holder);
  const call = holder?.type === "arguments" ? holder.parent : undefined;
  const callee = call === undefined ? undefined : fieldOf(call, "function");
  if (holder === undefined || call === undefined || callee === undefined) return undefined;
  if (parts(holder).length !== 1) return undefined;
  if (/^[iu](?:32|64)::from$/.test(callee.text)) return madeOf(value, unit, call);
  const made = /^(?:\w+::)*(?:TimeDelta|Duration)::(?:from_)?(\w+)$/.exec(callee.text)?.[1];
  return made !== undefined && units[made] === unit ? { call, value } : undefined;
}
