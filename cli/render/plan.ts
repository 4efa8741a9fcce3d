import { declaredWords, type PlanDocument } from "#sentinel";
import { plural } from "./plural.ts";
import { changeWords, lagWords, rootsOf, whyReached } from "./reason.ts";
import { styles, type Style } from "./style.ts";

const mark = (style: Style, expect: string): string =>
  expect === "breaks"
    ? style.bad("breaks")
    : expect === "unknown"
      ? style.warn("unknown")
      : style.good("compatible");

type Row = PlanDocument["delta"][number];

/** What a change means for each of those who are outside and whose old versions live on. */
function outsideLines(style: Style, { verdicts }: Row): string[] {
  const outside = verdicts.filter((one) => one.outside !== undefined);
  return [...Map.groupBy(outside, ({ consumer }) => consumer)].map(([consumer, own]) => {
    const worst = (["breaks", "unknown"] as const).find((verdict) =>
      own.some((one) => one.verdict === verdict),
    );
    const lag = lagWords(own[0]?.outside ?? {});
    return `    ${consumer}, outside: ${mark(style, worst ?? "compatible")}${style.faint(`, and old versions of it live on${lag}`)}`;
  });
}

function changeLines(style: Style, row: Row, followers: number): string[] {
  const axes = (["source", "wire", "stored"] as const)
    .map((axis) => `${axis} ${mark(style, row.axes[axis])}`)
    .join(", ");
  const lines = [`  ${style.strong(changeWords(row))}`, `    ${axes}`];
  if (row.rule !== undefined)
    lines.push(style.faint(`    judged by the universe's own (${row.rule})`));
  const declared = declaredWords(row);
  if (declared !== undefined) lines.push(style.warn(`    ${declared}`));
  lines.push(...outsideLines(style, row));
  if (followers > 0)
    lines.push(
      style.faint(
        followers === 1
          ? "    1 more symbol takes its type from it"
          : `    ${plural(followers, "more symbol")} take their type from it`,
      ),
    );
  if (row.forms !== undefined)
    lines.push(
      `    can be read in two forms: first ${row.forms.accept}, in a later step ${row.forms.switch}`,
    );
  if (row.guess !== undefined) {
    const sure = Math.round(row.guess.confidence * 100);
    lines.push(
      style.warn(
        `    looks like a rename of ${row.guess.from} to ${row.guess.to} (${sure}% sure): say so with \`:was\`, or leave it as it is`,
      ),
    );
  }
  return lines;
}

/** A plan for people: what changed, whom it reaches and why, in which order. */
export function planText(
  plan: PlanDocument,
  color: boolean,
  rollout: readonly string[] = [],
): string {
  const style = styles(color);
  if (plan.delta.length === 0) return "Nothing changed in meaning: no service is reached.";
  const roots = rootsOf(plan);
  const lines = [`${plural(roots.length, "change")} in the intents`];
  for (const row of roots)
    lines.push(
      ...changeLines(style, row, plan.delta.filter((one) => one.cause === row.symbol).length),
    );
  lines.push(
    "",
    `reaches ${plural(plan.services.length, "service")}${plan.waves.length > 1 ? ` in ${plan.waves.length} waves` : ""}`,
  );
  const width = Math.max(0, ...plan.services.map((one) => one.name.length));
  for (const [wave, names] of plan.waves.entries()) {
    for (const name of names) {
      const one = plan.services.find((service) => service.name === name);
      if (one === undefined) continue;
      const expected =
        mark(style, one.expect) + " ".repeat("compatible".length - one.expect.length);
      const why = style.faint(whyReached(plan, name));
      lines.push(`  ${wave}  ${name.padEnd(width)}  ${expected}  ${why}`);
    }
  }
  for (const cycle of plan.cycles)
    lines.push(style.warn(`  ${cycle.join(" ↔ ")} use each other and move as one`));
  if (rollout.length > 0)
    lines.push("", "deploying", ...rollout.map((sentence) => `  ${sentence}`));
  return lines.join("\n");
}
