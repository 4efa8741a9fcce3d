import type { CodeNode } from "#intent";

/** Literals that hold code between words: what parts two pieces of code is said, and not layout. */
const literals: ReadonlySet<string> = new Set(["template_string"]);
const hole = "template_substitution";

export const isLiteral = ({ kind }: CodeNode): boolean => literals.has(kind);

/**
 * A literal without the words between its last pieces of code, as far as they are the same words: pieces that follow one
 * another as the items of a list do. Whoever makes the list of a model from them has the words from the text.
 */
export function withoutWords(node: CodeNode): CodeNode {
  if (!isLiteral(node)) return node;
  const holes = node.children.flatMap(({ kind }, index) => (kind === hole ? [index] : []));
  const words = (index: number): CodeNode[] =>
    node.children.slice((holes[index - 1] ?? 0) + 1, holes[index]);
  const said = (index: number): string =>
    JSON.stringify(words(index).map(({ kind, text }) => [kind, text]));
  const last = holes.length - 1;
  const dropped = new Set<CodeNode>();
  for (let index = last; index > 0 && said(index) === said(last); index--)
    for (const word of words(index)) dropped.add(word);
  return { ...node, children: node.children.filter((child) => !dropped.has(child)) };
}
