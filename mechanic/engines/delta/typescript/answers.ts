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
function lastTest({ checker }: Snapshot, held: ts.VariableDeclaration): Test | undefined {
  const symbol = checker.getSymbolAtLocation(held.name);
  let found: Test | undefined;
  const visit = (node: ts.Node): void => {
    if (isTest(node) && subjectOf(node) !== undefined) {
      const subject = subjectOf(node);
      const isOwn = subject !== undefined && checker.getSymbolAtLocation(subject) === symbol;
      if (isOwn && (ts.isBinaryExpression(node) || isGuard(checker, node))) found = node;
    }
    ts.forEachChild(node, visit);
  };
  visit(held.getSourceFile());
  return found;
}

/** A test for an error: `answer instanceof NotFound`, or a call that may be one with a guard's name, `isMissing(answer)`. */
type Test = ts.BinaryExpression | ts.CallExpression;

const isTest = (node: ts.Node): node is Test =>
  (ts.isBinaryExpression(node) && node.operatorToken.kind === ts.SyntaxKind.InstanceOfKeyword) ||
  (ts.isCallExpression(node) && node.arguments.length === 1);

/** What a test looks at. */
const subjectOf = (node: Test): ts.Expression | undefined =>
  ts.isBinaryExpression(node) ? node.left : node.arguments[0];

/** Whether a call tells a type apart: `(answer): answer is NotFound | Closed`. */
const isGuard = (checker: ts.TypeChecker, node: ts.CallExpression): boolean => {
  const signature = checker.getResolvedSignature(node);
  return signature !== undefined && checker.getTypePredicateOfSignature(signature) !== undefined;
};

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
    const passing = passingOn(request, snapshot, change);
    for (const [file, text] of request.sources) {
      const tree = request.tests.has(file) ? undefined : snapshot.file(file);
      const visit = (node: ts.Node): void => {
        const asked = isTest(node) ? testedIn(request, snapshot, node, change, passing) : undefined;
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
 * the call was handed to (`cache.get(key, () => api.find({ id }))`), whose annotations may not know the new error; or of a
 * function that passes the answer on, unless what is answered here may be the new error as well.
 */
function testedIn(
  request: RepairRequest,
  { checker }: Snapshot,
  node: Test,
  change: Change,
  passing: ReadonlySet<ts.Node>,
): ts.VariableDeclaration | undefined {
  const error = newErrorName(change);
  if (ts.isBinaryExpression(node) && node.right.getText() === error) return undefined;
  if (ts.isCallExpression(node) && !isGuard(checker, node)) return undefined;
  const subject = subjectOf(node);
  const declared =
    subject !== undefined && ts.isIdentifier(subject)
      ? checker.getSymbolAtLocation(subject)?.valueDeclaration
      : undefined;
  if (declared === undefined || !ts.isVariableDeclaration(declared)) return undefined;
  const calls = (at: ts.Node, isMeant: (call: ts.CallExpression) => boolean): boolean =>
    (ts.isCallExpression(at) && isMeant(at)) ||
    (ts.forEachChild(at, (child) => calls(child, isMeant) || undefined) ?? false);
  const { initializer } = declared;
  if (initializer === undefined) return undefined;
  if (calls(initializer, (call) => methodOf(call) === rpcInCode(change))) return declared;
  const isPassed = (call: ts.CallExpression): boolean => {
    const called = checker.getResolvedSignature(call)?.getDeclaration();
    return called !== undefined && passing.has(called);
  };
  return calls(initializer, isPassed) && !mayAnswer(request, node, change) ? declared : undefined;
}

const passesMax = 3;

/** Hand-written functions that answer what the rpc answered, untouched: directly, or what another such function did. */
function passingOn(
  request: RepairRequest,
  { checker, file }: Snapshot,
  change: Change,
): ReadonlySet<ts.Node> {
  const passing = new Set<ts.Node>();
  const isCall = (node: ts.CallExpression): boolean => {
    if (ts.isPropertyAccessExpression(node.expression) && methodOf(node) === rpcInCode(change))
      return true;
    const called = checker.getResolvedSignature(node)?.getDeclaration();
    return called !== undefined && passing.has(called);
  };
  const visit = (node: ts.Node): void => {
    const answered = ts.isReturnStatement(node)
      ? node.expression
      : ts.isArrowFunction(node) && !ts.isBlock(node.body)
        ? node.body
        : undefined;
    const owner = answered === undefined ? undefined : ownerOf(node);
    if (answered !== undefined && owner !== undefined && answersWith(answered, isCall))
      passing.add(owner);
    ts.forEachChild(node, visit);
  };
  for (let round = 0; round < passesMax; round++)
    for (const path of request.sources.keys()) {
      const tree = request.tests.has(path) ? undefined : file(path);
      if (tree !== undefined) visit(tree);
    }
  return passing;
}

/** The function that a `return` belongs to, or an arrow function itself; what is handed to others answers them. */
function ownerOf(node: ts.Node): ts.Node | undefined {
  const own = ts.isArrowFunction(node) ? node : ts.findAncestor(node, ts.isFunctionLike);
  return own !== undefined && ts.isCallExpression(own.parent) ? undefined : own;
}

/** Whether an answer is that of a call, awaited or by way of what the call is handed to. */
function answersWith(node: ts.Expression, isCall: (call: ts.CallExpression) => boolean): boolean {
  if (ts.isAwaitExpression(node) || ts.isParenthesizedExpression(node))
    return answersWith(node.expression, isCall);
  if (!ts.isCallExpression(node)) return false;
  return (
    isCall(node) ||
    node.arguments.some(
      (one) => ts.isArrowFunction(one) && !ts.isBlock(one.body) && answersWith(one.body, isCall),
    )
  );
}

/** Whether a place is in the answer to an rpc of the service that declares the error itself, so that it may be passed on. */
function mayAnswer({ service }: RepairRequest, node: ts.Node, change: Change): boolean {
  const around = ts.findAncestor(
    node,
    (at): at is ts.MethodDeclaration | ts.PropertyAssignment =>
      ts.isMethodDeclaration(at) || ts.isPropertyAssignment(at),
  );
  const rpc = service.rpcs.find(({ name }) => camelCase(name) === around?.name.getText());
  return rpc?.errors.some(({ name }) => derived.error(name) === newErrorName(change)) === true;
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
