import ts from "typescript-services";

import type { Change, RepairRequest } from "#intent";

import type { HoleList } from "../shared/index.ts";
import { happened } from "./happened.ts";
import { enclosingName } from "./places.ts";
import { valueSlot } from "./slots.ts";
import { codePath } from "./stamps.ts";
import type { Snapshot } from "./workspace.ts";

/**
 * Asks where production code looks whether a value is there that always is, now: `animal.chip === undefined` has one answer
 * for ever, and no compiler objects. A fallback (`animal.chip ?? ""`) is only never used, and stays. Both snapshots hold
 * the old sources; `after` holds the new stamps.
 */
export function askAlwaysThere(
  request: RepairRequest,
  before: Snapshot,
  after: Snapshot,
  holes: HoleList,
): void {
  const changes = request.changes.filter(({ kind }) => kind.endsWith("-became-required"));
  for (const file of changes.length === 0 ? [] : request.sources.keys()) {
    if (request.tests.has(file)) continue;
    const [old, now] = [testsIn(before, file), testsIn(after, file)];
    for (const [index, test] of now.entries()) {
      const known = old[index];
      if (known === undefined || !mayBeAbsent(before, known.value)) continue;
      const change = isThere(after, test.value) ? guilty(changes, test.value) : undefined;
      if (change !== undefined) ask(request, file, test, change, holes);
    }
  }
}

/** A place that looks whether a value is there. */
interface PresenceTest {
  readonly node: ts.BinaryExpression;
  readonly value: ts.Expression;
}

function testsIn(snapshot: Snapshot, file: string): readonly PresenceTest[] {
  const found: PresenceTest[] = [];
  const visit = (node: ts.Node): void => {
    const value = ts.isBinaryExpression(node) ? testedBy(node) : undefined;
    if (ts.isBinaryExpression(node) && value !== undefined) found.push({ node, value });
    ts.forEachChild(node, visit);
  };
  const tree = snapshot.file(file);
  if (tree !== undefined) visit(tree);
  return found;
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

const isThere = (snapshot: Snapshot, node: ts.Expression): boolean =>
  partsOf(snapshot, node).every(({ flags }) => (flags & (nothing | unknown)) === 0);

/** The change that the value follows from: the one whose name it bears, else the first. */
function guilty(changes: readonly Change[], value: ts.Expression): Change | undefined {
  const name = ts.isPropertyAccessExpression(value) ? value.name.text : value.getText();
  return changes.find(({ symbol }) => codePath(symbol).split(".").at(-1) === name) ?? changes.at(0);
}

function ask(
  request: RepairRequest,
  file: string,
  { node, value }: PresenceTest,
  change: Change,
  holes: HoleList,
): void {
  const isEqual = !node.operatorToken.getText().startsWith("!");
  holes.add({
    kind: "silent-miss",
    file,
    text: request.sources.get(file) ?? "",
    span: { start: node.getStart(), end: node.getEnd() },
    delta: change.symbol,
    inside: enclosingName(node),
    question: `${happened(change)}, so \`${node.getText()}\` is ${isEqual ? "never" : "always"} true: what is asked of \`${value.getText()}\` now?`,
    slot: valueSlot(node),
  });
}
