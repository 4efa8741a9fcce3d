import type ts from "typescript-services";

import { rangeOf, type Hole, type HoleKind, type Range, type Span } from "#intent";

import type { HoleDraft } from "../shared/index.ts";

/** A hole for an error, with the whole of what the error blames. */
export interface Blame extends HoleDraft {
  readonly blamed: Span;
  /** The place in the texts after the edits. */
  readonly at: ts.Node;
  /** Whether the place or the compiler spells what has changed. */
  readonly isSpelt: boolean;
  /** The code of the new error that is asked about, where it is one. */
  readonly without?: string;
  /** Whether only a hole of the same kind explains it: what is blamed is a whole function. */
  readonly isWide: boolean;
  /** The function without an annotation that a new error comes out of, where it is not the rpc itself. */
  readonly from?: { readonly file: string; readonly first: number; readonly last: number };
}

/** Whether a new error is asked about in the function that passes it on: once it ends there, it comes no further. */
export const isPassedOn = (asked: readonly Hole[], { from, delta }: Blame): boolean =>
  from !== undefined &&
  asked.some(
    (hole) =>
      hole.delta === delta &&
      hole.file === from.file &&
      from.first <= hole.line &&
      hole.endLine <= from.last,
  );

/** Whether a hole says already what an error would ask. */
export const isExplained = (asked: readonly Hole[], draft: Blame): boolean =>
  asked.some(
    (hole) =>
      hole.file === draft.file &&
      (!draft.isWide || hole.kind === draft.kind) &&
      (isAnswer(hole, draft) || explains(hole, draft.kind, rangeOf(draft.text, draft.blamed))),
  );

/** Whether an object is asked for what it lacks at times, and the compiler blames what is made of it or returns it. */
const isAnswer = (hole: Hole, { kind, delta, text, span, blamed }: Blame): boolean => {
  if (hole.delta !== delta || kind !== "absent-value") return false;
  const range = rangeOf(text, blamed);
  const isReturned = text.slice(span.start, span.end) === "return" && range.line === hole.line;
  return isReturned || (range.line <= hole.line && hole.endLine <= range.endLine);
};

/** Whether a hole stands where the error is. What a whole literal lacks does not explain an error inside of it. */
function explains(hole: Hole, kind: HoleKind, error: Range): boolean {
  const starts =
    hole.line < error.endLine || (hole.line === error.endLine && hole.column <= error.endColumn);
  const ends =
    error.line < hole.endLine || (error.line === hole.endLine && error.column <= hole.endColumn);
  // A handler that is missing is no part of what is asked inside of the others.
  if ((kind === "new-handler") !== (hole.kind === "new-handler")) return false;
  const isSame =
    hole.line === error.line &&
    hole.column === error.column &&
    hole.endLine === error.endLine &&
    hole.endColumn === error.endColumn;
  if (hole.kind === "required-value" && !isSame)
    return kind === "required-value" && (hole.line === error.line || (starts && ends));
  return (starts && ends) || (hole.kind === kind && hole.line === error.line);
}
