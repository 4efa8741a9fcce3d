import type ts from "typescript-services";

import { lineStarts, rangeOf, type HoleKind, type Span } from "#intent";

import type { HoleList } from "../shared/index.ts";

/** Whether something is asked about an expression, by its text, anywhere inside of a node. */
export function isAskedOf(
  holes: HoleList,
  file: string,
  text: string,
  around: ts.Node,
  written: string,
): boolean {
  const starts = lineStarts(text);
  const [start, end] = [around.getStart(), around.getEnd()];
  return holes.all().some((hole) => {
    if (hole.file !== file) return false;
    const at = (starts[hole.line - 1] ?? 0) + hole.column - 1;
    const until = (starts[hole.endLine - 1] ?? 0) + hole.endColumn - 1;
    return start <= at && until <= end && text.slice(at, until) === written;
  });
}

/** Whether something is asked at a place already: of a kind, where one is named. */
export function isAskedAt(
  holes: HoleList,
  file: string,
  text: string,
  span: Span,
  kind?: HoleKind,
): boolean {
  const range = rangeOf(text, span);
  return holes.all().some((hole) => {
    if (hole.file !== file || (kind !== undefined && hole.kind !== kind)) return false;
    const starts =
      hole.line < range.endLine || (hole.line === range.endLine && hole.column < range.endColumn);
    const ends =
      range.line < hole.endLine || (range.line === hole.endLine && range.column < hole.endColumn);
    return starts && ends;
  });
}

/** Whether the same change asks something on the lines of a place already. */
export function isAskedOn(
  holes: HoleList,
  file: string,
  text: string,
  span: Span,
  delta: string,
): boolean {
  const { line, endLine } = rangeOf(text, span);
  return holes
    .all()
    .some(
      (hole) =>
        hole.file === file && hole.delta === delta && hole.line <= endLine && line <= hole.endLine,
    );
}
