import type { Builder } from "./builder.ts";
import { endsAtom } from "./characters.ts";
import type { Tree } from "./tree.ts";

/**
 * What one failed reading tells the next. A text with a missing quote or parenthesis is read a second time: only at its
 * end is it known that one is missing, and only then is its layout better evidence than its parentheses.
 */
export interface Guess {
  /** Start of a string that ends with its line, whatever follows. */
  readonly cutString: number | undefined;
  /** How many forms may be closed because the layout says that a sibling follows. */
  readonly missing: number;
  /** How many closing parentheses may close nothing because the layout says that their form goes on. */
  readonly stray: number;
}

/** Every parenthesis and quote is taken at its word. */
export const plainReading: Guess = { cutString: undefined, missing: 0, stray: 0 };

/** Column of an offset that starts its line but for white space, counted from 0, or `undefined` for any other offset. */
function indentOf(text: string, at: number): number | undefined {
  // Only white space is walked over, so that a long line is not walked again for each of its forms.
  let start = at;
  while (start > 0 && (text.charAt(start - 1) === " " || text.charAt(start - 1) === "\t")) start--;
  return start === 0 || text.charAt(start - 1) === "\n" ? at - start : undefined;
}

/**
 * Whether the `(` at `at` starts its line no further right than the innermost open form does: a reader of the text
 * would then take it for a sibling, and the open form for one that lacks its parenthesis.
 */
export function looksLikeSibling(text: string, builder: Builder, at: number): boolean {
  if (builder.open === 0 || builder.prefixed) return false;
  const indent = indentOf(text, at);
  if (indent === undefined) return false;
  const { openStart } = builder;
  const openColumn = openStart === 0 ? 0 : openStart - text.lastIndexOf("\n", openStart - 1) - 1;
  return indent <= openColumn;
}

/**
 * Whether the `)` at `at` would close the innermost open form although the next line that starts with a form is indented
 * further than it: a reader of the text would then take that form for one inside.
 */
export function looksTooEarly(text: string, builder: Builder, at: number): boolean {
  const next = /^[)\s]*\n([ \t]*)\(/.exec(text.slice(at + 1, at + 1 + lookaheadMax));
  if (next === null || builder.open === 0) return false;
  const { openStart } = builder;
  const openColumn = openStart === 0 ? 0 : openStart - text.lastIndexOf("\n", openStart - 1) - 1;
  return (next[1] ?? "").length > openColumn;
}

/** How far behind a parenthesis the next form is looked for, in UTF-16 units. */
const lookaheadMax = 1000;

/**
 * The string whose closing quote is missing, for a text that ended inside a string that starts at `openString`: the
 * first one that runs over a line end and is followed by something that should have been inside a string. Quotes from
 * there on are paired wrongly. Else the last string itself.
 */
export function suspectString(tree: Tree, openString: number): number {
  for (let node = 1; node < tree.size; node++) {
    if (tree.kind(node) !== "string") continue;
    const end = tree.end(node);
    if (
      end < tree.text.length &&
      endsAtom[tree.text.charCodeAt(end)] === 0 &&
      tree.textOf(node).includes("\n")
    )
      return tree.start(node);
  }
  return openString;
}
