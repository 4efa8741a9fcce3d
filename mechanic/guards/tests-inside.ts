import type { Language, SyntaxParser } from "#intent";

import { isComment, parseTree, tokens, walk, type TreeNode } from "./tree.ts";

/** Tests that stand inside of sources: Rust's `#[cfg(test)]` modules and `#[test]` functions, Vitest's and pytest's own. */
export async function testsInside(
  syntax: SyntaxParser,
  language: Language,
  text: string,
): Promise<readonly string[]> {
  const { root } = await parseTree(syntax, language, text);
  return [...walk(root)].filter((node) => isTest(language, node)).map((node) => node.text);
}

function isTest(language: Language, node: TreeNode): boolean {
  if (language === "rust")
    return (
      (node.type === "mod_item" || node.type === "function_item") &&
      attributesOf(node).some((text) =>
        /cfg \( .*\btest\b|(?:^|:: )test \]|# \[ test \]|rstest/.test(text),
      )
    );
  if (language === "typescript")
    return node.type === "if_statement" && /^if\s*\(\s*import\.meta\.vitest\b/.test(node.text);
  return node.type === "function_definition" && /^(?:async\s+)?def\s+test_/.test(node.text);
}

function attributesOf(node: TreeNode): string[] {
  const siblings = node.parent?.children ?? [];
  const found: string[] = [];
  for (let index = siblings.indexOf(node) - 1; index >= 0; index--) {
    const one = siblings[index];
    if (one === undefined || (one.type !== "attribute_item" && !isComment(one))) break;
    if (one.type === "attribute_item") found.push(tokens(one));
  }
  return found;
}
