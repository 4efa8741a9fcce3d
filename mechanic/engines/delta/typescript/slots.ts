import ts from "typescript-services";

import type { RepairEdit } from "#intent";

import {
  indentAt,
  mark,
  originalOffset,
  slotOf,
  startsLine,
  type SlotDraft,
} from "../shared/index.ts";

/**
 * Where somebody's own text takes the place of a value: the expression itself, the whole of `user.name` where its name is
 * blamed, what is returned, assigned or given where the statement, the variable or the property is blamed.
 */
export function valueSlot(node: ts.Node): SlotDraft | undefined {
  const value = valueAt(node);
  if (value === undefined) return undefined;
  const [start, end] = [value.getStart(), value.getEnd()];
  if (isShorthand(value)) return { start, end, before: `${value.getText()}: ` };
  return { start, end, binds: bindsAround(value) };
}

const isShorthand = (node: ts.Node): boolean =>
  ts.isIdentifier(node) && ts.isShorthandPropertyAssignment(node.parent);

function valueAt(node: ts.Node): ts.Expression | undefined {
  const { parent } = node;
  if (ts.isReturnStatement(node) || ts.isExpressionStatement(node)) return node.expression;
  if (ts.isVariableDeclaration(node) || ts.isPropertyAssignment(node)) return node.initializer;
  if (parent === undefined) return undefined;
  if (ts.isPropertyAccessExpression(parent) && parent.name === node) return calledAt(parent);
  const holds =
    ts.isVariableDeclaration(parent) ||
    ts.isPropertyAssignment(parent) ||
    ts.isPropertyDeclaration(parent);
  if (holds && parent.name === node) return parent.initializer;
  if (!ts.isExpression(node) || isName(node)) return undefined;
  return node;
}

/** `user.name`, and the call where it is one: what a text stands for is the value, not the method. */
const calledAt = (access: ts.PropertyAccessExpression): ts.Expression =>
  ts.isCallExpression(access.parent) && access.parent.expression === access
    ? access.parent
    : access;

/** A name that declares, assigns or stands in a type: no expression can take its place. */
function isName(node: ts.Node): boolean {
  const { parent } = node;
  if (ts.isTypeNode(parent) || ts.isImportSpecifier(parent) || ts.isExportSpecifier(parent))
    return true;
  if (ts.isBinaryExpression(parent) && parent.left === node)
    return (
      parent.operatorToken.kind >= ts.SyntaxKind.FirstAssignment &&
      parent.operatorToken.kind <= ts.SyntaxKind.LastAssignment
    );
  return (
    (ts.isParameter(parent) || ts.isBindingElement(parent) || ts.isFunctionLike(parent)) &&
    parent.name === node
  );
}

const bindsAround = ({ parent }: ts.Node): boolean =>
  ts.isBinaryExpression(parent) ||
  ts.isPrefixUnaryExpression(parent) ||
  ts.isPostfixUnaryExpression(parent) ||
  ts.isPropertyAccessExpression(parent) ||
  ts.isAwaitExpression(parent) ||
  ts.isAsExpression(parent) ||
  ts.isConditionalExpression(parent);

/** Where properties go, laid out as the literal is: one a line, or behind the last with a comma. */
export function propertiesInto(
  literal: ts.ObjectLiteralExpression | ts.ArrayLiteralExpression,
  properties: readonly string[],
): { start: number; end: number; text: string } {
  const source = literal.getSourceFile().text;
  const entries: ts.NodeArray<ts.Node> = ts.isObjectLiteralExpression(literal)
    ? literal.properties
    : literal.elements;
  const last = entries.at(-1);
  if (last === undefined) {
    const at = literal.getStart() + 1;
    const text = properties.join(", ");
    return {
      start: at,
      end: literal.getEnd() - 1,
      text: ts.isObjectLiteralExpression(literal) ? ` ${text} ` : text,
    };
  }
  const onItsOwnLine =
    startsLine(source, last.getStart()) &&
    source.slice(literal.getStart(), last.getStart()).includes("\n");
  const separator = onItsOwnLine ? `,\n${indentAt(source, last.getStart())}` : ", ";
  const at = last.getEnd();
  // A comma that stands behind the last property already closes the new list, too.
  return { start: at, end: at, text: separator + properties.join(separator) };
}

/** Where the values of new members go, the only one's behind its name; for several a text spells names and values. */
export function memberSlot(
  literal: ts.ObjectLiteralExpression,
  names: readonly string[],
): SlotDraft | undefined {
  const [only] = names;
  const text = names.length === 1 && only !== undefined ? `${keyOf(only)}: ${mark}` : mark;
  return slotOf(propertiesInto(literal, [text]));
}

/** Where the value of a new key goes in a table: an object, or a list of pairs. */
export function entrySlot(table: ts.Expression, key: string): SlotDraft | undefined {
  if (ts.isObjectLiteralExpression(table)) return memberSlot(table, [key]);
  if (!ts.isArrayLiteralExpression(table)) return undefined;
  return slotOf(propertiesInto(table, [`[${JSON.stringify(key)}, ${mark}]`]));
}

const keyOf = (name: string): string =>
  /^[A-Za-z_$][\w$]*$/.test(name) ? name : JSON.stringify(name);

/** A slot of the edited text in the unedited one. */
export function unedited(
  slot: SlotDraft | undefined,
  edits: readonly RepairEdit[],
): SlotDraft | undefined {
  if (slot === undefined) return undefined;
  const start = originalOffset(edits, slot.start);
  const end = slot.start === slot.end ? start : originalOffset(edits, slot.end);
  return end < start ? undefined : { ...slot, start, end };
}
