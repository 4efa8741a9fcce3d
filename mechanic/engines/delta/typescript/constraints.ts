import ts from "typescript-services";

import type { Snapshot } from "./workspace.ts";

/** A type that is given for a type parameter, and the constraint that it has to meet. */
export interface Constrained {
  /** The expression that names what is generic. */
  readonly named: ts.Expression;
  readonly given: ts.Type;
  readonly wanted: ts.Type;
}

/**
 * Types that a node gives to constrained parameters: `new Queue<Visit>()` and `Queue<Visit>` with
 * `Queue<T extends { id: number }>`, and the arguments of a call of `byId<T extends { id: number }>(list: T[])`. A
 * parameter stands for the type itself, so the constraint's own annotations get nothing of it otherwise.
 */
export function constrained(snapshot: Snapshot, node: ts.Node): readonly Constrained[] {
  if (ts.isTypeReferenceNode(node) && ts.isIdentifier(node.typeName))
    return byArguments(snapshot, node.typeName, node.typeArguments ?? []);
  if (!ts.isCallExpression(node) && !ts.isNewExpression(node)) return [];
  if (node.typeArguments !== undefined)
    return byArguments(snapshot, node.expression, node.typeArguments);
  return ts.isCallExpression(node) ? byInference(snapshot, node) : [];
}

function byArguments(
  { checker }: Snapshot,
  named: ts.Expression,
  given: readonly ts.TypeNode[],
): readonly Constrained[] {
  const name = ts.isPropertyAccessExpression(named) ? named.name : named;
  const symbol = given.length === 0 ? undefined : checker.getSymbolAtLocation(name);
  const aliased =
    symbol !== undefined && (symbol.flags & ts.SymbolFlags.Alias) !== 0
      ? checker.getAliasedSymbol(symbol)
      : symbol;
  const parameters = (aliased?.declarations ?? [])
    .flatMap((one) => parametersOf(one))
    .slice(0, given.length);
  return parameters.flatMap(({ constraint }, index) => {
    const argument = given[index];
    return constraint === undefined || argument === undefined
      ? []
      : [
          {
            named,
            given: checker.getTypeFromTypeNode(argument),
            wanted: checker.getTypeFromTypeNode(constraint),
          },
        ];
  });
}

function parametersOf(declaration: ts.Declaration): readonly ts.TypeParameterDeclaration[] {
  if (ts.isVariableDeclaration(declaration))
    return declaration.initializer === undefined || !ts.isArrowFunction(declaration.initializer)
      ? []
      : (declaration.initializer.typeParameters ?? []);
  const isGeneric =
    ts.isClassDeclaration(declaration) ||
    ts.isInterfaceDeclaration(declaration) ||
    ts.isTypeAliasDeclaration(declaration) ||
    ts.isFunctionDeclaration(declaration) ||
    ts.isMethodDeclaration(declaration);
  return isGeneric ? (declaration.typeParameters ?? []) : [];
}

function byInference({ checker }: Snapshot, call: ts.CallExpression): readonly Constrained[] {
  const declaration = checker.getResolvedSignature(call)?.getDeclaration();
  const constraints = new Map(
    (declaration?.typeParameters ?? []).flatMap((one) =>
      one.constraint === undefined || !ts.isTypeParameterDeclaration(one)
        ? []
        : [[one.name.text, one.constraint]],
    ),
  );
  if (constraints.size === 0 || declaration === undefined) return [];
  return declaration.parameters.flatMap((parameter, index) => {
    const argument = call.arguments[index];
    const [name, depth] = parameterNamed(parameter);
    const constraint = constraints.get(name);
    if (argument === undefined || constraint === undefined) return [];
    const whole = checker.getTypeAtLocation(argument);
    const given = depth === 0 ? whole : whole.getNumberIndexType();
    return given === undefined
      ? []
      : [{ named: argument, given, wanted: checker.getTypeFromTypeNode(constraint) }];
  });
}

/** The type parameter that a parameter is of, and whether as a list of it. */
function parameterNamed({
  type,
}: {
  readonly type?: ts.Node | undefined;
}): readonly [string, 0 | 1] {
  if (type === undefined) return ["", 0];
  const bare = ts.isTypeOperatorNode(type) ? type.type : type;
  if (ts.isArrayTypeNode(bare)) return [bare.elementType.getText(), 1];
  if (!ts.isTypeReferenceNode(bare)) return ["", 0];
  const [only] = bare.typeArguments ?? [];
  return /^(?:ReadonlyArray|Array|Iterable)$/.test(bare.typeName.getText()) && only !== undefined
    ? [only.getText(), 1]
    : [bare.getText(), 0];
}
