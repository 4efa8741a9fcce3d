import ts from "typescript-services";

import { parameterTypes } from "./relate.ts";
import { elementsOf, madeOf, memberOf, type Seen } from "./seen.ts";
import type { Snapshot } from "./workspace.ts";

/** One leaf of what a test expects, beside the type of what it looks at. */
export interface ExpectationPair {
  /** The expression that makes the leaf, where code shows it. */
  readonly actual?: ts.Expression;
  readonly literal: ts.Expression;
  readonly type: ts.Type;
  /** Whether this is one of several things that the test may look at here. */
  readonly isOneOfSeveral: boolean;
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
export function sides(
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
  each(snapshot, call, (literal, { type, actual, isOneOfSeveral = false }) => {
    if (!ts.isObjectLiteralExpression(literal) && !ts.isArrayLiteralExpression(literal))
      found.push({ literal, type, isOneOfSeveral, ...(actual === undefined ? {} : { actual }) });
  });
  return found;
}

/** The same for what a test looks at without a type of its own: `typeOf` knows which it has. */
export function expectedPairs(
  snapshot: Snapshot,
  call: ts.CallExpression,
  typeOf: (actual: ts.Expression) => ts.Type | undefined,
): readonly ExpectationPair[] {
  const found: ExpectationPair[] = [];
  const actual = sides(call)?.actual;
  const type = actual === undefined ? undefined : typeOf(actual);
  if (type !== undefined)
    each(
      snapshot,
      call,
      (literal, part) => found.push({ literal, type: part.type, isOneOfSeveral: false }),
      type,
    );
  return found;
}

/** Object literals of an expectation with the types of what they describe. */
export function expectedObjects(
  snapshot: Snapshot,
  call: ts.CallExpression,
): readonly ExpectedObject[] {
  const found: ExpectedObject[] = [];
  const whole = sides(call)?.whole ?? false;
  each(snapshot, call, (literal, { type, isOneOfSeveral }) => {
    if (ts.isObjectLiteralExpression(literal) && isOneOfSeveral !== true)
      found.push({ literal, type, whole });
  });
  return found;
}

/**
 * Walks what a test expects beside what it looks at. Where code shows how that is made (`list.map((it) => [it.id, it.n])`),
 * each part is paired with the expression that makes it: the type of such a list only says that it holds both.
 */
function each(
  snapshot: Snapshot,
  call: ts.CallExpression,
  visit: (literal: ts.Expression, seen: Seen) => void,
  known?: ts.Type,
): void {
  const both = sides(call);
  const given = both === undefined && known === undefined ? callsOf(snapshot, call) : [];
  const { checker } = snapshot;
  const walk = (given: ts.Expression, seen: Seen): void => {
    const literal = described(given);
    const { type, actual, isOneOfSeveral = false } = seen;
    visit(literal, seen);
    const made = actual === undefined ? undefined : madeOf(snapshot, actual, literal);
    if (ts.isArrayLiteralExpression(literal))
      for (const [index, one] of literal.elements.entries())
        for (const element of elementsOf(snapshot, type, made, index, one))
          walk(one, isOneOfSeveral ? { ...element, isOneOfSeveral } : element);
    if (!ts.isObjectLiteralExpression(literal)) return;
    for (const property of literal.properties) {
      const value = ts.isPropertyAssignment(property)
        ? property.initializer
        : ts.isShorthandPropertyAssignment(property)
          ? property.name
          : undefined;
      const member = value === undefined ? undefined : memberOf(checker, type, made, property);
      if (value !== undefined && member !== undefined)
        walk(value, isOneOfSeveral ? { ...member, isOneOfSeveral } : member);
    }
  };
  for (const { literal, type } of given) walk(literal, { type });
  if (both === undefined) return;
  const type = known ?? checker.getTypeAtLocation(both.actual);
  const element = type.getNumberIndexType();
  const shown = known === undefined ? { actual: both.actual } : {};
  if (!both.element) walk(both.expected, { type, ...shown });
  else if (element !== undefined) walk(both.expected, { type: element });
}

const calledMatchers = /^(?:toHaveBeen(?:Last|Nth)?|toBe|last|nth)CalledWith$/;

/** Arguments that a test expects a function to have been called with, beside the types of its parameters. */
function callsOf(
  { checker }: Snapshot,
  call: ts.CallExpression,
): readonly { literal: ts.Expression; type: ts.Type }[] {
  const callee = call.expression;
  if (!ts.isPropertyAccessExpression(callee) || !calledMatchers.test(callee.name.text)) return [];
  const [actual] = ts.isCallExpression(callee.expression) ? callee.expression.arguments : [];
  const [signature] =
    actual === undefined ? [] : checker.getTypeAtLocation(actual).getCallSignatures();
  if (signature === undefined) return [];
  const types = parameterTypes(checker, signature, call);
  const first = callee.name.text.includes("Nth") ? 1 : 0;
  return call.arguments.slice(first).flatMap((literal, index) => {
    const type = types[index];
    return type === undefined || ts.isSpreadElement(literal) ? [] : [{ literal, type }];
  });
}

/** `expect.objectContaining({ … })` describes as its argument does. */
function described(node: ts.Expression): ts.Expression {
  const [first] =
    ts.isCallExpression(node) &&
    /^expect\.(?:objectContaining|arrayContaining)$/.test(node.expression.getText())
      ? node.arguments
      : [];
  return first ?? node;
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
