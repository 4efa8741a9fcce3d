import {
  declaredWords,
  type CascadeDocument,
  type PlanDocument,
  type ServiceArtifact,
} from "#sentinel";
import { askingLines } from "./asking.ts";
import { closing } from "./closing.ts";
import { plural } from "./plural.ts";
import { serviceLines } from "./outcome.ts";
import { changeWords, rootsOf, whyReached } from "./reason.ts";
import { duration, styles, type Style } from "./style.ts";

export interface ReportParts {
  readonly plan: PlanDocument;
  readonly document: CascadeDocument;
  readonly artifacts: readonly ServiceArtifact[];
  /** Sentences of the wire axis about deploying. */
  readonly rollout: readonly string[];
  /** Where a held run's scene stands. */
  readonly scene: string;
  /** Each service's folder below the root. */
  readonly directories: ReadonlyMap<string, string>;
  readonly color: boolean;
}

/** What a person edited, and how much of the contract follows from it. */
function changedLines(plan: PlanDocument): string[] {
  return rootsOf(plan).map((row) => {
    const followers = plan.delta.filter((one) => one.cause === row.symbol).length;
    const follow =
      followers === 0 ? "" : `, and with it ${plural(followers, "symbol")} whose type it is`;
    const declared = declaredWords(row);
    return `  ${changeWords(row)}${follow}${declared === undefined ? "" : ` (${declared})`}`;
  });
}

function reachedLines(style: Style, { plan, document }: ReportParts, width: number): string[] {
  const reached = plan.services.map(
    ({ name }) => `  ${name.padEnd(width)}  ${whyReached(plan, name)}`,
  );
  const names = new Set(plan.services.map(({ name }) => name));
  const others = document.services.map(({ name }) => name).filter((name) => !names.has(name));
  if (others.length === 0) return reached;
  const few = others.length <= 5 ? others.join(", ") : `${others.length} services`;
  return [...reached, style.faint(`  not reached, and left alone: ${few}`)];
}

function doneLines(style: Style, parts: ReportParts, width: number): string[] {
  const artifacts = new Map(parts.artifacts.map((one) => [one.name, one]));
  const rows = new Map(parts.document.services.map((row) => [row.name, row]));
  // In the plan's order, as the change travels; a service that was left out has notes alone.
  const names = new Set([...parts.plan.services.map(({ name }) => name), ...rows.keys()]);
  return [...names].flatMap((name) => {
    const row = rows.get(name);
    if (row === undefined) return [];
    if (row.outcome !== "untouched")
      return serviceLines(
        style,
        row,
        artifacts.get(name),
        width,
        parts.directories.get(name) ?? "",
      );
    return row.notes.map((note) => `  ${name.padEnd(width)}  ${style.warn(note)}`);
  });
}

/** The cascade's report, as a person would sum it up. */
export function reportText(parts: ReportParts): string {
  const style = styles(parts.color);
  const { plan, document } = parts;
  const width = Math.max(0, ...document.services.map((row) => row.name.length));
  const { unseen } = document;
  const more = unseen.length > 10 ? ` and ${unseen.length - 10} more` : "";
  const all = [
    [style.strong("What changed"), ...changedLines(plan)],
    [style.strong("Whom it reached, and why"), ...reachedLines(style, parts, width)],
    [style.strong("What was done"), ...doneLines(style, parts, width)],
    // Nothing is deployed of a cascade that proposed nothing.
    parts.rollout.length === 0 || document.outcome === "halted"
      ? []
      : [style.strong("Deploying"), ...parts.rollout.map((sentence) => `  ${sentence}`)],
    unseen.length === 0
      ? []
      : [
          `Uncommitted files that were left where they are: ${unseen.slice(0, 10).join(", ")}${more}`,
        ],
    document.notes?.map((note) => style.warn(note)) ?? [],
    askingLines(style, {
      questions: document.questions,
      offers: document.offers ?? [],
      holes: document.services.flatMap(({ holes }) => holes),
      choices: document.services.flatMap(({ choices }) => choices ?? []),
      command: "flywheel sentinel resume",
      offerCommand: "flywheel sentinel resume",
    }),
    [
      ...closing(style, parts),
      style.faint(`  epoch ${document.epoch}, ${duration(document.durationMs)}`),
    ],
  ];
  const sections = all.filter((section) => section.length > 0);
  return sections.map((section) => section.join("\n")).join("\n\n");
}
