import ts from "typescript-services";

import { camelCase, derived, type Change, type RepairRequest } from "#intent";

import type { HoleDraft, HoleList } from "../shared/index.ts";
import { isAskedAt } from "./asked.ts";
import { happened } from "./happened.ts";
import { enclosingName } from "./places.ts";
import { argumentsOf } from "./relate.ts";
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
  /** Where the answer is used first, right behind the call: the decision stands between both. */
  readonly until?: ts.Node;
  /** What the constant that holds the answer begins with. */
  readonly source?: ts.Node;
}

/**
 * Where the answer of a call is taken apart, for a place that a new error of the rpc has spoilt: the last test for
 * another error, else the call itself, wherever it is wrapped (`retry(() => api.list())`) or chained (`api.list().then(…)`).
 * All that is spoilt behind one call follows from one decision.
 */
export function takenApart(
  snapshot: Snapshot,
  changes: readonly Change[],
  change: Change,
  place: ts.Node,
): TakenApart {
  const error = newErrorName(change);
  const held = holderOf(snapshot, takenFrom(place) ?? place, error);
  const alike = changes.filter((other) => newErrorName(other) === error);
  const call = askedCall(alike, held?.initializer ?? place, held === undefined);
  // Two rpcs may have got the same error: the call says which of them it is here.
  const own =
    call === undefined
      ? change
      : (alike.find((other) => rpcInCode(other) === methodOf(call)) ?? change);
  const test = held === undefined ? undefined : lastTest(snapshot, held, error);
  if (test !== undefined) {
    const source = held?.initializer;
    return {
      change: own,
      place: test,
      ...goingOn(test),
      ...(source === undefined ? {} : { source }),
    };
  }
  const from = call ?? callIn(held?.initializer ?? place) ?? place;
  return held !== undefined && isNext(held, place)
    ? { change: own, place: from, until: place }
    : { change: own, place: from };
}

/** What a pattern takes apart, for a name in it that the compiler misses there. */
const takenFrom = (place: ts.Node): ts.Node | undefined => {
  const pattern = ts.findAncestor(place, ts.isObjectBindingPattern);
  const declared = pattern?.parent;
  return declared !== undefined && ts.isVariableDeclaration(declared)
    ? declared.initializer
    : undefined;
};

/** What is done where the answer is that other error: a new one is dealt with there, or behind it. */
function goingOn(test: ts.Node): { readonly until?: ts.Node } {
  const around = ts.findAncestor(test, ts.isStatement);
  const isTest =
    around !== undefined && ts.isIfStatement(around) && around.elseStatement === undefined;
  return isTest && !ts.isBlock(around.thenStatement) ? { until: around.thenStatement } : {};
}

/** Whether a place is in the statement behind the one that declares something. */
function isNext(held: ts.Node, place: ts.Node): boolean {
  const own = ts.findAncestor(held, ts.isStatement);
  const block = own?.parent;
  if (own === undefined || block === undefined || !ts.isBlock(block)) return false;
  const next = block.statements[block.statements.indexOf(own) + 1];
  return next !== undefined && next.pos <= place.pos && place.end <= next.end;
}

/** The call of one of the rpcs inside of a node; `climbs`: or in the same statement around it. */
function askedCall(
  changes: readonly Change[],
  node: ts.Node,
  climbs: boolean,
): ts.CallExpression | undefined {
  const names = new Set(changes.map(rpcInCode));
  const visit = (at: ts.Node): ts.CallExpression | undefined =>
    ts.isCallExpression(at) &&
    ts.isPropertyAccessExpression(at.expression) &&
    names.has(methodOf(at))
      ? at
      : ts.forEachChild(at, visit);
  for (let at = node; ; at = at.parent) {
    const found = visit(at);
    // What is given to a call goes on with its answer: `.then((list) => list.map(…))`.
    const isOwn = ts.isFunctionLike(at) && !ts.isCallExpression(at.parent);
    const isWhole = ts.isStatement(at) || isOwn || ts.isSourceFile(at);
    if (found !== undefined || isWhole || !climbs) return found;
  }
}

const rpcInCode = ({ symbol }: Change): string =>
  camelCase(symbol.slice(symbol.lastIndexOf(":") + 1));

/** The constant that holds the answer, or a list of such: one that is read at the place, whose type knows the error. */
function holderOf(
  snapshot: Snapshot,
  place: ts.Node,
  error: string,
): ts.VariableDeclaration | undefined {
  const visit = (node: ts.Node): ts.VariableDeclaration | undefined => {
    const declared = ts.isIdentifier(node) ? declaredAs(snapshot, node) : undefined;
    if (declared !== undefined && ts.isIdentifier(node) && mayBe(snapshot, node, error))
      return declared;
    return ts.forEachChild(node, visit);
  };
  // The compiler blames the member of `answer.name`, and the answer stands in front of it.
  const whole = ts.isPropertyAccessExpression(place.parent) ? place.parent : place;
  return visit(whole);
}

/** The variable that a name stands for, also where a pattern takes it out of a list: `const [a, b] = await all`. */
function declaredAs(
  { checker }: Snapshot,
  name: ts.Identifier,
): ts.VariableDeclaration | undefined {
  const declared = checker.getSymbolAtLocation(name)?.valueDeclaration;
  const isTaken = declared !== undefined && ts.isBindingElement(declared);
  const whole = isTaken ? ts.findAncestor(declared, ts.isVariableDeclaration) : declared;
  return whole !== undefined && ts.isVariableDeclaration(whole) ? whole : undefined;
}

function callIn(node: ts.Node): ts.CallExpression | undefined {
  if (ts.isCallExpression(node)) return node;
  return ts.isAwaitExpression(node) || ts.isParenthesizedExpression(node)
    ? callIn(node.expression)
    : undefined;
}

const methodOf = ({ expression }: ts.CallExpression): string =>
  ts.isPropertyAccessExpression(expression) ? expression.name.text : expression.getText();

/** The last `answer instanceof NotFound` of a constant, or, where it is a list of answers, of one that is taken out of it. */
function lastTest(
  snapshot: Snapshot,
  held: ts.VariableDeclaration,
  error: string,
): Test | undefined {
  const { checker } = snapshot;
  const symbol = checker.getSymbolAtLocation(held.name);
  const isList = !partsOf(checker.getTypeAtLocation(held.name)).some(isNamed(error));
  const isOwn = (subject: ts.Expression): boolean =>
    (symbol !== undefined && checker.getSymbolAtLocation(subject) === symbol) ||
    (isList &&
      mayBe(snapshot, subject, error) &&
      ts.isIdentifier(subject) &&
      declaredAs(snapshot, subject)?.initializer === undefined);
  return lastIn(
    checker,
    isList ? (ts.findAncestor(held, ts.isFunctionLike) ?? held) : held.getSourceFile(),
    isOwn,
  );
}

/** The last test inside of a node that looks at what is meant. */
function lastIn(
  checker: ts.TypeChecker,
  around: ts.Node,
  isMeant: (subject: ts.Expression) => boolean,
): Test | undefined {
  let found: Test | undefined;
  const visit = (node: ts.Node): void => {
    const subject = isTest(node) ? subjectOf(node) : undefined;
    if (isTest(node) && subject !== undefined && isMeant(subject))
      if (ts.isBinaryExpression(node) || isGuard(checker, node)) found = node;
    ts.forEachChild(node, visit);
  };
  visit(around);
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

/** Whether a value may be that error, or hold it as a list does. */
function mayBe({ checker }: Snapshot, node: ts.Node, error: string): boolean {
  const isOne = (part: ts.Type): boolean =>
    isNamed(error)(part) ||
    (checker.isArrayType(part) && argumentsOf(checker, part).flatMap(partsOf).some(isOne));
  return partsOf(checker.getTypeAtLocation(node)).some(isOne);
}

const partsOf = (type: ts.Type): readonly ts.Type[] => (type.isUnion() ? type.types : [type]);

const isNamed =
  (name: string) =>
  ({ symbol }: ts.Type): boolean =>
    symbol?.name === name;

/**
 * Asks where production code tells the errors of an answer apart and does not know the new one: it takes the way of the
 * good answer, and the compiler often has nothing against that. So it is where an answer is gone through as a list: the
 * compiler says so once in a program. `snapshot` holds the new stamps and the old sources.
 */
export function askAnswers(request: RepairRequest, snapshot: Snapshot, holes: HoleList): void {
  for (const change of request.changes) {
    const error = newErrorName(change);
    if (error === "") continue;
    const passing = passingOn(request, snapshot, change);
    for (const [file, text] of request.sources) {
      const tree = request.tests.has(file) ? undefined : snapshot.file(file);
      const visit = (node: ts.Node): void => {
        if (isTest(node) && isLastOf(request, snapshot, node, change, passing))
          holes.add(decision(change, file, text, node, goingOn(node).until));
        const list = goneThrough(node);
        if (list !== undefined && mayBeItself(snapshot, list, error)) {
          const apart = takenApart(snapshot, request.changes, change, list);
          const draft = decision(apart.change, file, text, apart.place, apart.until);
          if (!isAskedAt(holes, file, text, draft.span, draft.kind)) holes.add(draft);
        }
        const ignored = ignoredBy(snapshot, node, change);
        if (ignored !== undefined && isFirst(request, change))
          holes.add({ ...decision(change, file, text, ignored), kind: "silent-miss" });
        ts.forEachChild(node, visit);
      };
      if (tree !== undefined) visit(tree);
    }
  }
}

/** The call whose answer a statement drops, the new error with it: `await api.notify(message);`. */
function ignoredBy(
  snapshot: Snapshot,
  node: ts.Node,
  change: Change,
): ts.CallExpression | undefined {
  if (!ts.isExpressionStatement(node)) return undefined;
  const { expression } = node;
  const isAwaited = ts.isAwaitExpression(expression);
  return isAwaited && mayBeItself(snapshot, expression, newErrorName(change))
    ? askedCall([change], expression, false)
    : undefined;
}

/** Whether an rpc knew no error until now: who drops its answer has never decided to drop one. */
function isFirst({ before }: RepairRequest, { symbol }: Change): boolean {
  const [service = "", name = ""] = symbol.split("/rpc:");
  return before.services.get(service)?.rpcs.find((rpc) => rpc.name === name)?.errors.length === 0;
}

/** What is gone through as a list: of `for … of`, or spread. */
const goneThrough = (node: ts.Node): ts.Expression | undefined =>
  ts.isForOfStatement(node) || ts.isSpreadElement(node) ? node.expression : undefined;

const mayBeItself = ({ checker }: Snapshot, node: ts.Expression, error: string): boolean =>
  partsOf(checker.getTypeAtLocation(node)).some(isNamed(error));

/** Whether a test is the last one for an answer that may be the new error. */
function isLastOf(
  request: RepairRequest,
  snapshot: Snapshot,
  node: Test,
  change: Change,
  passing: ReadonlySet<ts.Node>,
): boolean {
  const error = newErrorName(change);
  const asked = testedIn(request, snapshot, node, change, passing);
  if (asked !== undefined) return lastTest(snapshot, asked, error) === node;
  return isLastByType(request, snapshot, node, change);
}

/**
 * The same where no constant holds the answer: it stands there itself (`!((await api.find({ id })) instanceof NotFound)`),
 * or one of several answers is taken out of a list (`all.filter((one) => !(one instanceof NotFound))`). What is answered
 * to a guard is asked about where the guard is used.
 */
function isLastByType(
  request: RepairRequest,
  snapshot: Snapshot,
  node: Test,
  change: Change,
): boolean {
  const { checker } = snapshot;
  const error = newErrorName(change);
  const subject = subjectOf(node);
  if (subject === undefined || !mayBeItself(snapshot, subject, error)) return false;
  if (ts.isBinaryExpression(node) && node.right.getText() === error) return false;
  if (ts.isCallExpression(node) && !isGuard(checker, node)) return false;
  const around = ts.findAncestor(node, ts.isFunctionLike);
  const isInGuard = around?.type !== undefined && ts.isTypePredicateNode(around.type);
  if (isInGuard || around === undefined || mayAnswer(request, node, change)) return false;
  const symbol = ts.isIdentifier(subject) ? checker.getSymbolAtLocation(subject) : undefined;
  // What a constant holds is told by the call that it begins with.
  const isHeld =
    ts.isIdentifier(subject) && declaredAs(snapshot, subject)?.initializer !== undefined;
  if (isHeld || !isOf(snapshot, request, subject, change)) return false;
  const isSame = (other: ts.Expression): boolean =>
    symbol === undefined ? other === subject : checker.getSymbolAtLocation(other) === symbol;
  return lastIn(checker, around, isSame) === node;
}

/** Whether of several rpcs with the same new error it is this one whose answer is looked at: the call says so, else the first. */
function isOf(
  snapshot: Snapshot,
  { changes }: RepairRequest,
  subject: ts.Expression,
  change: Change,
): boolean {
  const error = newErrorName(change);
  const alike = changes.filter((other) => newErrorName(other) === error);
  return takenApart(snapshot, alike, alike[0] ?? change, subject).change === change;
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
const decision = (
  change: Change,
  file: string,
  text: string,
  place: ts.Node,
  until: ts.Node = place,
): HoleDraft => ({
  kind: "variant-arm",
  file,
  text,
  span: { start: place.getStart(), end: until.getEnd() },
  delta: change.symbol,
  inside: enclosingName(place),
  question: answerQuestion(change),
});

/** What is to be decided about a new error of an rpc. */
export const answerQuestion = (change: Change): string =>
  `${happened(change)}: what happens on it here?`;
