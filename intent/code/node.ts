import type { SyntaxNode } from "../base/host/ports.ts";

/**
 * A neutral syntax node: what a grammar's tree says without its layout. Two texts that differ in white space, comments
 * and separators alone have equal nodes.
 */
export interface CodeNode {
  /** The grammar's name; a chain of one operator is named `<kind> <operator>` and holds its operands alone. */
  readonly kind: string;
  /** Text of a leaf; empty for a node with children. */
  readonly text: string;
  readonly children: readonly CodeNode[];
  /** UTF-16 offsets in the text that was parsed. */
  readonly start: number;
  readonly end: number;
}

/** Tokens that part the items of a list and say nothing else. */
const separators: ReadonlySet<string> = new Set([",", ";"]);

/** Binary nodes of the three grammars, whose trees lean to the left: `a && b && c` is one list of three. */
const chained: ReadonlySet<string> = new Set([
  "binary_expression",
  "binary_operator",
  "boolean_operator",
]);

/** A parser's node as a neutral one. `text` is what was parsed. */
export function neutralNode(node: SyntaxNode, text: string): CodeNode {
  const place = { start: node.start, end: node.end };
  if (node.children.length === 0)
    return { kind: node.type, text: text.slice(node.start, node.end), children: [], ...place };
  const operator = operatorOf(node, text);
  if (operator !== undefined) {
    const operands = operandsOf(node, text, operator).map((one) => neutralNode(one, text));
    return { kind: `${node.type} ${operator}`, text: "", children: operands, ...place };
  }
  return { kind: node.type, text: "", children: childrenOf(node, text), ...place };
}

const isLayout = (node: SyntaxNode): boolean =>
  node.type.includes("comment") || (!node.named && separators.has(node.type));

/** Children without layout; text that a grammar gives no node of its own becomes a leaf, so that nothing is lost. */
function childrenOf(node: SyntaxNode, text: string): CodeNode[] {
  const found: CodeNode[] = [];
  let at = node.start;
  const between = (end: number): void => {
    const gap = text.slice(at, end);
    if (gap.trim() !== "") found.push({ kind: "text", text: gap, children: [], start: at, end });
  };
  for (const child of node.children) {
    between(child.start);
    if (!isLayout(child)) found.push(neutralNode(child, text));
    at = child.end;
  }
  between(node.end);
  return found;
}

/** The operator of a binary node, where it is one. */
function operatorOf(node: SyntaxNode, text: string): string | undefined {
  const [, operator] = node.children;
  if (!chained.has(node.type) || node.children.length !== 3 || operator === undefined)
    return undefined;
  return text.slice(operator.start, operator.end);
}

/** Operands of a left-leaning chain in written order; a chain may be longer than the stack is deep. */
function operandsOf(node: SyntaxNode, text: string, operator: string): SyntaxNode[] {
  const operands: SyntaxNode[] = [];
  let chain: SyntaxNode | undefined = node;
  while (chain !== undefined) {
    const [left, , right]: readonly SyntaxNode[] = chain.children;
    if (right !== undefined) operands.push(right);
    const goesOn: boolean =
      left !== undefined && left.type === node.type && operatorOf(left, text) === operator;
    if (left !== undefined && !goesOn) operands.push(left);
    chain = goesOn ? left : undefined;
  }
  return operands.reverse();
}

const keys = new WeakMap<CodeNode, string>();

/** A text that two nodes share exactly when they are equal: kinds and leaves, no places. */
export function nodeKey(node: CodeNode): string {
  const known = keys.get(node);
  if (known !== undefined) return known;
  const inside =
    node.children.length === 0
      ? JSON.stringify(node.text)
      : `[${node.children.map(nodeKey).join("")}]`;
  const key = `${node.kind.length}:${node.kind}${inside}`;
  keys.set(node, key);
  return key;
}

/** Whether two nodes say the same. */
export const sameNode = (a: CodeNode, b: CodeNode): boolean => nodeKey(a) === nodeKey(b);

/** Nodes of a tree, itself included. */
export const sizeOf = (node: CodeNode): number =>
  node.children.reduce((sum, child) => sum + sizeOf(child), 1);
