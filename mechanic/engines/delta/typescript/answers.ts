import ts from "typescript-services";

import { camelCase, derived, type Change, type RepairRequest } from "#intent";

import type { HoleDraft, HoleList } from "../shared/index.ts";
import { happened } from "./happened.ts";
import { enclosingName } from "./places.ts";
import type { Snapshot } from "./workspace.ts";

/** The class of the error that an rpc may answer with now, as code spells it; empty for any other change. */
export function newErrorName({ kind, to }: Change): string {
  return kind === "rpc-error-added" && to !== null
    ? derived.error(to.slice(to.lastIndexOf(":") + 1))
    : "";
}

/** Where a new error of an rpc is decided about: in the file of the place that the compiler blames. */
export interface TakenApart {
  readonly change: Change;
  readonly place: ts.Node;
}

/**
 * Where the answer of a call is taken apart, for a place that a new error of the rpc has spoilt: the last test for
 * another error, else the call. All that is spoilt behind one call follows from one decision.
 */
export function takenApart(
  snapshot: Snapshot,
  changes: readonly Change[],
  change: Change,
  place: ts.Node,
): TakenApart {
  const held = holderOf(snapshot, place, newErrorName(change));
  const call = callIn(held?.initializer ?? place);
  const called = call === undefined ? "" : methodOf(call);
  // Two rpcs may have got the same error: the call says which of them it is here.
  const own =
    changes.find(
      (other) => newErrorName(other) === newErrorName(change) && rpcInCode(other) === called,
    ) ?? change;
  if (held === undefined) return { change: own, place };
  const isDirect = call !== undefined && called === rpcInCode(own);
  return { change: own, place: lastTest(snapshot, held) ?? (isDirect ? call : place) };
}

const rpcInCode = ({ symbol }: Change): string =>
  camelCase(symbol.slice(symbol.lastIndexOf(":") + 1));

/** The constant that holds the answer: one that is read at the place, whose type knows the error. */
function holderOf(
  snapshot: Snapshot,
  place: ts.Node,
  error: string,
): ts.VariableDeclaration | undefined {
  const visit = (node: ts.Node): ts.VariableDeclaration | undefined => {
    const declared = ts.isIdentifier(node)
      ? snapshot.checker.getSymbolAtLocation(node)?.valueDeclaration
      : undefined;
    if (declared !== undefined && ts.isVariableDeclaration(declared)) {
      if (mayBe(snapshot, declared.name, error)) return declared;
    }
    return ts.forEachChild(node, visit);
  };
  // The compiler blames the member of `answer.name`, and the answer stands in front of it.
  const whole = ts.isPropertyAccessExpression(place.parent) ? place.parent : place;
  return visit(whole);
}

function callIn(node: ts.Node): ts.CallExpression | undefined {
  if (ts.isCallExpression(node)) return node;
  return ts.isAwaitExpression(node) || ts.isParenthesizedExpression(node)
    ? callIn(node.expression)
    : undefined;
}

const methodOf = ({ expression }: ts.CallExpression): string =>
  ts.isPropertyAccessExpression(expression) ? expression.name.text : expression.getText();

/** The last `answer instanceof NotFound` of a constant. */
function lastTest(
  { checker }: Snapshot,
  held: ts.VariableDeclaration,
): ts.BinaryExpression | undefined {
  const symbol = checker.getSymbolAtLocation(held.name);
  let found: ts.BinaryExpression | undefined;
  const visit = (node: ts.Node): void => {
    if (isTest(node) && checker.getSymbolAtLocation(node.left) === symbol) found = node;
    ts.forEachChild(node, visit);
  };
  visit(held.getSourceFile());
  return found;
}

const isTest = (node: ts.Node): node is ts.BinaryExpression =>
  ts.isBinaryExpression(node) && node.operatorToken.kind === ts.SyntaxKind.InstanceOfKeyword;

/** Whether a value may be that error. */
function mayBe({ checker }: Snapshot, node: ts.Node, error: string): boolean {
  const type = checker.getTypeAtLocation(node);
  return (type.isUnion() ? type.types : [type]).some((part) => part.symbol?.name === error);
}

/**
 * Asks where production code tells the errors of an answer apart and does not know the new one: it takes the way of the
 * good answer, and the compiler often has nothing against that. `snapshot` holds the new stamps and the old sources.
 */
export function askAnswers(request: RepairRequest, snapshot: Snapshot, holes: HoleList): void {
  for (const change of request.changes) {
    const error = newErrorName(change);
    if (error === "") continue;
    for (const [file, text] of request.sources) {
      const tree = request.tests.has(file) ? undefined : snapshot.file(file);
      const visit = (node: ts.Node): void => {
        const asked = isTest(node) ? testedIn(snapshot, node, change) : undefined;
        if (asked !== undefined && lastTest(snapshot, asked) === node)
          holes.add(decision(change, file, text, node));
        ts.forEachChild(node, visit);
      };
      if (tree !== undefined) visit(tree);
    }
  }
}

/**
 * The constant that a test for an old error looks at, where it holds the answer of the rpc: of the call itself, or of what
 * the call was handed to (`cache.get(key, () => api.find({ id }))`), whose annotations may not know the new error.
 */
function testedIn(
  { checker }: Snapshot,
  { left, right }: ts.BinaryExpression,
  change: Change,
): ts.VariableDeclaration | undefined {
  if (right.getText() === newErrorName(change)) return undefined;
  const declared = ts.isIdentifier(left)
    ? checker.getSymbolAtLocation(left)?.valueDeclaration
    : undefined;
  if (declared === undefined || !ts.isVariableDeclaration(declared)) return undefined;
  const calls = (node: ts.Node): boolean =>
    (ts.isCallExpression(node) && methodOf(node) === rpcInCode(change)) ||
    (ts.forEachChild(node, (child) => calls(child) || undefined) ?? false);
  return declared.initializer !== undefined && calls(declared.initializer) ? declared : undefined;
}

/** The question at a place where an answer is taken apart. */
const decision = (change: Change, file: string, text: string, place: ts.Node): HoleDraft => ({
  kind: "variant-arm",
  file,
  text,
  span: { start: place.getStart(), end: place.getEnd() },
  delta: change.symbol,
  inside: enclosingName(place),
  question: answerQuestion(change),
});

/** What is to be decided about a new error of an rpc. */
export const answerQuestion = (change: Change): string =>
  `${happened(change)}: what happens on it here?`;
