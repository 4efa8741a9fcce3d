import { plainName, rustPaths } from "../names/rust.ts";
import { fieldOf, leaves, walk, type TreeNode } from "../tree.ts";
import type { Capability } from "./types.ts";

const system =
  /^(?:std|core|alloc|tokio|async_std)::(?:process|panic|panicking|env|fs|net|os|thread|intrinsics|arch|backtrace|ffi|ptr)(?:::|$)|^(?:std|core)::\*$|^(?:std|core)::any::type_name/;
const macros: ReadonlySet<string> = new Set([
  "include",
  "include_str",
  "include_bytes",
  "asm",
  "global_asm",
  "naked_asm",
  "env",
  "option_env",
  "cfg",
  "file",
  "module_path",
]);
const attributes: ReadonlySet<string> = new Set([
  "no_mangle",
  "export_name",
  "link",
  "link_name",
  "used",
  "global_allocator",
  "panic_handler",
  "proc_macro",
  "macro_use",
  "no_std",
  "no_main",
  "feature",
]);
/** Roots that are no crate: paths of the language itself, and types that it has. */
const language =
  /^(?:crate|self|super|Self|std|core|alloc|[iu](?:8|16|32|64|128|size)|f32|f64|bool|char|str|default|dyn|impl|mut|ref|move|in|return|if|else|match|let|where|as|async|await|box|const|for|while|loop|break|continue|unsafe|static|pub|fn)$/;

/** What a Rust text uses and reaches for. */
export function rustCapabilities(root: TreeNode): Capability[] {
  const modules = new Set(declaredModules(root));
  const used = rustPaths(root).flatMap(({ parts, start }): Capability[] => {
    const whole = parts.join("::");
    if (system.test(whole)) return [{ name: `\`${whole}\``, again: true, start }];
    const [first = ""] = parts;
    // Types begin with a capital; what they are was told where they came from.
    const local = language.test(first) || /^[\p{Lu}_]/u.test(first) || modules.has(first);
    return local ? [] : [{ name: `the crate \`${first}\``, module: first, start }];
  });
  const reached = [...walk(root)].flatMap((node) =>
    nameOf(node).map((name): Capability => ({ name, start: node.start })),
  );
  return [...used, ...called(root), ...reached];
}

/** Names of the modules that a text declares. */
export const declaredModules = (root: TreeNode): string[] =>
  [...walk(root)]
    .filter((node) => node.type === "mod_item")
    .map((node) => plainName(fieldOf(node, "name")?.text ?? ""));

/** Macros are told by their leaves, because a macro's arguments are tokens alone. */
function called(root: TreeNode): Capability[] {
  const all = leaves(root);
  return all.flatMap((leaf, index): Capability[] => {
    const name = plainName(leaf.text);
    const isCall = all[index + 1]?.text === "!" && all[index + 2]?.text !== "=";
    return isCall && macros.has(name) ? [{ name: `\`${name}!\``, start: leaf.start }] : [];
  });
}

function nameOf(node: TreeNode): string[] {
  switch (node.type) {
    case "attribute_item":
    case "inner_attribute_item":
      return leaves(node)
        .map((leaf) => plainName(leaf.text))
        .filter((text) => attributes.has(text))
        .map((text) => `\`#[${text}]\``);
    case "extern_crate_declaration":
      return ["`extern crate`"];
    case "extern_modifier":
      return ["`extern`"];
    default:
      return [];
  }
}
