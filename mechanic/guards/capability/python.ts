import { meantBy, pythonAliases, pythonImports } from "../names/python.ts";
import { fieldOf, walk, type TreeNode } from "../tree.ts";
import type { Capability } from "./types.ts";

/** Modules that hand out the interpreter, the process, or the tools that judge. */
export const pythonSystem =
  /^(?:sys|os|posix|nt|importlib|builtins|inspect|gc|ctypes|_ctypes|_pytest|pytest|unittest|doctest|pluggy|atexit|signal|_thread|faulthandler|site|runpy|code|codeop|pkgutil|imp|zipimport|trace|tracemalloc|bdb|pdb|coverage|hypothesis)$/;
/** Those among them that are reached through other modules, and that are no everyday names: `logging.os`. */
const behind =
  /^(?:sys|os|posix|importlib|builtins|inspect|gc|ctypes|_pytest|pytest|unittest|pluggy|_thread)$/;
const builtins =
  /^(?:__import__|globals|locals|vars|setattr|delattr|exec|eval|compile|breakpoint|__builtins__|__loader__|__spec__|__dict__|__file__)$/;
/** From a value to the code and the frames behind it. */
const frames = /^(?:f_(?:globals|locals|back|builtins|code)|tb_frame|(?:gi|cr|ag)_frame)$/;
const stores: ReadonlySet<string> = new Set([
  "assignment",
  "augmented_assignment",
  "for_statement",
  "for_in_clause",
]);

type Found = Omit<Capability, "start">;
type Aliases = ReadonlyMap<string, string>;

/** What a Python text imports and reaches for. */
export function pythonCapabilities(root: TreeNode): Capability[] {
  const aliases = pythonAliases(root);
  const imports = pythonImports(root).flatMap(({ module, name, start }): Capability[] => {
    if (name !== undefined && behind.test(name))
      return [{ name: `\`${name}\` from \`${module}\``, start }];
    if (module.startsWith(".")) return [];
    // A name may be a module itself: `from urllib import parse`.
    const whole = name === undefined || name === "*" ? module : `${module}.${name}`;
    return [{ name: `the module \`${whole}\``, module: whole, start }];
  });
  const reached = [...walk(root)].flatMap((node) =>
    nameOf(node, aliases).map((one): Capability => ({ ...one, start: node.start })),
  );
  return [...imports, ...reached];
}

function nameOf(node: TreeNode, aliases: Aliases): Found[] {
  switch (node.type) {
    case "identifier":
      return identifierName(node);
    case "attribute":
      return attributeName(node, aliases);
    case "call":
      return callName(node);
    case "type_alias_statement":
      // What the grammar takes for an alias: `type(app).run = other`.
      return /^type\s*\(/.test(node.text) ? [{ name: "a change of a class by `type(…)`" }] : [];
    case "delete_statement":
    case "as_pattern_target":
      return stored(node, aliases);
    default: {
      const left = stores.has(node.type) ? fieldOf(node, "left") : undefined;
      return left === undefined ? [] : stored(left, aliases);
    }
  }
}

/** A name by itself; what stands behind a dot, or is the name of an argument or an import, is another's. */
function identifierName(node: TreeNode): Found[] {
  const name = node.text.normalize("NFKC");
  const outer = node.parent?.type;
  if (node.field === "attribute" || outer === "dotted_name") return [];
  if (node.field === "name" && (outer === "keyword_argument" || outer === "function_definition"))
    return [];
  return builtins.test(name) ? [{ name: `\`${name}\`` }] : [];
}

function attributeName(node: TreeNode, aliases: Aliases): Found[] {
  const name = (fieldOf(node, "attribute")?.text ?? "").normalize("NFKC");
  if (frames.test(name)) return [{ name: `\`${name}\`` }];
  if (/^__\w+__$/.test(name)) return isOwnDunder(node, name) ? [] : [{ name: `\`.${name}\`` }];
  const [base = "", ...parts] = (meantBy(node, aliases) ?? "").split(".");
  if (![...aliases.values()].some((one) => one.split(".")[0] === base)) return [];
  // Of `os.path.join` the whole is told once, at its outermost.
  const isInner = node.parent?.type === "attribute" && node.field === "object";
  const whole = `\`${[base, ...parts].join(".")}\``;
  if (isInner) return [];
  if (parts.some((part) => behind.test(part))) return [{ name: whole, again: true }];
  return pythonSystem.test(base) ? [{ name: whole, again: true, module: base }] : [];
}

/** `super().__init__`, a class's name, and the one way to fill a frozen instance of one's own. */
function isOwnDunder(node: TreeNode, name: string): boolean {
  const object = fieldOf(node, "object")?.text ?? "";
  if (/^__(?:name|qualname|doc)__$/.test(name) || object.startsWith("super(")) return true;
  const outer = node.parent;
  if (name === "__class__") return /\.__(?:qual)?name__$/.test(outer?.text ?? "");
  const [first] =
    outer === undefined
      ? []
      : (fieldOf(outer, "arguments")?.children.filter((one) => one.named) ?? []);
  return name === "__setattr__" && object === "object" && first?.text === "self";
}

/** `getattr` with a name that is put together, or any call that names a way to the inside by its text. */
function callName(node: TreeNode): Found[] {
  const given = fieldOf(node, "arguments")?.children.filter((child) => child.named) ?? [];
  const inside = given.some((one) => /^\w*["']+__\w+__["']+$/.test(one.text));
  if (inside) return [{ name: "a dunder attribute by its name" }];
  const isGetattr = fieldOf(node, "function")?.text === "getattr";
  return isGetattr && !isPlainText(given[1]) ? [{ name: "`getattr` with a computed name" }] : [];
}

const isPlainText = (node: TreeNode | undefined): boolean =>
  node?.type === "string" &&
  !node.children.some((one) => one.type === "interpolation") &&
  !pythonSystem.test(node.text.slice(1, -1));

/** Stores into an attribute of what was imported, or into an item of what is not the service's own. */
function stored(target: TreeNode, aliases: Aliases): Found[] {
  return [...walk(target)].flatMap((node): Found[] => {
    const isPart = node.parent?.type === "attribute" || node.parent?.type === "subscript";
    if ((node.type !== "attribute" && node.type !== "subscript") || (isPart && node !== target))
      return [];
    const base = baseOf(node);
    if (base?.type === "call")
      return node.type === "attribute" && /^type\b/.test(base.text)
        ? [{ name: "a change of a class by `type(…)`" }]
        : [];
    const from = base?.type === "identifier" ? aliases.get(base.text) : undefined;
    if (from === undefined) return [];
    const isItem = node.type === "subscript";
    if (isItem && from.startsWith(".")) return [];
    return [{ name: `a change of \`${from}\``, ...(isItem ? { module: `${from}!` } : {}) }];
  });
}

function baseOf(node: TreeNode): TreeNode | undefined {
  let at: TreeNode | undefined = node;
  while (at?.type === "attribute" || at?.type === "subscript")
    at = fieldOf(at, "object") ?? fieldOf(at, "value");
  return at;
}
