import ts from "typescript-services";

/**
 * Properties that are written as a given one is, in the other objects of the same list: the compiler takes objects of one
 * shape for one type, which knows the first of them only.
 */
export function alikeOf(declaration: ts.Declaration): readonly ts.Declaration[] {
  const { parent } = declaration;
  if (!ts.isObjectLiteralElementLike(declaration) || !ts.isObjectLiteralExpression(parent))
    return [declaration];
  return expressionsLike(parent).flatMap((node) => propertiesOf(node, nameOf(declaration)));
}

const propertiesOf = (
  node: ts.Expression,
  name: string | undefined,
): readonly ts.ObjectLiteralElementLike[] =>
  ts.isObjectLiteralExpression(node)
    ? node.properties.filter((property) => name !== undefined && nameOf(property) === name)
    : [];

function nameOf({ name }: ts.ObjectLiteralElementLike): string | undefined {
  return name !== undefined && (ts.isIdentifier(name) || ts.isStringLiteralLike(name))
    ? name.text
    : undefined;
}

/** Expressions that stand where this one may stand: the other elements of a list, the other branch, at any depth. */
function expressionsLike(node: ts.Expression): readonly ts.Expression[] {
  const { parent } = node;
  if (ts.isArrayLiteralExpression(parent))
    return expressionsLike(parent).flatMap((list) =>
      ts.isArrayLiteralExpression(list) ? [...list.elements] : [],
    );
  if (ts.isPropertyAssignment(parent))
    return expressionsLike(parent.parent).flatMap((object) =>
      propertiesOf(object, nameOf(parent)).flatMap((property) =>
        ts.isPropertyAssignment(property) ? [property.initializer] : [],
      ),
    );
  if (ts.isConditionalExpression(parent) && parent.condition !== node)
    return expressionsLike(parent).flatMap((one) =>
      ts.isConditionalExpression(one) ? [one.whenTrue, one.whenFalse] : [one],
    );
  return [node];
}
