import type { SyntaxNode } from "#intent";

/** Small questions to Python's syntax tree. */

export const childOf = (node: SyntaxNode, field: string): SyntaxNode | undefined =>
  node.children.find((child) => child.field === field);

export const textOf = (text: string, node: SyntaxNode): string => text.slice(node.start, node.end);

/** All nodes below and including `root`, parents first. Iterative: code may nest deeper than our stack. */
export function* walk(root: SyntaxNode): Generator<SyntaxNode> {
  const open: SyntaxNode[] = [root];
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    yield node;
    for (let index = node.children.length - 1; index >= 0; index--) {
      const child = node.children[index];
      if (child !== undefined) open.push(child);
    }
  }
}

export const nodesOf = (root: SyntaxNode, type: string): readonly SyntaxNode[] =>
  [...walk(root)].filter((node) => node.type === type);

/** The name of a class or function definition. */
export const nameOf = (text: string, definition: SyntaxNode): string => {
  const name = childOf(definition, "name");
  return name === undefined ? "" : textOf(text, name);
};

/** Definitions of a body, looked at through their decorators. */
export function statementsOf(definition: SyntaxNode): readonly SyntaxNode[] {
  const body = definition.type === "module" ? definition : childOf(definition, "body");
  return (body?.children ?? []).map((child) =>
    child.type === "decorated_definition" ? (childOf(child, "definition") ?? child) : child,
  );
}

/** The identifier of an attribute (`name: T`, `name = …`) or method of a class, where it declares one of that name. */
export function memberOf(text: string, owner: SyntaxNode, name: string): SyntaxNode | undefined {
  for (const statement of statementsOf(owner)) {
    const declared =
      statement.type === "function_definition" ? childOf(statement, "name") : assignedIn(statement);
    if (declared !== undefined && textOf(text, declared) === name) return declared;
  }
  return undefined;
}

/** The name that `name = …` or `name: T` at the start of a statement declares. */
export function assignedIn(statement: SyntaxNode): SyntaxNode | undefined {
  const assignment = statement.type === "expression_statement" ? statement.children[0] : undefined;
  if (assignment?.type !== "assignment") return undefined;
  const left = childOf(assignment, "left");
  return left?.type === "identifier" ? left : undefined;
}

/** The names of the definitions around an offset, outermost first: `App.welcome`. */
export function pathTo(text: string, root: SyntaxNode, offset: number): string {
  const names: string[] = [];
  for (const node of walk(root)) {
    if (node.start > offset || node.end < offset) continue;
    if (node.type === "class_definition" || node.type === "function_definition")
      names.push(nameOf(text, node));
  }
  return names.join(".");
}
