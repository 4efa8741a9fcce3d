import ts from "typescript-services";

import { lineStarts, type Hole, type HoleKind, type RepairEdit } from "#intent";

import { shorthandName } from "./judgement.ts";
import { nodeAt } from "./places.ts";
import type { Snapshot } from "./workspace.ts";

/** Kinds whose candidates are written in place of what the hole covers. */
const replacing: ReadonlySet<HoleKind> = new Set<HoleKind>([
  "conversion",
  "expected-value",
  "narrowing",
  "ordering",
  "silent-miss",
  "validation",
]);

/** An expression of a type that fits everywhere, for what is asked about without a candidate. */
const fitting = "null!";

/**
 * The edits together with the first candidate of each hole. Errors that this would end are no decisions of their own: they
 * follow from the one that is asked about. Nothing of it is proposed.
 */
export function withCandidates(
  snapshot: Snapshot,
  edits: readonly RepairEdit[],
  holes: readonly Hole[],
): readonly RepairEdit[] {
  const results = [...edits];
  for (const hole of holes) {
    const text = snapshot.texts.get(hole.file);
    const tree = snapshot.file(hole.file);
    if (text === undefined || tree === undefined || !replacing.has(hole.kind)) continue;
    const [start, end] = spanOf(text, hole);
    const node = nodeAt(tree, start, end);
    const blank = ts.isExpression(node) ? `${shorthandName(node)}${fitting}` : undefined;
    const candidate = hole.candidates[0] ?? blank;
    if (candidate === undefined) continue;
    const same = results.findIndex(
      (edit) => edit.file === hole.file && edit.start === start && edit.end === end,
    );
    const known = results[same];
    // A conversion around the very expression that is asked about takes the candidate in.
    if (known !== undefined)
      results[same] = {
        ...known,
        text: known.text.replace(text.slice(start, end), () => candidate),
      };
    else results.push(tried(hole, start, end, candidate));
  }
  return results;
}

function spanOf(text: string, hole: Hole): readonly [number, number] {
  const starts = lineStarts(text);
  const offset = (line: number, column: number): number => (starts[line - 1] ?? 0) + column - 1;
  return [offset(hole.line, hole.column), offset(hole.endLine, hole.endColumn)];
}

const tried = (hole: Hole, start: number, end: number, text: string): RepairEdit => ({
  file: hole.file,
  start,
  end,
  text,
  change: hole.delta,
  rule: "candidate",
  certainty: "likely",
  because: hole.question,
});
