import { meantBy, plainName, rustAliases, rustPaths, rustUses } from "../names/rust.ts";
import { leaves, walk, type TreeNode } from "../tree.ts";
import type { Suppression } from "./types.ts";

/** Attributes by the words that they hold; `cfg_attr` carries others, so every word of an attribute counts. */
const attributes: ReadonlyMap<string, string> = new Map([
  ["allow", "#[allow(…)]"],
  ["expect", "#[allow(…)]"],
  ["warn", "#[allow(…)]"],
  ["automatically_derived", "#[allow(…)]"],
  ["ignore", "#[ignore]"],
  ["should_panic", "#[should_panic]"],
  ["cfg", "#[cfg(…)]"],
  ["cfg_attr", "#[cfg(…)]"],
  ["path", "#[path]"],
  ["link_section", "#[link_section]"],
  ["no_mangle", "#[no_mangle]"],
  ["export_name", "#[no_mangle]"],
  ["coverage", "#[coverage]"],
]);
const macros: ReadonlySet<string> = new Set([
  "todo",
  "unimplemented",
  "unreachable",
  "panic",
  "include",
  "cfg",
]);
const methods: ReadonlyMap<string, string> = new Map([
  ["unwrap", "unwrap()"],
  ["expect", "expect()"],
  ["unwrap_unchecked", "unwrap()"],
  ["unwrap_err", "unwrap()"],
  ["expect_err", "expect()"],
  ["unwrap_or_default", "Default::default()"],
]);
const numbers = /^(?:[iu](?:8|16|32|64|128|size)|f32|f64)$/;

/**
 * Finds them among the leaves of the tree: the grammar leaves the arguments of macros as tokens, and a suppression in
 * `vec![x.unwrap()]` is one like any other.
 */
export function rustSuppressions(root: TreeNode): Suppression[] {
  const found: Suppression[] = [];
  const attribute = (node: TreeNode): boolean =>
    node.type === "attribute_item" || node.type === "inner_attribute_item";
  for (const node of walk(root)) {
    if (!attribute(node)) continue;
    for (const leaf of leaves(node)) {
      const name = leaf.type === "identifier" ? attributes.get(plainName(leaf.text)) : undefined;
      if (name !== undefined) found.push({ name, start: leaf.start });
    }
  }
  const imports = (node: TreeNode): boolean => node.type === "use_declaration";
  const all = leaves(root, (node) => attribute(node) || imports(node));
  const aliases = rustAliases(root);
  for (const [index, leaf] of all.entries()) {
    const name = nameAt(all, index, aliases);
    if (name !== undefined) found.push({ name, start: leaf.start });
  }
  return [...found, ...byPath(root)];
}

/** What a path means wherever it is written, and what a `use` puts in the place of an assertion. */
function byPath(root: TreeNode): Suppression[] {
  const ends = rustPaths(root).flatMap(({ parts, start }): Suppression[] => {
    const whole = parts.join("::");
    if (/(?:^|::)process::(?:exit|abort|\*)$/.test(whole))
      return [{ name: "process::exit()", start }];
    if (/(?:^|::)panic_any$/.test(whole)) return [{ name: "panic!", start }];
    return /(?:^|::)(?:catch|resume)_unwind$/.test(whole) ? [{ name: "catch_unwind", start }] : [];
  });
  const hidden = rustUses(root)
    .filter(({ alias, parts }) => asserts.test(alias) && parts.at(-1) !== alias)
    .map(({ start }): Suppression => ({ name: "macro_rules! assert", start }));
  return [...ends, ...hidden];
}

const asserts = /^(?:debug_)?(?:assert|panic)/;

/** What the token at `index` begins, judged with its neighbours. Raw names are the names that they are. */
function nameAt(
  all: readonly TreeNode[],
  index: number,
  aliases: ReadonlyMap<string, readonly string[]>,
): string | undefined {
  const at = (shift: number): string => plainName(all[index + shift]?.text ?? "");
  const word = at(0);
  const macro = meantBy([word], aliases).at(-1) ?? word;
  if (macros.has(macro) && at(1) === "!" && at(2) !== "=") return `${macro}!`;
  const called = methods.get(word);
  if (called !== undefined && (at(-1) === "." || at(-1) === "::")) return called;
  if (word === "unsafe") return "unsafe";
  if (word === "as" && isNumber(all, index + 1, aliases)) return "as";
  if (word === "default" && at(-1) === "::") return "Default::default()";
  // In its file it would stand before the standard one, and the tests there would ask nothing.
  if (word === "macro_rules!" && asserts.test(at(1))) return "macro_rules! assert";
  const drops = word === "_" && (at(-1) === "let" || (at(1) === "=" && /^[;{}]?$/.test(at(-1))));
  return drops && (at(1) === "=" || at(1) === ":") ? "let _ =" : undefined;
}

/** Whether the type that begins at `index` is a number, by whatever path, or one that is left to be inferred. */
function isNumber(
  all: readonly TreeNode[],
  index: number,
  aliases: ReadonlyMap<string, readonly string[]>,
): boolean {
  const parts: string[] = [];
  let at = all[index]?.text === "::" ? index + 1 : index;
  for (; at < all.length; at += 2) {
    parts.push(plainName(all[at]?.text ?? ""));
    if (all[at + 1]?.text !== "::") break;
  }
  const last = meantBy(parts, aliases).at(-1) ?? "";
  return last === "_" || numbers.test(last);
}
