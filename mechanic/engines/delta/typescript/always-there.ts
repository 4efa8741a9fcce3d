import ts from "typescript-services";

import type { Change, RepairRequest } from "#intent";

import type { HoleList } from "../shared/index.ts";
import { isCondition } from "./conditions.ts";
import { happened } from "./happened.ts";
import { enclosingName } from "./places.ts";
import { valueSlot } from "./slots.ts";
import { codePath } from "./stamps.ts";
import { askedPlace } from "./asked-place.ts";
import type { Snapshot } from "./workspace.ts";

/**
 * Asks where production code looks whether a value is there that always is, now: `animal.chip === undefined` has one answer
 * for ever, and no compiler objects. A fallback (`animal.chip ?? ""`) is only never used, and stays; so does a test that only
 * guards a use of the value (`chip !== undefined && chip < limit`). Asked is where being there was the answer itself. Both
 * snapshots hold the old sources; `after` holds the new stamps.
 */
export function askAlwaysThere(
  request: RepairRequest,
  before: Snapshot,
  after: Snapshot,
  holes: HoleList,
): void {
  const changes = request.changes.filter(isThereNow);
  for (const file of changes.length === 0 ? [] : request.sources.keys()) {
    if (request.tests.has(file)) continue;
    askMarks(request, before, after, file, changes, holes);
    const [old, now] = [testsIn(before, file), testsIn(after, file)];
    for (const [index, test] of now.entries()) {
      const known = old[index];
      if (known === undefined || !mayBeAbsent(before, known.value) || isGuard(test)) continue;
      const change = isThere(after, test) ? guilty(changes, test.value) : undefined;
      if (change !== undefined) ask(request, file, test, change, holes);
    }
  }
  askFixtures(request, after, changes, holes);
}

/** Whether something is always there now: as it was, or as something else, as a list of several is in place of one at most. */
const isThereNow = ({ kind, fromType, toType }: Change): boolean =>
  kind.endsWith("-became-required") ||
  (kind.endsWith("-retyped") && fromType?.kind === "optional" && toType?.kind !== "optional");

/**
 * A fallback that is looked for again is a mark of what is absent: `Math.min(...degrees.map((it) => it ?? Infinity))` and
 * `coldest === Infinity` in the same function. Now that the value is always there, the mark never comes.
 */
function askMarks(
  request: RepairRequest,
  before: Snapshot,
  after: Snapshot,
  file: string,
  changes: readonly Change[],
  holes: HoleList,
): void {
  const [old, now] = [fallbacksIn(before, file), fallbacksIn(after, file)];
  for (const [index, fallback] of now.entries()) {
    const known = old[index];
    if (known === undefined || !mayBeAbsent(before, known.left)) continue;
    const value = fallback.left;
    const change = isThere(after, { node: fallback, value, isYes: true })
      ? guilty(changes, value)
      : undefined;
    if (change === undefined || !isLookedFor(fallback)) continue;
    holes.add({
      kind: "silent-miss",
      file,
      text: request.sources.get(file) ?? "",
      span: { start: fallback.getStart(), end: fallback.getEnd() },
      delta: change.symbol,
      inside: enclosingName(fallback),
      question: `${happened(change)}, so \`${fallback.right.getText()}\` never stands for it, and it is looked for further on: what tells it now?`,
      slot: valueSlot(fallback),
    });
  }
}

function fallbacksIn(snapshot: Snapshot, file: string): readonly ts.BinaryExpression[] {
  const found: ts.BinaryExpression[] = [];
  const visit = (node: ts.Node): void => {
    if (
      ts.isBinaryExpression(node) &&
      node.operatorToken.kind === ts.SyntaxKind.QuestionQuestionToken
    )
      found.push(node);
    ts.forEachChild(node, visit);
  };
  const tree = snapshot.file(file);
  if (tree !== undefined) visit(tree);
  return found;
}

/** Whether the function around a fallback compares something with it. */
function isLookedFor(fallback: ts.BinaryExpression): boolean {
  const mark = fallback.right.getText();
  let scope: ts.Node = fallback;
  for (let at: ts.Node | undefined = fallback; at !== undefined; at = at.parent)
    if (ts.isFunctionLike(at)) scope = at;
  const visit = (node: ts.Node): boolean =>
    (ts.isBinaryExpression(node) &&
      comparisons.has(node.operatorToken.kind) &&
      (node.left.getText() === mark || node.right.getText() === mark)) ||
    (ts.forEachChild(node, (child) => visit(child) || undefined) ?? false);
  return visit(scope);
}

/** A place that looks whether a value is there. */
interface PresenceTest {
  readonly node: ts.Expression;
  readonly value: ts.Expression;
  /** Whether it says yes where the value is there. */
  readonly isYes: boolean;
}

function testsIn(snapshot: Snapshot, file: string): readonly PresenceTest[] {
  const found: PresenceTest[] = [];
  const visit = (node: ts.Node): void => {
    const test = ts.isExpression(node) ? testAt(node) : undefined;
    if (test !== undefined) found.push(test);
    ts.forEachChild(node, visit);
  };
  const tree = snapshot.file(file);
  if (tree !== undefined) visit(tree);
  return found;
}

/** The test that an expression is: a comparison with nothing, or the value itself as a condition. */
function testAt(node: ts.Expression): PresenceTest | undefined {
  if (isCondition(node) && (ts.isIdentifier(node) || ts.isPropertyAccessExpression(node)))
    return { node, value: node, isYes: true };
  if (!ts.isBinaryExpression(node)) return undefined;
  const value = testedBy(node);
  const isYes = node.operatorToken.getText().startsWith("!");
  return value === undefined ? undefined : { node, value, isYes };
}

/** Whether what is done where the value is there makes use of it: then the test only stood in front of that. */
function isGuard({ node, value, isYes }: PresenceTest): boolean {
  const written = value.getText();
  const uses = (at: ts.Node | undefined): boolean =>
    at !== undefined &&
    ((at !== value && at.kind === value.kind && at.getText() === written) ||
      (ts.forEachChild(at, (child) => uses(child) || undefined) ?? false));
  let at: ts.Node = node;
  while (ts.isParenthesizedExpression(at.parent)) at = at.parent;
  const { parent } = at;
  if (ts.isBinaryExpression(parent) && parent.left === at) {
    const goesOn = isYes ? ts.SyntaxKind.AmpersandAmpersandToken : ts.SyntaxKind.BarBarToken;
    return parent.operatorToken.kind === goesOn && uses(parent.right);
  }
  if (ts.isConditionalExpression(parent) && parent.condition === at)
    return uses(isYes ? parent.whenTrue : parent.whenFalse);
  if (!ts.isIfStatement(parent) || parent.expression !== at) return false;
  if (isYes) return uses(parent.thenStatement);
  if (parent.elseStatement !== undefined) return uses(parent.elseStatement);
  const block = parent.parent;
  const behind = ts.isBlock(block) ? block.statements.filter(({ pos }) => pos >= parent.end) : [];
  return behind.some(uses);
}

/**
 * Fixtures that leave a member out said that it is absent; their builder gives it a value now. Asked about where a test
 * helper makes such things for others (`aBox({ id: 1, ...overrides })`), and only where production code looks whether it is
 * there.
 */
function askFixtures(
  request: RepairRequest,
  after: Snapshot,
  changes: readonly Change[],
  holes: HoleList,
): void {
  // What became a list or anything else is empty where it was left out.
  const required = changes.filter(({ kind }) => kind.endsWith("-became-required"));
  const mattering = required.filter(({ symbol }) =>
    holes
      .all()
      .some(
        ({ delta, file, kind }) =>
          delta === symbol && kind === "silent-miss" && !request.tests.has(file),
      ),
  );
  for (const file of mattering.length === 0 ? [] : request.tests) {
    const visit = (node: ts.Node): void => {
      const [given, more] = ts.isCallExpression(node) ? node.arguments : [];
      if (given !== undefined && more === undefined && ts.isObjectLiteralExpression(given))
        for (const change of mattering)
          if (isFactory(request, after, given, change))
            askFixture(request, file, given, change, holes);
      ts.forEachChild(node, visit);
    };
    const tree = after.file(file);
    if (tree !== undefined) visit(tree);
  }
}

/** Whether what a stamped builder overrides leaves a member to whoever calls. */
function isFactory(
  { stampedAfter }: RepairRequest,
  { checker, pathOf }: Snapshot,
  given: ts.ObjectLiteralExpression,
  { symbol, fromSymbol = symbol }: Change,
): boolean {
  const [owner = "", name = ""] = codePath(fromSymbol).split(".");
  const { parent } = given;
  const declared = ts.isCallExpression(parent)
    ? checker.getResolvedSignature(parent)?.getDeclaration()
    : undefined;
  if (declared === undefined || !stampedAfter.has(pathOf(declared.getSourceFile()))) return false;
  const result = ts.isCallExpression(parent) ? checker.getTypeAtLocation(parent) : undefined;
  return (
    result?.symbol?.name === owner &&
    given.properties.some((one) => ts.isSpreadAssignment(one)) &&
    !given.properties.some((one) => one.name?.getText() === name)
  );
}

function askFixture(
  request: RepairRequest,
  file: string,
  given: ts.ObjectLiteralExpression,
  change: Change,
  holes: HoleList,
): void {
  holes.add({
    kind: "expected-value",
    ...askedPlace(request, file, given, change),
    question: `${happened(change)}, and the builder fills in what is left out here: which value has the fixture?`,
  });
}

const comparisons: ReadonlySet<ts.SyntaxKind> = new Set([
  ts.SyntaxKind.EqualsEqualsEqualsToken,
  ts.SyntaxKind.ExclamationEqualsEqualsToken,
  ts.SyntaxKind.EqualsEqualsToken,
  ts.SyntaxKind.ExclamationEqualsToken,
]);

/** The value that is compared with nothing: `x` of `x === undefined`, `null != x` and `typeof x === "undefined"`. */
function testedBy({ left, operatorToken, right }: ts.BinaryExpression): ts.Expression | undefined {
  if (!comparisons.has(operatorToken.kind)) return undefined;
  if (isNothing(right)) return left;
  if (isNothing(left)) return right;
  return ts.isTypeOfExpression(left) && ts.isStringLiteral(right) && right.text === "undefined"
    ? left.expression
    : undefined;
}

const isNothing = (node: ts.Expression): boolean =>
  node.kind === ts.SyntaxKind.NullKeyword || (ts.isIdentifier(node) && node.text === "undefined");

const nothing = ts.TypeFlags.Undefined | ts.TypeFlags.Null | ts.TypeFlags.Void;
const unknown = ts.TypeFlags.Any | ts.TypeFlags.Unknown | ts.TypeFlags.Never;

const partsOf = ({ checker }: Snapshot, node: ts.Expression): readonly ts.Type[] => {
  const type = checker.getTypeAtLocation(node);
  return type.isUnion() ? type.types : [type];
};

/** Whether a value may be absent and may be there: where it is narrowed to one of both, the test said nothing before either. */
const mayBeAbsent = (snapshot: Snapshot, node: ts.Expression): boolean => {
  const parts = partsOf(snapshot, node);
  const absent = parts.filter(({ flags }) => (flags & nothing) !== 0);
  return absent.length > 0 && absent.length < parts.length;
};

const isThere = (snapshot: Snapshot, { node, value }: PresenceTest): boolean =>
  partsOf(snapshot, value).every(
    // What is a condition by itself is always true only where nothing of its kind is false.
    ({ flags }) =>
      (flags & (nothing | unknown)) === 0 &&
      (node !== value || (flags & ts.TypeFlags.Object) !== 0),
  );

/** The change that the value follows from: the one whose name it bears, else the first. */
function guilty(changes: readonly Change[], value: ts.Expression): Change | undefined {
  const name = ts.isPropertyAccessExpression(value) ? value.name.text : value.getText();
  const bears = ({ symbol, fromSymbol = symbol }: Change): boolean =>
    codePath(fromSymbol).split(".").at(-1) === name;
  return changes.find(bears) ?? changes.at(0);
}

function ask(
  request: RepairRequest,
  file: string,
  { node, value, isYes }: PresenceTest,
  change: Change,
  holes: HoleList,
): void {
  holes.add({
    kind: "silent-miss",
    file,
    text: request.sources.get(file) ?? "",
    span: { start: node.getStart(), end: node.getEnd() },
    delta: change.symbol,
    inside: enclosingName(node),
    question: `${happened(change)}, so \`${node.getText()}\` is ${isYes ? "always" : "never"} true: what is asked of \`${value.getText()}\` now?`,
    slot: valueSlot(node),
  });
}
