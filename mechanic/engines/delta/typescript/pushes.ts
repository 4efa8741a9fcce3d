import ts from "typescript-services";

import type { Snapshot } from "./workspace.ts";

/**
 * All that is pushed onto a list whose type says nothing of its elements, such as `const told: unknown[] = []`: a test that
 * records what happens reads there what was given to it. `list` may be a name of the list, also out of what a helper
 * returns (`const { told } = recording()`). Empty where code does not show it.
 */
export function pushedOnto(snapshot: Snapshot, list: ts.Expression): readonly ts.Expression[] {
  const held = listOf(snapshot, list);
  if (held === undefined) return [];
  const found: ts.Expression[] = [];
  const visit = (node: ts.Node): void => {
    if (
      ts.isCallExpression(node) &&
      ts.isPropertyAccessExpression(node.expression) &&
      /^(?:push|unshift)$/.test(node.expression.name.text) &&
      listOf(snapshot, node.expression.expression) === held
    )
      found.push(...node.arguments);
    ts.forEachChild(node, visit);
  };
  visit(held.getSourceFile());
  return found;
}

/** Of what is pushed onto a list, what may be the element that is written as `literal`. */
export const pushedAs = (
  snapshot: Snapshot,
  list: ts.Expression,
  literal: ts.Expression,
): readonly ts.Expression[] =>
  pushedOnto(snapshot, list).filter((pushed) => isAlike(snapshot, pushed, literal));

const stepsMax = 6;

/** The variable that holds a list of anything, which a name or member stands for. */
function listOf(snapshot: Snapshot, node: ts.Expression): ts.VariableDeclaration | undefined {
  const { checker } = snapshot;
  let at = symbolOf(checker, node)?.valueDeclaration;
  for (let step = 0; at !== undefined && step < stepsMax; step++) {
    if (ts.isVariableDeclaration(at) && isOfAnything(at.type)) return at;
    at = next(checker, at)?.valueDeclaration;
  }
  return undefined;
}

/** Where the value of a declaration comes from, if it is another one's as it is. */
function next(checker: ts.TypeChecker, at: ts.Declaration): ts.Symbol | undefined {
  if (ts.isShorthandPropertyAssignment(at)) return checker.getShorthandAssignmentValueSymbol(at);
  if (ts.isPropertyAssignment(at) || ts.isVariableDeclaration(at))
    return at.initializer === undefined ? undefined : symbolOf(checker, at.initializer);
  if (!ts.isBindingElement(at) || !ts.isObjectBindingPattern(at.parent)) return undefined;
  const name = at.propertyName ?? at.name;
  return ts.isIdentifier(name)
    ? checker.getTypeAtLocation(at.parent).getProperty(name.text)
    : undefined;
}

function symbolOf(checker: ts.TypeChecker, node: ts.Expression): ts.Symbol | undefined {
  const name = ts.isPropertyAccessExpression(node) ? node.name : node;
  return ts.isIdentifier(name) ? checker.getSymbolAtLocation(name) : undefined;
}

/** `unknown[]`, `any[]`, and the same as `Array<…>`. */
function isOfAnything(type: ts.TypeNode | undefined): boolean {
  const element =
    type !== undefined && ts.isArrayTypeNode(type)
      ? type.elementType
      : type !== undefined && ts.isTypeReferenceNode(type) && type.typeName.getText() === "Array"
        ? type.typeArguments?.[0]
        : undefined;
  return (
    element?.kind === ts.SyntaxKind.UnknownKeyword || element?.kind === ts.SyntaxKind.AnyKeyword
  );
}

/** Whether a value may be written as that literal, as far as its form tells. */
function isAlike(snapshot: Snapshot, pushed: ts.Expression, literal: ts.Expression): boolean {
  if (ts.isArrayLiteralExpression(literal) && ts.isArrayLiteralExpression(pushed))
    return (
      pushed.elements.length === literal.elements.length &&
      pushed.elements.every((one, index) => {
        const other = literal.elements[index];
        return other !== undefined && isAlike(snapshot, one, other);
      })
    );
  if (ts.isObjectLiteralExpression(literal) && ts.isObjectLiteralExpression(pushed))
    return namesOf(pushed) === namesOf(literal);
  const [given, wanted] = [pushed, literal].map((node) => kindsOf(snapshot, node));
  return given === undefined || wanted === undefined || (given & wanted) !== 0;
}

const kinds = [
  ts.TypeFlags.NumberLike,
  ts.TypeFlags.StringLike,
  ts.TypeFlags.BigIntLike,
  ts.TypeFlags.BooleanLike,
  ts.TypeFlags.Object,
] as const;

/** Of which kinds a value may be, branded or not; `undefined` where its type does not tell. */
function kindsOf({ checker }: Snapshot, node: ts.Expression): number | undefined {
  const type = checker.getTypeAtLocation(node);
  const found = (type.isUnion() ? type.types : [type]).map((part) =>
    kinds.find((flags) =>
      (part.isIntersection() ? part.types : [part]).some((one) => (one.flags & flags) !== 0),
    ),
  );
  return found.includes(undefined)
    ? undefined
    : found.reduce<number>((all, one) => all | (one ?? 0), 0);
}

const namesOf = ({ properties }: ts.ObjectLiteralExpression): string =>
  properties
    .map((property) => property.name?.getText() ?? "")
    .toSorted()
    .join(" ");
