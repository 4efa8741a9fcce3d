import ts from "typescript-services";

import { enclosingName } from "../../delta/typescript/places.ts";
import type { Snapshot } from "../../delta/typescript/workspace.ts";
import type { Site } from "../site.ts";

/**
 * A promise that nobody awaits: its failure ends the process, or is lost. In an async function it is awaited; in any other
 * function that would change the signature, so who hears of the failure is a question. `void` says that it is meant.
 */
export function promiseSite(snapshot: Snapshot, file: string, node: ts.Node): Site | undefined {
  if (!ts.isExpressionStatement(node)) return undefined;
  const { expression } = node;
  if (!isLeftAlone(expression) || !isPromise(snapshot.checker, expression)) return undefined;
  if (isHandled(expression)) return undefined;
  const [start, end] = [expression.getStart(), expression.getEnd()];
  const place = { file, span: { start, end }, inside: enclosingName(node) };
  const text = expression.getText();
  const short = text.length > 60 ? `${text.slice(0, 57)}…` : text;
  const question = `Nobody waits for \`${short}\`: who hears of it when it fails?`;
  if (!mayAwait(node)) return { ...place, question, candidates: heard(text) };
  const binds = ts.isCallExpression(expression) || ts.isNewExpression(expression);
  const edits = binds
    ? [{ start, end: start, text: "await " }]
    : [
        { start, end: start, text: "await (" },
        { start: end, end, text: ")" },
      ];
  const because = `\`${short}\` is a promise that nobody awaited: its failure would end the process instead of this call.`;
  return { ...place, question, fix: { rule: "await-promise", edits, because } };
}

/** What hears of a failure and lets the caller go on. */
const heard = (text: string): string[] => [
  `${text}.catch((error: unknown) => console.error(error))`,
];

/** Whether the statement drops what it gets: neither kept, awaited, nor dropped on purpose. */
const isLeftAlone = (node: ts.Expression): boolean =>
  ts.isCallExpression(node) ||
  ts.isNewExpression(node) ||
  ts.isIdentifier(node) ||
  ts.isPropertyAccessExpression(node) ||
  (ts.isBinaryExpression(node) &&
    (node.operatorToken.kind === ts.SyntaxKind.AmpersandAmpersandToken ||
      node.operatorToken.kind === ts.SyntaxKind.BarBarToken));

/** Whether some part of the type is a `Promise` or extends one; other things with a `then` are libraries' own affairs. */
function isPromise(checker: ts.TypeChecker, node: ts.Expression): boolean {
  const type = checker.getTypeAtLocation(node);
  const parts = type.isUnion() ? type.types : [type];
  return parts.some((part) => {
    const bases = part.isClassOrInterface() ? checker.getBaseTypes(part) : [];
    return [part, ...bases].some((one) => one.getSymbol()?.name === "Promise");
  });
}

/** `….catch(f)`, `….then(f, g)`, whatever `finally` stands behind them. */
function isHandled(node: ts.Expression): boolean {
  if (!ts.isCallExpression(node) || !ts.isPropertyAccessExpression(node.expression)) return false;
  const { name, expression } = node.expression;
  if (name.text === "catch") return node.arguments.length > 0;
  if (name.text === "then" && node.arguments.length > 1) return true;
  return name.text === "finally" && isHandled(expression);
}

/** Whether the function around is async, or the statement stands at the top of a module. */
function mayAwait(node: ts.Node): boolean {
  for (let at: ts.Node = node.parent; ; at = at.parent) {
    if (ts.isSourceFile(at)) return ts.isExternalModule(at);
    if (ts.isClassStaticBlockDeclaration(at)) return false;
    if (ts.isFunctionLike(at))
      return (
        ts.canHaveModifiers(at) &&
        ts.getModifiers(at)?.some((one) => one.kind === ts.SyntaxKind.AsyncKeyword) === true
      );
  }
}
