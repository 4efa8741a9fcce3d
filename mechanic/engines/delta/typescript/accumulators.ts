import ts from "typescript-services";

/**
 * The name of what a fold gathers: the first parameter of an arrow function of one expression that is given to `reduce`
 * with a seed, where no annotation says what it is.
 */
export function accumulatorOf(call: ts.CallExpression): ts.Identifier | undefined {
  const [step, seed] = call.arguments;
  const isFold =
    ts.isPropertyAccessExpression(call.expression) &&
    /^reduce(?:Right)?$/.test(call.expression.name.text) &&
    call.typeArguments === undefined &&
    seed !== undefined;
  if (!isFold || step === undefined || !ts.isArrowFunction(step)) return undefined;
  const [first] = step.parameters;
  const isInferred = first?.type === undefined && ts.isExpression(step.body);
  return isInferred && first !== undefined && ts.isIdentifier(first.name) ? first.name : undefined;
}

/** Whether a parameter is the name of what a fold gathers. */
export const isAccumulator = (declaration: ts.ParameterDeclaration): boolean => {
  const call = declaration.parent.parent;
  return ts.isCallExpression(call) && accumulatorOf(call) === declaration.name;
};
