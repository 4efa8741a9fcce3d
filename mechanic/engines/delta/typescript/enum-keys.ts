import ts from "typescript-services";

import { holderOf } from "./table-literals.ts";
import { declaredType, isEnum } from "./variants.ts";
import type { Snapshot } from "./workspace.ts";

/**
 * Whether a literal is a table whose keys are values of an enum, however many of them it names: its type says so
 * (`Partial<Record<Species, string>>`, `Map<Species, …>`), or what holds it is read with such a value (`prices[species]`).
 */
export function isKeyedBy(
  snapshot: Snapshot,
  literal: ts.Expression,
  names: ReadonlySet<string>,
): boolean {
  return isTypedBy(snapshot, literal, names) || isReadBy(snapshot, literal, names);
}

function isTypedBy(
  { checker }: Snapshot,
  literal: ts.Expression,
  names: ReadonlySet<string>,
): boolean {
  const wanted = checker.getContextualType(literal)?.getNonNullableType();
  if (wanted === undefined) return false;
  if (ts.isObjectLiteralExpression(literal)) {
    // A mapped type declares its members at the enum; `{ dog: string; cat: string }` declares each by itself.
    const own = wanted.getProperties().filter(({ name }) => names.has(name));
    return own.length === names.size && own.every((one) => isMapped(one));
  }
  const element = wanted.getNumberIndexType() ?? wanted;
  const key = checker.getPropertyOfType(element.getNonNullableType(), "0");
  return key !== undefined && isEnum(checker.getTypeOfSymbol(key), names);
}

const isMapped = ({ declarations = [] }: ts.Symbol): boolean =>
  declarations.every((one) => !ts.isPropertySignature(one) && !ts.isPropertyAssignment(one));

/** Whether what holds a table is read with a value of the enum, in any hand-written file. */
function isReadBy(snapshot: Snapshot, literal: ts.Expression, names: ReadonlySet<string>): boolean {
  const holder = holderOf(literal);
  const named =
    (ts.isVariableDeclaration(holder) || ts.isPropertyDeclaration(holder)) &&
    !ts.isObjectBindingPattern(holder.name) &&
    !ts.isArrayBindingPattern(holder.name)
      ? holder.name
      : undefined;
  if (named === undefined) return false;
  const { fileName } = literal.getSourceFile();
  return (snapshot.service.findReferences(fileName, named.getStart()) ?? [])
    .flatMap(({ references }) => references)
    .some(({ fileName: other, textSpan }) => {
      const file = snapshot.file(snapshot.relative(other));
      const key = file === undefined ? undefined : keyAt(file, textSpan.start);
      return key !== undefined && isEnum(declaredType(snapshot.checker, key), names);
    });
}

/** What a mention of a table reads it with: `species` of `prices[species]`, `prices.get(species)` and `species in prices`. */
function keyAt(file: ts.SourceFile, start: number): ts.Expression | undefined {
  const inside = (node: ts.Node): ts.Node =>
    ts.forEachChild(node, (child) =>
      child.getStart(file) <= start && start < child.getEnd() ? inside(child) : undefined,
    ) ?? node;
  let at = inside(file);
  if (ts.isPropertyAccessExpression(at.parent) && at.parent.name === at) at = at.parent;
  const { parent } = at;
  if (ts.isElementAccessExpression(parent) && parent.expression === at)
    return parent.argumentExpression;
  if (
    ts.isBinaryExpression(parent) &&
    parent.right === at &&
    parent.operatorToken.kind === ts.SyntaxKind.InKeyword
  )
    return parent.left;
  if (!ts.isPropertyAccessExpression(parent) || !/^(?:get|has)$/.test(parent.name.text))
    return undefined;
  return ts.isCallExpression(parent.parent) ? parent.parent.arguments[0] : undefined;
}
