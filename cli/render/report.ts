import type { CascadeDocument, PlanDocument, ServiceArtifact } from "#sentinel";
import { plural } from "./diagnostics.ts";
import { duration, styles, type Style } from "./style.ts";

export interface ReportParts {
  readonly plan: PlanDocument;
  readonly document: CascadeDocument;
  readonly artifacts: readonly ServiceArtifact[];
  /** Sentences of the wire axis about deploying. */
  readonly rollout: readonly string[];
  /** Where a held run's scene stands. */
  readonly scene: string;
  readonly color: boolean;
}

type ServiceRow = CascadeDocument["services"][number];

const outcomeWord = (style: Style, outcome: string): string =>
  outcome === "held"
    ? style.bad(outcome)
    : outcome === "untouched"
      ? style.faint(outcome)
      : style.good(outcome);

/** The edits of a service, one line each: where, what became what, and by which rule. */
function editLines(style: Style, artifact: ServiceArtifact): string[] {
  const texts = new Map(artifact.files.map((file) => [file.path, file.before ?? ""]));
  const oneLine = (text: string): string =>
    (text.length > 44 ? `${text.slice(0, 43)}…` : text).replaceAll("\n", "⏎");
  return artifact.edits.map((edit) => {
    const line = (texts.get(edit.file) ?? "").slice(0, edit.start).split("\n").length;
    const what =
      edit.before === ""
        ? `+ ${oneLine(edit.text)}`
        : `${oneLine(edit.before)} → ${oneLine(edit.text)}`;
    return `      ${edit.file}:${line}  ${what}  ${style.faint(edit.rule)}`;
  });
}

function serviceLines(
  style: Style,
  row: ServiceRow,
  artifact: ServiceArtifact | undefined,
  width: number,
): string[] {
  const gates = (["check", "lint", "test"] as const)
    .map(
      (gate) =>
        `${gate} ${row.gates[gate] === "passed" ? style.good("✓") : row.gates[gate] === "failed" ? style.bad("✗") : "–"}`,
    )
    .join("  ");
  const changed = row.files.reduce(
    (sum, file) => ({ added: sum.added + file.added, removed: sum.removed + file.removed }),
    { added: 0, removed: 0 },
  );
  const size =
    row.files.length === 0
      ? ""
      : `  ${plural(row.files.length, "file")} +${changed.added} −${changed.removed}`;
  const head = `  ${row.name.padEnd(width)}  ${outcomeWord(style, row.outcome)}${row.outcome === "untouched" ? "" : `  ${gates}${size}  ${style.faint(duration(row.ms))}`}`;
  const lines = [head];
  if (artifact !== undefined) lines.push(...editLines(style, artifact));
  for (const note of row.notes) lines.push(`      ${style.warn(note)}`);
  for (const hole of row.holes) {
    lines.push(
      `      ${style.warn("?")} ${hole.file}:${hole.line}:${hole.column}  ${hole.question}`,
    );
    if (hole.candidates.length > 0)
      lines.push(style.faint(`        candidates: ${hole.candidates.join(" | ")}`));
  }
  return lines;
}

function refusal(
  style: Style,
  refused: { readonly repository: string; readonly reason: string },
): string[] {
  return [
    style.bad(
      `Halted: ${refused.repository} would not take its draft branch, so no repository moved.`,
    ),
    ...refused.reason
      .split("\n")
      .filter((line) => line.trim() !== "")
      .map((line) => `  git: ${line}`),
    "  Remove what stands in the way (a lock that a killed git left, a branch with that name) and run `flywheel sentinel resume`.",
  ];
}

function closing(style: Style, parts: ReportParts): string[] {
  const { document } = parts;
  const refs = document.delivery.refs.filter((ref) => ref.to !== null);
  switch (document.outcome) {
    case "proposed":
      return [
        style.good(
          `Proposed: ${plural(refs.length, "draft branch")}, all or none.`.replace(
            "branchs",
            "branches",
          ),
        ),
        ...refs.map(
          (ref) =>
            `  ${ref.repository}  ${ref.ref.replace("refs/heads/", "")}  ${(ref.to ?? "").slice(0, 10)}`,
        ),
        style.faint(
          `  look: git -C ${document.root}/${refs[0]?.repository ?? "."} diff HEAD...${refs[0]?.ref.replace("refs/heads/", "") ?? ""}`,
        ),
      ];
    case "halted": {
      const { refused } = document.delivery;
      if (refused !== undefined) return refusal(style, refused);
      const held = document.services.filter((row) => row.outcome === "held");
      return [
        style.bad(
          `Halted: ${held.map((row) => row.name).join(", ")} ${held.length === 1 ? "is" : "are"} held, so no repository moved.`,
        ),
        `  The scene stands in ${parts.scene}.`,
        "  Mend it there and run `flywheel sentinel resume`, change the intent, or leave a service out with --except NAME.",
      ];
    }
    case "preempted":
      return [style.warn("Preempted: a newer epoch stands, so this one proposed nothing.")];
    default:
      return [
        document.delivery.mode === "none"
          ? "Nothing was delivered, as asked."
          : "Clean: the repositories hold all of it already.",
      ];
  }
}

/** The cascade's report, as a person would sum it up. */
export function reportText(parts: ReportParts): string {
  const style = styles(parts.color);
  const { plan, document } = parts;
  const roots = plan.delta.filter((row) => row.cause === undefined);
  const lines: string[] = [];
  lines.push(style.strong("What changed"));
  for (const row of roots)
    lines.push(
      `  ${row.symbol}  ${row.kind}${row.from !== null && row.to !== null ? `  ${row.from} → ${row.to}` : row.to === null ? "" : `  ${row.to}`}`,
    );
  lines.push("", style.strong("Whom it reached, and why"));
  const width = Math.max(0, ...document.services.map((row) => row.name.length));
  for (const service of plan.services) {
    const [first, ...more] = service.reasons;
    if (first !== undefined)
      lines.push(
        `  ${service.name.padEnd(width)}  ${first.use} ${first.symbol}${first.via === first.symbol ? "" : ` via ${first.via}`}${more.length > 0 ? ` and ${more.length} more` : ""}`,
      );
  }
  lines.push("", style.strong("What was done"));
  const artifacts = new Map(parts.artifacts.map((one) => [one.name, one]));
  for (const row of document.services)
    lines.push(...serviceLines(style, row, artifacts.get(row.name), width));
  if (parts.rollout.length > 0)
    lines.push("", style.strong("Deploying"), ...parts.rollout.map((sentence) => `  ${sentence}`));
  if (document.unseen.length > 0)
    lines.push(
      "",
      `Uncommitted files that were left where they are: ${document.unseen.slice(0, 10).join(", ")}${document.unseen.length > 10 ? ` and ${document.unseen.length - 10} more` : ""}`,
    );
  lines.push(
    "",
    ...closing(style, parts),
    style.faint(`  epoch ${document.epoch}, ${duration(document.durationMs)}`),
  );
  return lines.join("\n");
}
