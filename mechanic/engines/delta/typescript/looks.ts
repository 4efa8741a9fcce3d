import ts from "typescript-services";

import type { RepairRequest } from "#intent";

import type { Snapshot } from "./workspace.ts";

/** A function that shows what it does. */
type Code =
  | ts.ArrowFunction
  | ts.FunctionExpression
  | ts.FunctionDeclaration
  | ts.MethodDeclaration;

const isCode = (node: ts.Node): node is Code =>
  ts.isArrowFunction(node) ||
  ts.isFunctionExpression(node) ||
  ts.isFunctionDeclaration(node) ||
  ts.isMethodDeclaration(node);

/** The function that an expression is or names; `undefined` where code does not show it. */
export function functionOf({ checker }: Snapshot, node: ts.Node | undefined): Code | undefined {
  if (node === undefined || isCode(node)) return node;
  if (!ts.isIdentifier(node)) return undefined;
  const symbol = ts.isShorthandPropertyAssignment(node.parent)
    ? checker.getShorthandAssignmentValueSymbol(node.parent)
    : checker.getSymbolAtLocation(node);
  const isAlias = symbol !== undefined && (symbol.flags & ts.SymbolFlags.Alias) !== 0;
  const declared = (isAlias ? checker.getAliasedSymbol(symbol) : symbol)?.valueDeclaration;
  const made =
    declared !== undefined && ts.isVariableDeclaration(declared) ? declared.initializer : declared;
  return made !== undefined && isCode(made) ? made : undefined;
}

const callsMax = 4;

/**
 * Whether a function looks at a member of its first parameter, itself or in what it gives the whole to. What it gives to
 * functions that are not hand-written counts as looked at.
 */
export const seesMember = (
  request: RepairRequest,
  snapshot: Snapshot,
  code: Code,
  member: string,
): boolean => sees(request, snapshot, code, 0, member, 0);

function sees(
  request: RepairRequest,
  snapshot: Snapshot,
  code: Code,
  position: number,
  member: string,
  depth: number,
): boolean {
  const parameter = code.parameters[position];
  if (parameter === undefined) return /\barguments\b/.test(code.getText());
  if (parameter.dotDotDotToken !== undefined || code.body === undefined) return true;
  const { name } = parameter;
  if (ts.isArrayBindingPattern(name)) return true;
  if (ts.isObjectBindingPattern(name)) return takes(name, member);
  const symbol = snapshot.checker.getSymbolAtLocation(name);
  const looks = (node: ts.Node): boolean => {
    if (
      ts.isIdentifier(node) &&
      node !== name &&
      (ts.isShorthandPropertyAssignment(node.parent)
        ? snapshot.checker.getShorthandAssignmentValueSymbol(node.parent)
        : snapshot.checker.getSymbolAtLocation(node)) === symbol
    )
      return isLook(request, snapshot, node, member, depth);
    return ts.forEachChild(node, (child) => looks(child) || undefined) ?? false;
  };
  return looks(code.body);
}

/** Whether a pattern takes a member out, or all that is left. */
const takes = ({ elements }: ts.ObjectBindingPattern, member: string): boolean =>
  elements.some(
    ({ dotDotDotToken, propertyName, name }) =>
      dotDotDotToken !== undefined || (propertyName ?? name).getText() === member,
  );

/** Whether one mention of the whole looks at a member; where it goes to somebody unknown, it may. */
function isLook(
  request: RepairRequest,
  snapshot: Snapshot,
  mention: ts.Identifier,
  member: string,
  depth: number,
): boolean {
  const { parent } = mention;
  if (ts.isPropertyAccessExpression(parent)) return parent.name.text === member;
  if (ts.isVariableDeclaration(parent) && ts.isObjectBindingPattern(parent.name))
    return takes(parent.name, member);
  if (!ts.isCallExpression(parent) || depth === callsMax) return true;
  const called = snapshot.checker.getResolvedSignature(parent)?.getDeclaration();
  const position = parent.arguments.indexOf(mention);
  return called === undefined ||
    !isCode(called) ||
    position < 0 ||
    !request.sources.has(snapshot.pathOf(called.getSourceFile()))
    ? true
    : sees(request, snapshot, called, position, member, depth + 1);
}
