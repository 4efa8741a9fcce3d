import ts from "typescript-services";

import { variantName, type Change } from "#intent";

import { isKeyedBy } from "./enum-keys.ts";
import { expectationPairs } from "./expectations.ts";
import type { Leaving } from "./gone.ts";
import { happened } from "./happened.ts";
import { enclosingName } from "./places.ts";
import { settle } from "./settled.ts";
import { valueSlot } from "./slots.ts";
import { declaredType, enumOf, isEnum, wireNames } from "./variants.ts";

/**
 * Lets a variant go that is gone, wherever it was only listed: in a list of variants, as a key of a table, as an arm of a
 * switch, in a comparison that is never true any more. Where code brings something into that state, people are asked.
 */
export function dropGoneVariants(leaving: Leaving): void {
  const { request, before } = leaving;
  for (const change of request.changes.filter(({ kind }) => kind === "variant-removed")) {
    const declared = enumOf(request.before.services, change.fromSymbol ?? change.symbol);
    const owner = change.symbol.slice(0, change.symbol.lastIndexOf(".") + 1);
    // A variant that came in its place may mean what this one meant.
    const isReplaced = request.changes.some(
      ({ kind, symbol }) => kind === "variant-added" && symbol.startsWith(owner),
    );
    if (declared === undefined || isReplaced) continue;
    const name = variantName("typescript", { name: change.symbol.slice(owner.length) });
    const names = wireNames(declared);
    for (const file of request.sources.keys()) {
      const visit = (node: ts.Node): void => {
        if (!request.tests.has(file)) drop(leaving, node, { change, name, names });
        else if (ts.isCallExpression(node)) expected(leaving, file, node, { change, name, names });
        ts.forEachChild(node, visit);
      };
      const tree = before.file(file);
      if (tree !== undefined) visit(tree);
    }
  }
}

interface GoneVariant {
  readonly change: Change;
  readonly name: string;
  /** All variants before the change, as code spells them. */
  readonly names: ReadonlySet<string>;
}

function drop(leaving: Leaving, node: ts.Node, { change, name, names }: GoneVariant): void {
  const { before, gone, seeds } = leaving;
  const { checker } = before;
  const reason = {
    change,
    rule: "drop-gone",
    because: `${happened(change)}: \`${name}\` was only listed here.`,
  };
  const leave = (element: ts.Node, whole = false): void => {
    if (whole) gone.whole(element, reason);
    else gone.element(element, reason);
    seeds.push([element, reason]);
  };
  if (ts.isPropertyAssignment(node) && keyOf(node.name) === name) {
    if (isKeyedBy(before, node.parent, names)) leave(node);
  } else if (ts.isArrayLiteralExpression(node) && isPair(node, name)) {
    if (ts.isArrayLiteralExpression(node.parent) && isKeyedBy(before, node.parent, names))
      leave(node);
  } else if (ts.isStringLiteral(node) && node.text === name) {
    const { parent } = node;
    if (ts.isArrayLiteralExpression(parent)) {
      const isTuple = checker.isTupleType(
        checker.getContextualType(parent) ?? checker.getAnyType(),
      );
      if (isEnum(checker.getContextualType(node)?.getNonNullableType(), names) && !isTuple)
        leave(node);
    } else if (ts.isCaseClause(parent) && isEnumAt(parent.parent.parent.expression))
      leave(parent, true);
    else if (ts.isBinaryExpression(parent)) {
      const other = parent.left === node ? parent.right : parent.left;
      const isEqual = /^={2,3}$/.test(parent.operatorToken.getText());
      const isUnequal = /^!={1,2}$/.test(parent.operatorToken.getText());
      if ((isEqual || isUnequal) && isEnumAt(other))
        settle({ snapshot: before, gone, reason, seeds }, parent, isUnequal);
    }
  }
  function isEnumAt(other: ts.Expression): boolean {
    return isEnum(declaredType(checker, other), names);
  }
}

/** A test may expect of a value what it can be no more: no compiler compares the two sides of an assertion. */
function expected(
  { request, before, holes }: Leaving,
  file: string,
  call: ts.CallExpression,
  { change, name, names }: GoneVariant,
): void {
  for (const { literal, type } of expectationPairs(before, call)) {
    if (!ts.isStringLiteral(literal) || literal.text !== name) continue;
    if (!isEnum(type.getNonNullableType(), names)) continue;
    holes.add({
      kind: "expected-value",
      file,
      text: request.sources.get(file) ?? "",
      span: { start: literal.getStart(), end: literal.getEnd() },
      delta: change.symbol,
      inside: enclosingName(literal),
      question: `${happened(change)}, and the test expects \`${name}\`: what is expected now?`,
      slot: valueSlot(literal),
    });
  }
}

const keyOf = (name: ts.PropertyName): string =>
  ts.isIdentifier(name) || ts.isStringLiteral(name) ? name.text : "";

const isPair = ({ elements }: ts.ArrayLiteralExpression, name: string): boolean => {
  const [key] = elements;
  return elements.length === 2 && key !== undefined && ts.isStringLiteral(key) && key.text === name;
};
