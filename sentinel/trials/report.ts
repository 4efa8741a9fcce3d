import type { Challenger, EvolveCase } from "#forge";
import { differencesOf, type CodeNode } from "#intent";
import type { Finding } from "./evolve.ts";

/** The evidence for a template, as a page that stands beside it. */
export function evidence(
  finding: Finding & { readonly challenger: Challenger },
  moved: readonly { readonly file: string; readonly name: string }[],
): string {
  const { challenger, trials, utility = 0 } = finding;
  const examples = challenger.trained.map(
    (one) =>
      `| ${one.record.seq} | ${one.record.service} | \`${one.name}\` | ${one.symbol} | ${editsOf(one)} |`,
  );
  const tried = trials.map(
    (one) =>
      `| ${one.seq} | ${one.service} | ${one.verdict} | ${one.lines.before} → ${one.lines.after} | ${one.because.replaceAll("|", "\\|")} |`,
  );
  return `# A template learnt from repairs

Pattern \`${challenger.pattern}\`, ${challenger.language}; ${finding.cases} repairs of one shape (${finding.key}).

\`\`\`
${challenger.block}
\`\`\`

## What it was made from

It prints ${challenger.printed.length} of these ${challenger.trained.length} to the letter, before and after their change.

| record | service | declaration | change | what was edited |
|---|---|---|---|---|
${examples.join("\n")}

## Trials on repairs that it was not made from

Utility ${utility.toFixed(2)}: the share in which the repair is unnecessary. ${finding.together === undefined ? "" : "It was tried together with the others of this draft, which break in the same repairs. "}Each was stamped with the template at the record's base, its custom code moved, all gates run; then the record's change was made, the service stamped, and all gates run again.

| record | service | verdict | lines of custom code | because |
|---|---|---|---|---|
${tried.join("\n")}

## What moves out of custom code here

${moved.length === 0 ? "Nothing." : moved.map((one) => `- \`${one.name}\` of ${one.file}`).join("\n")}
`;
}

/** What a repair did to its declaration, as far down as the shapes agree: a cell of a table. */
function editsOf({ before, after }: EvolveCase): string {
  const text = (side: EvolveCase["before"], nodes: readonly CodeNode[]): string =>
    nodes.map(({ start, end }) => side.text.slice(start, end)).join(" … ");
  const edits = differencesOf(before.node, after.node).map((one) => {
    const [old, now] = [text(before, one.before), text(after, one.after)];
    return old === "" ? `+ ${cell(now)}` : `${cell(old)} → ${cell(now)}`;
  });
  return [...new Set(edits)].join(", ");
}

const cell = (code: string): string =>
  `\`${code.replaceAll(/\s+/g, " ").replaceAll("|", "\\|").replaceAll("`", "'")}\``;
