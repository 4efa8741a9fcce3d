import type { Language, SyntaxNode, SyntaxParser } from "#intent";

/** A syntax node that knows its parent and its text. Offsets are UTF-16. */
export interface TreeNode {
  readonly type: string;
  readonly named: boolean;
  readonly start: number;
  readonly end: number;
  readonly field: string | undefined;
  readonly text: string;
  readonly parent: TreeNode | undefined;
  readonly children: readonly TreeNode[];
}

interface Building extends TreeNode {
  readonly children: Building[];
}

/** Parses a text into linked nodes. What the grammar cannot read becomes nodes of type `ERROR`. */
export async function parseTree(
  syntax: SyntaxParser,
  language: Language,
  text: string,
): Promise<{ readonly root: TreeNode; readonly hasError: boolean }> {
  const parsed = await syntax.parse(language, text);
  return { root: linked(parsed.root, text), hasError: parsed.hasError };
}

/** Iterative, because hostile code nests deeper than our stack. */
function linked(root: SyntaxNode, text: string): TreeNode {
  const make = (from: SyntaxNode, parent: Building | undefined): Building => ({
    type: from.type,
    named: from.named,
    start: from.start,
    end: from.end,
    field: from.field,
    text: text.slice(from.start, from.end),
    parent,
    children: [],
  });
  const top = make(root, undefined);
  const open: (readonly [SyntaxNode, Building])[] = [[root, top]];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    for (const child of next[0].children) {
      const node = make(child, next[1]);
      next[1].children.push(node);
      open.push([child, node]);
    }
  }
  return top;
}

/** All nodes below and including `root`, in the order of the text. `enter` says whether to look inside a node. */
export function* walk(
  root: TreeNode,
  enter: (node: TreeNode) => boolean = () => true,
): Generator<TreeNode> {
  const open: TreeNode[] = [root];
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    yield node;
    if (enter(node)) open.push(...node.children.toReversed());
  }
}

/** The child that the grammar calls `field`. */
export const fieldOf = (node: TreeNode, field: string): TreeNode | undefined =>
  node.children.find((child) => child.field === field);

const comments: ReadonlySet<string> = new Set(["comment", "line_comment", "block_comment"]);
export const isComment = (node: TreeNode): boolean => comments.has(node.type);

/** Literals that are one token for us: what stands inside of them is no code. */
const whole: ReadonlySet<string> = new Set([
  "string_literal",
  "raw_string_literal",
  "char_literal",
]);

/** Leaves in order without comments; those below a node that `skip` names are left out. */
export function leaves(
  root: TreeNode,
  skip: (node: TreeNode) => boolean = () => false,
): TreeNode[] {
  const out = (node: TreeNode): boolean => isComment(node) || skip(node);
  const inside = (node: TreeNode): boolean => !out(node) && !whole.has(node.type);
  return [...walk(root, inside)].filter(
    (node) =>
      !out(node) && node.text !== "" && (node.children.length === 0 || whole.has(node.type)),
  );
}

/** The tokens of a node as one line: layout, comments and trailing commas say nothing. */
export const tokens = (root: TreeNode, skip?: (node: TreeNode) => boolean): string =>
  leaves(root, skip)
    .map((leaf) => leaf.text)
    .join(" ")
    .replaceAll(/ ,(?= [)\]}>])/g, "");
