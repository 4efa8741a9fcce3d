import { fieldOf, walk, type TreeNode } from "../tree.ts";

/** An import of Python: its module (`.` in front where it is relative), the name taken from it, and what it is called here. */
export interface PythonImport {
  readonly module: string;
  /** Absent where the module itself is imported; `*` for everything. */
  readonly name?: string;
  readonly alias: string;
  readonly start: number;
}

/** Every import of a text, those inside of functions too. */
export const pythonImports = (root: TreeNode): PythonImport[] =>
  [...walk(root)].flatMap((node) => {
    if (node.type === "import_statement") return named(node).map((one) => whole(one, node));
    return node.type === "import_from_statement" ? taken(node) : [];
  });

function whole(one: TreeNode, { start }: TreeNode): PythonImport {
  const module = dotted(fieldOf(one, "name") ?? one);
  return { module, alias: fieldOf(one, "alias")?.text ?? module.split(".")[0] ?? "", start };
}

function taken(node: TreeNode): PythonImport[] {
  const module = dotted(fieldOf(node, "module_name"));
  const { start } = node;
  const names = named(node).map((one) => {
    const name = dotted(fieldOf(one, "name") ?? one);
    return { module, name, alias: fieldOf(one, "alias")?.text ?? name, start };
  });
  const all = node.children.some((child) => child.type === "wildcard_import");
  return all ? [...names, { module, name: "*", alias: "*", start }] : names;
}

const named = (node: TreeNode): TreeNode[] =>
  node.children.filter((child) => child.field === "name");
const dotted = (node: TreeNode | undefined): string => (node?.text ?? "").replaceAll(/\s/g, "");

/** What each name of a text means by its imports, and by a second name for such: `o` is `os`, `stop` is `sys.exit`. */
export function pythonAliases(root: TreeNode): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  for (const { module, name, alias } of pythonImports(root)) {
    const whole = alias === module.split(".")[0] ? alias : module;
    found.set(alias, name === undefined ? whole : `${module.replace(/\.$/, "")}.${name}`);
  }
  for (const node of walk(root)) {
    const [left, right] = [fieldOf(node, "left"), fieldOf(node, "right")];
    if (node.type !== "assignment" || left?.type !== "identifier" || right === undefined) continue;
    const meant = found.has(right.text.split(".")[0] ?? "") ? meantBy(right, found) : undefined;
    if (meant !== undefined && !found.has(left.text)) found.set(left.text, meant);
  }
  return found;
}

/** A dotted name with its first part as the imports mean it, without layout; `undefined` where it begins with no name. */
export function meantBy(node: TreeNode, aliases: ReadonlyMap<string, string>): string | undefined {
  const parts = dotted(node).split(".");
  const [first = "", ...rest] = parts;
  if (!parts.every((part) => /^[\p{L}_][\p{L}\p{N}_]*$/u.test(part))) return undefined;
  // Python itself reads names in this normal form: `ｅval` is `eval`.
  return [aliases.get(first) ?? first, ...rest].join(".").normalize("NFKC");
}
