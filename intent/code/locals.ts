import type { CodeNode } from "./node.ts";

/** A name that a declaration gives to a parameter of its own, and every place where it stands. */
export interface LocalName {
  readonly name: string;
  readonly places: readonly { readonly start: number; readonly end: number }[];
}

/** Nodes that hold one parameter, whose pattern comes first. */
const parameterKinds: ReadonlySet<string> = new Set([
  "required_parameter",
  "optional_parameter",
  "parameter",
  "typed_parameter",
]);
/** Nodes that hold parameters, some of them as bare names. */
const listKinds: ReadonlySet<string> = new Set([
  "formal_parameters",
  "parameters",
  "closure_parameters",
  "lambda_parameters",
]);

const isName = (node: CodeNode | undefined): node is CodeNode => node?.kind === "identifier";

/** Names of a function's own parameters; patterns that take values apart have none. */
function parametersOf(node: CodeNode): string[] {
  const [first] = node.children;
  if (node.kind === "arrow_function" && isName(first)) return [first.text];
  return node.children
    .filter((child) => listKinds.has(child.kind))
    .flatMap((list) =>
      list.children.flatMap((child) => {
        const name = parameterKinds.has(child.kind) ? child.children[0] : child;
        return isName(name) ? [name.text] : [];
      }),
    );
}

/** Every name below a node, in written order; `shorthand` ones name a member as well and cannot be called otherwise. */
function namesBelow(node: CodeNode): { readonly node: CodeNode; readonly shorthand: boolean }[] {
  if (node.children.length > 0) return node.children.flatMap(namesBelow);
  if (node.kind === "identifier") return [{ node, shorthand: false }];
  return node.kind.startsWith("shorthand_property_identifier") ? [{ node, shorthand: true }] : [];
}

/** Functions below a node that bind `name`, the outermost ones alone. */
function bindersOf(node: CodeNode, name: string): CodeNode[] {
  return parametersOf(node).includes(name)
    ? [node]
    : node.children.flatMap((child) => bindersOf(child, name));
}

const boundBelow = (node: CodeNode): string[] => [
  ...parametersOf(node),
  ...node.children.flatMap(boundBelow),
];

/**
 * The names that could be others without changing what a declaration means, in the order in which they are bound. A name
 * that also stands outside of the functions that bind it, or names a member where it stands, is left out.
 */
export function localNames(declaration: CodeNode): LocalName[] {
  const all = namesBelow(declaration);
  return [...new Set(boundBelow(declaration))].flatMap((name): LocalName[] => {
    const standing = all.filter(({ node }) => node.text === name);
    const inside = bindersOf(declaration, name)
      .flatMap(namesBelow)
      .filter(({ node }) => node.text === name);
    if (inside.length !== standing.length || standing.some((one) => one.shorthand)) return [];
    return [{ name, places: standing.map(({ node: { start, end } }) => ({ start, end })) }];
  });
}

/** The declaration with its local names numbered: equal for two that differ in those names alone. */
export function withoutLocalNames(declaration: CodeNode): CodeNode {
  const numbers = new Map(localNames(declaration).map(({ name }, index) => [name, `:${index}`]));
  const numbered = (node: CodeNode): CodeNode => {
    if (node.children.length > 0) return { ...node, children: node.children.map(numbered) };
    const number = isName(node) ? numbers.get(node.text) : undefined;
    return number === undefined ? node : { ...node, text: number };
  };
  return numbered(declaration);
}
