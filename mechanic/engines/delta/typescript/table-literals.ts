import ts from "typescript-services";

import type { Snapshot } from "./workspace.ts";

/** What a literal says of one name, as it is written. */
interface Entry {
  readonly key: string;
  readonly value: string;
}

/** The entries of an object literal, or of a list of pairs as a `Map` takes it; `undefined` where one has no fixed name. */
export function entriesOf(node: ts.Expression): readonly Entry[] | undefined {
  const entries = ts.isObjectLiteralExpression(node)
    ? node.properties.map(entryOf)
    : ts.isArrayLiteralExpression(node)
      ? node.elements.map(pairOf)
      : [];
  const known = entries.filter((entry) => entry !== undefined);
  return known.length > 0 && known.length === entries.length ? known : undefined;
}

function entryOf(property: ts.ObjectLiteralElementLike): Entry | undefined {
  if (ts.isSpreadAssignment(property)) return undefined;
  const { name } = property;
  const spelt = ts.isComputedPropertyName(name) ? name.expression : name;
  if (!ts.isIdentifier(spelt) && !ts.isStringLiteralLike(spelt)) return undefined;
  // `{ [species]: 1 }` is computed, whatever it is called.
  if (ts.isIdentifier(spelt) && spelt !== name) return undefined;
  const value = ts.isPropertyAssignment(property) ? property.initializer : property;
  return { key: spelt.text, value: value.getText() };
}

function pairOf(element: ts.Expression): Entry | undefined {
  const [key, value, more] = ts.isArrayLiteralExpression(element) ? element.elements : [];
  return key !== undefined &&
    value !== undefined &&
    more === undefined &&
    ts.isStringLiteralLike(key)
    ? { key: key.text, value: value.getText() }
    : undefined;
}

const wrapping = /^(?:Map|Object\.(?:freeze|seal|entries|fromEntries))$/;

/** What a table is held by: the variable or property that starts with it, through assertions and `new Map(…)`; else the table. */
export function holderOf(
  literal: ts.Expression,
): ts.Expression | ts.VariableDeclaration | ts.PropertyDeclaration | ts.PropertyAssignment {
  let at: ts.Node = literal;
  for (;;) {
    const { parent }: { parent: ts.Node } = at;
    if (
      (ts.isVariableDeclaration(parent) ||
        ts.isPropertyDeclaration(parent) ||
        ts.isPropertyAssignment(parent)) &&
      parent.initializer === at
    )
      return parent;
    const wraps =
      (ts.isNewExpression(parent) || ts.isCallExpression(parent)) &&
      parent.expression !== at &&
      wrapping.test(parent.expression.getText());
    const asserts =
      ts.isAsExpression(parent) ||
      ts.isSatisfiesExpression(parent) ||
      ts.isParenthesizedExpression(parent);
    if (!wraps && !asserts) return literal;
    at = parent;
  }
}

/**
 * Whether an object is only ever read by fixed names (`margins.left`): it is no table then, and its names are those of the
 * variants by chance. What other files may read is not known.
 */
export function isReadByName({ checker }: Snapshot, literal: ts.Expression): boolean {
  const holder = holderOf(literal);
  if (!ts.isVariableDeclaration(holder) || !ts.isIdentifier(holder.name)) return false;
  if ((ts.getCombinedModifierFlags(holder) & ts.ModifierFlags.Export) !== 0) return false;
  const symbol = checker.getSymbolAtLocation(holder.name);
  const reads: ts.Node[] = [];
  const visit = (node: ts.Node): void => {
    if (
      ts.isIdentifier(node) &&
      node !== holder.name &&
      checker.getSymbolAtLocation(node) === symbol
    )
      reads.push(node);
    ts.forEachChild(node, visit);
  };
  visit(holder.getSourceFile());
  return reads.length > 0 && reads.every(isFixed);
}

function isFixed(read: ts.Node): boolean {
  const { parent } = read;
  if (ts.isPropertyAccessExpression(parent)) return !isMethodOfMap(parent);
  return ts.isElementAccessExpression(parent) && ts.isStringLiteralLike(parent.argumentExpression);
}

const isMethodOfMap = ({ name, parent }: ts.PropertyAccessExpression): boolean =>
  ts.isCallExpression(parent) && /^(?:get|has|keys|values|entries|forEach)$/.test(name.text);
