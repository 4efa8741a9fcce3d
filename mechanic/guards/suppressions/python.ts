import { fieldOf, isComment, walk, type TreeNode } from "../tree.ts";
import { testTools, type Suppression } from "./types.ts";

const inComments: readonly (readonly [name: string, pattern: RegExp])[] = [
  ["# type: ignore", /#\s*(?:type:\s*ignore|pyright:|mypy:)/g],
  ["# noqa", /#\s*(?:ruff:\s*|flake8:\s*)?noqa/gi],
  ["# ruff: ignore", /#\s*ruff:\s*(?:disable|ignore)/g],
];
const calls: readonly (readonly [name: string, pattern: RegExp])[] = [
  ["cast()", /^(?:\w+\.)*cast$/],
  ["skipped test", /^(?:pytest\.|unittest\.)?(?:skip|xfail|importorskip|SkipTest)$/],
  ["sys.exit()", /^(?:(?:sys|pytest)\.exit|os\._exit|os\.abort|os\.kill|_exit|exit|quit)$/],
  ["suppress()", /^(?:contextlib\.)?suppress$/],
  ["eval", /^(?:eval|exec)$/],
];

/** Finds them in Python's syntax tree. */
export function pythonSuppressions(root: TreeNode): Suppression[] {
  const found: Suppression[] = [];
  for (const node of walk(root)) {
    const names = isComment(node) ? commentNames(node.text) : namesOf(node);
    for (const name of names) found.push({ name, start: node.start });
  }
  return found;
}

const commentNames = (text: string): string[] =>
  inComments.flatMap(([name, pattern]) => [...text.matchAll(pattern)].map(() => name));

function namesOf(node: TreeNode): string[] {
  switch (node.type) {
    case "identifier":
      return identifierNames(node);
    case "call": {
      const called = fieldOf(node, "function")?.text.replaceAll(/\s/g, "") ?? "";
      return calls.flatMap(([name, pattern]) => (pattern.test(called) ? [name] : []));
    }
    case "attribute":
      return /^pytest\.mark\.(?:skip|skipif|xfail)$/.test(node.text) ||
        /^unittest\.(?:skip\w*|expectedFailure)$/.test(node.text)
        ? ["skipped test"]
        : [];
    case "import_statement":
    case "import_from_statement":
      return /^(?:import|from)\s+(?:_?pytest|unittest|doctest|builtins|gc|ctypes)\b/.test(node.text)
        ? [testTools]
        : [];
    case "except_clause":
    case "except_group_clause":
      return exceptNames(node);
    case "not_operator":
      return /\bTYPE_CHECKING$/.test(node.text) ? ["not TYPE_CHECKING"] : [];
    default:
      return [];
  }
}

function identifierNames(node: TreeNode): string[] {
  if (node.text === "SystemExit") return ["sys.exit()"];
  if (node.text === "Any" || node.text === "NotImplementedError") return [node.text];
  return node.text === "no_type_check" ? ["@no_type_check"] : [];
}

/** `except:` catches what ends the process, too; a body that does nothing swallows. */
function exceptNames(node: TreeNode): string[] {
  const body = node.children.find((child) => child.type === "block");
  const statements = (body?.children ?? []).filter((child) => child.named && !isComment(child));
  const swallows = statements.every(
    ({ type, text }) => type === "pass_statement" || text === "...",
  );
  const bare = fieldOf(node, "value") === undefined;
  return [...(bare ? ["bare except"] : []), ...(swallows ? ["except … pass"] : [])];
}
