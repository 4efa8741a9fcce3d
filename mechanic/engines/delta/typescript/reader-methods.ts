import ts from "typescript-services";

import { writtenAs, type Judgement } from "./judgement.ts";
import type { Flow } from "./graph.ts";
import type { Snapshot } from "./workspace.ts";

/**
 * A reader says what a column is: where a value comes out of `row.number("id")` and is text now, `row.text("id")` reads it,
 * and a conversion around the old reader would convert what was misread already. Gives the call with the one reader beside
 * it that takes the same and gives the new type; `undefined` where there is none, or several.
 */
export function readInstead(judgement: Judgement, flow: Flow): string | undefined {
  const { tagged, retype, request } = judgement;
  const call = flow.expression;
  if (!ts.isCallExpression(call)) return undefined;
  const declared = readerOf(judgement, flow);
  if (declared === undefined) return undefined;
  const beside = ts.isClassLike(declared.parent)
    ? [...declared.parent.members]
    : ts.isSourceFile(declared.parent)
      ? [...declared.parent.statements]
      : [];
  const { checker } = tagged;
  const same = beside.filter(
    (one): one is ts.MethodDeclaration | ts.FunctionDeclaration =>
      one !== declared &&
      (ts.isMethodDeclaration(one) || ts.isFunctionDeclaration(one)) &&
      one.typeParameters === undefined &&
      takes(judgement, one) === takes(judgement, declared) &&
      isOf(plainResult(checker, one), retype.after),
  );
  const [only, more] = same;
  const name = only?.name;
  if (name === undefined || more !== undefined || !request.sources.has(flow.file)) return undefined;
  const named = ts.isPropertyAccessExpression(call.expression)
    ? call.expression.name
    : call.expression;
  const whole = writtenAs(judgement, flow.file, call);
  const at = named.getStart() - call.getStart();
  return `${whole.slice(0, at)}${name.getText()}${whole.slice(at + named.getText().length)}`;
}

/** The hand-written reader that a value comes out of: a function of a name or a place that gives a primitive. */
export function readerOf(
  { tagged, request }: Judgement,
  { expression }: Flow,
): ts.MethodDeclaration | ts.FunctionDeclaration | undefined {
  if (!ts.isCallExpression(expression)) return undefined;
  const declared = tagged.checker.getResolvedSignature(expression)?.getDeclaration();
  const isCode =
    declared !== undefined &&
    (ts.isMethodDeclaration(declared) || ts.isFunctionDeclaration(declared));
  if (!isCode || !request.sources.has(tagged.pathOf(declared.getSourceFile()))) return undefined;
  const key = expression.arguments.at(-1);
  const isNamed = key !== undefined && (ts.isStringLiteralLike(key) || ts.isNumericLiteral(key));
  return isNamed && isReader(tagged, declared, 0) ? declared : undefined;
}

const depthMax = 3;

/**
 * Whether a function looks up what its last parameter names in something raw, a record of anything or cells, itself or
 * through another such reader.
 */
export function isReader(
  snapshot: Snapshot,
  declared: ts.SignatureDeclaration,
  depth: number,
): boolean {
  const { checker } = snapshot;
  const body = "body" in declared ? declared.body : undefined;
  const key = declared.parameters.at(-1)?.name;
  if (body === undefined || key === undefined || !ts.isIdentifier(key) || depth > depthMax)
    return false;
  const isRaw = (node: ts.Node): boolean =>
    (checker.getTypeAtLocation(node).flags &
      (ts.TypeFlags.Any | ts.TypeFlags.Unknown | ts.TypeFlags.TypeParameter)) !==
    0;
  const visit = (node: ts.Node): boolean => {
    if (ts.isElementAccessExpression(node) && node.argumentExpression.getText() === key.text)
      return true;
    if (ts.isCallExpression(node) && node.arguments.some((one) => one.getText() === key.text)) {
      const called = checker.getResolvedSignature(node)?.getDeclaration();
      const isOwn = called !== undefined && ts.isFunctionLike(called) && called !== declared;
      if (isRaw(node) || (isOwn && isReader(snapshot, called, depth + 1))) return true;
    }
    return ts.forEachChild(node, (child) => visit(child) || undefined) ?? false;
  };
  return visit(body);
}

/** What a function takes, as a text to compare; brands stand in the tagged program only. */
const takes = (judgement: Judgement, one: ts.SignatureDeclaration): string => {
  const file = judgement.tagged.pathOf(one.getSourceFile());
  return one.parameters
    .map(({ type }) => (type === undefined ? "" : writtenAs(judgement, file, type)))
    .join();
};

function plainResult(checker: ts.TypeChecker, one: ts.SignatureDeclaration): ts.Type {
  const signature = checker.getSignatureFromDeclaration(one);
  return signature === undefined ? checker.getAnyType() : signature.getReturnType();
}

/** Whether a type is a primitive of that name, branded or not. */
function isOf(type: ts.Type, primitive: string): boolean {
  const flags =
    primitive === "string"
      ? ts.TypeFlags.StringLike
      : primitive === "bigint"
        ? ts.TypeFlags.BigIntLike
        : ts.TypeFlags.NumberLike;
  if (type.isIntersection()) return type.types.some((part) => isOf(part, primitive));
  return (type.flags & flags) !== 0;
}
