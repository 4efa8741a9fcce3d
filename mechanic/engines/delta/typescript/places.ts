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
  let at: ts.Node = file;
  for (;;) {
    const child = childAround(file, at, start, end);
    if (child === undefined) return at;
    at = child;
  }
}

/** The node of another tree of the same text that stands at the same place. */
export function sameNode(tree: ts.SourceFile, node: ts.Node): ts.Node | undefined {
  const [start, end] = [node.getStart(), node.getEnd()];
  for (let at: ts.Node | undefined = tree; at !== undefined;) {
    if (at.kind === node.kind && at.end === end && at.getStart(tree) === start) return at;
    at = childAround(tree, at, start, end);
  }
  return undefined;
}

/** The child of a node that covers a place. In a list it is found by halves: a table may have thousands of numbers. */
function childAround(
  tree: ts.SourceFile,
  node: ts.Node,
  start: number,
  end: number,
): ts.Node | undefined {
  const ifAround = (child: ts.Node | undefined): ts.Node | undefined =>
    child !== undefined && child.pos <= start && end <= child.end && child.getStart(tree) <= start
      ? child
      : undefined;
  const among = (list: ts.NodeArray<ts.Node>): ts.Node | undefined => {
    let [low, high] = [0, list.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((list[middle]?.end ?? end) < end) low = middle + 1;
      else high = middle;
    }
    return ifAround(list[low]);
  };
  return ts.forEachChild(node, ifAround, among);
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
