import ts from "typescript-services";

import { fieldName, type Change, type Field, type RepairRequest } from "#intent";

import { plain, spelt } from "./parts.ts";

/** What the entries of a map are called as records of a list: the members that hold their keys and their values. */
export interface PairNames {
  readonly key: string;
  readonly value: string;
}

/**
 * A map that became a list of its entries: the records of the list have exactly one member that has to be given and is of
 * the type of the keys, one of the type of the values, and no others. Where both are of one type, which is which is a
 * decision.
 */
export function pairsInside(
  request: RepairRequest,
  { fromType, toType }: Change,
): PairNames | undefined {
  if (fromType?.kind !== "map" || toType?.kind !== "list" || toType.item.kind !== "named")
    return undefined;
  const { service, name } = toType.item;
  const fields =
    request.after.services.get(service)?.entities.find((one) => one.name === name)?.fields ?? [];
  const [keyType, valueType] = [fromType.key, fromType.value].map((type) =>
    spelt(plain(request, type)),
  );
  if (keyType === valueType) return undefined;
  const given = fields.filter(
    ({ type, default: value }) => type.kind !== "optional" && value === undefined,
  );
  const [first, second] = given;
  if (first === undefined || second === undefined || given.length !== 2) return undefined;
  const isAll = fields.every((one) => given.includes(one) || one.type.kind === "optional");
  const named = (wanted: string | undefined): Field | undefined =>
    given.find(({ type }) => spelt(plain(request, type)) === wanted);
  const [key, value] = [named(keyType), named(valueType)];
  return !isAll || key === undefined || value === undefined
    ? undefined
    : { key: fieldName("typescript", key), value: fieldName("typescript", value) };
}

/** An entry's pattern as a record's: `[lot, whole]` is `{ lot, kilograms: whole }`; `undefined` where it holds more. */
export function recordPattern(pattern: ts.Node, names: PairNames): string | undefined {
  if (!ts.isArrayBindingPattern(pattern) || pattern.elements.length > 2) return undefined;
  const wanted = [names.key, names.value];
  const parts = pattern.elements.map((element, index) => {
    const name = wanted[index] ?? "";
    if (ts.isOmittedExpression(element)) return "";
    if (element.dotDotDotToken !== undefined || element.initializer !== undefined) return undefined;
    const local = element.name.getText();
    return local === name ? name : `${name}: ${local}`;
  });
  if (parts.some((part) => part === undefined)) return undefined;
  return `{ ${parts.filter((part) => part !== "").join(", ")} }`;
}

/** A map that is written out as the list of its entries; `undefined` where it is made in another way. */
export function recordsOf(node: ts.Expression, names: PairNames): string | undefined {
  if (!ts.isNewExpression(node) || node.expression.getText() !== "Map") return undefined;
  const [entries] = node.arguments ?? [];
  if (entries === undefined) return "[]";
  if (!ts.isArrayLiteralExpression(entries)) return undefined;
  const records = entries.elements.map((entry) => {
    const [key, value, more] = ts.isArrayLiteralExpression(entry) ? entry.elements : [];
    if (key === undefined || value === undefined || more !== undefined) return undefined;
    if (ts.isSpreadElement(key) || ts.isSpreadElement(value)) return undefined;
    return `{ ${property(names.key, key)}, ${property(names.value, value)} }`;
  });
  return records.some((one) => one === undefined) ? undefined : `[${records.join(", ")}]`;
}

const property = (name: string, value: ts.Expression): string =>
  value.getText() === name ? name : `${name}: ${value.getText()}`;
