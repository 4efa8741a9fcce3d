import { fieldOf, leaves, walk, type TreeNode } from "../tree.ts";

/** `r#todo` is `todo`: the mark says how a name is read, not what it is. */
export const plainName = (text: string): string => text.replace(/^r#/, "");

/** A path of a text as it is meant: `p::exit` is `std::process::exit` where a `use` says so. */
export interface RustPath {
  readonly parts: readonly string[];
  readonly start: number;
}

/** What a `use` brings: the path, and the name that it has here (`*` for everything). */
interface Use extends RustPath {
  readonly alias: string;
}

/** Every `use` of a text, its lists taken apart. */
export const rustUses = (root: TreeNode): Use[] =>
  [...walk(root)].flatMap((node) => {
    const argument = node.type === "use_declaration" ? fieldOf(node, "argument") : undefined;
    return argument === undefined ? [] : taken(argument, []);
  });

function taken(node: TreeNode, before: readonly string[]): Use[] {
  const path = (one: TreeNode | undefined): string[] =>
    one === undefined ? [...before] : joined(before, one);
  switch (node.type) {
    case "use_list":
      return node.children.filter((one) => one.named).flatMap((one) => taken(one, before));
    case "scoped_use_list": {
      const list = fieldOf(node, "list");
      return list === undefined ? [] : taken(list, path(fieldOf(node, "path")));
    }
    case "use_as_clause": {
      const parts = path(fieldOf(node, "path"));
      return [{ parts, alias: plainName(fieldOf(node, "alias")?.text ?? ""), start: node.start }];
    }
    case "use_wildcard":
      return [
        {
          parts: [...path(node.children.find((one) => one.named)), "*"],
          alias: "*",
          start: node.start,
        },
      ];
    default: {
      const parts = path(node);
      return [{ parts, alias: parts.at(-1) ?? "", start: node.start }];
    }
  }
}

const joined = (before: readonly string[], node: TreeNode): string[] => {
  const own = leaves(node)
    .map((leaf) => plainName(leaf.text))
    .filter((text) => text !== "::");
  // `std::process::{self}` is the path itself.
  return own.length === 1 && own[0] === "self" && before.length > 0
    ? [...before]
    : [...before, ...own];
};

/** What each name of a text means by its `use`s, aliases of aliases resolved. */
export function rustAliases(root: TreeNode): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, readonly string[]>();
  for (const { alias, parts } of rustUses(root))
    if (alias !== "*" && alias !== "_" && (parts.length > 1 || parts[0] !== alias))
      found.set(alias, parts);
  for (const node of walk(root)) {
    if (node.type === "extern_crate_declaration") {
      const name = plainName(fieldOf(node, "name")?.text ?? "");
      found.set(plainName(fieldOf(node, "alias")?.text ?? name), [name]);
    }
    if (node.type !== "type_item") continue;
    const type = fieldOf(node, "type");
    if (type !== undefined && /^[\w:#\s]+$/.test(type.text))
      found.set(plainName(fieldOf(node, "name")?.text ?? ""), joined([], type));
  }
  return found;
}

/** A path with its first part as the `use`s mean it. */
export function meantBy(
  parts: readonly string[],
  aliases: ReadonlyMap<string, readonly string[]>,
): readonly string[] {
  let meant = parts;
  for (let round = 0; round < 10; round++) {
    const [first = "", ...rest] = meant;
    const longer = aliases.get(first);
    if (longer === undefined || longer[0] === first)
      return longer === undefined ? meant : [...longer, ...rest];
    meant = [...longer, ...rest];
  }
  return meant;
}

const word = /^(?:r#)?[\p{L}_][\p{L}\p{N}_]*$/u;

/** Every path of two parts and more, in the arguments of macros too; `use`s are told as they are taken apart. */
export function rustPaths(root: TreeNode): RustPath[] {
  const aliases = rustAliases(root);
  const uses = rustUses(root).map(({ parts, start }) => ({
    parts: meantBy(parts, aliases),
    start,
  }));
  const all = leaves(root, (node) => node.type === "use_declaration");
  const found: RustPath[] = [];
  for (let index = 0; index < all.length; index++) {
    const start = all[index]?.start ?? 0;
    const parts: string[] = [];
    for (let at = index; word.test(all[at]?.text ?? ""); at += 2) {
      parts.push(plainName(all[at]?.text ?? ""));
      index = at;
      if (all[at + 1]?.text !== "::") break;
    }
    if (parts.length > 0) found.push({ parts: meantBy(parts, aliases), start });
  }
  return [...uses, ...found.filter(({ parts }) => parts.length > 1)];
}
