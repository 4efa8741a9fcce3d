import ts from "typescript-services";

import type { Change, RepairRequest } from "#intent";

import type { EditList, HoleList } from "../shared/index.ts";
import { assertionOf } from "./expected-texts.ts";
import { expectationPairs, sides } from "./expectations.ts";
import { isMoreThanName } from "./former-names.ts";
import { guiltyOf } from "./guilty.ts";
import { happened } from "./happened.ts";
import { isAskedAt, isAskedOf, isAskedOn } from "./asked.ts";
import { enclosingName, sameNode } from "./places.ts";
import { argumentsOf } from "./relate.ts";
import { valueSlot } from "./slots.ts";
import type { Snapshot } from "./workspace.ts";

/**
 * Values whose text changes with their type, where anything may be written: `` `since ${day}` `` of what is a moment now,
 * or may be absent; a value that is told to a log. Everything has a text, so no compiler minds. In tests: values that are
 * compared with a literal of a kind that they are no more. Both snapshots hold the old sources.
 */
export function askPrinted(
  request: RepairRequest,
  before: Snapshot,
  stamped: Snapshot,
  edits: EditList,
  holes: HoleList,
): void {
  const changes = request.changes.filter(({ kind }) =>
    /-(?:retyped|became-optional|output-changed)$/.test(kind),
  );
  for (const file of changes.length === 0 ? [] : request.sources.keys()) {
    const [tree, now] = [before.file(file), stamped.file(file)];
    if (tree === undefined || now === undefined) continue;
    const visit = (node: ts.Node): void => {
      if (request.tests.has(file)) {
        if (ts.isCallExpression(node)) compared(node);
      } else if (ts.isExpression(node) && isWritten(before, node)) {
        const same = sameNode(now, node);
        const became = same === undefined ? undefined : newForm(before, stamped, node, same);
        const isSettled = edits.covers(file, node.getStart(), node.getEnd(), isMoreThanName);
        if (became !== undefined && !isSettled)
          askText(request, file, node, became, changes, holes);
      }
      ts.forEachChild(node, visit);
    };
    const compared = (call: ts.CallExpression): void => {
      const same = sameNode(now, call);
      if (same === undefined || !ts.isCallExpression(same)) return;
      const [was, is] = [sides(call), sides(same)];
      if (was !== undefined && is !== undefined && isList(before, was.actual)) {
        const isOther = ts.isArrayLiteralExpression(was.expected) && !isList(stamped, is.actual);
        if (isOther) askExpected(request, file, was.expected, changes, holes);
      }
      const after = expectationPairs(stamped, same);
      for (const { literal, type } of expectationPairs(before, call)) {
        const twin = after.find((pair) => pair.literal.getStart() === literal.getStart());
        const [start, end] = [literal.getStart(), literal.getEnd()];
        if (twin === undefined || edits.covers(file, start, end, isMoreThanName)) continue;
        if (fits(literal, type) && !fits(literal, twin.type))
          askExpected(request, file, literal, changes, holes);
      }
    };
    visit(tree);
  }
}

/** Whether a value is a list; what nothing is known of may be one. */
const isList = ({ checker }: Snapshot, node: ts.Expression): boolean => {
  const type = checker.getTypeAtLocation(node).getNonNullableType();
  return checker.isArrayType(type) || checker.isTupleType(type) || (type.flags & anything) !== 0;
};

/** Whether an expression is put into a text, or handed to what takes anything. */
function isWritten({ checker }: Snapshot, node: ts.Expression): boolean {
  const { parent } = node;
  if (ts.isTemplateSpan(parent) || isJoined(node)) return true;
  // What is put together right here is looked at part by part.
  if (isJoin(node)) return !ts.isArrayLiteralExpression(node) && !ts.isCallExpression(node);
  if (ts.isBinaryExpression(parent) && parent.operatorToken.kind === ts.SyntaxKind.PlusToken)
    return (checker.getTypeAtLocation(parent).flags & ts.TypeFlags.StringLike) !== 0;
  if (ts.isObjectLiteralExpression(node) || ts.isArrayLiteralExpression(node)) return false;
  if (ts.isCallExpression(parent) && parent.expression.getText() === "String") return true;
  const isValue =
    (ts.isPropertyAssignment(parent) && parent.initializer === node) ||
    (ts.isShorthandPropertyAssignment(parent) && parent.name === node) ||
    ((ts.isCallExpression(parent) || ts.isNewExpression(parent)) && parent.expression !== node);
  if (!isValue) return false;
  const wanted = checker.getContextualType(node);
  return wanted !== undefined && (wanted.flags & anything) !== 0;
}

/** Whether a value is a member of a list that is written out as one text: `[one.id, one.day].join(";")`. */
const isJoined = ({ parent }: ts.Expression): boolean =>
  (ts.isArrayLiteralExpression(parent) && isJoin(parent)) ||
  (ts.isArrowFunction(parent) &&
    ts.isCallExpression(parent.parent) &&
    /\.(?:map|flatMap)$/.test(parent.parent.expression.getText()) &&
    isJoin(parent.parent));

const isJoin = ({ parent }: ts.Node): boolean =>
  ts.isPropertyAccessExpression(parent) &&
  parent.name.text === "join" &&
  ts.isCallExpression(parent.parent);

const anything = ts.TypeFlags.Any | ts.TypeFlags.Unknown;
const nothing = ts.TypeFlags.Undefined | ts.TypeFlags.Null;
const printable =
  ts.TypeFlags.StringLike |
  ts.TypeFlags.NumberLike |
  ts.TypeFlags.BigIntLike |
  ts.TypeFlags.BooleanLike;

type Form = "object" | "absent" | "other";

/** What a value with a text of its own may be now that has none or another one: an object, nothing at all, what was a yes or no. */
function newForm(
  before: Snapshot,
  stamped: Snapshot,
  node: ts.Expression,
  same: ts.Node,
): Form | undefined {
  const was = partsOf(writtenType(before, node));
  const is = partsOf(writtenType(stamped, same));
  const isText = (part: ts.Type): boolean =>
    (part.flags & printable) !== 0 || (part.isIntersection() && part.types.some(isText));
  const present = was.filter(({ flags }) => (flags & nothing) === 0);
  if (present.length === 0 || !present.every(isText)) return undefined;
  if (is.some(({ flags }) => (flags & anything) !== 0)) return undefined;
  if (is.some((part) => (part.flags & ts.TypeFlags.Object) !== 0)) return "object";
  const isTruth = (part: ts.Type): boolean => (part.flags & ts.TypeFlags.BooleanLike) !== 0;
  if (present.every(isTruth) && !is.some(isTruth)) return "other";
  const isAbsent = (part: ts.Type): boolean => (part.flags & nothing) !== 0;
  return is.some(isAbsent) && !was.some(isAbsent) ? "absent" : undefined;
}

/** The type of what is written: of a list that is joined, that of its elements. */
function writtenType(snapshot: Snapshot, node: ts.Node): ts.Type {
  const type = typeOf(snapshot, node);
  const [element] = isJoin(node) ? argumentsOf(snapshot.checker, type) : [];
  return element ?? type;
}

/** The type of a value where it stands; of a shorthand property the value's, and not the property's. */
export function typeOf({ checker }: Snapshot, node: ts.Node): ts.Type {
  const symbol = ts.isShorthandPropertyAssignment(node.parent)
    ? checker.getShorthandAssignmentValueSymbol(node.parent)
    : undefined;
  return symbol === undefined
    ? checker.getTypeAtLocation(node)
    : checker.getTypeOfSymbolAtLocation(symbol, node);
}

const partsOf = (type: ts.Type): readonly ts.Type[] => (type.isUnion() ? type.types : [type]);

/** Whether a value of a type can be what a literal spells. */
function fits(literal: ts.Expression, type: ts.Type): boolean {
  const flags = ts.isStringLiteralLike(literal)
    ? ts.TypeFlags.StringLike
    : ts.isNumericLiteral(literal)
      ? ts.TypeFlags.NumberLike
      : ts.isBigIntLiteral(literal)
        ? ts.TypeFlags.BigIntLike
        : undefined;
  if (flags === undefined) return true;
  const can = (part: ts.Type): boolean =>
    (part.flags & (flags | anything | ts.TypeFlags.TypeParameter)) !== 0 ||
    (part.isIntersection() && part.types.some(can));
  return partsOf(type).some(can);
}

const said: Readonly<Record<Form, string>> = {
  object: "has no text of its own",
  absent: "may be nothing",
  other: "has another text now",
};

function askText(
  request: RepairRequest,
  file: string,
  node: ts.Expression,
  became: Form,
  changes: readonly Change[],
  holes: HoleList,
): void {
  const change = guiltyOf(changes, node);
  const text = request.sources.get(file) ?? "";
  const span = { start: node.getStart(), end: node.getEnd() };
  if (change === undefined || isAskedAt(holes, file, text, span)) return;
  // The same value in the same statement is the same question, and so is a local in its function.
  const around = ts.findAncestor(
    node,
    (at) =>
      (ts.isIdentifier(node) && ts.isFunctionLike(at)) ||
      (!ts.isIdentifier(node) && ts.isStatement(at) && !ts.isIfStatement(at.parent)) ||
      (ts.isArrowFunction(at) && ts.isExpression(at.body)),
  );
  if (around !== undefined && isAskedOf(holes, file, text, around, node.getText())) return;
  // A question in the same expression decides about its text as well: `one === undefined ? "" : `, ask ${one}``.
  const whole = ts.findAncestor(node, ts.isConditionalExpression);
  const told = whole === undefined ? undefined : { start: whole.getStart(), end: whole.getEnd() };
  if (told !== undefined && isAskedOn(holes, file, text, told, change.symbol)) return;
  holes.add({
    kind: became === "absent" ? "absent-value" : "silent-miss",
    file,
    text,
    span,
    delta: change.symbol,
    inside: enclosingName(node),
    question: `${happened(change)}: \`${node.getText()}\` is written out here and ${said[became]}. How is it written?`,
    slot: valueSlot(node),
  });
}

function askExpected(
  request: RepairRequest,
  file: string,
  literal: ts.Expression,
  changes: readonly Change[],
  holes: HoleList,
): void {
  const call = ts.findAncestor(literal, ts.isCallExpression) ?? literal;
  const change = guiltyOf(changes, call);
  const text = request.sources.get(file) ?? "";
  const span = { start: literal.getStart(), end: literal.getEnd() };
  // An assertion that is asked about anyway is one question.
  const around = assertionOf(literal) ?? literal;
  const whole = { start: around.getStart(), end: around.getEnd() };
  if (change === undefined || isAskedAt(holes, file, text, whole)) return;
  holes.add({
    kind: "expected-value",
    file,
    text,
    span,
    delta: change.symbol,
    inside: enclosingName(literal),
    question: `${happened(change)}, and can be \`${literal.getText()}\` no more: what is expected here?`,
    slot: valueSlot(literal),
  });
}
