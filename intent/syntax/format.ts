import { type Diagnostic, hasErrors } from "../base/diagnostic.ts";
import { layOut } from "./format/layout.ts";
import { readTree } from "./reader.ts";
import type { Tree } from "./tree.ts";

/**
 * The canonical layout of a tree that was read without errors: two columns of indentation, lines of at most 100
 * characters where that is possible, closing parentheses gathered, at most one empty line between forms. A form that was
 * written on several lines stays so. Comments are kept; formatting again changes nothing.
 */
export const formatTree = (tree: Tree): string => layOut(tree);

/** Formats a text. With syntax errors it comes back as it was, with its diagnostics: nobody's half-written line moves. */
export function formatText(path: string, text: string): [string, Diagnostic[]] {
  const [tree, diagnostics] = readTree({ path, text });
  return [hasErrors(diagnostics) ? text : formatTree(tree), diagnostics];
}
