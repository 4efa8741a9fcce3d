import ts from "typescript-services";

/** Names of the declarations around a node, from the outside in, such as `CustomBilling.openInvoice`; empty at the top of a file. */
export function enclosingName(node: ts.Node): string {
  const names: string[] = [];
  for (let at: ts.Node | undefined = node.parent; at !== undefined; at = at.parent) {
    const name = declaredName(at);
    if (name !== undefined) names.unshift(name.getText());
    const [title] =
      ts.isCallExpression(at) && /^(?:test|it|describe|suite)\b/.test(at.expression.getText())
        ? at.arguments
        : [];
    if (title !== undefined && ts.isStringLiteralLike(title) && title !== node)
      names.unshift(title.text);
  }
  return names.join(".");
}

function declaredName(node: ts.Node): ts.Node | undefined {
  if (ts.isVariableDeclaration(node))
    return ts.isVariableStatement(node.parent.parent) ? node.name : undefined;
  const declares =
    ts.isFunctionDeclaration(node) ||
    ts.isClassDeclaration(node) ||
    ts.isMethodDeclaration(node) ||
    ts.isInterfaceDeclaration(node) ||
    ts.isTypeAliasDeclaration(node) ||
    ts.isPropertyDeclaration(node);
  return declares ? node.name : undefined;
}

/** The deepest node of a file that covers a place. */
export function nodeAt(file: ts.SourceFile, start: number, end: number): ts.Node {
  const inside = (node: ts.Node): ts.Node => {
    const child = ts.forEachChild(node, (one) =>
      one.getStart(file) <= start && end <= one.getEnd() ? one : undefined,
    );
    return child === undefined ? node : inside(child);
  };
  return inside(file);
}

/** What the nearest variable, parameter, property or alias around a node is called; empty where there is none. */
export function nameAround(node: ts.Node): string {
  for (let at: ts.Node | undefined = node; at !== undefined; at = at.parent) {
    if (ts.isVariableDeclaration(at) || ts.isParameter(at) || ts.isTypeAliasDeclaration(at))
      return at.name.getText();
    if (ts.isPropertySignature(at) || ts.isPropertyDeclaration(at) || ts.isPropertyAssignment(at))
      return at.name.getText();
    if (ts.isFunctionLike(at) || ts.isBlock(at)) return "";
  }
  return "";
}
