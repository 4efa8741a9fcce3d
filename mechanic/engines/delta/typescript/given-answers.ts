import ts from "typescript-services";

import type { Snapshot } from "./workspace.ts";

/** An object that people wrote, and the type that it becomes. */
interface Answer {
  readonly literal: ts.ObjectLiteralExpression;
  readonly type: ts.Type;
}

/**
 * What a class answers is what its interface says, though nothing says so where the answer is written: the methods of a
 * class get no types from what it implements, and those of an object none from where it is given to. Gives the objects
 * that such a method answers with, its own and those of helpers whose answers are inferred, beside what is wanted of them.
 */
export function answersOf({ checker }: Snapshot, node: ts.Node): readonly Answer[] {
  const maker = ts.isClassLike(node) ? node : passedBy(checker, node);
  const wanted = ts.isClassLike(node)
    ? (node.heritageClauses ?? [])
        .filter(({ token }) => token === ts.SyntaxKind.ImplementsKeyword)
        .flatMap(({ types }) => types.map((type) => checker.getTypeFromTypeNode(type)))
    : maker !== undefined && ts.isExpression(node)
      ? [checker.getContextualType(node)]
      : [];
  if (maker === undefined) return [];
  const members = ts.isClassLike(maker) ? maker.members : maker.properties;
  return members.flatMap((member: ts.Node) => {
    const name =
      ts.isClassElement(member) || ts.isObjectLiteralElementLike(member)
        ? (member.name?.getText() ?? "")
        : "";
    const own = resultOf(checker, checker.getTypeAtLocation(member));
    return wanted.flatMap((type) => {
      const declared = type?.getProperty(name);
      const result =
        declared === undefined
          ? undefined
          : resultOf(checker, checker.getTypeOfSymbolAtLocation(declared, node));
      if (own === undefined || result === undefined) return [];
      return partsOf(own).flatMap((part) => {
        const literal = part.symbol?.valueDeclaration;
        return literal !== undefined && ts.isObjectLiteralExpression(literal)
          ? [{ literal, type: result }]
          : [];
      });
    });
  });
}

/** The object that was written elsewhere and is given here as a whole: `router(createShop(log))`. */
function passedBy(checker: ts.TypeChecker, node: ts.Node): ts.ObjectLiteralExpression | undefined {
  if (!ts.isIdentifier(node) && !ts.isCallExpression(node)) return undefined;
  const { parent } = node;
  const isGiven =
    ((ts.isCallExpression(parent) || ts.isNewExpression(parent)) && parent.expression !== node) ||
    (ts.isVariableDeclaration(parent) && parent.initializer === node && parent.type !== undefined);
  const made = isGiven ? checker.getTypeAtLocation(node).symbol?.valueDeclaration : undefined;
  return made !== undefined && ts.isObjectLiteralExpression(made) ? made : undefined;
}

/** What a function answers in the end, where it is one. */
function resultOf(checker: ts.TypeChecker, type: ts.Type): ts.Type | undefined {
  const [signature] = type.getCallSignatures();
  return signature === undefined ? undefined : checker.getAwaitedType(signature.getReturnType());
}

const partsOf = (type: ts.Type): readonly ts.Type[] => (type.isUnion() ? type.types : [type]);
