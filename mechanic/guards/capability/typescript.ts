import {
  declarationOf,
  importedNames,
  loadedModules,
  scopeReader,
  type Scope,
} from "../names/typescript.ts";
import { fieldOf, isComment, walk, type TreeNode } from "../tree.ts";
import type { Capability } from "./types.ts";

/** Names that nobody declared and that hand out the running system. */
const system: ReadonlySet<string> = new Set([
  "process",
  "globalThis",
  "global",
  "window",
  "self",
  "require",
  "module",
  "eval",
  "Function",
  "Reflect",
  "Proxy",
  "WebAssembly",
  "Deno",
  "Bun",
  "__dirname",
]);
const systemModule = /^(?:node:)?(?:process|module|vm)$/;
/** What `Object` may be asked without another's things being changed or opened. */
const harmless =
  /^(?:keys|entries|values|fromEntries|freeze|isFrozen|seal|isSealed|is|hasOwn|groupBy|create)$/;
/** Ways from any value to what made it, and from there to everything. */
const ways: ReadonlySet<string> = new Set(["constructor", "__proto__", "prototype"]);
const stores: ReadonlySet<string> = new Set([
  "assignment_expression",
  "augmented_assignment_expression",
  "update_expression",
  "for_in_statement",
]);

/** What one text knows of its names. */
interface Names {
  readonly imported: ReadonlyMap<string, string>;
  readonly scopeOf: (node: TreeNode) => Scope;
}

/** What a TypeScript text loads and reaches for. */
export function typescriptCapabilities(root: TreeNode): Capability[] {
  const names: Names = { imported: importedNames(root), scopeOf: scopeReader() };
  const loaded = loadedModules(root).map(({ module, start }): Capability =>
    module === undefined
      ? { name: "a module whose name is computed", start }
      : { name: `the module \`${module}\``, module, start },
  );
  const reached = [...walk(root)].flatMap((node) =>
    nameOf(node, names).map((one): Capability => ({ ...one, start: node.start })),
  );
  return [...loaded, ...reached];
}

type Found = Omit<Capability, "start">;

function nameOf(node: TreeNode, names: Names): readonly Found[] {
  if (isComment(node))
    return /^\/\/\/\s*<(?:reference|amd)/.test(node.text) ? [{ name: "/// <reference>" }] : [];
  switch (node.type) {
    case "identifier":
    case "shorthand_property_identifier":
      return identifierName(node, names);
    case "meta_property":
      return node.text.startsWith("import") ? [member("import.meta", node)] : [];
    case "property_identifier":
    case "shorthand_property_identifier_pattern":
      return ways.has(node.text) && !isDefinition(node) ? [{ name: node.text }] : [];
    case "string":
      return ways.has(node.text.slice(1, -1)) && isKey(node)
        ? [{ name: node.text.slice(1, -1) }]
        : [];
    case "unary_expression":
      return fieldOf(node, "operator")?.text === "delete" ? storeName(node, names) : [];
    default:
      return stores.has(node.type) ? storeName(node, names) : [];
  }
}

/** A class has its `constructor`; a type may name a member as it likes. */
const isDefinition = (node: TreeNode): boolean =>
  /^(?:method_definition|method_signature|property_signature|pair)$/.test(node.parent?.type ?? "");

const isKey = (node: TreeNode): boolean =>
  /^(?:subscript_expression|arguments|computed_property_name|variable_declarator|binary_expression|pair_pattern)$/.test(
    node.parent?.type ?? "",
  );

function identifierName(node: TreeNode, names: Names): readonly Found[] {
  if (/^(?:im|ex)port_|^namespace_import$/.test(node.parent?.type ?? "") && !isValue(node))
    return [];
  const given = declarationOf(node, names.scopeOf);
  if (given !== false) return [];
  const from = names.imported.get(node.text);
  if (from !== undefined)
    return systemModule.test(from) ? [member(from.replace(/^node:/, ""), node)] : [];
  if (node.text === "Object") return objectName(node, names);
  return system.has(node.text) ? [member(node.text, node)] : [];
}

/** `export default process` and `export = process` hand on a value; other parts of imports and exports are names. */
const isValue = (node: TreeNode): boolean => node.parent?.type === "export_statement";

/** `process.env` by its member, so that what stands may be read again; the thing itself where it goes elsewhere. */
function member(name: string, node: TreeNode): Found {
  const outer = node.parent;
  const property = outer === undefined ? undefined : fieldOf(outer, "property");
  const isRead = outer?.type === "member_expression" && fieldOf(outer, "object") === node;
  return isRead && property !== undefined
    ? { name: `\`${name}.${property.text}\``, again: true }
    : { name: `\`${name}\`` };
}

function objectName(node: TreeNode, names: Names): readonly Found[] {
  const outer = node.parent;
  const property = outer === undefined ? undefined : fieldOf(outer, "property")?.text;
  const call = outer?.parent;
  const isCall =
    outer?.type === "member_expression" &&
    call?.type === "call_expression" &&
    fieldOf(call, "function") === outer;
  if (isCall && harmless.test(property ?? "")) return [];
  const [target] = isCall
    ? (fieldOf(call, "arguments")?.children.filter((child) => child.named) ?? [])
    : [];
  // Filling an object of one's own changes nothing of anybody else's.
  const base = target === undefined ? undefined : memberBase(target);
  const isOwn =
    base === undefined ? /^(?:object|this)$/.test(target?.type ?? "") : !isForeign(base, names);
  if (property === "assign" && isOwn) return [];
  const isNew = outer?.type === "new_expression";
  return isNew ? [] : [{ name: `\`Object${property === undefined ? "" : `.${property}`}\`` }];
}

/** A store into a member of what was imported, or of what nobody here declared; patterns may store into several. */
function storeName(node: TreeNode, names: Names): readonly Found[] {
  const target = fieldOf(node, "left") ?? fieldOf(node, "argument");
  const targets = target === undefined ? [] : [...walk(target)].filter(isMember);
  return targets.flatMap((one) => {
    const base = isMember(one.parent) ? undefined : memberBase(one);
    return base !== undefined && isForeign(base, names)
      ? [{ name: `a change of \`${base.text}\`` }]
      : [];
  });
}

const isMember = (node: TreeNode | undefined): boolean =>
  node?.type === "member_expression" || node?.type === "subscript_expression";

/** The identifier at the beginning of `a.b[c]`; `undefined` where it begins with something else. */
function memberBase(target: TreeNode): TreeNode | undefined {
  let at: TreeNode | undefined = target;
  while (at !== undefined && at.type !== "identifier") {
    const wraps = /^(?:parenthesized|non_null|as|satisfies|await|type_assertion)/.test(at.type);
    at = fieldOf(at, "object") ?? (wraps ? at.children.find((child) => child.named) : undefined);
  }
  return at;
}

/** Whether a name is somebody else's thing: imported, nobody's, or another name of such. */
function isForeign(base: TreeNode, names: Names, depth = 0): boolean {
  const given = declarationOf(base, names.scopeOf);
  if (given === false) return true;
  if (given === undefined || depth > 20) return false;
  const origin = memberBase(given);
  return origin !== undefined && isForeign(origin, names, depth + 1);
}
