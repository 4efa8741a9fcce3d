import { printRule, type Lesson, type ReadyRule } from "#mechanic";
import { plural } from "./plural.ts";

/** A rule in two lines: its name, and what it follows from and rests on. */
export function ruleText({
  name,
  enabled,
  follows,
  language,
  answers,
  evidence,
}: ReadyRule): string {
  const { instances, cascades, since } = evidence;
  const asked = [answers.hole, ...(answers.code === undefined ? [] : [answers.code])].join(" ");
  return [
    `${name}${enabled ? "" : " (disabled)"}`,
    `  ${follows.kind} ${language} ${asked}; ${plural(instances, "answer")} in ${plural(cascades, "cascade")} since ${since}`,
  ].join("\n");
}

/** What some answers teach, or why they teach nothing; `whole` prints the rule. */
export function lessonText(
  { key, instances, cascades, names, rule, reason, stands, wider }: Lesson,
  whole = false,
): string {
  const lines = [
    `${key}: ${plural(instances, "answer")} in ${plural(cascades, "cascade")} (${names.join(", ")})`,
  ];
  if (stands !== undefined) lines.push(`  ${stands} stands for them`);
  else if (rule === undefined) lines.push(`  no rule: ${reason ?? ""}`);
  else if (whole)
    lines.push(
      ...printRule(rule)
        .trimEnd()
        .split("\n")
        .map((line) => `  | ${line}`),
    );
  else lines.push(`  makes the rule ${rule.name}; \`mechanic rules learn --draft-pr\` drafts it`);
  if (wider !== undefined) lines.push(`  ${wider}`);
  return lines.join("\n");
}
