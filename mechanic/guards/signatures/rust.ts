import { fieldOf, tokens, type TreeNode } from "../tree.ts";
import type { Declared } from "./types.ts";

const levels = /^#!?\s*\[\s*(?:allow|expect|warn|deny|forbid|doc|inline|cold|test|must_use)\b/;
const shapes: ReadonlySet<string> = new Set([
  "struct_item",
  "enum_item",
  "union_item",
  "type_item",
  "associated_type",
]);

/**
 * Declared signatures of a Rust file: functions without their bodies, whole types and traits, impl headers, constants
 * without their values, re-exports. Names of parameters are nobody's business but the function's; `#[cfg(test)]` modules
 * are tests.
 */
export function rustSignatures(root: TreeNode): Declared[] {
  return itemsOf(root, "");
}

function itemsOf(owner: TreeNode, path: string): Declared[] {
  const found: Declared[] = [];
  let attributes: TreeNode[] = [];
  for (const item of owner.children) {
    if (item.type === "attribute_item") attributes.push(item);
    else if (item.named && !item.type.endsWith("comment")) {
      const isTest = attributes.some((one) =>
        /cfg\s*\(.*\btest\b|^#\s*\[\s*(?:\w+::)*test\b/.test(one.text),
      );
      if (!isTest) found.push(...declared(item, path, attributesText(attributes)));
      attributes = [];
    }
  }
  return found;
}

const attributesText = (attributes: readonly TreeNode[]): string =>
  attributes
    .filter((one) => !levels.test(one.text))
    .map((one) => tokens(one))
    .join(" ");

function declared(item: TreeNode, path: string, attributes: string): Declared[] {
  const name = fieldOf(item, "name")?.text ?? "";
  const one = (kind: string, signature: string): Declared => ({
    key: `${path}${kind} ${name}`.trim(),
    signature: `${attributes} ${signature}`.trim(),
    start: item.start,
  });
  if (shapes.has(item.type)) return [one(item.type.replace("_item", ""), tokens(item))];
  switch (item.type) {
    case "function_item":
    case "function_signature_item":
      return [one("fn", functionTokens(item))];
    case "const_item":
    case "static_item":
      return [
        one(
          "const",
          tokens(item, (node) => node.field === "value" && node.parent === item),
        ),
      ];
    case "trait_item":
      return [one("trait", functionTokens(item))];
    case "use_declaration":
      return /^pub\b/.test(item.text) ? [one(`use ${tokens(item)}`, "")] : [];
    case "mod_item":
      return moduleItems(
        item,
        path,
        one(
          "mod",
          tokens(item, (node) => node.field === "body"),
        ),
      );
    case "impl_item":
      return implItems(item, path, attributes);
    case "macro_definition":
      return [one("macro", patterns(item))];
    case "foreign_mod_item":
      return itemsOf(fieldOf(item, "body") ?? item, `${path}${abi(item)} > `);
    case "expression_statement":
      return item.children.flatMap((child) => declared(child, path, attributes));
    case "macro_invocation":
      return byMacro(item, path);
    default:
      return [];
  }
}

/** What a macro takes; what it makes of that is its body. */
const patterns = (item: TreeNode): string =>
  item.children
    .filter((child) => child.type === "macro_rule")
    .map((rule) => tokens(fieldOf(rule, "left") ?? rule))
    .join(" ; ");

const abi = (item: TreeNode): string =>
  tokens(item.children.find((child) => child.type === "extern_modifier") ?? item);

/** Statics that a macro declares, without their values; of another macro everything, for nobody can tell what it makes. */
function byMacro(item: TreeNode, path: string): Declared[] {
  const name = fieldOf(item, "macro")?.text ?? "";
  const text = tokens(item);
  if (!/(?:^|::)(?:thread_local|lazy_static)$/.test(name))
    return [{ key: `${path}${name}! ${text}`, signature: "", start: item.start }];
  const statics = text.matchAll(/((?:pub (?:\( [^)]* \) )?)?static )(?:ref )?(\w+) : (.+?) =/g);
  return [...statics].map(([, how = "", one = "", type = ""]) => ({
    key: `${path}static ${one}`,
    signature: how + type,
    start: item.start,
  }));
}

function moduleItems(item: TreeNode, path: string, own: Declared): Declared[] {
  const body = fieldOf(item, "body");
  const name = fieldOf(item, "name")?.text ?? "";
  return body === undefined ? [own] : [own, ...itemsOf(body, `${path}${name}::`)];
}

/** An impl's header is a promise of its own: the type has these methods, or is this trait. */
function implItems(item: TreeNode, path: string, attributes: string): Declared[] {
  const header = tokens(item, (node) => node.field === "body" && node.parent === item);
  const body = fieldOf(item, "body");
  const promise = { key: `${path}${header}`, signature: attributes, start: item.start };
  const members = body === undefined ? [] : itemsOf(body, `${path}${header} > `);
  // Methods may move between impl blocks of one header; only a trait's impl is a promise without any.
  return fieldOf(item, "trait") === undefined ? members : [promise, ...members];
}

/** Without bodies and without the patterns that bind parameters. */
function functionTokens(item: TreeNode): string {
  return tokens(item, (node) => {
    if (node.type === "block") return true;
    const parent = node.parent;
    if (parent?.type === "parameter")
      return node.field === "pattern" || node.type === "mutable_specifier";
    if (parent?.type === "self_parameter" && node.type === "mutable_specifier")
      return !parent.children.some((one) => one.text === "&");
    return false;
  });
}
