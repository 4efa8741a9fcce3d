import ts from "typescript-services";

import { enclosingName } from "../../delta/typescript/places.ts";
import type { Snapshot } from "../../delta/typescript/workspace.ts";
import type { Site } from "../site.ts";
import { isChecked, presenceOf } from "./checked.ts";

/** `rows[at].name`: an entry that need not be there, and that is dereferenced at once. */
export function indexSite(snapshot: Snapshot, file: string, node: ts.Node): Site | undefined {
  if (!ts.isElementAccessExpression(node) || node.questionDotToken !== undefined) return undefined;
  if (!isDereferenced(node) || !mayMiss(snapshot.checker, node)) return undefined;
  if (isChecked(node, presenceOf(node))) return undefined;
  const text = node.getText();
  const member = ts.isPropertyAccessExpression(node.parent) && !isWritten(node.parent);
  return {
    file,
    span: { start: node.getStart(), end: node.getEnd() },
    inside: enclosingName(node),
    question: `\`${text}\` may be missing, and what it holds is used at once: what happens then?`,
    candidates: member ? [`${text}?`] : [],
  };
}

/** Whether the value itself is used where it is read: a member, a call, an entry, a pattern that takes it apart. */
function isDereferenced(node: ts.ElementAccessExpression): boolean {
  const { parent } = node;
  if (ts.isPropertyAccessExpression(parent) || ts.isElementAccessExpression(parent))
    return parent.expression === node && parent.questionDotToken === undefined;
  if (ts.isCallExpression(parent))
    return parent.expression === node && parent.questionDotToken === undefined;
  return (
    ts.isVariableDeclaration(parent) && parent.initializer === node && !ts.isIdentifier(parent.name)
  );
}

const isWritten = (node: ts.Node): boolean =>
  ts.isBinaryExpression(node.parent) &&
  node.parent.left === node &&
  node.parent.operatorToken.kind === ts.SyntaxKind.EqualsToken;

/** Whether the entry comes out of an index signature whose type does not say that it may be missing. */
function mayMiss(checker: ts.TypeChecker, node: ts.ElementAccessExpression): boolean {
  const entry = checker.getTypeAtLocation(node);
  const parts = entry.isUnion() ? entry.types : [entry];
  const vague = ts.TypeFlags.Undefined | ts.TypeFlags.Any | ts.TypeFlags.Unknown;
  // Where the type says so, the check gate has asked already.
  if (parts.some((part) => (part.flags & vague) !== 0)) return false;
  const owner = checker.getApparentType(checker.getTypeAtLocation(node.expression));
  const key = checker.getTypeAtLocation(node.argumentExpression);
  if (isEnum(owner) || isKnownKey(owner, key)) return false;
  const kind =
    (key.flags & ts.TypeFlags.NumberLike) !== 0 ? ts.IndexKind.Number : ts.IndexKind.String;
  return checker.getIndexInfoOfType(owner, kind) !== undefined;
}

/** A place of a tuple, or a member that the type names. */
function isKnownKey(owner: ts.Type, key: ts.Type): boolean {
  const keys = key.isUnion() ? key.types : [key];
  return keys.every(
    (one) =>
      (one.isStringLiteral() || one.isNumberLiteral()) &&
      owner.getProperty(String(one.value)) !== undefined,
  );
}

const isEnum = (type: ts.Type): boolean =>
  ((type.getSymbol()?.flags ?? 0) & ts.SymbolFlags.Enum) !== 0;
