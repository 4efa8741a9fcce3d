import {
  conflictRules,
  languages,
  useKinds,
  useVerdict,
  type AxisVerdict,
  type ConflictRule,
} from "#intent";

const short: Readonly<Record<AxisVerdict, string>> = {
  breaks: "breaks",
  compatible: "–",
  unknown: "unknown",
};

/** `reads: breaks`, or `reads: breaks in rust, typescript; unknown in python`; nothing for uses that stay compatible. */
function usesText(rule: ConflictRule): string {
  const parts = useKinds.flatMap((use) => {
    const byVerdict = Map.groupBy(languages, (language) => useVerdict(rule, use, language));
    byVerdict.delete("compatible");
    if (byVerdict.size === 0) return [];
    const said = [...byVerdict].map(([verdict, where]) =>
      where.length === languages.length ? verdict : `${verdict} in ${where.join(", ")}`,
    );
    return [`${use}: ${said.join("; ")}`];
  });
  return parts.length === 0 ? "–" : parts.join("<br>");
}

/** The conflict rules as a table in Markdown, as the page about changes shows it. */
export function rulesTable(): string {
  const rows = conflictRules().map((rule) => {
    const { newReadsOld, oldReadsNew } = rule.corners;
    const wire = `${short[newReadsOld]} | ${short[oldReadsNew]}`;
    return `| \`${rule.id}\` | ${rule.reach} | ${short[rule.axes.source]} | ${wire} | ${short[rule.axes.stored]} | ${usesText(rule)} | ${rule.because} |`;
  });
  return [
    "| rule | reaches | source | wire: new reads old | wire: old reads new | stored | code of who uses it | because |",
    "|---|---|---|---|---|---|---|---|",
    ...rows,
  ].join("\n");
}
