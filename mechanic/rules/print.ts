import { encodeString } from "#intent";
import type { Rule } from "./types.ts";

/** A text in one string literal; its lines stay lines. */
const literal = (text: string): string =>
  `"${text
    .split("\n")
    .map((line) => encodeString(line).slice(1, -1))
    .join("\n")}"`;

const placesOf = ({ places }: Rule["evidence"]): string =>
  places === undefined
    ? ""
    : `\n    (places${places.map((one) => `\n      ${literal(one)}`).join("")})`;

/** A rule as the text of its file. */
export function printRule(rule: Rule): string {
  const { follows, answers, evidence } = rule;
  const member = (name: string, value: string | undefined): string =>
    value === undefined ? "" : ` (${name} ${literal(value)})`;
  const lines = [
    `(rule ${rule.name}`,
    literal(rule.doc),
    `(enabled ${String(rule.enabled)})`,
    `(follows ${follows.kind}${member("name", follows.name)}${member("owner", follows.owner)}${member("from", follows.from)}${member("to", follows.to)})`,
    `(language ${rule.language})`,
    `(answers ${answers.hole}${answers.code === undefined ? "" : ` ${literal(answers.code)}`}${member("of", answers.meaning)})`,
    `(code ${rule.fragment})`,
    `(matches ${literal(rule.matches)})`,
    `(becomes ${literal(rule.becomes)})`,
    ...rule.holes.map((hole) => `(hole ${hole.name} ${hole.type})`),
    `(evidence (instances ${evidence.instances}) (cascades ${evidence.cascades}) (since ${literal(evidence.since)}) (records ${evidence.records.join(" ")})${placesOf(evidence)})`,
  ];
  return `${lines.join("\n  ")})\n`;
}
