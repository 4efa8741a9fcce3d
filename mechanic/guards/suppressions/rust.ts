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
]);
const macros: ReadonlySet<string> = new Set([
  "todo",
  "unimplemented",
  "unreachable",
  "panic",
  "include",
]);
const methods: ReadonlyMap<string, string> = new Map([
  ["unwrap", "unwrap()"],
  ["expect", "expect()"],
  ["unwrap_unchecked", "unwrap()"],
  ["unwrap_err", "unwrap()"],
  ["expect_err", "expect()"],
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
      const name = leaf.type === "identifier" ? attributes.get(leaf.text) : undefined;
      if (name !== undefined) found.push({ name, start: leaf.start });
    }
  }
  const all = leaves(root, attribute);
  for (const [index, leaf] of all.entries()) {
    const name = nameAt(all, index);
    if (name !== undefined) found.push({ name, start: leaf.start });
  }
  return found;
}

/** What the token at `index` begins, judged with its neighbours. */
function nameAt(all: readonly TreeNode[], index: number): string | undefined {
  const at = (shift: number): string => all[index + shift]?.text ?? "";
  const word = at(0);
  if (macros.has(word) && at(1) === "!" && at(2) !== "=") return `${word}!`;
  const called = methods.get(word);
  if (called !== undefined && (at(-1) === "." || at(-1) === "::")) return called;
  if (word === "unsafe") return "unsafe";
  if (word === "as" && numbers.test(at(1))) return "as";
  if (word === "default" && at(-1) === "::" && at(-2) === "Default") return "Default::default()";
  const ofProcess = at(-1) === "::" ? at(-2) === "process" : inBracesOfProcess(all, index);
  if (/^(?:exit|abort|\*)$/.test(word) && ofProcess) return "process::exit()";
  // In its file it would stand before the standard one, and the tests there would ask nothing.
  if (word === "macro_rules!" && /^(?:debug_)?(?:assert|panic)/.test(at(1)))
    return "macro_rules! assert";
  if (word === "catch_unwind") return "catch_unwind";
  return word === "_" && at(-1) === "let" && at(1) === "=" ? "let _ =" : undefined;
}

/** Whether the name at `index` stands in the braces of a `use` of `process`: `use std::process::{self, exit as stop}`. */
function inBracesOfProcess(all: readonly TreeNode[], index: number): boolean {
  for (let at = index - 1; at >= 0; at--) {
    const text = all[at]?.text ?? "";
    if (text === "{") return all[at - 1]?.text === "::" && all[at - 2]?.text === "process";
    if (text === ";" || text === "}") return false;
  }
  return false;
}
