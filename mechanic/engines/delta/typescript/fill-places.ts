import ts from "typescript-services";

import type { RepairRequest } from "#intent";

import { indentAt, startsLine } from "../shared/index.ts";
import { isPutTogether, writtenRows } from "./raw-rows.ts";
import { isStore } from "./stored-forms.ts";
import type { Snapshot } from "./workspace.ts";

/** A member that a stamped type has gained. */
interface Member {
  readonly name: string;
  readonly declaration: ts.Declaration;
}

/** Whether a literal spells members of this type only. */
export const isOf = (literal: ts.ObjectLiteralExpression, type: ts.Type): boolean =>
  literal.properties.every(
    (property) =>
      property.name === undefined ||
      (ts.isIdentifier(property.name) && type.getProperty(property.name.text) !== undefined),
  );

/** The object that a spread takes over, where it is a constant that lacks the same members of the same type. */
export function startOf(
  snapshot: Snapshot,
  literal: ts.ObjectLiteralExpression,
  missing: readonly Member[],
): ts.ObjectLiteralExpression | undefined {
  for (const property of literal.properties) {
    const start = ts.isSpreadAssignment(property)
      ? objectOf(snapshot, property.expression)
      : undefined;
    const owner = missing[0]?.declaration.parent;
    if (start === undefined || owner === undefined) continue;
    const type = snapshot.checker.getTypeAtLocation(owner);
    if (start.properties.length > 0 && isOf(start, type))
      return startOf(snapshot, start, missing) ?? start;
  }
  return undefined;
}

/** The object that a constant was written as. */
export function objectOf(
  { checker }: Snapshot,
  node: ts.Node,
): ts.ObjectLiteralExpression | undefined {
  if (!ts.isIdentifier(node)) return undefined;
  const symbol = checker.getSymbolAtLocation(node);
  const isAlias = symbol !== undefined && (symbol.flags & ts.SymbolFlags.Alias) !== 0;
  const declared = (isAlias ? checker.getAliasedSymbol(symbol) : symbol)?.valueDeclaration;
  const made =
    declared !== undefined && ts.isVariableDeclaration(declared) ? declared.initializer : undefined;
  return made !== undefined && ts.isObjectLiteralExpression(made) ? made : undefined;
}

/**
 * Whether an object is put together from a row that was stored: in a file that writes such things down as well, most of it
 * comes from one value of no stamped type.
 */
export function isReadBack(
  request: RepairRequest,
  snapshot: Snapshot,
  file: string,
  literal: ts.ObjectLiteralExpression,
): boolean {
  const wanted = snapshot.checker.getContextualType(literal);
  const owner = (wanted?.isUnion() === true ? wanted.types : [wanted]).find(
    (part) => part !== undefined && isOf(literal, part),
  );
  if (request.tests.has(file) || owner === undefined) return false;
  if (!isPutTogether(request, snapshot, literal, owner)) return false;
  return (
    isStore(request.sources.get(file) ?? "") ||
    writtenRows(request, snapshot, literal.getSourceFile()).some(
      (row) => row.owner.symbol === owner.symbol,
    )
  );
}

/**
 * Whether an object takes the members of another one of its type over by their names (`{ lot: bid.lot, at: bid.at }`, or
 * parts of a pattern): what is new stands there, too, and a default would forget it.
 */
export function isCopy(
  { checker }: Snapshot,
  literal: ts.ObjectLiteralExpression,
  missing: readonly Member[],
): boolean {
  const owner = missing[0]?.declaration.parent;
  const symbol = owner === undefined ? undefined : checker.getTypeAtLocation(owner).symbol;
  const isOwner = (node: ts.Node): boolean =>
    checker.getTypeAtLocation(node).getNonNullableType().symbol === symbol;
  const isTaken = (property: ts.ObjectLiteralElementLike): boolean => {
    const name = property.name?.getText();
    const value = ts.isPropertyAssignment(property) ? property.initializer : property.name;
    if (value === undefined || symbol === undefined) return false;
    if (ts.isPropertyAccessExpression(value))
      return value.name.text === name && isOwner(value.expression);
    const from = ts.isShorthandPropertyAssignment(property)
      ? checker.getShorthandAssignmentValueSymbol(property)
      : checker.getSymbolAtLocation(value);
    const part = from?.valueDeclaration;
    return (
      part !== undefined &&
      ts.isBindingElement(part) &&
      (part.propertyName ?? part.name).getText() === name &&
      isOwner(part.parent)
    );
  };
  const taken = literal.properties.filter(isTaken).length;
  return taken > 1 && taken * 2 >= literal.properties.length;
}

/** Whether what is spread may hold one of the members. */
export const mayHold = (
  { checker }: Snapshot,
  node: ts.Expression,
  missing: readonly Member[],
): boolean =>
  missing.some(({ name }) => {
    const type = checker.getTypeAtLocation(node);
    // What is spread at times only is nothing at other times: `...(note && { note })`.
    return (type.isUnion() ? type.types : [type]).some(
      (part) => part.getProperty(name) !== undefined,
    );
  });

/** Where properties go in front of a spread, laid out as it is. */
export function inFrontOf(
  text: string,
  node: ts.Node,
  known: readonly string[],
): { start: number; end: number; text: string } {
  const at = node.getStart();
  const gap = startsLine(text, at) ? `,\n${indentAt(text, at)}` : ", ";
  return { start: at, end: at, text: known.map((one) => `${one}${gap}`).join("") };
}
