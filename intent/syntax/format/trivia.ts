import { lineEnd } from "../lookahead.ts";
import type { NodeId, Tree } from "../tree.ts";

/** One comment, from its semicolon to the end of its line, without white space behind it. */
export interface Comment {
  readonly text: string;
  readonly start: number;
  /** Whether it stands on the line of the token before it. */
  readonly trailing: boolean;
  readonly blankBefore: boolean;
}

/** What lies between two tokens. */
export interface Gap {
  readonly comments: readonly Comment[];
  readonly newline: boolean;
  /** Whether an empty line stands right before the next token. */
  readonly blank: boolean;
}

const nothing: Gap = { comments: [], newline: false, blank: false };

/** Reads the white space and comments in `[from, to)`, which holds nothing else. */
export function readGap(text: string, from: number, to: number): Gap {
  if (to - from <= 1 && text.charAt(from) !== "\n") return nothing;
  const comments: Comment[] = [];
  let newlines = 0;
  let newline = false;
  for (let at = from; at < to; at++) {
    const character = text.charAt(at);
    if (character === "\n") newlines++;
    if (character !== ";") continue;
    const end = Math.min(lineEnd(text, at), to);
    const trailing = !newline && newlines === 0;
    comments.push({
      text: text.slice(at, end).trimEnd(),
      start: at,
      trailing,
      blankBefore: newlines > 1,
    });
    newline = true;
    newlines = 0;
    at = end - 1;
  }
  return { comments, newline: newline || newlines > 0, blank: newlines > 1 };
}

/** The gap before each of some siblings, and the one behind the last of them, which ends at `end`. */
export function gapsOf(tree: Tree, siblings: readonly NodeId[], start: number, end: number): Gap[] {
  const gaps: Gap[] = [];
  let at = start;
  for (const node of siblings) {
    gaps.push(readGap(tree.text, at, tree.start(node)));
    at = tree.end(node);
  }
  gaps.push(readGap(tree.text, at, end));
  return gaps;
}

/** The characters of a prefix: `#;`, a backquote, a comma or `,@`. Empty for every other node. */
export function prefixOf(tree: Tree, node: NodeId): string {
  const kind = tree.kind(node);
  if (kind === "discard") return "#;";
  if (kind === "splice") return ",@";
  if (kind === "quasiquote") return "`";
  return kind === "unquote" ? "," : "";
}

/** The form that a prefix stands before: its last part, since forms that are discarded in between come first. */
export const prefixedForm = (tree: Tree, node: NodeId): NodeId => tree.written(node).at(-1) ?? node;

/** Comments between a prefix and its form; they are set before both, since no line may end inside. */
export function commentsInPrefix(tree: Tree, node: NodeId): Comment[] {
  const found: Comment[] = [];
  const pending = [node];
  for (let at = pending.pop(); at !== undefined; at = pending.pop()) {
    const prefix = prefixOf(tree, at);
    if (prefix === "") continue;
    const parts = tree.written(at);
    for (const gap of gapsOf(tree, parts, tree.start(at) + prefix.length, tree.end(at))) {
      for (const comment of gap.comments) found.push({ ...comment, trailing: false });
    }
    pending.push(...parts);
  }
  return found.toSorted((a, b) => a.start - b.start);
}
