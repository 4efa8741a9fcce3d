import { meantBy, pythonAliases, pythonImports } from "../names/python.ts";
import { fieldOf, isComment, walk, type TreeNode } from "../tree.ts";
import { testTools, type Suppression } from "./types.ts";

const inComments: readonly (readonly [name: string, pattern: RegExp])[] = [
  ["# type: ignore", /#\s*(?:type\s*:\s*ignore|pyright\s*:|mypy\s*:)/gi],
  ["# noqa", /#\s*(?:ruff:\s*|flake8:\s*)?noqa/gi],
  ["# ruff: ignore", /#\s*(?:ruff:\s*)?(?:isort:\s*(?:skip\w*|off)|(?:disable|ignore))\b/g],
];
const calls: readonly (readonly [name: string, pattern: RegExp])[] = [
  ["cast()", /^(?:[\w.]+\.)?cast$/],
  ["skipped test", /^(?:pytest\.|unittest\.)?(?:skip|xfail|importorskip|SkipTest)$|\.skipTest$/],
  ["sys.exit()", /^(?:(?:sys|pytest)\.exit|os\._exit|os\.abort|os\.kill|_exit|exit|quit)$/],
  ["suppress()", /^(?:contextlib\.)?suppress$/],
  ["eval", /^(?:eval|exec)$/],
];

/** Finds them in Python's syntax tree. */
export function pythonSuppressions(root: TreeNode): Suppression[] {
  const found: Suppression[] = [];
  const aliases = pythonAliases(root);
  for (const { name, start } of pythonImports(root))
    if (name === "*") found.push({ name: "import *", start });
  for (const node of walk(root)) {
    const names = isComment(node) ? commentNames(node.text) : namesOf(node, aliases);
    for (const name of names) found.push({ name, start: node.start });
  }
  return found;
}

const commentNames = (text: string): string[] =>
  inComments.flatMap(([name, pattern]) => [...text.matchAll(pattern)].map(() => name));

type Aliases = ReadonlyMap<string, string>;

function namesOf(node: TreeNode, aliases: Aliases): string[] {
  switch (node.type) {
    case "identifier":
      return identifierNames(node, aliases);
    case "call": {
      const callee = fieldOf(node, "function");
      const called = callee === undefined ? "" : (meantBy(callee, aliases) ?? callee.text);
      return calls.flatMap(([name, pattern]) => (pattern.test(called) ? [name] : []));
    }
    case "attribute":
      return isSkip(meantBy(node, aliases) ?? node.text) ? ["skipped test"] : [];
    case "import_statement":
    case "import_from_statement":
      return pythonImports(node).some(({ module }) => tools.test(module)) ? [testTools] : [];
    case "except_clause":
    case "except_group_clause":
      return exceptNames(node, aliases);
    case "raise_statement":
      return /^raise\s+NotImplemented\b/.test(node.text) ? ["NotImplementedError"] : [];
    default:
      return [];
  }
}

const tools = /^(?:_?pytest|unittest|doctest|builtins|gc|ctypes)(?:\.|$)/;
const isSkip = (name: string): boolean =>
  /^pytest\.mark\.(?:skip|skipif|xfail)$|^unittest\.(?:skip\w*|expectedFailure)$/.test(name);

function identifierNames(node: TreeNode, aliases: Aliases): string[] {
  if (node.text === "SystemExit") return ["sys.exit()"];
  if (node.text === "Any" || node.text === "NotImplementedError") return [node.text];
  if (node.text === "no_type_check") return ["@no_type_check"];
  const isNamed = node.parent?.type === "dotted_name" || node.parent?.type === "aliased_import";
  if (node.text === "__test__") return ["skipped test"];
  if (isNamed || !/(?:^|\.)TYPE_CHECKING$/.test(aliases.get(node.text) ?? node.text)) return [];
  return onlyImports(node) ? [] : ["TYPE_CHECKING"];
}

/** `if TYPE_CHECKING:` is for imports; all else shows the checker code that does not run. */
function onlyImports(node: TreeNode): boolean {
  const condition = node.parent?.type === "attribute" ? node.parent : node;
  const statement = condition.parent;
  if (statement?.type !== "if_statement" || condition.field !== "condition") return false;
  const body = fieldOf(statement, "consequence")?.children.filter((one) => one.named) ?? [];
  const plain = body.every((one) => /^import_|^pass_/.test(one.type) || isComment(one));
  return plain && fieldOf(statement, "alternative") === undefined;
}

/** `except:` catches what ends the process, too; a body that does nothing swallows. */
function exceptNames(node: TreeNode, aliases: Aliases): string[] {
  const body = node.children.find((child) => child.type === "block");
  const statements = (body?.children ?? []).filter((child) => child.named && !isComment(child));
  const value = fieldOf(node, "value");
  const caught = value?.type === "as_pattern" ? value.children[0] : value;
  const meant = caught === undefined ? "" : (meantBy(caught, aliases) ?? caught.text);
  const broad = caught === undefined || /\b(?:Base)?Exception\b/.test(meant);
  const swallows = statements.every(
    (one) => isNothing(one) || (broad && /^(?:continue|break|return(?:\s+None)?)$/.test(one.text)),
  );
  const bare = value === undefined;
  return [...(bare ? ["bare except"] : []), ...(swallows ? ["except … pass"] : [])];
}

/** A statement that does nothing: `pass`, or a literal by itself. */
const isNothing = ({ type, children, text }: TreeNode): boolean =>
  type === "pass_statement" ||
  (type === "expression_statement" &&
    (text === "..." ||
      /^(?:string|none|true|false|integer|identifier)$/.test(children[0]?.type ?? "")));
