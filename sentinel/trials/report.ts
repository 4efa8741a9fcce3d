import type { Challenger } from "#forge";
import type { Finding } from "./evolve.ts";

/** The evidence for a template, as a page that stands beside it. */
export function evidence(
  finding: Finding & { readonly challenger: Challenger },
  moved: readonly { readonly file: string; readonly name: string }[],
): string {
  const { challenger, trials, utility = 0 } = finding;
  const examples = challenger.trained.map(
    (one) => `| ${one.record.seq} | ${one.record.service} | \`${one.name}\` | ${one.symbol} |`,
  );
  const tried = trials.map(
    (one) =>
      `| ${one.seq} | ${one.service} | ${one.verdict} | ${one.lines.before} → ${one.lines.after} | ${one.because} |`,
  );
  return `# A template learnt from repairs

Pattern \`${challenger.pattern}\`, ${challenger.language}; ${finding.cases} repairs of one shape (${finding.key}).

\`\`\`
${challenger.block}
\`\`\`

## What it was made from

It prints ${challenger.printed.length} of these ${challenger.trained.length} to the letter, before and after their change.

| record | service | declaration | change |
|---|---|---|---|
${examples.join("\n")}

## Trials on repairs that it was not made from

Utility ${utility.toFixed(2)}: the share in which the repair is unnecessary. Each was stamped with the template at the record's base, its custom code moved, all gates run; then the record's change was made, the service stamped, and all gates run again.

| record | service | verdict | lines of custom code | because |
|---|---|---|---|---|
${tried.join("\n")}

## What moves out of custom code here

${moved.length === 0 ? "Nothing." : moved.map((one) => `- \`${one.name}\` of ${one.file}`).join("\n")}
`;
}
