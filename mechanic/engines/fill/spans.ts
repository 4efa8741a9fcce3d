import { lineStarts, type Edit, type Hole, type RepairRequest, type Span } from "#intent";
import { offlineTexts, type Offline } from "./types.ts";

/** The offsets of a hole in a text. */
function offsetsIn(text: string, hole: Hole): Span {
  const starts = lineStarts(text);
  const at = (line: number, column: number): number =>
    Math.min(text.length, (starts[line - 1] ?? 0) + column - 1);
  const start = at(hole.line, hole.column);
  return { start, end: Math.max(start, at(hole.endLine, hole.endColumn)) };
}

/** Where an offset of a text comes to stand when edits of it are made. */
const moved = (edits: readonly Edit[], offset: number): number =>
  edits
    .filter((edit) => edit.end <= offset)
    .reduce((sum, edit) => sum + edit.text.length - (edit.end - edit.start), offset);

/**
 * A question's place in the text that the certain edits have made. Questions are told as the service was stamped; what only
 * repeats a gate was said of the text with those edits in it.
 */
export function spanInOffline(
  request: Pick<RepairRequest, "sources">,
  offline: Offline,
  hole: Hole,
): Span {
  if (hole.settledBy === "gates")
    return offsetsIn(offlineTexts(request, offline).get(hole.file) ?? "", hole);
  const own = offline.edits.filter((edit) => edit.file === hole.file);
  const { start, end } = offsetsIn(request.sources.get(hole.file) ?? "", hole);
  return { start: moved(own, start), end: Math.max(moved(own, start), moved(own, end)) };
}
