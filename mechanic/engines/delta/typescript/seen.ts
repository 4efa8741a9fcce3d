import ts from "typescript-services";

import { pushedAs } from "./pushes.ts";
import { calledShape, elementShape, shapeOf } from "./shape.ts";
import type { Snapshot } from "./workspace.ts";

/** One step into an expectation: the type of what stands there, and the expression that makes it where code shows it. */
export interface Seen {
  readonly type: ts.Type;
  readonly actual?: ts.Expression;
  /** Whether this is one of several things that a test may look at there. */
  readonly isOneOfSeveral?: boolean;
}

/** The expression that shows what is looked at; of two branches, the one that is written as the expectation is. */
export function madeOf(
  snapshot: Snapshot,
  actual: ts.Expression,
  literal: ts.Expression,
): ts.Expression {
  const shape = shapeOf(snapshot, actual);
  const called = calledShape(snapshot, shape);
  const made = called === undefined ? shape : shapeOf(snapshot, called);
  if (!ts.isConditionalExpression(made)) return made;
  const alike = [made.whenTrue, made.whenFalse]
    .map((branch) => shapeOf(snapshot, branch))
    .filter((branch) => branch.kind === literal.kind);
  return (alike.length === 1 ? alike[0] : undefined) ?? made;
}

/** What an element may be: one thing, or any of what is pushed onto a list of anything in that form. */
export function elementsOf(
  snapshot: Snapshot,
  type: ts.Type,
  made: ts.Expression | undefined,
  index: number,
  literal: ts.Expression,
): readonly Seen[] {
  if (ts.isSpreadElement(literal)) return [];
  const one = elementOf(snapshot, type, made, index);
  const isAnything = one !== undefined && (one.type.flags & anything) !== 0;
  if (!isAnything || one.actual !== undefined || made === undefined)
    return one === undefined ? [] : [one];
  const pushed = pushedAs(snapshot, made, literal);
  const [first] = pushed;
  const isSure =
    first !== undefined &&
    pushed.every((other) => other.getText() === first.getText()) &&
    first.getSourceFile() === literal.getSourceFile();
  const seen = (actual: ts.Expression): Seen => ({
    type: snapshot.checker.getTypeAtLocation(actual),
    actual,
  });
  return isSure
    ? [seen(first)]
    : pushed.map((actual) => ({ ...seen(actual), isOneOfSeveral: true }));
}

const anything = ts.TypeFlags.Any | ts.TypeFlags.Unknown;

function elementOf(
  snapshot: Snapshot,
  type: ts.Type,
  made: ts.Expression | undefined,
  index: number,
): Seen | undefined {
  const { checker } = snapshot;
  const written = made !== undefined && ts.isArrayLiteralExpression(made) ? made.elements : [];
  const isPlaced = !written.slice(0, index + 1).some((element) => ts.isSpreadElement(element));
  const one = isPlaced ? written[index] : undefined;
  const actual = one ?? (made === undefined ? undefined : elementShape(snapshot, made));
  return actual === undefined
    ? elementType(checker, type, index)
    : { type: checker.getTypeAtLocation(actual), actual };
}

function elementType(checker: ts.TypeChecker, type: ts.Type, index: number): Seen | undefined {
  const parts = type.isUnion() ? type.types : [type];
  const list = parts.find((part) => checker.isArrayType(part) || checker.isTupleType(part)) ?? type;
  const placed = checker.isTupleType(list)
    ? checker.getPropertyOfType(list, String(index))
    : undefined;
  const element =
    placed === undefined ? list.getNumberIndexType() : checker.getTypeOfSymbol(placed);
  return element === undefined ? undefined : { type: element };
}

/** What a property of an expected object stands beside; `undefined` where there is nothing of that name. */
export function memberOf(
  checker: ts.TypeChecker,
  type: ts.Type,
  made: ts.Expression | undefined,
  property: ts.ObjectLiteralElementLike,
): Seen | undefined {
  const { name } = property;
  if (name === undefined || !(ts.isIdentifier(name) || ts.isStringLiteral(name))) return undefined;
  const own =
    made !== undefined && ts.isObjectLiteralExpression(made)
      ? made.properties.findLast(
          (one) => ts.isSpreadAssignment(one) || one.name?.getText() === name.text,
        )
      : undefined;
  if (own !== undefined && ts.isPropertyAssignment(own))
    return { type: checker.getTypeAtLocation(own.initializer), actual: own.initializer };
  if (own !== undefined && ts.isShorthandPropertyAssignment(own))
    return { type: checker.getTypeAtLocation(own.name), actual: own.name };
  const declared = propertyOf(checker, type, name.text);
  const part =
    declared === undefined
      ? type.getStringIndexType()
      : checker.getTypeOfSymbolAtLocation(declared, property);
  return part === undefined ? undefined : { type: part };
}

/** A property of a type, or of the one member of a union that has it. */
export function propertyOf(
  checker: ts.TypeChecker,
  type: ts.Type,
  name: string,
): ts.Symbol | undefined {
  const direct = checker.getPropertyOfType(type, name);
  if (direct !== undefined || !type.isUnion()) return direct;
  return type.types
    .map((part) => checker.getPropertyOfType(part, name))
    .find((property) => property !== undefined);
}
