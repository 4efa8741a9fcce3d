import ts from "typescript-services";

import { fieldName, typeName, type Change, type RepairRequest } from "#intent";

import { codePath } from "./stamps.ts";
import type { Snapshot } from "./workspace.ts";

/**
 * Where a value that does not fit was written, for an error that blames where it arrives: the property of the object that a
 * constant begins with (`const order = { goods: … }` behind `book(order)` and behind `book({ ...order, id: 2 })`). Asked
 * there, it is one question however often the constant is given away. Gives the property's value, or `undefined`.
 */
export function originOf(
  request: RepairRequest,
  snapshot: Snapshot,
  place: ts.Node,
  change: Change,
): ts.Node | undefined {
  const { sources } = request;
  const member = codePath(change.symbol).split(".").at(-1) ?? "";
  const made = functionAt(place);
  if (made !== undefined) return madeIn(request, made, member, change);
  const given = ts.isObjectLiteralExpression(place) ? spreadWith(snapshot, place, member) : place;
  const found = given === undefined ? undefined : memberIn(snapshot, given, member, 0);
  const isOwn = found !== undefined && sources.has(snapshot.pathOf(found.getSourceFile()));
  return isOwn && found.getSourceFile() === place.getSourceFile() ? found : undefined;
}

/** The function that an error blames as a whole, because what it answers does not fit. */
function functionAt(place: ts.Node): ts.Node | undefined {
  const { parent } = place;
  const given =
    (ts.isVariableDeclaration(parent) || ts.isPropertyAssignment(parent)) && parent.name === place
      ? parent.initializer
      : place;
  return given !== undefined && (ts.isArrowFunction(given) || ts.isFunctionExpression(given))
    ? given
    : undefined;
}

/** The member of the one object inside a function that spells all that the changed thing has to have. */
function madeIn(
  { after }: RepairRequest,
  made: ts.Node,
  member: string,
  { symbol }: Change,
): ts.Node | undefined {
  const [owner = ""] = codePath(symbol).split(".");
  const fields =
    after.services
      .get(symbol.slice(0, symbol.indexOf("/")))
      ?.entities.find(({ name }) => typeName("typescript", name) === owner)?.fields ?? [];
  const needed = fields
    .filter(({ type }) => type.kind !== "optional")
    .map((field) => fieldName("typescript", field));
  const found: ts.Node[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isObjectLiteralExpression(node) && needed.length > 0) {
      const names = new Set(node.properties.map(({ name }) => name?.getText()));
      const own = node.properties.find(({ name }) => name?.getText() === member);
      if (own !== undefined && needed.every((name) => names.has(name)))
        found.push(ts.isPropertyAssignment(own) ? own.initializer : own);
    }
    ts.forEachChild(node, visit);
  };
  visit(made);
  return found.length === 1 ? found[0] : undefined;
}

/**
 * The object that lacks a member where it was written, for an error that blames where it arrives: what a constant begins
 * with, or what a helper gives (`book(anOrder(1))`), in the same file and as long as no type is written beside it.
 */
export function objectBehind(
  snapshot: Snapshot,
  place: ts.Node,
): ts.ObjectLiteralExpression | undefined {
  const found = writtenBy(snapshot, place, 0);
  const isElsewhere = found !== place && found?.getSourceFile() === place.getSourceFile();
  return isElsewhere ? found : undefined;
}

function writtenBy(
  snapshot: Snapshot,
  node: ts.Node,
  depth: number,
): ts.ObjectLiteralExpression | undefined {
  const { checker } = snapshot;
  if (depth > depthMax) return undefined;
  const next = (at: ts.Node): ts.ObjectLiteralExpression | undefined =>
    writtenBy(snapshot, at, depth + 1);
  if (ts.isParenthesizedExpression(node) || ts.isAsExpression(node)) return next(node.expression);
  if (ts.isObjectLiteralExpression(node)) {
    // What overrides parts of such an object lacks what that one lacks.
    const spread = node.properties.findLast(ts.isSpreadAssignment);
    return (spread === undefined ? undefined : next(spread.expression)) ?? node;
  }
  if (ts.isCallExpression(node)) {
    const called = checker.getResolvedSignature(node)?.getDeclaration();
    const isHelper =
      called !== undefined &&
      (ts.isArrowFunction(called) || ts.isFunctionDeclaration(called)) &&
      called.type === undefined;
    const { body } = isHelper ? called : {};
    if (body === undefined) return undefined;
    if (!ts.isBlock(body)) return next(body);
    const [only, more] = body.statements.filter(ts.isReturnStatement);
    return more === undefined && only?.expression !== undefined ? next(only.expression) : undefined;
  }
  const declared = ts.isIdentifier(node)
    ? checker.getSymbolAtLocation(node)?.valueDeclaration
    : undefined;
  const isConstant =
    declared !== undefined && ts.isVariableDeclaration(declared) && declared.type === undefined;
  return isConstant && declared.initializer !== undefined ? next(declared.initializer) : undefined;
}

/** The last thing that an object spreads, where it does not spell the member itself. */
function spreadWith(
  { checker }: Snapshot,
  literal: ts.ObjectLiteralExpression,
  member: string,
): ts.Expression | undefined {
  if (literal.properties.some((one) => one.name?.getText() === member)) return undefined;
  return literal.properties
    .filter(ts.isSpreadAssignment)
    .map(({ expression }) => expression)
    .findLast((one) => checker.getTypeAtLocation(one).getProperty(member) !== undefined);
}

const depthMax = 4;

/** The value of a member in the object that a name stands for, also behind the rest of another constant. */
function memberIn(
  snapshot: Snapshot,
  node: ts.Node,
  member: string,
  depth: number,
): ts.Node | undefined {
  if (depth > depthMax) return undefined;
  if (ts.isObjectLiteralExpression(node)) {
    const own = node.properties.find((one) => one.name?.getText() === member);
    if (own !== undefined) return ts.isPropertyAssignment(own) ? own.initializer : own;
    const spread = spreadWith(snapshot, node, member);
    return spread === undefined ? undefined : memberIn(snapshot, spread, member, depth + 1);
  }
  if (ts.isAsExpression(node)) return memberIn(snapshot, node.expression, member, depth);
  if (!ts.isIdentifier(node)) return undefined;
  const declared = snapshot.checker.getSymbolAtLocation(node)?.valueDeclaration;
  const isRest = declared !== undefined && ts.isBindingElement(declared);
  const whole = isRest && declared.dotDotDotToken !== undefined ? declared.parent.parent : declared;
  const isConstant =
    whole !== undefined && ts.isVariableDeclaration(whole) && whole.type === undefined;
  return isConstant && whole.initializer !== undefined
    ? memberIn(snapshot, whole.initializer, member, depth + 1)
    : undefined;
}
