import { codePointName, hostileCharacters } from "./characters.ts";
import type { Faults } from "./faults.ts";
import type { Tree } from "./tree.ts";

/** Largest file that is read, in bytes of UTF-8. */
export const fileBytesMax = 1024 * 1024;

/** Offset at which a text passes `limit` bytes of UTF-8, or `undefined` where it does not. */
export function offsetPast(text: string, limit: number): number | undefined {
  // A UTF-16 unit takes at most three bytes.
  if (text.length * 3 <= limit) return undefined;
  let bytes = 0;
  for (let at = 0; at < text.length; at++) {
    const unit = text.charCodeAt(at);
    // Each half of a surrogate pair counts two of its four bytes.
    bytes += unit < 0x80 ? 1 : unit < 0x800 || (unit >= 0xd800 && unit <= 0xdfff) ? 2 : 3;
    if (bytes > limit) return at;
  }
  return undefined;
}

/** Reports every character that no intent may hold. */
export function checkCharacters(faults: Faults): void {
  const { path, text } = faults.source;
  for (const { at, character, code } of hostileCharacters(text)) {
    const end = at + character.length;
    const fix = {
      title: `delete ${codePointName(character)}`,
      edits: [{ file: path, start: at, end, text: "" }],
    };
    if (code === "byte-order-mark") faults.add(code, at, end, {}, { fix });
    else
      faults.add(
        code,
        at,
        end,
        { character: codePointName(character) },
        code === "lone-surrogate" ? {} : { fix },
      );
  }
}

/** Reports symbols with letters outside ASCII, which look like others and are spelt differently by every language. */
export function checkSymbols(faults: Faults, tree: Tree): void {
  for (let node = 1; node < tree.size; node++) {
    if (tree.kind(node) !== "symbol") continue;
    const foreign = /[^\0-\x7f]/u.exec(tree.textOf(node))?.[0];
    if (foreign === undefined) continue;
    const start = tree.start(node);
    const text = faults.quote(start, tree.end(node));
    faults.add("not-ascii", start, tree.end(node), { text, character: codePointName(foreign) });
  }
}
