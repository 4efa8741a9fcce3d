import type { RepairEdit, SyntaxNode } from "#intent";

import { byTypeThenName } from "../imports.ts";
import type { Module } from "../snapshot.ts";
import { childOf, textOf } from "../tree.ts";
import { moduleOf } from "./spelling.ts";

/** Modules of the standard library that services import; a block that starts with one of them is theirs. */
const standard =
  /^(?:__future__|abc|argparse|array|ast|asyncio|base64|bisect|calendar|collections|concurrent|contextlib|contextvars|copy|csv|dataclasses|datetime|decimal|enum|fractions|functools|graphlib|hashlib|heapq|html|http|importlib|inspect|io|itertools|json|logging|math|mimetypes|numbers|operator|os|pathlib|pickle|queue|random|re|secrets|shutil|signal|socket|sqlite3|statistics|string|struct|subprocess|sys|tempfile|textwrap|threading|time|traceback|types|typing|unicodedata|unittest|urllib|uuid|warnings|weakref|xml|zlib|zoneinfo)(?:\.|$)/;

/** The edit that imports a type where an import sorter would have it. */
export function importEdit(
  module: Module,
  type: string,
  reason: Pick<RepairEdit, "change" | "because">,
): RepairEdit | undefined {
  const owner = moduleOf[type];
  if (owner === undefined) return undefined;
  const make = (offset: number, text: string): RepairEdit => ({
    ...reason,
    file: module.file,
    start: offset,
    end: offset,
    text,
    rule: "retype-import",
    certainty: "certain",
  });
  const line = `from ${owner} import ${type}\n`;
  const imports = module.root.children.filter(
    ({ type: kind }) => kind === "import_statement" || kind === "import_from_statement",
  );
  const own = imports.filter((node) => standard.test(importedModule(module.text, node)));
  const same = own.find(
    (node) => node.type === "import_from_statement" && importedModule(module.text, node) === owner,
  );
  const names = same?.children.filter(({ field }) => field === "name") ?? [];
  const behind = names.find((name) => byTypeThenName(type, textOf(module.text, name)) < 0);
  if (behind !== undefined) return make(behind.start, `${type}, `);
  const last = names.at(-1);
  if (last !== undefined) return make(last.end, `, ${type}`);
  const next = own.find(
    (node) => node.type === "import_from_statement" && importedModule(module.text, node) > owner,
  );
  if (next !== undefined) return make(next.start, line);
  const before = own.at(-1);
  if (before !== undefined) return make(lineEnd(module.text, before.end), line);
  const [first] = imports;
  return make(first?.start ?? topOf(module), `${line}\n`);
}

const importedModule = (text: string, node: SyntaxNode): string => {
  const name = childOf(node, "module_name") ?? childOf(node, "name");
  return name === undefined ? "" : textOf(text, name);
};

const lineEnd = (text: string, offset: number): number => {
  const found = text.indexOf("\n", offset);
  return found === -1 ? text.length : found + 1;
};

/** The first statement that is neither a docstring nor an import of the future. */
function topOf({ root, text }: Module): number {
  const first = root.children.find(
    (node) =>
      node.named &&
      node.type !== "comment" &&
      node.type !== "future_import_statement" &&
      !(node.type === "expression_statement" && node.children[0]?.type === "string"),
  );
  return first?.start ?? text.length;
}
