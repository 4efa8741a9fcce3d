import type { Span } from "#intent";

/** A replacement in a text, or an insertion where the span is empty. */
export interface Patch extends Span {
  readonly text: string;
  /** Among patches at one place: what closes around the text before it, what opens around the text after it, what stands in for it. */
  readonly role: "close" | "open" | "instead";
}

/** A text with patches in it, and the way back from its offsets. */
export interface Overlay {
  readonly text: string;
  /** Offset in the original of an offset in the patched text; all of a replacement is its start, its end its end. */
  original(offset: number): number;
}

const order: Readonly<Record<Patch["role"], number>> = { close: 0, open: 1, instead: 2 };

/** Lays patches over a text. Replacements must not overlap; one that does is left out. */
export function overlay(text: string, patches: readonly Patch[]): Overlay {
  const sorted = patches.toSorted(
    (a, b) => a.start - b.start || order[a.role] - order[b.role] || a.end - b.end,
  );
  const pieces: { readonly from: number; readonly at: number; readonly moves: boolean }[] = [];
  let output = "";
  let read = 0;
  for (const patch of sorted) {
    if (patch.start < read) continue;
    pieces.push({ from: read, at: output.length, moves: true });
    output += text.slice(read, patch.start);
    pieces.push({ from: patch.start, at: output.length, moves: false });
    output += patch.text;
    read = patch.end;
  }
  pieces.push({ from: read, at: output.length, moves: true });
  output += text.slice(read);
  return {
    text: output,
    original: (offset) => {
      const piece = pieces.findLast(({ at }) => at <= offset) ?? { from: 0, at: 0, moves: true };
      return piece.moves ? piece.from + offset - piece.at : piece.from;
    },
  };
}
