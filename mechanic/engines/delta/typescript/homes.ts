import ts from "typescript-services";

import { argumentsOf } from "./relate.ts";

/**
 * The type of a collection that is begun where there is none yet: `known` of `const known = groups.get(key) ?? new Map()`.
 * The compiler takes the new one for a map of anything, and with it the whole; what it holds is told by what stands in front
 * of it. Also behind what gives the collection itself back (`known.set(key, one)`). `undefined` for anything else.
 */
export function homeOf(checker: ts.TypeChecker, node: ts.Expression): ts.Type | undefined {
  if (ts.isParenthesizedExpression(node)) return homeOf(checker, node.expression);
  if (ts.isCallExpression(node)) {
    const { expression } = node;
    const isKept =
      ts.isPropertyAccessExpression(expression) && /^(?:set|add)$/.test(expression.name.text);
    return isKept ? homeOf(checker, expression.expression) : undefined;
  }
  if (ts.isIdentifier(node)) {
    const declared = checker.getSymbolAtLocation(node)?.valueDeclaration;
    const isPlain =
      declared !== undefined && ts.isVariableDeclaration(declared) && declared.type === undefined;
    return isPlain && declared.initializer !== undefined
      ? homeOf(checker, declared.initializer)
      : undefined;
  }
  const isStarted =
    ts.isBinaryExpression(node) &&
    node.operatorToken.kind === ts.SyntaxKind.QuestionQuestionToken &&
    ts.isNewExpression(node.right) &&
    (node.right.arguments ?? []).length === 0 &&
    node.right.typeArguments === undefined;
  return isStarted ? checker.getTypeAtLocation(node.left).getNonNullableType() : undefined;
}

/** What is put into such a collection, each with the type that it has to be of: the key and the value of `known.set(key, one)`. */
export function putIn(
  checker: ts.TypeChecker,
  node: ts.CallExpression,
): readonly (readonly [ts.Expression, ts.Type])[] {
  const { expression } = node;
  if (!ts.isPropertyAccessExpression(expression)) return [];
  if (!/^(?:set|add|get|has|delete)$/.test(expression.name.text)) return [];
  const home = homeOf(checker, expression.expression);
  const wanted = home === undefined ? [] : argumentsOf(checker, home);
  return node.arguments.flatMap((given, index) => {
    const type = wanted[index];
    return type === undefined ? [] : [[given, type] as const];
  });
}
