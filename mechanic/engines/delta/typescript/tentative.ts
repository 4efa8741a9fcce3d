import { lineStarts, type Hole, type HoleKind, type RepairEdit } from "#intent";

/** Kinds whose candidates are written in place of what the hole covers. */
const replacing: ReadonlySet<HoleKind> = new Set<HoleKind>([
  "conversion",
  "expected-value",
  "narrowing",
  "ordering",
  "silent-miss",
  "validation",
]);

/**
 * The edits together with the first candidate of each hole. Errors that this would end are no decisions of their own: they
 * follow from the one that is asked about. Nothing of it is proposed.
 */
export function withCandidates(
  sources: ReadonlyMap<string, string>,
  edits: readonly RepairEdit[],
  holes: readonly Hole[],
): readonly RepairEdit[] {
  const results = [...edits];
  for (const hole of holes) {
    const [candidate] = replacing.has(hole.kind) ? hole.candidates : [];
    const text = sources.get(hole.file);
    if (candidate === undefined || text === undefined) continue;
    const starts = lineStarts(text);
    const [start, end] = [
      (starts[hole.line - 1] ?? 0) + hole.column - 1,
      (starts[hole.endLine - 1] ?? 0) + hole.endColumn - 1,
    ];
    const same = results.findIndex(
      (edit) => edit.file === hole.file && edit.start === start && edit.end === end,
    );
    const known = results[same];
    if (known === undefined)
      results.push({
        file: hole.file,
        start,
        end,
        text: candidate,
        change: hole.delta,
        rule: "candidate",
        certainty: "likely",
        because: hole.question,
      });
    // A conversion around the very expression that is asked about takes the candidate in.
    else
      results[same] = {
        ...known,
        text: known.text.replace(text.slice(start, end), () => candidate),
      };
  }
  return results;
}
