import ts from "typescript-services";

/** Whether an expression is looked at for being true or not, whatever it is: `if (x)`, `!x`, `x ? a : b`, `list.filter((one) => one.x)`. */
export function isCondition(node: ts.Expression): boolean {
  const { parent } = node;
  if (ts.isParenthesizedExpression(parent)) return isCondition(parent);
  if (ts.isIfStatement(parent) || ts.isWhileStatement(parent) || ts.isDoStatement(parent))
    return parent.expression === node;
  if (ts.isForStatement(parent) || ts.isConditionalExpression(parent))
    return parent.condition === node;
  if (ts.isPrefixUnaryExpression(parent)) return parent.operator === ts.SyntaxKind.ExclamationToken;
  if (ts.isBinaryExpression(parent) && isLogical(parent))
    return parent.left === node || isCondition(parent);
  if (ts.isArrowFunction(parent)) return parent.body === node && isPredicate(parent);
  if (ts.isReturnStatement(parent)) {
    const around = ts.findAncestor(parent, ts.isFunctionLike);
    return around !== undefined && isPredicate(around);
  }
  return (
    ts.isCallExpression(parent) &&
    parent.arguments[0] === node &&
    parent.expression.getText() === "Boolean"
  );
}

const isLogical = ({ operatorToken: { kind } }: ts.BinaryExpression): boolean =>
  kind === ts.SyntaxKind.AmpersandAmpersandToken || kind === ts.SyntaxKind.BarBarToken;

/** Whether a function tells by its answer which of many are meant. */
const isPredicate = ({ parent }: ts.Node): boolean =>
  ts.isCallExpression(parent) &&
  ts.isPropertyAccessExpression(parent.expression) &&
  /^(?:filter|find|findLast|findIndex|findLastIndex|some|every)$/.test(parent.expression.name.text);
