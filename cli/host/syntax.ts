import { createRequire } from "node:module";
import type { Parser, Node as TreeNode } from "web-tree-sitter";
import type { ParsedFile, SyntaxLanguage, SyntaxNode, SyntaxParser } from "#intent";

const grammars: Readonly<Record<SyntaxLanguage, string>> = {
  rust: "tree-sitter-rust/tree-sitter-rust.wasm",
  typescript: "tree-sitter-typescript/tree-sitter-typescript.wasm",
  python: "tree-sitter-python/tree-sitter-python.wasm",
};

const parsers = new Map<SyntaxLanguage, Promise<Parser>>();

async function load(language: SyntaxLanguage): Promise<Parser> {
  const { Language, Parser: ParserClass } = await import("web-tree-sitter");
  await ParserClass.init();
  const parser = new ParserClass();
  const grammar = createRequire(import.meta.url).resolve(grammars[language]);
  parser.setLanguage(await Language.load(grammar));
  return parser;
}

/** Copies a tree out of the parser's memory without recursion; deep expressions must not overflow the stack. */
function copyTree(root: TreeNode): SyntaxNode {
  interface Building {
    readonly type: string;
    readonly named: boolean;
    readonly start: number;
    readonly end: number;
    readonly field: string | undefined;
    readonly children: SyntaxNode[];
  }
  const make = (node: TreeNode, field: string | undefined): Building => ({
    type: node.type,
    named: node.isNamed,
    start: node.startIndex,
    end: node.endIndex,
    field,
    children: [],
  });
  const top = make(root, undefined);
  const open: Building[] = [top];
  const cursor = root.walk();
  let descending = true;
  while (true) {
    if (descending && cursor.gotoFirstChild()) {
      push();
      continue;
    }
    if (cursor.gotoNextSibling()) {
      open.pop();
      push();
      descending = true;
      continue;
    }
    if (!cursor.gotoParent()) break;
    open.pop();
    descending = false;
    if (open.length === 1 && cursor.currentNode.id === root.id) break;
  }
  cursor.delete();
  return top;

  function push(): void {
    const built = make(cursor.currentNode, cursor.currentFieldName ?? undefined);
    open.at(-1)?.children.push(built);
    open.push(built);
  }
}

/** tree-sitter's wasm grammars. Offsets of web-tree-sitter count UTF-16 units, as JavaScript's do. */
export const realSyntax: SyntaxParser = {
  parse: async (language, text): Promise<ParsedFile> => {
    let parser = parsers.get(language);
    if (parser === undefined) {
      parser = load(language);
      parsers.set(language, parser);
    }
    const tree = (await parser).parse(text);
    if (tree === null) throw new Error(`the ${language} grammar gave no tree`);
    try {
      return { root: copyTree(tree.rootNode), hasError: tree.rootNode.hasError };
    } finally {
      // Without this the wasm memory grows to gigabytes.
      tree.delete();
    }
  },
};
