import type { CascadeDocument, ServiceArtifact } from "#sentinel";
import { plural } from "./plural.ts";
import { duration, type Style } from "./style.ts";

type ServiceRow = CascadeDocument["services"][number];

/** More would be read in the diff. */
const editLinesMax = 12;

const outcomeWord = (style: Style, outcome: string): string =>
  outcome === "held" ? style.bad(outcome.padEnd(8)) : style.good(outcome.padEnd(8));

/** What a tool said keeps its lines, below the place that it is said of. */
const indented = (note: string): string => note.split("\n").join("\n        ");

const oneLine = (text: string): string => {
  const flat = text.trim().replaceAll(/\s*\n\s*/g, " ⏎ ");
  return flat.length > 48 ? `${flat.slice(0, 47)}…` : flat;
};

/** A line that was broken because it grew too long is no news. */
const isLayout = ({ before, text }: { readonly before: string; readonly text: string }): boolean =>
  /^[\s,]*$/.test(before) && /^[\s,]*$/.test(text);

/** Edits of one file that do the same are one line: `src/custom/ledger.ts:15,23  number → string`. */
function editLines(style: Style, artifact: ServiceArtifact, directory: string): string[] {
  const texts = new Map(artifact.files.map((file) => [file.path, file.before ?? ""]));
  const groups = new Map<string, { file: string; what: string; lines: number[] }>();
  for (const edit of artifact.edits.filter((one) => !isLayout(one))) {
    const line = (texts.get(edit.file) ?? "").slice(0, edit.start).split("\n").length;
    const what =
      edit.before === ""
        ? `+ ${oneLine(edit.text)}`
        : `${oneLine(edit.before)} → ${oneLine(edit.text) || "nothing"}`;
    const key = `${edit.file}\n${what}`;
    const group = groups.get(key) ?? { file: edit.file, what, lines: [] };
    if (!group.lines.includes(line)) group.lines.push(line);
    groups.set(key, group);
  }
  const drawn = [...groups.values()].map(({ file, what, lines }) => {
    const path = file.startsWith(`${directory}/`) ? file.slice(directory.length + 1) : file;
    const shown = lines.slice(0, 6).join(",") + (lines.length > 6 ? ",…" : "");
    return `      ${path}:${shown}  ${style.faint(what)}`;
  });
  const more = drawn.length - editLinesMax;
  if (more < 2) return drawn;
  return [...drawn.slice(0, editLinesMax), style.faint(`      and ${more} more like these`)];
}

/** What a held service asks: the place, the question, and what could be the answer. */
function holeLines(style: Style, row: ServiceRow): string[] {
  return row.holes.flatMap((hole) => [
    `      ${style.warn("?")} ${hole.file}:${hole.line}:${hole.column}  ${indented(hole.question)}`,
    ...(hole.candidates.length === 0
      ? []
      : [style.faint(`        perhaps ${hole.candidates.map(oneLine).join(", or ")}`)]),
  ]);
}

/** What is certain in a held service: nobody need do it by hand. */
function withheldLines(style: Style, artifact: ServiceArtifact | undefined): string[] {
  const count = artifact?.withheld?.length ?? 0;
  if (artifact?.patch === undefined || count === 0) return [];
  return [style.faint(`      ${plural(count, "certain edit")}, not made yet: ${artifact.patch}`)];
}

function gateWords(style: Style, row: ServiceRow): string {
  const marks: Readonly<Record<string, string>> = {
    passed: style.good("✓"),
    failed: style.bad("✗"),
  };
  return (["check", "lint", "test"] as const)
    .map((gate) => `${gate} ${marks[row.gates[gate]] ?? "–"}`)
    .join(" ");
}

function sizeWords(row: ServiceRow): string {
  const added = row.files.reduce((sum, file) => sum + file.added, 0);
  const removed = row.files.reduce((sum, file) => sum + file.removed, 0);
  const edits = row.edits === 0 ? "no edits" : plural(row.edits, "edit");
  return `${edits}, ${plural(row.files.length, "file")} +${added} −${removed}`;
}

/** What was done to one service: its gates, its edits, what it asks. `directory` is its folder below the root. */
export function serviceLines(
  style: Style,
  row: ServiceRow,
  artifact: ServiceArtifact | undefined,
  width: number,
  directory: string,
): string[] {
  const done = `${gateWords(style, row)}  ${sizeWords(row)}  ${style.faint(duration(row.ms))}`;
  return [
    `  ${row.name.padEnd(width)}  ${outcomeWord(style, row.outcome)}  ${done}`,
    ...(artifact === undefined ? [] : editLines(style, artifact, directory)),
    ...withheldLines(style, artifact),
    ...row.notes.map((note) => `      ${style.warn(indented(note))}`),
    ...holeLines(style, row),
  ];
}
