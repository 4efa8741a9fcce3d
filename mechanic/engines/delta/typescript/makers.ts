import ts from "typescript-services";

import { rangeOf, type RepairEdit, type RepairRequest } from "#intent";

import { originalOffset, type HoleDraft, type HoleList } from "../shared/index.ts";
import { happened } from "./happened.ts";
import { enclosingName, nodeAt } from "./places.ts";
import type { Snapshot } from "./workspace.ts";

/**
 * One cause, one question: where a service as a whole does not fit what it is given to (`router(service)`, a builder's
 * `const api: Api = service`), what it lacks is decided where it is made, a class or an object, and never asked again
 * wherever it is passed.
 */
export function makerOf(
  request: RepairRequest,
  after: Snapshot,
  file: string,
  { code, start = 0, length = 1 }: ts.Diagnostic,
): ts.Node | undefined {
  const tree = after.file(file);
  if (tree === undefined || !unfitting.has(code)) return undefined;
  const place = nodeAt(tree, start, start + length);
  const value = valueAt(place);
  if (value === undefined) return undefined;
  const type = after.checker.getTypeAtLocation(value).getNonNullableType();
  const made = type.symbol?.valueDeclaration;
  if (made === undefined || !(ts.isClassLike(made) || ts.isObjectLiteralExpression(made)))
    return undefined;
  // What is written out right here is asked about here.
  if (made === value || (made.pos <= place.pos && place.end <= made.end && isIn(tree, made)))
    return undefined;
  if (ts.isObjectLiteralExpression(made) && !isService(made)) return undefined;
  return request.sources.has(after.pathOf(made.getSourceFile())) ? made : undefined;
}

const isIn = (tree: ts.SourceFile, node: ts.Node): boolean => node.getSourceFile() === tree;

/** TS2322, TS2345, TS2739 to TS2741, TS1360: a value is not what is wanted of it. */
const unfitting: ReadonlySet<number> = new Set([2322, 2345, 2739, 2740, 2741, 1360]);

/** The value that an error blames: an argument, or what the blamed name begins with. */
function valueAt(place: ts.Node): ts.Expression | undefined {
  const { parent } = place;
  const begins =
    ts.isVariableDeclaration(parent) ||
    ts.isPropertyAssignment(parent) ||
    ts.isPropertyDeclaration(parent);
  if (begins && parent.name === place) return parent.initializer;
  return ts.isExpression(place) ? place : undefined;
}

/** Whether an object answers: most of what it holds are functions. */
const isService = ({ properties }: ts.ObjectLiteralExpression): boolean => {
  const answering = properties.filter(
    (one) =>
      ts.isMethodDeclaration(one) ||
      (ts.isPropertyAssignment(one) &&
        (ts.isArrowFunction(one.initializer) || ts.isFunctionExpression(one.initializer))),
  );
  return answering.length * 2 > properties.length;
};

/** Asks at the maker, unless something inside of it is asked already: whatever is decided there decides this. */
export function askMaker(
  request: RepairRequest,
  after: Snapshot,
  maker: ts.Node,
  { delta }: HoleDraft,
  edits: readonly RepairEdit[],
  holes: HoleList,
): void {
  const file = after.pathOf(maker.getSourceFile());
  const own = edits.filter((edit) => edit.file === file);
  const text = request.sources.get(file) ?? "";
  const change = request.changes.find(({ symbol }) => symbol === delta);
  const name = ts.isClassLike(maker) ? (maker.name ?? maker) : maker;
  const [whole, span] = [maker, name].map((node) => ({
    start: originalOffset(own, node.getStart()),
    end: originalOffset(own, node.getEnd()),
  }));
  if (whole === undefined || span === undefined || change === undefined) return;
  const { line, endLine } = rangeOf(text, whole);
  const isAsked = holes
    .all()
    .some(
      (hole) =>
        hole.file === file &&
        line <= hole.line &&
        hole.endLine <= endLine &&
        (hole.delta === delta || hole.kind === "new-handler"),
    );
  if (isAsked) return;
  holes.add({
    kind: "new-handler",
    file,
    text,
    span,
    delta,
    inside: enclosingName(maker),
    question: `${happened(change)}: how does ${ts.isClassLike(maker) ? `\`${name.getText()}\`` : "this object"} answer it?`,
  });
}
