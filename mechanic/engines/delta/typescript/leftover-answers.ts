import ts from "typescript-services";

import type { Change, RepairEdit, RepairRequest } from "#intent";

import { originalOffset } from "../shared/index.ts";
import { takenApart } from "./answers.ts";
import type { Blame } from "./leftover-explained.ts";
import { questionOf } from "./leftover-text.ts";
import { enclosingName } from "./places.ts";
import type { Snapshot } from "./workspace.ts";

/** One question for all that a new error of an rpc spoils behind one call. */
export function answerDraft(
  request: RepairRequest,
  after: Snapshot,
  file: string,
  guilty: Change,
  blamed: ts.Node,
  edits: readonly RepairEdit[],
): Blame {
  const apart = takenApart(after, request.changes, guilty, blamed);
  const { change, place, until = place, source = place } = apart;
  const text = request.sources.get(file) ?? "";
  const span = {
    start: originalOffset(edits, place.getStart()),
    end: originalOffset(edits, until.getEnd()),
  };
  const written = text.slice(span.start, span.end);
  const kind = "variant-arm";
  const asks = questionOf({ kind, change, message: "", place, written });
  const inside = enclosingName(place);
  // A member that answers too much is blamed by its name; what is asked inside of it explains that.
  const { parent } = blamed;
  const named =
    (ts.isPropertyDeclaration(parent) ||
      ts.isPropertyAssignment(parent) ||
      ts.isVariableDeclaration(parent)) &&
    parent.name === blamed
      ? parent
      : undefined;
  const whole =
    named === undefined
      ? span
      : {
          start: originalOffset(edits, named.getStart()),
          end: originalOffset(edits, named.getEnd()),
        };
  const from = inferredFrom(after, source);
  return {
    ...(from === undefined ? {} : { from }),
    kind,
    file,
    text,
    span,
    delta: change.symbol,
    inside,
    ...asks,
    blamed: whole,
    at: blamed,
    isSpelt: true,
    without: (change.to ?? "").slice((change.to ?? "").lastIndexOf(":") + 1),
    isWide: false,
  };
}

/** The function of people's own whose inferred answer a call gives, in lines of the texts after the edits. */
function inferredFrom({ checker, pathOf }: Snapshot, place: ts.Node): Blame["from"] {
  const call = ts.isAwaitExpression(place) ? place.expression : place;
  const declared = ts.isCallExpression(call)
    ? checker.getResolvedSignature(call)?.declaration
    : undefined;
  const isInferred =
    declared !== undefined && ts.isFunctionLike(declared) && declared.type === undefined;
  if (!isInferred || !("body" in declared) || declared.body === undefined) return undefined;
  const tree = declared.getSourceFile();
  const lineOf = (offset: number): number => tree.getLineAndCharacterOfPosition(offset).line + 1;
  return {
    file: pathOf(tree),
    first: lineOf(declared.getStart()),
    last: lineOf(declared.getEnd()),
  };
}
