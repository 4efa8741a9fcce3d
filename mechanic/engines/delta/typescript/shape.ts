import ts from "typescript-services";

import type { Snapshot } from "./workspace.ts";

/** Methods that leave the elements as they are. */
const keeping = /^(?:filter|slice|sort|toSorted|reverse|toReversed|toArray|values)$/;

const stepsMax = 8;

/**
 * The expression that shows what a value is made of: through parentheses, `await`, assertions of types, constants, and
 * calls that keep the elements of a list. What cannot be followed is returned as it is.
 */
export function shapeOf(snapshot: Snapshot, expression: ts.Expression): ts.Expression {
  let at = expression;
  for (let step = 0; step < stepsMax; step++) {
    const next = inner(at) ?? constantOf(snapshot, at);
    if (next === undefined) break;
    at = next;
  }
  return at;
}

/** What stands inside an expression that changes nothing about the shape of its value. */
function inner(node: ts.Expression): ts.Expression | undefined {
  if (
    ts.isParenthesizedExpression(node) ||
    ts.isAwaitExpression(node) ||
    ts.isAsExpression(node) ||
    ts.isSatisfiesExpression(node) ||
    ts.isNonNullExpression(node)
  )
    return node.expression;
  const [only] =
    ts.isArrayLiteralExpression(node) && node.elements.length === 1 ? node.elements : [];
  if (only !== undefined && ts.isSpreadElement(only)) return only.expression;
  if (!ts.isCallExpression(node) || !ts.isPropertyAccessExpression(node.expression))
    return undefined;
  const [first] = node.arguments;
  if (
    /^(?:Array\.from|Promise\.all)$/.test(node.expression.getText()) &&
    node.arguments.length === 1
  )
    return first;
  return keeping.test(node.expression.name.text) ? node.expression.expression : undefined;
}

/** What a constant without an annotation starts with. */
function constantOf({ checker }: Snapshot, node: ts.Expression): ts.Expression | undefined {
  if (!ts.isIdentifier(node)) return undefined;
  const declaration = checker.getSymbolAtLocation(node)?.valueDeclaration;
  const isConstant =
    declaration !== undefined &&
    ts.isVariableDeclaration(declaration) &&
    declaration.type === undefined &&
    (ts.getCombinedNodeFlags(declaration) & ts.NodeFlags.Const) !== 0;
  return isConstant ? declaration.initializer : undefined;
}

/** What each element of a list is made of, where a function makes them all: the result of the callback of `map`. */
export function elementShape(snapshot: Snapshot, list: ts.Expression): ts.Expression | undefined {
  const shape = shapeOf(snapshot, list);
  if (!ts.isCallExpression(shape)) return undefined;
  const callee = shape.expression;
  const maps = ts.isPropertyAccessExpression(callee) && callee.name.text === "map";
  const callback = maps
    ? shape.arguments[0]
    : callee.getText() === "Array.from"
      ? shape.arguments[1]
      : undefined;
  return callback === undefined ? undefined : resultOf(callback);
}

/** The one expression that a function returns, unless an annotation says what it is. */
export function resultOf(node: ts.Node): ts.Expression | undefined {
  const isFunction =
    ts.isArrowFunction(node) ||
    ts.isFunctionExpression(node) ||
    ts.isFunctionDeclaration(node) ||
    ts.isMethodDeclaration(node);
  if (!isFunction) return undefined;
  const { body, type } = node;
  if (type !== undefined) return undefined;
  if (body === undefined || !ts.isBlock(body)) return body;
  const [only] = body.statements.length === 1 ? body.statements : [];
  return only !== undefined && ts.isReturnStatement(only) ? only.expression : undefined;
}

/** What a call of a function of one expression gives, such as a helper `const pairs = (list) => list.map(…)`. */
export function calledShape(snapshot: Snapshot, node: ts.Expression): ts.Expression | undefined {
  if (!ts.isCallExpression(node)) return undefined;
  const callee = node.expression;
  const name = ts.isPropertyAccessExpression(callee) ? callee.name : callee;
  if (!ts.isIdentifier(name)) return undefined;
  const symbol = snapshot.checker.getSymbolAtLocation(name);
  const aliased =
    symbol !== undefined && (symbol.flags & ts.SymbolFlags.Alias) !== 0
      ? snapshot.checker.getAliasedSymbol(symbol)
      : symbol;
  const declaration = aliased?.valueDeclaration;
  const holds =
    declaration !== undefined &&
    (ts.isVariableDeclaration(declaration) || ts.isPropertyAssignment(declaration));
  const made = holds ? declaration.initializer : declaration;
  return made === undefined ? undefined : resultOf(made);
}
