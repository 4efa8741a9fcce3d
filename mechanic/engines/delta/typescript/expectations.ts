import ts from "typescript-services";

import type { Snapshot } from "./workspace.ts";

/** One leaf of what a test expects, beside the type of what it looks at. */
export interface ExpectationPair {
  /** The expression that is looked at, where the leaf is the whole of it. */
  readonly actual?: ts.Expression;
  readonly literal: ts.Expression;
  readonly type: ts.Type;
}

/** An object literal of an expectation, beside the type of the thing that it describes. */
export interface ExpectedObject {
  readonly literal: ts.ObjectLiteralExpression;
  readonly type: ts.Type;
  /** Whether the literal has to name every property of the type. */
  readonly whole: boolean;
}

const assertions =
  /^(?:assert|t\.assert)(?:\.strict)?\.(equal|strictEqual|deepEqual|deepStrictEqual|notEqual|notStrictEqual|notDeepEqual|partialDeepStrictEqual)$/;
const bareAssertions = /^(?:equal|strictEqual|deepEqual|deepStrictEqual|notEqual|notStrictEqual)$/;
const matchers = /^(?:toBe|toEqual|toStrictEqual|toMatchObject|toContain|toContainEqual)$/;

/** The two sides of a call of node:assert, or of `expect(actual).toEqual(expected)`. */
function sides(
  call: ts.CallExpression,
):
  | { actual: ts.Expression; expected: ts.Expression; whole: boolean; element: boolean }
  | undefined {
  const callee = call.expression.getText();
  const [first, second] = call.arguments;
  if (
    (assertions.test(callee) || bareAssertions.test(callee)) &&
    first !== undefined &&
    second !== undefined
  ) {
    return { actual: first, expected: second, whole: !callee.includes("partial"), element: false };
  }
  if (
    !ts.isPropertyAccessExpression(call.expression) ||
    !matchers.test(call.expression.name.text) ||
    first === undefined
  )
    return undefined;
  let subject: ts.Expression = call.expression.expression;
  while (ts.isPropertyAccessExpression(subject)) subject = subject.expression;
  const [actual] =
    ts.isCallExpression(subject) && subject.expression.getText() === "expect"
      ? subject.arguments
      : [];
  const matcher = call.expression.name.text;
  return actual === undefined
    ? undefined
    : {
        actual,
        expected: first,
        whole: matcher !== "toMatchObject",
        element: matcher.startsWith("toContain"),
      };
}

/**
 * Leaves of an expectation with the types that they are compared with. Test libraries take `unknown` on both sides, so no
 * compiler says a word when one side changes; the pairing is by hand, through object and array literals.
 */
export function expectationPairs(
  snapshot: Snapshot,
  call: ts.CallExpression,
): readonly ExpectationPair[] {
  const found: ExpectationPair[] = [];
  each(snapshot, call, (literal, type, actual) => {
    if (!ts.isObjectLiteralExpression(literal) && !ts.isArrayLiteralExpression(literal))
      found.push({ literal, type, ...(actual === undefined ? {} : { actual }) });
  });
  return found;
}

/** Object literals of an expectation with the types of what they describe. */
export function expectedObjects(
  snapshot: Snapshot,
  call: ts.CallExpression,
): readonly ExpectedObject[] {
  const found: ExpectedObject[] = [];
  const whole = sides(call)?.whole ?? false;
  each(snapshot, call, (literal, type) => {
    if (ts.isObjectLiteralExpression(literal)) found.push({ literal, type, whole });
  });
  return found;
}

function each(
  snapshot: Snapshot,
  call: ts.CallExpression,
  visit: (literal: ts.Expression, type: ts.Type, actual?: ts.Expression) => void,
): void {
  const both = sides(call);
  if (both === undefined) return;
  const { checker } = snapshot;
  const walk = (literal: ts.Expression, type: ts.Type, actual?: ts.Expression): void => {
    visit(literal, type, actual);
    const element = type.getNumberIndexType();
    if (ts.isArrayLiteralExpression(literal) && element !== undefined)
      literal.elements.forEach((one) => walk(one, element));
    if (!ts.isObjectLiteralExpression(literal)) return;
    for (const property of literal.properties) {
      if (
        property.name === undefined ||
        !(ts.isIdentifier(property.name) || ts.isStringLiteral(property.name))
      )
        continue;
      const declared = propertyOf(checker, type, property.name.text);
      const value = ts.isPropertyAssignment(property)
        ? property.initializer
        : ts.isShorthandPropertyAssignment(property)
          ? property.name
          : undefined;
      if (declared !== undefined && value !== undefined)
        walk(value, checker.getTypeOfSymbolAtLocation(declared, literal));
    }
  };
  const actual = checker.getTypeAtLocation(both.actual);
  const inner = both.element ? actual.getNumberIndexType() : actual;
  if (inner !== undefined) walk(both.expected, inner, both.element ? undefined : both.actual);
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

/** Object literals that a test expects of something without a type, such as a parsed answer: what is on the wire. */
export function untypedExpectations(
  snapshot: Snapshot,
  call: ts.CallExpression,
): readonly ts.ObjectLiteralExpression[] {
  const both = sides(call);
  if (both === undefined || !both.whole) return [];
  const { flags } = snapshot.checker.getTypeAtLocation(both.actual);
  if ((flags & (ts.TypeFlags.Any | ts.TypeFlags.Unknown)) === 0) return [];
  const found: ts.ObjectLiteralExpression[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isObjectLiteralExpression(node)) found.push(node);
    ts.forEachChild(node, visit);
  };
  visit(both.expected);
  return found;
}
