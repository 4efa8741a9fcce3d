import ts from "typescript-services";

import { containsAny, containsTerm, flat as flatText, namesIn } from "../terms.ts";

/** Texts whose appearance in a condition means that somebody looked whether a value is there. */
export interface Presence {
  /** The whole of what is asked about, such as `rows[at]`. */
  readonly value: string;
  /** What it is taken from, such as `rows`; empty where there is none. */
  readonly owner: string;
  /** What it is found by, such as `at`. */
  readonly key: string;
}

/** How code would ask whether an expression has a value. */
export function presenceOf(node: ts.Expression): Presence {
  const value = flat(node);
  if (ts.isElementAccessExpression(node))
    return { value, owner: flat(node.expression), key: flat(node.argumentExpression) };
  if (ts.isCallExpression(node) && ts.isPropertyAccessExpression(node.expression)) {
    const [key] = node.arguments;
    const owner = flat(node.expression.expression);
    return { value, owner, key: key === undefined ? "" : flat(key) };
  }
  return { value, owner: "", key: "" };
}

/** Assertions say nothing here, as white space does not. */
const flat = (node: ts.Node): string => flatText(node.getText()).replaceAll("!", "");

/**
 * Whether the code around has looked for the value: a loop over its own length, a condition or an early way out that names
 * the length, the key or the value itself, or a statement before that puts it there. It reads what is written and follows
 * no flow: a question too few is better here than one that everybody answers with "it cannot be".
 */
export function isChecked(node: ts.Node, presence: Presence): boolean {
  let inner: ts.Node = node;
  for (let at = node.parent; !ts.isSourceFile(at); inner = at, at = at.parent) {
    if (conditionOf(at, inner).some((one) => looksFor(one, presence))) return true;
    if (isOwnLoop(at, inner, presence)) return true;
    if ((ts.isBlock(at) || ts.isCaseOrDefaultClause(at)) && settledBefore(at, inner, presence))
      return true;
    // A check outside of a function that is called later is one all the same where the value is not put away meanwhile.
    if (ts.isFunctionLike(at) && !ts.isArrowFunction(at) && !ts.isFunctionExpression(at))
      return false;
  }
  return false;
}

/** The conditions under which the part `inner` of `at` runs. */
function conditionOf(at: ts.Node, inner: ts.Node): ts.Node[] {
  if (ts.isIfStatement(at) && inner !== at.expression) return [at.expression];
  if (ts.isConditionalExpression(at) && inner !== at.condition) return [at.condition];
  if (ts.isWhileStatement(at) && inner !== at.expression) return [at.expression];
  if (ts.isForStatement(at) && at.condition !== undefined && inner !== at.initializer)
    return [at.condition];
  const joins =
    ts.isBinaryExpression(at) &&
    (at.operatorToken.kind === ts.SyntaxKind.AmpersandAmpersandToken ||
      at.operatorToken.kind === ts.SyntaxKind.BarBarToken);
  return joins && inner === at.right ? [at.left] : [];
}

function looksFor(condition: ts.Node, { value, owner, key }: Presence): boolean {
  const text = flat(condition);
  if (containsTerm(text, value)) return true;
  if (owner === "") return false;
  return containsAny(text, [
    `${owner}.length`,
    `${owner}.size`,
    `${owner}.has(${key})`,
    `${owner}.includes(${key})`,
    `${key}in${owner}`,
    `Object.hasOwn(${owner},${key})`,
    `${owner}.hasOwnProperty(${key})`,
  ]);
}

/** `for (const key of Object.keys(owner))`, `for (const key in owner)`, `owner.map((one, key) => …)`, and from its end. */
function isOwnLoop(at: ts.Node, inner: ts.Node, { owner, key }: Presence): boolean {
  if (owner === "") return false;
  if (ts.isForOfStatement(at) && inner === at.statement)
    return (
      keysOf(owner).some((one) => flat(at.expression) === one) &&
      names(at.initializer).includes(key)
    );
  if (ts.isForInStatement(at) && inner === at.statement)
    return flat(at.expression) === owner && names(at.initializer).includes(key);
  if (ts.isForStatement(at) && at.initializer !== undefined)
    return (
      containsTerm(flat(at.initializer), `${owner}.length-1`) && names(at.initializer).includes(key)
    );
  if (!ts.isArrowFunction(at) || !ts.isCallExpression(at.parent)) return false;
  const callee = at.parent.expression;
  const [, index] = at.parameters;
  return (
    ts.isPropertyAccessExpression(callee) &&
    flat(callee.expression) === owner &&
    index !== undefined &&
    flat(index.name) === key
  );
}

const keysOf = (owner: string): readonly string[] => [
  `Object.keys(${owner})`,
  `Object.entries(${owner})`,
  `${owner}.keys()`,
  `${owner}.entries()`,
];

/** The names that the head of a loop declares. */
const names = (head: ts.ForInitializer): string[] =>
  ts.isVariableDeclarationList(head)
    ? head.declarations.flatMap(({ name }) => namesIn(name.getText()))
    : [];

/** Whether a statement before the one that holds the place looks for the value and leaves, or puts the value there. */
function settledBefore(
  block: ts.Block | ts.CaseOrDefaultClause,
  inner: ts.Node,
  presence: Presence,
): boolean {
  const before = block.statements.filter((statement) => statement.end <= inner.pos);
  const { value, owner, key } = presence;
  return before.some((statement) => {
    if (ts.isIfStatement(statement))
      return (
        looksFor(statement.expression, presence) &&
        (leaves(statement.thenStatement) || puts(statement.thenStatement, presence))
      );
    if (
      ts.isExpressionStatement(statement) &&
      /^(?:assert|ok|invariant)\b/.test(statement.getText())
    )
      return looksFor(statement.expression, presence);
    return owner !== "" && key !== "" && value !== "" && puts(statement, presence);
  });
}

/** `owner.set(key, …)`, `owner[key] = …`, and `owner.push(…)` for its first or last entry. */
function puts(statement: ts.Node, { owner, key }: Presence): boolean {
  const text = flat(statement);
  if (owner === "") return false;
  return (
    containsTerm(text, `${owner}.set(${key},`) ||
    text.includes(`${owner}[${key}]=`) ||
    text.includes(`${owner}[${key}]??=`) ||
    (/^(?:0|-1|)$|\.length-1$/.test(key) && containsTerm(text, `${owner}.push(`))
  );
}

/** Whether a statement ends the function, the loop or the process. */
function leaves(statement: ts.Statement): boolean {
  const last = ts.isBlock(statement) ? statement.statements.at(-1) : statement;
  if (last === undefined) return false;
  return (
    ts.isReturnStatement(last) ||
    ts.isThrowStatement(last) ||
    ts.isContinueStatement(last) ||
    ts.isBreakStatement(last)
  );
}
