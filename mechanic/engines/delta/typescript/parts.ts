import ts from "typescript-services";

import { fieldName, resolveType, type Change, type RepairRequest, type TypeRef } from "#intent";

import type { EditList } from "../shared/index.ts";
import { happened } from "./happened.ts";
import type { Snapshot } from "./workspace.ts";

/**
 * A value that became a record is that record's one required part, where exactly one part has to be given and is of the old
 * type: `4` is `{ meter: 4 }`. Lists hold records then, and what may be absent still may be. Two required parts, or a part
 * of another type, are a decision. Gives the part's name in code.
 */
export function partInside(
  request: RepairRequest,
  { fromType, toType }: Change,
): string | undefined {
  const [from, to] = [inner(fromType), inner(toType)];
  if (from === undefined || to?.kind !== "named" || around(fromType) !== around(toType))
    return undefined;
  const fields =
    request.after.services.get(to.service)?.entities.find(({ name }) => name === to.name)?.fields ??
    [];
  const needed = fields.filter(
    ({ type, default: value }) => type.kind !== "optional" && value === undefined,
  );
  const [only, more] = needed;
  const isOne =
    only !== undefined && more === undefined && fields.length === needed.length + optionals(fields);
  return isOne && spelt(plain(request, only.type)) === spelt(plain(request, from))
    ? fieldName("typescript", only)
    : undefined;
}

const optionals = (fields: readonly { readonly type: TypeRef }[]): number =>
  fields.filter(({ type }) => type.kind === "optional").length;

/** What a list or an option holds; the type itself otherwise. */
const inner = (type: TypeRef | undefined): TypeRef | undefined =>
  type?.kind === "list" || type?.kind === "optional" ? type.item : type;

/** What is around a type: a list, an option, or nothing. */
const around = (type: TypeRef | undefined): string =>
  type?.kind === "list" || type?.kind === "optional" ? type.kind : "";

/** A type with what other fields and aliases stand for. */
export const plain = ({ after }: RepairRequest, type: TypeRef): TypeRef => resolveType(after, type);

/** A type as a text to compare. */
export const spelt = (type: TypeRef): string =>
  JSON.stringify(type, (key, value: unknown) => (key === "span" ? undefined : value));

/** The record of a value that goes in; `undefined` where it may be absent, or is a list that is not written out. */
export function partOf(
  { checker }: Snapshot,
  place: ts.Expression,
  field: string,
): string | undefined {
  if (ts.isArrayLiteralExpression(place)) {
    const parts = place.elements.map((one) =>
      ts.isSpreadElement(one) || isRecord(one, field) ? undefined : record(field, one.getText()),
    );
    return parts.length > 0 && parts.every((one) => one !== undefined)
      ? `[${parts.join(", ")}]`
      : undefined;
  }
  if (isRecord(place, field)) return undefined;
  const type = checker.getTypeAtLocation(place);
  const parts = type.isUnion() ? type.types : [type];
  const isValue = parts.every(
    (part) =>
      (part.flags & (ts.TypeFlags.Undefined | ts.TypeFlags.Null | ts.TypeFlags.Any)) === 0 &&
      !checker.isArrayType(part),
  );
  return isValue ? record(field, place.getText()) : undefined;
}

/** Whether a value is written out as the record already. */
const isRecord = (node: ts.Expression, field: string): boolean =>
  ts.isObjectLiteralExpression(node) &&
  node.properties.some(({ name }) => name?.getText() === field);

const record = (field: string, value: string): string =>
  value === field ? `{ ${field} }` : `{ ${field}: ${value} }`;

/** Whether a parameter stands without parentheses: `one => one.id`. */
const isAlone = (name: ts.Node): boolean =>
  !/\(\s*$/.test(name.getSourceFile().text.slice(0, name.getStart()));

const walks = /^(?:map|flatMap|filter|find|findLast|some|every|forEach|findIndex)$/;

/** Takes the part out where the value is used, or where a list of values is gone through. */
export function takeOut(
  { checker }: Snapshot,
  file: string,
  place: ts.Expression,
  field: string,
  change: Change,
  edits: EditList,
): void {
  const add = (node: ts.Node, text: string): void =>
    edits.add({
      file,
      start: node.getStart(),
      end: node.getEnd(),
      text,
      change: change.symbol,
      rule: "take-part",
      certainty: "certain",
      because: `${happened(change)}: what it was is its \`${field}\`.`,
    });
  if (inner(change.toType) !== change.toType && change.toType?.kind === "list") {
    const element = elementOf(place);
    const isBare = element !== undefined && ts.isParameter(element.parent) && isAlone(element);
    const pattern = element === undefined ? "" : record(field, element.text);
    if (element !== undefined) add(element, isBare ? `(${pattern})` : pattern);
    return;
  }
  const { parent } = place;
  if (ts.isPropertyAccessExpression(parent) && parent.name.text === field) return;
  const isTest =
    ts.isBinaryExpression(parent) &&
    [parent.left, parent.right].some((one) => /^(?:undefined|null)$/.test(one.getText()));
  const isCondition =
    (ts.isIfStatement(parent) && parent.expression === place) ||
    ts.isPrefixUnaryExpression(parent) ||
    (ts.isConditionalExpression(parent) && parent.condition === place);
  const isName = ts.isShorthandPropertyAssignment(parent);
  // What is handed on as a whole may be wanted as a whole.
  const isGiven = ts.isVariableDeclaration(parent) || isName;
  if (isTest || isCondition || isGiven || ts.isSpreadElement(parent)) return;
  const type = checker.getTypeAtLocation(place);
  const mayLack =
    type.isUnion() && type.types.some(({ flags }) => (flags & ts.TypeFlags.Undefined) !== 0);
  add(place, `${place.getText()}${mayLack ? "?" : ""}.${field}`);
}

/** The name that stands for each value of a list where it is gone through. */
function elementOf(list: ts.Expression): ts.Identifier | undefined {
  const { parent } = list;
  if (ts.isForOfStatement(parent) && ts.isVariableDeclarationList(parent.initializer)) {
    const name = parent.initializer.declarations[0]?.name;
    return name !== undefined && ts.isIdentifier(name) ? name : undefined;
  }
  if (!ts.isPropertyAccessExpression(parent) || !walks.test(parent.name.text)) return undefined;
  const call = parent.parent;
  const given = ts.isCallExpression(call) ? call.arguments[0] : undefined;
  if (given === undefined || !ts.isArrowFunction(given)) return undefined;
  // What `filter` and `find` give is the record itself.
  const isKept = /^(?:filter|find|findLast)$/.test(parent.name.text);
  const [first, second] = given.parameters;
  const isOne = second === undefined && first?.type === undefined;
  const name = isOne && !isKept ? first?.name : undefined;
  return name !== undefined && ts.isIdentifier(name) ? name : undefined;
}
