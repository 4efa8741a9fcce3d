import { fieldOf, walk, type TreeNode } from "../tree.ts";

/** A module that a text names, in whatever form: import, re-export, `require`, `import()`. `undefined` where it is computed. */
export interface Named {
  readonly module: string | undefined;
  readonly start: number;
}

/** Every module that a text loads. Types alone load nothing and are left out. */
export function loadedModules(root: TreeNode): Named[] {
  return [...walk(root)].flatMap((node): Named[] => {
    if (node.type === "import_statement" || node.type === "export_statement") {
      const source = sourceOf(node);
      const typed = node.children[1]?.text === "type";
      return source === undefined || typed ? [] : [{ module: textOf(source), start: node.start }];
    }
    return node.type === "call_expression" ? called(node) : [];
  });
}

function called(node: TreeNode): Named[] {
  const callee = fieldOf(node, "function")?.text;
  if (callee !== "import" && callee !== "require") return [];
  if (inTypes(node)) return [];
  const [given] = fieldOf(node, "arguments")?.children.filter((child) => child.named) ?? [];
  return [{ module: given === undefined ? undefined : textOf(given), start: node.start }];
}

const sourceOf = (node: TreeNode): TreeNode | undefined =>
  fieldOf(node, "source") ??
  node.children
    .filter((child) => child.type === "import_require_clause")
    .map((child) => fieldOf(child, "source"))
    .find((one) => one !== undefined);

/** A literal's content; `undefined` for what is put together or spelt with escapes. */
function textOf(node: TreeNode): string | undefined {
  const plain = node.type === "string" || node.type === "template_string";
  const parts = node.children.filter((child) => child.named);
  return plain && parts.every((part) => part.type === "string_fragment")
    ? node.text.slice(1, -1)
    : undefined;
}

const inTypes = (node: TreeNode): boolean => {
  for (let at = node.parent; at !== undefined; at = at.parent) {
    if (at.type === "type_query" || at.type === "type_annotation") return true;
    if (at.type.endsWith("_statement")) return false;
  }
  return false;
};

/** Names that a text has from modules, with the module of each. */
export function importedNames(root: TreeNode): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  for (const node of root.children) {
    if (node.type !== "import_statement") continue;
    const source = sourceOf(node);
    const clause = node.children.find((child) => child.type.startsWith("import_"));
    if (source === undefined || clause === undefined) continue;
    for (const one of walk(clause))
      if (one.type === "identifier" && one.field !== "name")
        found.set(one.text, textOf(source) ?? "");
      else if (one.type === "import_specifier" && fieldOf(one, "alias") === undefined)
        found.set(fieldOf(one, "name")?.text ?? "", textOf(source) ?? "");
  }
  return found;
}

const scopes: ReadonlySet<string> = new Set([
  "program",
  "statement_block",
  "function_declaration",
  "generator_function_declaration",
  "function_expression",
  "generator_function",
  "arrow_function",
  "method_definition",
  "for_statement",
  "for_in_statement",
  "catch_clause",
  "class_static_block",
  "switch_body",
]);

/** The names that a scope declares itself, each with what it was given where that is told. */
export type Scope = ReadonlyMap<string, TreeNode | undefined>;

/** Gives what a scope declares, each scope read once. */
export function scopeReader(): (node: TreeNode) => Scope {
  const read = new WeakMap<TreeNode, Scope>();
  return (node) => {
    const known = read.get(node) ?? declaredIn(node);
    read.set(node, known);
    return known;
  };
}

/** The declaration that an identifier means: what it was given, or `false` where nothing around it declares the name. */
export function declarationOf(
  node: TreeNode,
  scopeOf: (node: TreeNode) => Scope,
): TreeNode | undefined | false {
  for (let at = node.parent; at !== undefined; at = at.parent) {
    if (!scopes.has(at.type)) continue;
    const scope = scopeOf(at);
    if (scope.has(node.text)) return scope.get(node.text);
  }
  return false;
}

/** Does not look into the scopes inside: what they declare is theirs. */
function declaredIn(scope: TreeNode): Scope {
  const found = new Map<string, TreeNode | undefined>();
  const own = (node: TreeNode): boolean => node === scope || !scopes.has(node.type);
  for (const node of walk(scope, own)) {
    const name = fieldOf(node, "name");
    if (node.type === "variable_declarator" && name !== undefined)
      for (const one of bound(name)) found.set(one, fieldOf(node, "value"));
    else if (/^(?:function|generator_function|class|enum)_declaration$/.test(node.type))
      found.set(name?.text ?? "", undefined);
    else if (node.type === "required_parameter" || node.type === "optional_parameter")
      for (const one of bound(fieldOf(node, "pattern"))) found.set(one, undefined);
    else if (node.field === "parameter" && node.parent === scope)
      for (const one of bound(node)) found.set(one, undefined);
    else if (node.field === "left" && node.parent === scope && fieldOf(scope, "kind") !== undefined)
      for (const one of bound(node)) found.set(one, undefined);
  }
  return found;
}

/** The names that a pattern binds; values of defaults are none. */
const bound = (pattern: TreeNode | undefined): string[] =>
  pattern === undefined
    ? []
    : [...walk(pattern, (node) => node.field !== "right" && node.type !== "computed_property_name")]
        .filter(
          (node) =>
            (node.type === "identifier" && node.field !== "right") ||
            node.type === "shorthand_property_identifier_pattern",
        )
        .map((node) => node.text);
