import { fieldOf, isComment, walk, type TreeNode } from "../tree.ts";
import { testTools, type Suppression } from "./types.ts";

const skipped = /^(?:test|it|describe|suite)\.(?:.*\.)?(?:skip|todo|only|fails|skipIf|runIf)$/;
const notImplemented = /not implemented|unimplemented|todo/i;

/** Finds them in TypeScript's syntax tree; directives count in comments only, types in types only. */
export function typescriptSuppressions(root: TreeNode): Suppression[] {
  const found: Suppression[] = [];
  for (const node of walk(root)) {
    const names = isComment(node) ? inComment(node.text) : [nameOf(node)];
    for (const name of names) if (name !== undefined) found.push({ name, start: node.start });
  }
  return found;
}

function inComment(text: string): string[] {
  const directives = [...text.matchAll(/@ts-(?:ignore|expect-error|nocheck)/g)].map(
    () => "@ts-ignore",
  );
  const linters = [...text.matchAll(/\b(?:eslint|oxlint|biome|tslint)[-:](?:disable|ignore)/g)].map(
    () => "disable comment",
  );
  return [...directives, ...linters];
}

function nameOf(node: TreeNode): string | undefined {
  switch (node.type) {
    case "as_expression":
      return /\bas\s+const$/.test(node.text) ? undefined : "as";
    case "type_assertion":
      return "as";
    case "non_null_expression":
      return "!";
    case "predefined_type":
      return node.text === "any" ? "any" : undefined;
    case "ambient_declaration":
      return "declare";
    case "public_field_definition":
    case "variable_declarator":
      return node.children.some((child) => child.text === "!" && !child.named) ? "!" : undefined;
    case "unary_expression":
      return fieldOf(node, "operator")?.text === "void" ? "void" : undefined;
    case "catch_clause":
      return isEmpty(fieldOf(node, "body")) ? "empty catch" : undefined;
    case "throw_statement":
      return notImplemented.test(node.text) ? "not implemented" : undefined;
    case "pair":
      return /^["']?(?:skip|todo|only)["']?\s*:\s*(?!false|undefined)/.test(node.text) &&
        inTestCall(node)
        ? "skipped test"
        : undefined;
    case "member_expression":
      return memberName(node);
    case "subscript_expression":
      return /^(?:globalThis\.)?process$/.test(fieldOf(node, "object")?.text ?? "")
        ? "process.exit()"
        : undefined;
    case "import_statement":
      return importName(node);
    case "call_expression":
      return callName(node);
    default:
      return undefined;
  }
}

const isEmpty = (body: TreeNode | undefined): boolean =>
  body?.type === "statement_block" &&
  !body.children.some((child) => child.named && !isComment(child));

function memberName(node: TreeNode): string | undefined {
  const text = node.text.replaceAll(/\s/g, "");
  if (skipped.test(text)) return "skipped test";
  return /^(?:globalThis\.)?process\.(?:exit|abort|reallyExit|exitCode|kill)$/.test(text)
    ? "process.exit()"
    : undefined;
}

/** What ends the process under another name, and what belongs to tests: whoever imports it can bend their verdict. */
function importName(node: TreeNode): string | undefined {
  const source = (fieldOf(node, "source")?.text ?? "").replaceAll(/["'`]/g, "");
  if (/^(?:node:)?process$/.test(source)) return "process.exit()";
  return /^(?:node:)?(?:test|assert)(?:\/|$)|^(?:vitest|chai|expect)$|^@(?:jest|vitest)\//.test(
    source,
  )
    ? testTools
    : undefined;
}

/** A promise whose failure goes nowhere, and code that is made of text. */
function callName(node: TreeNode): string | undefined {
  const called = fieldOf(node, "function")?.text ?? "";
  if (called === "eval") return "eval";
  const [given] = fieldOf(node, "arguments")?.children.filter((child) => child.named) ?? [];
  if (called === "import" || called === "require")
    return /^["'`](?:node:)?(?:test|assert|vitest)\b/.test(given?.text ?? "")
      ? testTools
      : undefined;
  if (!called.endsWith(".catch")) return undefined;
  const handler = fieldOf(node, "arguments")?.children.find((child) => child.named);
  return handler?.type === "arrow_function" && isEmpty(fieldOf(handler, "body"))
    ? "empty catch"
    : undefined;
}

/** `{ skip: true }` as the options of a test; elsewhere `skip` is a name like any other. */
function inTestCall(pair: TreeNode): boolean {
  const call = pair.parent?.parent?.parent;
  return (
    call?.type === "call_expression" &&
    /^(?:test|it|describe|suite)\b/.test(fieldOf(call, "function")?.text ?? "")
  );
}
