import ts from "typescript-services";

import type { Snapshot } from "../../delta/typescript/workspace.ts";

/**
 * What a file's declarations say of themselves without spelling it: the result types of functions, the types of fields and
 * of the module's own constants that have no annotation. Two states of a file with the same shape look the same to whoever
 * uses it.
 */
export function inferredShape(snapshot: Snapshot, path: string): string {
  const tree = snapshot.file(path);
  if (tree === undefined) return "";
  const types: string[] = [];
  const look = (node: ts.Node): void => {
    const type = inferredType(snapshot.checker, node);
    if (type !== undefined)
      types.push(snapshot.checker.typeToString(type, node, ts.TypeFormatFlags.NoTruncation));
    ts.forEachChild(node, look);
  };
  look(tree);
  return types.join("\n");
}

function inferredType(checker: ts.TypeChecker, node: ts.Node): ts.Type | undefined {
  if (ts.isFunctionLike(node)) {
    // What a callback gives back is nobody's contract: its caller's types have judged it.
    const isCallback = ts.isArrowFunction(node) && ts.isCallExpression(node.parent);
    const signature =
      node.type === undefined && !isCallback
        ? checker.getSignatureFromDeclaration(node)
        : undefined;
    return signature === undefined ? undefined : checker.getReturnTypeOfSignature(signature);
  }
  const declares =
    ts.isPropertyDeclaration(node) ||
    (ts.isVariableDeclaration(node) && ts.isSourceFile(node.parent.parent.parent));
  return declares && node.type === undefined ? checker.getTypeAtLocation(node) : undefined;
}
