import ts from "typescript-services";

import type { Snapshot } from "./workspace.ts";

/** The part of a regular expression that a text has passed, and that lets digits through alone. */
export interface Pattern {
  readonly literal: ts.RegularExpressionLiteral;
  /** How that part is written, and where it stands in the literal. */
  readonly part: string;
  readonly start: number;
  readonly end: number;
  /** Whether it is a group, with its parentheses. */
  readonly group: boolean;
}

/** The pattern that a text comes out of or is held against: a group of `exec` or `match`, or the whole of a `test`. */
export function patternOf(snapshot: Snapshot, text: ts.Expression): Pattern | undefined {
  const { match, group } = groupOf(snapshot, text) ?? {};
  if (match !== undefined && group !== undefined) {
    const literal = regexOf(snapshot, match);
    return literal === undefined ? undefined : digitsOf(literal, group);
  }
  const literal = guardOf(snapshot, text);
  return literal === undefined ? undefined : digitsOf(literal, undefined);
}

interface Group {
  readonly match: ts.Expression;
  readonly group: number | string;
}

/** Which group of which match an expression is: `match[2]`, `match?.groups?.id`, or a name of a destructured match. */
function groupOf(snapshot: Snapshot, text: ts.Expression): Group | undefined {
  const bare = bareOf(text);
  if (ts.isElementAccessExpression(bare) && ts.isNumericLiteral(bare.argumentExpression)) {
    const match = startOf(snapshot, bare.expression) ?? bare.expression;
    return { match, group: Number(bare.argumentExpression.text) };
  }
  if (ts.isPropertyAccessExpression(bare)) {
    const groups = bareOf(bare.expression);
    if (!ts.isPropertyAccessExpression(groups) || groups.name.text !== "groups") return undefined;
    const match = startOf(snapshot, groups.expression) ?? groups.expression;
    return { match, group: bare.name.text };
  }
  const declaration = declarationOf(snapshot, bare);
  if (declaration === undefined || !ts.isBindingElement(declaration)) return undefined;
  const pattern = declaration.parent;
  const owner = pattern.parent;
  if (!ts.isVariableDeclaration(owner) || owner.initializer === undefined) return undefined;
  if (ts.isArrayBindingPattern(pattern))
    return { match: owner.initializer, group: pattern.elements.indexOf(declaration) };
  const groups = bareOf(owner.initializer);
  const name = (declaration.propertyName ?? declaration.name).getText();
  return ts.isPropertyAccessExpression(groups) && groups.name.text === "groups"
    ? { match: startOf(snapshot, groups.expression) ?? groups.expression, group: name }
    : undefined;
}

/** Without what stands for an absent value and what only speaks to the compiler. */
function bareOf(node: ts.Expression): ts.Expression {
  if (ts.isParenthesizedExpression(node) || ts.isNonNullExpression(node) || ts.isAsExpression(node))
    return bareOf(node.expression);
  const defaults =
    ts.isBinaryExpression(node) &&
    (node.operatorToken.kind === ts.SyntaxKind.QuestionQuestionToken ||
      node.operatorToken.kind === ts.SyntaxKind.BarBarToken);
  return defaults ? bareOf(node.left) : node;
}

const declarationOf = ({ checker }: Snapshot, node: ts.Expression): ts.Declaration | undefined =>
  ts.isIdentifier(node) ? checker.getSymbolAtLocation(node)?.valueDeclaration : undefined;

/** What the variable that an expression names starts with. */
function startOf(snapshot: Snapshot, node: ts.Expression): ts.Expression | undefined {
  const declaration = declarationOf(snapshot, bareOf(node));
  return declaration !== undefined && ts.isVariableDeclaration(declaration)
    ? declaration.initializer
    : undefined;
}

/** The regular expression of `pattern.exec(text)` and `text.match(pattern)`. */
function regexOf(
  snapshot: Snapshot,
  match: ts.Expression,
): ts.RegularExpressionLiteral | undefined {
  const call = bareOf(match);
  if (!ts.isCallExpression(call) || !ts.isPropertyAccessExpression(call.expression))
    return undefined;
  const { name, expression } = call.expression;
  const [first] = call.arguments;
  const pattern = /^(?:exec|test)$/.test(name.text)
    ? expression
    : /^match(?:All)?$/.test(name.text)
      ? first
      : undefined;
  if (pattern === undefined) return undefined;
  const literal = startOf(snapshot, pattern) ?? bareOf(pattern);
  return ts.isRegularExpressionLiteral(literal) ? literal : undefined;
}

/** The pattern that the same text is tested with in the same function. */
function guardOf(snapshot: Snapshot, text: ts.Expression): ts.RegularExpressionLiteral | undefined {
  if (
    ts.isCallExpression(text.parent) &&
    text.parent.arguments[0] === text &&
    !ts.isIdentifier(text)
  )
    return regexOf(snapshot, text.parent);
  const symbol = ts.isIdentifier(text) ? snapshot.checker.getSymbolAtLocation(text) : undefined;
  const within = symbol === undefined ? undefined : ts.findAncestor(text, ts.isFunctionLike);
  const find = (node: ts.Node): ts.RegularExpressionLiteral | undefined => {
    const [first] = ts.isCallExpression(node) ? node.arguments : [];
    const tested =
      ts.isCallExpression(node) &&
      first !== undefined &&
      ts.isIdentifier(first) &&
      snapshot.checker.getSymbolAtLocation(first) === symbol;
    return (tested ? regexOf(snapshot, node) : undefined) ?? ts.forEachChild(node, find);
  };
  return within === undefined ? undefined : find(within);
}

const digits = String.raw`(?:\\d|\[0-9\]|\[\\d\]|\[1-9\])(?:[+*?]|\{\d+(?:,\d*)?\})*`;
const digitsOnly = new RegExp(`^(?:${digits})+$`);

/** The part of a literal that accepts digits alone: a group, or all between its anchors. */
function digitsOf(
  literal: ts.RegularExpressionLiteral,
  group: number | string | undefined,
): Pattern | undefined {
  const text = literal.getText();
  const [start, end] = group === undefined ? wholeOf(text) : (groupsOf(text).get(group) ?? [0, 0]);
  const part = text.slice(start, end);
  const inner = group === undefined ? part : part.replace(/^\((?:\?<\w+>)?|\)$/g, "");
  return digitsOnly.test(inner)
    ? { literal, part, start, end, group: group !== undefined }
    : undefined;
}

function wholeOf(text: string): readonly [number, number] {
  const last = text.lastIndexOf("/");
  return [text[1] === "^" ? 2 : 1, text[last - 1] === "$" ? last - 1 : last];
}

/** Places of the capturing groups of a literal, by number and by name. */
function groupsOf(text: string): ReadonlyMap<number | string, readonly [number, number]> {
  const found = new Map<number | string, readonly [number, number]>();
  const open: { start: number; keys: readonly (number | string)[] }[] = [];
  let count = 0;
  for (const { 0: part, index, groups } of text.matchAll(
    /\\.|\[(?:\\.|[^\]])*\]|\(\?<(?<name>\w+)>|\(\?|\(|\)/g,
  )) {
    if (part === ")") {
      const top = open.pop();
      for (const key of top?.keys ?? []) found.set(key, [top?.start ?? 0, index + 1]);
    } else if (part === "(?") open.push({ start: index, keys: [] });
    else if (part.startsWith("(")) {
      count += 1;
      const name = groups?.["name"];
      open.push({ start: index, keys: name === undefined ? [count] : [count, name] });
    }
  }
  return found;
}
