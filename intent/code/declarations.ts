import type { SyntaxNode } from "../base/host/ports.ts";
import { neutralNode, sameNode, type CodeNode } from "./node.ts";

/** A named declaration at the top of a file. */
export interface CodeDeclaration {
  readonly name: string;
  /** Whether other files can see it by its own words (`export`, `pub`). */
  readonly exported: boolean;
  /** The declaration without the words that export it. */
  readonly node: CodeNode;
  /** Span of all of it, those words and the comment right above included. */
  readonly start: number;
  readonly end: number;
}

/** Nodes that stand around a declaration and only say who may see it. */
const wrappers: ReadonlySet<string> = new Set(["export_statement"]);

/** The named declarations at the top of a parsed file, in written order. */
export function codeDeclarations(root: SyntaxNode, text: string): CodeDeclaration[] {
  const found: CodeDeclaration[] = [];
  let commentStart: number | undefined;
  let before: SyntaxNode | undefined;
  for (const child of root.children) {
    const touching = before !== undefined && !text.slice(before.end, child.start).includes("\n\n");
    if (child.type.includes("comment")) {
      if (commentStart === undefined || !touching) commentStart = child.start;
      before = child;
      continue;
    }
    const inner = wrappers.has(child.type)
      ? child.children.find((one) => one.field === "declaration")
      : child;
    const name = inner === undefined ? undefined : nameOf(inner, text);
    if (inner !== undefined && name !== undefined) {
      const exported =
        inner !== child || inner.children.some((one) => one.type === "visibility_modifier");
      const start = commentStart !== undefined && touching ? commentStart : child.start;
      found.push({ name, exported, node: neutralNode(inner, text), start, end: child.end });
    }
    commentStart = undefined;
    before = child;
  }
  return found;
}

/** What a node declares: its own name, or that of the only thing it declares. */
function nameOf(node: SyntaxNode, text: string): string | undefined {
  const own = node.children.find((child) => child.field === "name");
  if (own !== undefined) return text.slice(own.start, own.end);
  const declarators = node.children.filter((child) => child.type === "variable_declarator");
  const [only] = declarators;
  return only !== undefined && declarators.length === 1 ? nameOf(only, text) : undefined;
}

/** A declaration before and after an edit of its file. */
export interface ChangedDeclaration {
  readonly name: string;
  readonly before: CodeDeclaration;
  readonly after: CodeDeclaration;
}

/** The declarations that two versions of a file both hold and that say something else in the second. */
export function changedDeclarations(
  before: readonly CodeDeclaration[],
  after: readonly CodeDeclaration[],
): ChangedDeclaration[] {
  const later = new Map(after.map((one) => [one.name, one]));
  return before.flatMap((one) => {
    const other = later.get(one.name);
    return other === undefined || sameNode(one.node, other.node)
      ? []
      : [{ name: one.name, before: one, after: other }];
  });
}
